//! Several options of one line at once: "make it white and large".

use super::{
    super::{lists::GOES_ON, options, talk::Talk},
    Amendable, label, words,
};
use crate::domain::{
    catalogue::Product,
    notice::Misread,
    order::{Line, LineId},
};

/// What options are to be, by their names.
type Answers = Vec<(String, String)>;

impl Talk<'_> {
    /// Changes what a text says of one line, if it is clear of which, and says nothing else.
    pub(super) fn take_several(&mut self, order: &Amendable<'_>, text: &str) -> Option<Misread> {
        let (line, answers) = order.several(text)?;
        self.next.order.note(line, &answers);
        self.next.order.unite(line);
        Some(self.fit())
    }
}

impl Amendable<'_> {
    fn several(&self, text: &str) -> Option<(LineId, Answers)> {
        // "and white and large" may be one more.
        let goes_on = words::cut(text).first().is_some_and(|it| GOES_ON.contains(&it.key.as_str()));
        let joined = options::parts_of(text).join(" ");
        let said = words::read(&joined, |said| self.names.name(said))?.pointed();
        let is_plain = said.products.is_empty() && !said.noun && !goes_on;
        // "the hoodie L and the tee white".
        if said.products.len() > 1 {
            return None;
        }
        let says_more =
            !said.unknown.is_empty() || !said.old.is_empty() || !said.options.is_empty();
        let is_no_change = said.declines || said.refuses || said.article || says_more;
        if said.new.len() < 2 || is_no_change || !(said.changes || said.predicates || is_plain) {
            return None;
        }
        let mut meant = self.lines.iter().filter_map(|(line, product)| {
            let named = said.products.is_empty() || said.products.contains(&line.product);
            let is = |value: &String| line.options.iter().any(|it| super::is_same(&it.1, value));
            let answers = answers(product, &said.new)?;
            (named && said.described.iter().all(is)).then_some((*line, answers))
        });
        let (line, answers) = meant.next().filter(|_| meant.next().is_none())?;
        let is_one_of_many = said.noun && line.quantity > 1;
        (!is_one_of_many && changes(line, &answers)).then_some((line.id, answers))
    }
}

/// These values for as many options of a product; none if two are for one, or one for none.
fn answers(product: &Product, values: &[String]) -> Option<Answers> {
    let mut answers: Answers = vec![];
    for value in values {
        let free = product.options.iter().filter(|it| answers.iter().all(|has| has.0 != it.name));
        let mut fitting = free.filter_map(|it| Some((it.name.clone(), label(it, value)?)));
        answers.push(fitting.next().filter(|_| fitting.next().is_none())?);
    }
    Some(answers)
}

fn changes(line: &Line, answers: &Answers) -> bool {
    answers.iter().any(|it| !line.options.contains(it))
}
