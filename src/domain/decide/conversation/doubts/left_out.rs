//! An option in words that is to have none: "none", "no engraving", "skip".

use std::sync::LazyLock;

use super::{
    super::{
        order::listed,
        talk::{MOST_HINTS, Talk},
    },
    With,
};
use crate::domain::{
    answer::{Answer, bare_phrase, phrase},
    catalogue::Catalogue,
    order::{Asked, Line, LineId},
    phrases::Phrases,
    shelf::Stock,
};

impl Talk<'_> {
    /// Whether words say that the text which is asked for is to be none. They are never written on
    /// a product, though they may look like what it takes.
    pub(super) fn is_left_out(
        &self,
        stock: &Stock,
        line: LineId,
        option: &str,
        text: &str,
    ) -> bool {
        if !self.takes_words(&stock.catalogue, line, option) {
            return false;
        }
        let said = bare_phrase(text).unwrap_or_default();
        self.flow().answer(text) == Some(Answer::No) || is_none(&said, option)
    }

    /// Whether the option is answered in words.
    pub(super) fn takes_words(&self, catalogue: &Catalogue, line: LineId, option: &str) -> bool {
        self.option(catalogue, line, option).is_some_and(|it| it.choices().is_empty())
    }

    /// The line that a question is about, as it stood on the order, if it is there no more.
    pub(super) fn gone_with(&self, before: &[Line]) -> Vec<String> {
        let order = &self.next.order;
        let Some(Asked::Option { line, .. }) = order.asked else { return vec![] };
        let is_gone = |it: &&Line| it.id == line && order.line(line).is_none();
        listed(before.iter().filter(is_gone))
    }

    /// What can be empty is. Of what is needed that is said, and how to do without the product.
    pub(super) fn leave_out(&mut self, stock: &Stock, line: LineId, option: &str) {
        if self.option(&stock.catalogue, line, option).is_some_and(|it| it.required) {
            if self.may_hint(MOST_HINTS) {
                self.say_doubt(stock, With { needed: true, ..With::default() });
            }
            return;
        }
        // Where some pieces of a line were to get it, the others keep what they have.
        let is_some = self.next.order.amendment.as_ref().is_some_and(|it| it.pieces.is_some());
        if !is_some {
            self.next.order.take_off(line, option);
        }
        self.amend_these(&[]);
    }
}

/// Whether words, folded, say that a text is to be none.
pub(in super::super) fn is_none(said: &str, option: &str) -> bool {
    if NONE.has(said) {
        return true;
    }
    let Some(name) = phrase(option) else { return false };
    let before = said.strip_suffix(&name).and_then(|it| it.strip_suffix(' '));
    before.is_some_and(|it| WITHOUT.has(it))
}

/// All folded. English, German, French, Spanish, Portuguese.
static NONE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    none, nothing, without, without it, without any, skip, skip it, skip this, skip that, \
    leave it out, leave it empty, leave it blank, leave empty, leave blank, empty, blank, \
    not needed, nichts, keine, keinen, keiner, keins, keines, ohne, leer, uberspringen, \
    leer lassen, rien, aucun, aucune, sans, vide, nada, ninguno, ninguna, ningun, sin, \
    vacio, nenhum, nenhuma, sem, vazio",
    )
});

static WITHOUT: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    no, without, without an, without a, without any, without the, i dont want an, \
    i dont want a, i dont want any, i dont want, dont want, i dont need an, i dont need a, \
    i dont need any, skip, skip the, kein, keine, keinen, ohne, pas de, pas d, sans, aucun, \
    aucune, sin, ningun, ninguna, sem, nenhum, nenhuma, nao quero",
    )
});
