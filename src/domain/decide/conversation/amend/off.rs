//! Options that are to be taken off: "no plate", "remove the plate".

use super::{
    super::{named, talk::Talk},
    Amendable, Amended, is_same,
    lists::{QUIET, WITH},
    words::{self, Does},
};
use crate::domain::{answer::phrase, catalogue::ProductId, notice::Misread, order::Part};

impl Talk<'_> {
    /// Takes off what a text says of options. What is needed is asked for anew. None if it says
    /// anything else.
    pub(super) fn take_off(&mut self, order: &Amendable<'_>, text: &str) -> Option<Misread> {
        let (of, all) = order.taken_off(text)?;
        let is_needed = |part: &Part| {
            let line = order.lines.iter().find(|(line, _)| line.id == part.0);
            line.and_then(|(_, product)| product.option(&part.1)).is_some_and(|it| it.required)
        };
        if of.iter().any(is_needed) {
            self.amend(Amended { of, all, ..Amended::default() }, text);
            return Some(self.fit());
        }
        if of.len() > 1 && !all {
            return Some(super::unheard(text));
        }
        of.iter().for_each(|(line, option)| self.next.order.take_off(*line, option));
        Some(self.fit())
    }

    /// An option in words that is said by its name, with a choice of the same line beside it: "black
    /// with plate XYZ". None if it says anything else, or of which line is not clear.
    pub(super) fn take_worded(&mut self, order: &Amendable<'_>, text: &str) -> Option<Misread> {
        let products = order.lines.iter().map(|(line, _)| &line.product);
        let said = named::read(&order.stock.catalogue, products, text);
        if said.values.is_empty() {
            return None;
        }
        let words = words::cut(&said.rest);
        let words = words.iter().filter(|it| !WITH.contains(&it.key.as_str()));
        let beside = words.map(|it| it.written.as_str()).collect::<Vec<_>>().join(" ");
        let amended = order.amended(&beside)?;
        let [(id, _)] = *amended.of.as_slice() else { return None };
        let is_clear = amended.value.is_some() && amended.pieces.is_none();
        if !is_clear || !amended.unknown.is_empty() || !amended.rest.is_empty() {
            return None;
        }
        let (_, product) = order.lines.iter().find(|(line, _)| line.id == id)?;
        if said.values.iter().any(|it| product.option(&it.1).is_none()) {
            return None;
        }
        let answers: Vec<_> = said.values.into_iter().map(|it| (it.1, it.2)).collect();
        self.next.order.note(id, &answers);
        self.amend(amended, text);
        Some(self.fit())
    }
}

impl Amendable<'_> {
    /// The parts that are to be taken off, and whether all of them are meant.
    fn taken_off(&self, text: &str) -> Option<(Vec<Part>, bool)> {
        phrase(text)?;
        let words = words::cut(text);
        let keys: Vec<&str> = words.iter().map(|it| it.key.as_str()).collect();
        let quiet = keys.iter().take_while(|it| QUIET.contains(*it)).count();
        let begins = words::takes_off(keys.get(quiet..)?);
        let last = keys.iter().rev().find(|it| !QUIET.contains(*it));
        let ends = matches!(last, Some(&"off" | &"weg" | &"raus"));
        let mut at = match begins {
            Some(length) => quiet + length,
            None if ends => 0,
            None => return None,
        };
        let (mut options, mut products, mut values) = (vec![], vec![], vec![]);
        let mut all = false;
        while let Some(key) = keys.get(at).copied() {
            match self.names.name(keys.get(at..)?) {
                Some((Does::Option(option), length)) => {
                    all |= key.ends_with('s') && !option.to_lowercase().ends_with('s');
                    options.push(option);
                    at += length;
                }
                Some((Does::Product { id, .. }, length)) => {
                    products.push(id);
                    at += length;
                }
                Some((Does::Value(value), length)) => {
                    values.push(value);
                    at += length;
                }
                None => {
                    all |= matches!(key, "all" | "both" | "any" | "alle" | "beide");
                    let is_known = all
                        || matches!(
                            key,
                            "a" | "an"
                                | "take"
                                | "leave"
                                | "nimm"
                                | "lass"
                                | "off"
                                | "weg"
                                | "raus"
                                | "from"
                                | "on"
                        );
                    if !is_known && !QUIET.contains(&key) {
                        return None;
                    }
                    at += 1;
                }
            }
        }
        // "remove the black one": that is the line.
        if options.is_empty() {
            return None;
        }
        let of = self.having(&options, &products, &values);
        (!of.is_empty()).then_some((of, all))
    }

    /// The parts of lines that are answered, of these products and described by these values.
    fn having(&self, options: &[String], products: &[ProductId], values: &[String]) -> Vec<Part> {
        let mut of = vec![];
        for (line, _) in &self.lines {
            let is_named = products.is_empty() || products.contains(&line.product);
            let is_so = values.iter().all(|it| line.options.iter().any(|has| is_same(&has.1, it)));
            let has = line.options.iter().filter(|it| options.contains(&it.0));
            of.extend(has.filter(|_| is_named && is_so).map(|it| (line.id, it.0.clone())));
        }
        of
    }
}
