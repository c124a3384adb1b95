//! Pieces that are said without their name, and what they are to be: "another one in black", "one
//! of them black", "one black one gold".

use super::{
    super::talk::Talk,
    Amendable, Amended,
    lists::{self, AND, EACH, OF_THEM, ONE, QUIET},
    words::{self, Does},
};
use crate::domain::{
    answer::phrase,
    catalogue::{OptionKind, Product, ProductId, ProductOption},
    notice::Misread,
    order::{Part, pieces_of},
    recognise::is_number,
};

/// So many pieces, and what they are to be.
#[derive(Debug, Default)]
struct Group {
    count: u32,
    /// Only "a" says how many.
    is_article: bool,
    values: Vec<String>,
    /// "one" stands behind it, or "in" before it.
    is_plain: bool,
}

/// What a text says of pieces.
#[derive(Debug, Default)]
struct Pieces {
    /// There are to be more: "add", "another".
    adds: bool,
    /// Of what is there: "of them".
    of_them: bool,
    product: Option<ProductId>,
    groups: Vec<Group>,
}

impl Talk<'_> {
    /// Does what a text says of pieces without their name. None if it says anything else.
    pub(super) fn take_pieces(&mut self, order: &Amendable<'_>, text: &str) -> Option<Misread> {
        if let Some((part, portions)) = order.some_of_each(text) {
            self.next.order.portion(part.0, &part.1, &portions);
            return Some(self.fit());
        }
        let said = order.pieces(text)?;
        let is_done = match said.adds && !said.of_them {
            true => self.add_pieces(order, &said),
            false => self.split_pieces(order, &said, text),
        };
        Some(if is_done { self.fit() } else { super::unheard(text) })
    }

    /// More of the product that was spoken of last, or of the only one that can be so.
    fn add_pieces(&mut self, order: &Amendable<'_>, said: &Pieces) -> bool {
        let takes = |product: &Product| {
            said.groups.iter().all(|group| described(product, &group.values).is_some())
        };
        let it = self.it().and_then(|it| order.lines.iter().find(|(line, _)| line.id == it));
        let mut products: Vec<&Product> =
            order.lines.iter().map(|it| it.1).filter(|it| takes(it)).collect();
        products.dedup_by_key(|it| it.id.clone());
        let product = match (it.filter(|(_, product)| takes(product)), products.as_slice()) {
            (Some((_, product)), _) => product,
            (None, [only]) => only,
            (None, _) => return false,
        };
        for group in &said.groups {
            let options = described(product, &group.values).unwrap_or_default();
            self.next.order.add_described(product, group.count, options);
        }
        true
    }

    /// Some pieces of a line are to be others. Where several lines may be meant it is asked which.
    fn split_pieces(&mut self, order: &Amendable<'_>, said: &Pieces, text: &str) -> bool {
        if let [group] = said.groups.as_slice() {
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

impl Amendable<'_> {
    /// None if the text has other words.
    fn pieces(&self, text: &str) -> Option<Pieces> {
        phrase(text)?;
        let words = words::cut(text);
        let keys: Vec<&str> = words.iter().map(|it| it.key.as_str()).collect();
        let mut said = Pieces::default();
        let mut at = 0;
        while let Some(key) = keys.get(at).copied() {
            let rest = keys.get(at..)?;
            if let Some((does, length)) = self.names.name(rest) {
                said.name(does)?;
                at += length;
            } else if let Some(length) = words::first_of(&OF_THEM, rest) {
                said.of_them = true;
                at += length;
            } else if let Some(length) = words::adds(rest) {
                // "one black, and one gold": what stands between them adds nothing.
                said.adds |= !said.is_described();
                if key == "another" {
                    said.count(1, false);
                }
                at += length;
            } else if words::changes(rest).is_some() {
                return None;
            } else if key == "one" && said.is_described() && !self.counts(rest) {
                at += 1;
            } else {
                said.hear(key)?;
                at += 1;
            }
        }
        said.groups.retain(|it| it.count > 0);
        let is_whole = said.groups.iter().all(|it| !it.values.is_empty());
        (is_whole && !said.groups.is_empty()).then_some(said)
    }

    /// Whether "one" says how many are to be what follows: "one black one gold", but "a black one".
    fn counts(&self, rest: &[&str]) -> bool {
        let is_quiet = |key: &&&str| QUIET.contains(*key) || **key == "in";
        let behind = rest.get(1..).unwrap_or_default();
        let first = behind.iter().take_while(is_quiet).count();
        let named = behind.get(first..).and_then(|it| self.names.name(it));
        matches!(named, Some((Does::Value(_), _)))
    }

    /// The parts of lines of which so many pieces can be what is said.
    fn with_pieces(&self, said: &Pieces, group: &Group) -> Vec<Part> {
        let [value] = group.values.as_slice() else { return vec![] };
        let mut of = vec![];
        for (line, product) in &self.lines {
            let is_named = said.product.as_ref().is_none_or(|it| *it == line.product);
            let is_many = line.quantity > group.count || (group.count > 1 && !group.is_article);
            let enough = line.quantity >= group.count && (said.of_them || is_many);
            let is_so = line.options.iter().any(|it| super::is_same(&it.1, value));
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

impl Pieces {
    fn is_described(&self) -> bool {
        self.groups.last().is_some_and(|it| !it.values.is_empty())
    }

    fn count(&mut self, count: u32, is_article: bool) {
        self.groups.push(Group { count, is_article, ..Group::default() });
    }

    fn name(&mut self, does: Does) -> Option<()> {
        match does {
            Does::Value(value) => {
                let group = self.groups.last_mut()?;
                // "another 10" may be ten more.
                let is_number = value.bytes().all(|it| it.is_ascii_digit());
                if is_number && !group.is_plain {
                    return None;
                }
                group.values.push(value);
            }
            Does::Product { id, .. } if self.of_them && self.product.is_none() => {
                self.product = Some(id);
            }
            Does::Option(_) if !self.groups.is_empty() => {}
            Does::Product { .. } | Does::Option(_) => return None,
        }
        Some(())
    }

    /// None if the word has nothing to do with pieces.
    fn hear(&mut self, key: &str) -> Option<()> {
        let open = self.groups.last_mut().filter(|it| it.values.is_empty());
        match key {
            "one" | "ones" if open.is_some() => open?.is_plain = true,
            "ones" => {}
            "in" | "en" | "em" => {
                if let Some(group) = open {
                    group.is_plain = true;
                }
            }
            key if ONE.contains(&key) && open.is_none() => self.count(1, key != "one"),
            key if AND.contains(&key) || QUIET.contains(&key) => {}
            key if open.is_none() => self.count(lists::count(key)?, false),
            _ => return None,
        }
        Some(())
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
