//! Pieces that are said without their name, and what they are to be: "another one in black", "one
//! of them black", "one black one gold", "make 2 of the mugs black".

mod said;

use super::{
    super::talk::Talk,
    Amendable, Amended, is_same,
    lists::{self, EACH, ONE, QUIET},
    words,
};
use crate::domain::{
    catalogue::{OptionKind, Product, ProductOption},
    notice::Misread,
    order::{Line, Part, pieces_of},
    recognise::{is_number, names_colour},
};
use said::{Group, Pieces};

impl Talk<'_> {
    /// Does what a text says of pieces without their name. None if it says anything else.
    pub(super) fn take_pieces(&mut self, order: &Amendable<'_>, text: &str) -> Option<Misread> {
        if let Some((part, portions)) = order.some_of_each(text) {
            self.next.order.portion(part.0, &part.1, &portions);
            return Some(self.fit());
        }
        let said = Pieces::read(text, |words| order.names.name(words))?;
        if !said.adds_up() {
            return Some(super::unheard(text));
        }
        let adds = said.adds();
        let is_short = said.groups.iter().any(|it| it.is_bare || it.is_definite);
        // "add black" may be the product that is called so.
        let is_sold = |it: &String| self.names_product(it);
        if is_short && said.groups.iter().flat_map(Group::wanted).any(is_sold) {
            return None;
        }
        let is_done = match adds {
            true => self.add_pieces(order, &said),
            false => self.split_pieces(order, &said, text),
        };
        match is_done {
            // "make 2 black" of a single one says how many as well.
            false if is_short || (said.changes && !adds) => None,
            false => Some(super::unheard(text)),
            true => Some(self.fit()),
        }
    }

    /// More of the product that was spoken of last, or of the only one that can be so.
    fn add_pieces(&mut self, order: &Amendable<'_>, said: &Pieces) -> bool {
        let takes = |line: &Line, product: &Product| {
            said.groups
                .iter()
                .all(|it| it.options(product).is_some() && it.may_add_to(line, product))
        };
        let fitting: Vec<_> = order.lines.iter().filter(|it| takes(it.0, it.1)).collect();
        let it = self.it().and_then(|it| fitting.iter().find(|(line, _)| line.id == it));
        let mut products: Vec<&Product> = fitting.iter().map(|it| it.1).collect();
        products.dedup_by_key(|it| it.id.clone());
        let Some(product) = it.map(|it| it.1).or(match products.as_slice() {
            [only] => Some(*only),
            _ => None,
        }) else {
            return false;
        };
        let mut of_it = fitting.iter().filter(|it| it.1.id == product.id);
        let only = of_it.next().filter(|_| of_it.next().is_none());
        let like = it.or(only).map(|it| it.0.clone());
        // "the black one too", "1 of the black ones" may be what is there.
        let is_there = |group: &Group| {
            group.is_pointed()
                && (group.is_definite || !said.verb)
                && order.lines.iter().any(|it| it.1.id == product.id && group.describes(it.0))
        };
        // "the same again" of several things may be all of them.
        let is_open = it.is_none() && order.all.len() > 1;
        let is_vague = |group: &Group| is_open && group.wanted().is_empty();
        let is_unclear = |group: &Group| is_there(group) || is_vague(group);
        if said.groups.iter().any(is_unclear) || (like.is_none() && said.is_like_it()) {
            return false;
        }
        for group in &said.groups {
            let mut options = group.options(product).unwrap_or_default();
            let like = like.as_ref().filter(|_| group.is_like);
            let others = like.into_iter().flat_map(|it| it.options.clone());
            let is_open = |it: &(String, String)| options.iter().all(|known| known.0 != it.0);
            let others: Vec<_> = others.filter(is_open).collect();
            options.extend(others);
            let count = like.filter(|_| group.is_as_many).map_or(group.count, |it| it.quantity);
            self.next.order.add_described(product, count, options);
        }
        true
    }

    /// Some pieces of a line are to be others. Where several lines may be meant it is asked which.
    fn split_pieces(&mut self, order: &Amendable<'_>, said: &Pieces, text: &str) -> bool {
        if let [group] = said.groups.as_slice() {
            let group = &order.without_what_is(said, group);
            let of = order.with_pieces(said, group);
            let [value] = group.values.as_slice() else { return false };
            let is_any = !of.is_empty();
            let (value, pieces) = (Some(value.clone()), Some(group.count));
            self.amend(Amended { of, value, pieces, ..Amended::default() }, text);
            return is_any;
        }
        let Some((part, portions)) = order.portioned(said) else { return false };
        self.next.order.portion(part.0, &part.1, &portions);
        true
    }
}

impl Group {
    /// What more of a product are to be; none if it cannot be so.
    fn options(&self, product: &Product) -> Option<Vec<(String, String)>> {
        described(product, self.wanted())
    }

    /// Whether more of what a line is may be meant. "add black" is one more where that is a colour,
    /// and each piece has one already; "add bacon" may be a topping.
    fn may_add_to(&self, line: &Line, product: &Product) -> bool {
        let is_colour = |(option, value): &(String, String)| {
            let has = line.options.iter().any(|it| it.0 == *option);
            has && (names_colour(option) || names_colour(value))
        };
        !self.is_bare || self.options(product).is_some_and(|it| it.iter().all(is_colour))
    }

