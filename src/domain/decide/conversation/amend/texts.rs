//! Texts of pieces that are said without their name: "one of them with text Dad", "2 more with text
//! Dad", "text Mum on 2 of the mugs".

use super::{
    super::{named, pieces, talk::Talk},
    Amendable, Amended,
    lists::{
        AND, QUIET,
        verbs::{CHANGING, MAKES},
    },
    unheard, words,
};
use crate::domain::{
    catalogue::{OptionKind, Product, ProductOption},
    notice::Misread,
    order::{Line, pieces_of},
};

/// A line, an option of it that is answered in words, and how many pieces get which text.
type Found<'a> = (&'a Line, &'a Product, &'a ProductOption, Vec<(String, u32)>);

/// How a text begins that says something of pieces.
struct Lead<'t> {
    /// There are to be more: "and one with".
    adds: bool,
    /// Some of what is there are to be others: "make one".
    changes: bool,
    rest: &'t str,
}

impl Talk<'_> {
    /// Gives pieces the texts that are said of them. None if a text says anything else.
    pub(super) fn take_texts(&mut self, order: &Amendable<'_>, text: &str) -> Option<Misread> {
        let turned = turned(text);
        let lead = Lead::read(turned.as_deref().unwrap_or(text))?;
        let found = order.texts(&lead);
        let (line, product, option, portions) = found.first()?;
        let said = pieces::pieces(lead.rest)?;
        let adds = lead.adds || said.more;
        if adds {
            let it = self.it().and_then(|it| found.iter().find(|found| found.0.id == it));
            let is_one = found.iter().all(|it| it.1.id == product.id && it.2.name == option.name);
            let Some((_, product, option, portions)) =
                it.or_else(|| found.first().filter(|_| is_one))
            else {
                return Some(unheard(text));
            };
            for (value, count) in portions {
                let options = vec![(option.name.clone(), value.clone())];
                self.next.order.add_described(product, *count, options);
            }
            return Some(self.fit());
        }
        let fits = |it: &&Found<'_>| it.0.quantity >= pieces_of(&it.3).max(2);
        let fitting: Vec<_> = found.iter().filter(fits).collect();
        match (fitting.as_slice(), portions.as_slice()) {
            ([(line, _, option, portions)], _) => {
                self.next.order.portion(line.id, &option.name, portions);
            }
            ([], [(_, 1)]) if !said.of_them && !has_text(line, option) => return None,
            ([_, _, ..], [(value, count)]) => {
                let of = fitting.iter().map(|it| (it.0.id, it.2.name.clone())).collect();
                let (value, pieces) = (Some(value.clone()), Some(*count));
                self.amend(Amended { of, value, pieces, ..Amended::default() }, text);
            }
            _ => return Some(unheard(text)),
        }
        Some(self.fit())
    }
}

fn has_text(line: &Line, option: &ProductOption) -> bool {
    line.options.iter().any(|it| it.0 == option.name)
}

impl Lead<'_> {
    fn read(text: &str) -> Option<Lead<'_>> {
        let words = words::cut(text);
        let keys: Vec<&str> = words.iter().map(|it| it.key.as_str()).collect();
        let (mut adds, mut changes, mut at) = (false, false, 0);
        loop {
            let rest = keys.get(at..)?;
            let verb = words::first_of(&MAKES, rest).or_else(|| words::first_of(&CHANGING, rest));
            if let Some(length) = verb {
                (changes, at) = (true, at + length);
            } else if let Some(length) = words::adds(rest).filter(|_| !rest.starts_with(&["one"])) {
                (adds, at) = (true, at + length);
            } else {
                let rest = text.get(words.get(at)?.span.start..)?;
                return (!(adds && changes)).then_some(Lead { adds, changes, rest });
            }
        }
    }
}

impl<'a> Amendable<'a> {
    /// Where what is said may be the texts of pieces.
    fn texts(&self, lead: &Lead<'_>) -> Vec<Found<'a>> {
        let Some(said) = pieces::pieces(lead.rest) else { return vec![] };
        let mut found = vec![];
        for (line, product) in &self.lines {
            let of_product = |rest: &'_ str| {
                let (first, behind) = rest.split_once(char::is_whitespace)?;
                named::ends_name(product, first).then(|| behind.to_owned())
            };
            let behind = of_product(said.rest);
            // "one mug with text Dad" may be one more.
            if behind.is_some() && !said.of_them && !lead.changes {
                continue;
            }
            let rest = behind.as_deref().unwrap_or(said.rest);
            let rest = format!("{} {rest}", product.name);
            let texts = product.options.iter().filter(|it| matches!(it.kind, OptionKind::Text(_)));
            found.extend(texts.filter_map(|option| {
                let one = || {
                    let value = named::answered(self.stock, product, option, &rest)?;
                    Some(vec![(value, said.count?)])
                };
                let several =
                    pieces::portioned(self.stock, product, option, line.quantity, lead.rest);
                let portions = several.or_else(one).filter(|it| it.iter().all(|it| it.1 > 0))?;
                Some((*line, *product, option, portions))
            }));
        }
        found
    }
}

/// "text Mum on 2 of the mugs" as "2 of the mugs text Mum".
fn turned(text: &str) -> Option<String> {
    let words = named::words_of(text);
    let word = |at: usize| words.get(at).and_then(|it| text.get(it.clone())).unwrap_or_default();
    (1..words.len()).rev().find_map(|at| {
        let behind = text.get(words.get(at + 1)?.start..)?.trim_end_matches(['.', '!']);
        let said = text.get(..words.get(at)?.start)?.trim();
        let whole = format!("{behind} {said}");
        let is_led = ON.contains(&&*word(at).to_lowercase()) && !says_more(said);
        let is_of_them = pieces::pieces(&whole).is_some_and(|it| it.of_them);
        (is_led && is_of_them).then_some(whole)
    })
}

/// Whether what stands before the pieces begins as more than what is written on them.
fn says_more(said: &str) -> bool {
    let first = said.split_whitespace().next().unwrap_or_default().to_lowercase();
    AND.contains(&&*first) || (QUIET.contains(&&*first) && first != "the")
}

/// What stands before the pieces on which a text is written.
const ON: [&str; 8] = ["on", "for", "auf", "für", "sur", "pour", "para", "em"];
