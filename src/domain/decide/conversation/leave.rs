//! Words alone that say that somebody wants no more of it: "cancel", "stop", "close the ticket".
//! They are no answer, and close nothing: a ticket is closed by its button, which asks once more.

use std::sync::LazyLock;

use super::{
    change::without_leads,
    talk::{MOST_HINTS, Talk},
};
use crate::domain::{
    answer::bare_phrase,
    flow::{Expects, Step},
    notice::Occasion,
    phrases::Phrases,
};

impl Talk<'_> {
    /// Says how to get out, and asks again, if words ask for no more than that. Yes, No and an
    /// option of the flow may be such words, and an order may have pieces that are to go.
    pub(super) fn leave(&mut self, step: &Step, text: &str) -> bool {
        let may_be = match &step.expects {
            // "cancel it" is about the order.
            Expects::YesNo { .. } => self.flow().answer(text).is_none() && !leaves_order(text),
            Expects::Choice { options } => self.chosen(options, text).is_none(),
            Expects::Catalogue { .. } => self.next.order.is_empty(),
            Expects::Text { .. }
            | Expects::Number { .. }
            | Expects::Date { .. }
            | Expects::File { .. } => true,
        };
        let leaves = (may_be && leaves(text)) || asks_to_leave(text);
        if !leaves {
            return false;
        }
        // One more than what did not fit gets, for whoever writes it when the hints are over.
        if self.may_hint(MOST_HINTS + 1) {
            // It is told with this anyhow.
            self.is_last_hint = false;
            let is_begun = !matches!(step.expects, Expects::Catalogue { .. });
            let refresh = self.refresh_word().filter(|_| is_begun);
            let words = matches!(step.expects, Expects::Text { .. });
            self.ask(Occasion::Leaving { refresh, words });
        }
        true
    }
}

/// Whether words say nothing but that.
pub(super) fn leaves(text: &str) -> bool {
    let Some(said) = bare_phrase(text) else { return false };
    let said = without_leads(&said);
    let is_said_of = |verbs: &Phrases, of: &Phrases| {
        let rests = [verbs.behind(said), verbs.before(said)];
        rests.into_iter().flatten().any(|rest| of.has(rest) || TICKET.has(rest))
    };
    STOPS.has(said) || is_said_of(&STOPS, &WHOLE) || is_said_of(&CLOSES, &TICKET)
}

/// Whether words say that an order, or all of it, is no longer wished for.
fn leaves_order(text: &str) -> bool {
    let said = bare_phrase(text).unwrap_or_default();
    let said = without_leads(&said);
    let rests = [STOPS.behind(said), STOPS.before(said)];
    rests.into_iter().flatten().any(|rest| WHOLE.has(rest))
}

/// Whether words ask how to get out, or whether one can: "how do i cancel?". They say No to
/// nothing.
fn asks_to_leave(text: &str) -> bool {
    let Some(said) = bare_phrase(&text.replace(['?', '？'], " ")) else { return false };
    let begun = [said.as_str(), without_leads(&said)].into_iter();
    begun.filter_map(|it| ASKS.behind(it)).any(|rest| {
        let rests = [Some(rest), LATER.before(rest), LATER.behind(rest)];
        rests.into_iter().flatten().any(leaves)
    })
}

/// All folded. English, German, French, Spanish, Portuguese.
static ASKS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    how do i, how do we, how can i, how can we, how would i, how could i, how to, \
    can i still, can i, can we, could i, may i, when can i, where do i, where can i, \
    is it possible to, wie kann ich, wie, kann ich, darf ich, comment est ce que je peux, \
    comment puis je, comment je peux, comment, est ce que je peux, puis je, je peux, \
    como puedo, puedo, como posso, posso, como",
    )
});

static LATER: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    later on, later, afterwards, still, now, noch, spater, jetzt, plus tard, encore, \
    mas tarde, mais tarde, depois, aun, ainda",
    )
});

/// All folded. English, German, French, Spanish, Portuguese.
static STOPS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    cancel, stop, quit, exit, abort, abbrechen, abbruch, stornieren, storno, stopp, aufhoren, annuler, \
    annule, annulez, annulation, arreter, arretez, cancelar, cancela, cancele, anular, anula",
    )
});

/// What says so only of the ticket.
static CLOSES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    close, schliessen, schliess, schliesse, beenden, fermer, ferme, fermez, cerrar, cierra, cierre, \
    fechar, fecha, feche, encerrar",
    )
});

static TICKET: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    ticket, the ticket, this ticket, my ticket, das ticket, dieses ticket, mein ticket, le ticket, \
    ce ticket, mon ticket, el ticket, este ticket, mi ticket, o ticket, meu ticket",
    )
});

static WHOLE: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::of(
        "\
    it, this, that, all, it all, all of it, everything, order, the order, this order, my order, the \
    whole order, es, das, alles, bestellung, die bestellung, meine bestellung, tout, commande, la \
    commande, ma commande, todo, pedido, el pedido, mi pedido, tudo, o pedido, meu pedido",
    )
});