    /// Whether a line is as these pieces are said to be.
    fn describes(&self, line: &Line) -> bool {
        self.wanted().iter().all(|value| has_value(line, value))
    }
}

fn has_value(line: &Line, value: &str) -> bool {
    line.options.iter().any(|it| is_same(&it.1, value))
}

impl Amendable<'_> {
    /// Without what all that may be meant is anyway: "make one of them grey M", where all are M.
    fn without_what_is(&self, said: &Pieces, group: &Group) -> Group {
        let is_named = |line: &Line| said.product.as_ref().is_none_or(|it| *it == line.product);
        let is_so = |value: &String| {
            self.lines.iter().filter(|it| is_named(it.0)).all(|it| has_value(it.0, value))
        };
        let mut group = group.clone();
        if group.values.len() > 1 {
            group.values.retain(|value| !is_so(value));
        }
        group
    }

    /// The parts of lines of which so many pieces can be what is said.
    fn with_pieces(&self, said: &Pieces, group: &Group) -> Vec<Part> {
        let [value] = group.values.as_slice() else { return vec![] };
        let mut of = vec![];
        for (line, product) in &self.lines {
            let is_named = said.product.as_ref().is_none_or(|it| *it == line.product);
            let is_many = line.quantity > group.count || (group.count > 1 && !group.is_article);
            let enough = line.quantity >= group.count && (said.of_them || is_many);
            let is_so = has_value(line, value) || !group.of.iter().all(|it| has_value(line, it));
            if !is_named || !enough || is_so || (group.is_article && !said.of_them) {
                continue;
            }
            let takes = product.options.iter().filter(|it| super::label(it, value).is_some());
            of.extend(takes.map(|option| (line.id, option.name.clone())));
        }
        of
    }

    /// The only line whose pieces can be what is said of them, one group after the other.
    fn portioned(&self, said: &Pieces) -> Option<(Part, Vec<(String, u32)>)> {
        let total = said.groups.iter().fold(0, |all: u32, it| all.saturating_add(it.count));
        let portions = |option: &ProductOption| -> Option<Vec<(String, u32)>> {
            let portion = |group: &Group| {
                let [value] = group.values.as_slice() else { return None };
                if !group.of.is_empty() {
                    return None;
                }
                Some((super::label(option, value)?, group.count))
            };
            said.groups.iter().map(portion).collect()
        };
        let lines = self.lines.iter().filter(|(line, _)| {
            line.quantity >= total && said.product.as_ref().is_none_or(|it| *it == line.product)
        });
        let mut found = lines.flat_map(|(line, product)| {
            let options = product.options.iter();
            options.filter_map(|it| Some(((line.id, it.name.clone()), portions(it)?)))
        });
        found.next().filter(|_| found.next().is_none())
    }

    /// "one of each" of the only line, if there are so many.
    fn some_of_each(&self, text: &str) -> Option<(Part, Vec<(String, u32)>)> {
        let [(line, product)] = self.lines.as_slice() else { return None };
        let mut options = product.options.iter().filter(|it| it.choices().len() > 1);
        let option = options.next().filter(|_| options.next().is_none())?;
        let portions = of_each(option, text, &[])?;
        (pieces_of(&portions) == line.quantity).then(|| ((line.id, option.name.clone()), portions))
    }
}

/// Values as those of options of a product; none if it cannot be so.
fn described(product: &Product, values: &[String]) -> Option<Vec<(String, String)>> {
    let mut options: Vec<(String, String)> = vec![];
    for value in values {
        let is_open = |it: &&ProductOption| options.iter().all(|known| known.0 != it.name);
        let mut open = product.options.iter().filter(is_open);
        let found = open.find_map(|it| Some((it.name.clone(), super::label(it, value)?)))?;
        options.push(found);
    }
    Some(options)
}

/// So many pieces of each choice: "1 of each". Words of these `names` say nothing more.
pub(in super::super) fn of_each(
    option: &ProductOption,
    text: &str,
    names: &[&str],
) -> Option<Vec<(String, u32)>> {
    let OptionKind::Choice { choices } = &option.kind else { return None };
    let words = words::cut(text);
    let quiet: Vec<String> =
        std::iter::once(&*option.name).chain(names.iter().copied()).flat_map(words::keys).collect();
    let (mut count, mut is_each) = (None, false);
    for key in words.iter().map(|it| it.key.as_str()) {
        let is_number = count.is_none() && is_number(key);
        match key {
            key if EACH.contains(&key) => is_each = true,
            key if is_number || (count.is_none() && ONE.contains(&key)) => {
                count = lists::count(key);
            }
            key if QUIET.contains(&key) || matches!(key, "one" | "in") => {}
            key if quiet
                .iter()
                .any(|it| words::begins(&[key], std::slice::from_ref(it), true).is_some()) => {}
            _ => return None,
        }
    }
    let count = count.filter(|_| is_each && choices.len() > 1)?;
    Some(choices.iter().map(|it| (it.label.clone(), count)).collect())
}
