//! What a text says of pieces.

use super::super::{
    lists::{
        self, AGAIN, AND, CONTRARY, CORRECTING, DEFINITE, LEADS, OF_THEM, ONE, QUIET, SAME,
        verbs::{ADDING, CHANGING, MAKES, TOO},
    },
    words::{self, Does},
};
use crate::domain::{answer::phrase, catalogue::ProductId};

/// So many pieces, and what they are to be.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) count: u32,
    /// Only "a" says how many.
    pub(super) is_article: bool,
    pub(super) values: Vec<String>,
    /// What they are now: "make 2 of the gold ones black".
    pub(super) of: Vec<String>,
    /// "one" stands behind it, or "in" before it.
    is_plain: bool,
    /// "the black one".
    pub(super) is_definite: bool,
    /// Nothing says how many: "add black".
    pub(super) is_bare: bool,
    /// In everything else they are like what was spoken of: "another one but in black".
    pub(super) is_like: bool,
    /// They are as many: "the same again".
    pub(super) is_as_many: bool,
}

impl Group {
    /// What more pieces are to be.
    pub(super) fn wanted(&self) -> &[String] {
        if self.values.is_empty() { &self.of } else { &self.values }
    }

    /// "the black one", "1 of the black ones".
    pub(super) fn is_pointed(&self) -> bool {
        self.is_definite || (self.values.is_empty() && !self.of.is_empty())
    }
}

/// What a text says of pieces.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// There are to be more: "add", "another".
    more: bool,
    /// That is said by a verb.
    pub(super) verb: bool,
    /// Of what is there: "of them".
    pub(super) of_them: bool,
    /// A verb says that some of what is there are to be others: "make 2 mugs black".
    pub(super) changes: bool,
    pub(super) product: Option<ProductId>,
    pub(super) groups: Vec<Group>,
    /// How many all groups are together: "2 more, one grey, one navy".
    total: Option<u32>,
    /// It is said what so many of a product should be: "2 mugs should be black".
    predicates: bool,
    /// Choices of which it is not said yet how many.
    loose: Vec<String>,
    /// "the" stands before what comes next.
    is_definite: bool,
}

impl Pieces {
    /// None if the text has other words.
    pub(super) fn read(
        text: &str,
        name: impl Fn(&[&str]) -> Option<(Does, usize)>,
    ) -> Option<Self> {
        phrase(text)?;
        let words = words::cut(text);
        let keys: Vec<&str> = words.iter().map(|it| it.key.as_str()).collect();
        let predicates = keys.windows(2).any(|it| *it == ["should", "be"]);
        let mut said = Self { predicates, ..Self::default() };
        let mut at = 0;
        while let Some(key) = keys.get(at).copied() {
            let rest = keys.get(at..)?;
            let length = if let Some((does, length)) = name(rest) {
                said.name(does)?;
                length
            } else if let Some(length) = words::first_of(&OF_THEM, rest) {
                said.of_them = true;
                length
            } else if let Some(length) = said.too(rest) {
                said.more = true;
                length
            } else if let Some(length) = said.again(rest) {
                length
            } else if let Some(length) = words::adds(rest) {
                // "one black, and one gold": what stands between them adds nothing.
                said.more |= !said.is_described();
                said.verb |= words::first_of(&ADDING, rest).is_some();
                if key == "another" {
                    said.count(1, false);
                }
                length
            } else if said.of_them && said.is_described() && CORRECTING.contains(&key) {
                // "4 of them black instead".
                1
            } else if let Some(length) = changes_some(rest) {
                said.begin_change()?;
                length
            } else if words::changes(rest).is_some() {
                return None;
            } else {
                let is_counting = counts(rest, &name);
                if words.get(at).is_some_and(|it| it.parted) && is_counting {
                    said.begin_parts(key);
                }
                if !(key == "one" && said.is_described() && !is_counting) {
                    said.hear(key)?;
                }
                1
            };
            said.is_definite = DEFINITE.contains(&key);
            at += length;
        }
        said.whole()
    }

    /// Whether more are wished for, and not some of what is there to be others.
    pub(super) fn adds(&self) -> bool {
        (self.more && !self.of_them) || self.groups.iter().any(Group::is_pointed)
    }

    /// Whether some are to be like what was spoken of.
    pub(super) fn is_like_it(&self) -> bool {
        self.groups.iter().any(|it| it.is_like)
    }

    /// What stands before is how many there are of all that follow.
    fn begin_parts(&mut self, key: &str) {
        let is_number = ONE.contains(&key) || lists::count(key).is_some();
        let is_open = |it: &Group| it.values.is_empty() && !it.is_article && !it.is_as_many;
        let is_first = self.groups.len() == 1 && self.groups.iter().all(is_open);
        if is_number && is_first && self.total.is_none() {
            self.total = self.groups.pop().map(|it| it.count);
        }
    }

    /// Whether its pieces are as many as it says.
    pub(super) fn adds_up(&self) -> bool {
        let count = self.groups.iter().fold(0, |all: u32, it| all.saturating_add(it.count));
        self.total.is_none_or(|it| it == count)
    }

    /// None if it is not said of all pieces what they are to be.
    fn whole(mut self) -> Option<Self> {
        if !self.loose.is_empty() {
            let is_bare = self.verb && self.groups.is_empty();
            let values = std::mem::take(&mut self.loose);
            self.groups.push(Group { count: 1, values, is_bare, ..Group::default() });
            is_bare.then_some(())?;
        }
        self.groups.retain(|it| it.count > 0);
        let is_whole = self.groups.iter().all(|it| {
            let is_pointed = self.of_them && !self.changes && it.is_pointed();
            !it.values.is_empty() || is_pointed || it.is_as_many
        });
        // "the black one" alone may be said of anything.
        let is_said = self.more || !self.groups.iter().any(|it| it.is_definite);
        (is_whole && is_said && !self.groups.is_empty()).then_some(self)
    }

    fn is_described(&self) -> bool {
        self.groups.last().is_some_and(|it| !it.values.is_empty())
    }

    fn count(&mut self, count: u32, is_article: bool) {
        self.groups.push(Group { count, is_article, ..Group::default() });
    }

    /// A verb stands before everything else.
    fn begin_change(&mut self) -> Option<()> {
        let is_first = self.groups.is_empty() && self.loose.is_empty() && !self.more;
        self.changes = true;
        is_first.then_some(())
    }

    /// What says at the end that there are to be more: "the black one too".
    fn too(&self, rest: &[&str]) -> Option<usize> {
        let length = words::first_of(&TOO, rest).filter(|_| self.is_described())?;
        rest.get(length..)?.iter().all(|it| QUIET.contains(it)).then_some(length)
    }

    /// "the same again": as many as there are, and like them.
    fn again(&mut self, rest: &[&str]) -> Option<usize> {
        let is_open = self.groups.is_empty() && self.loose.is_empty();
        let same = words::first_of(&SAME, rest).filter(|_| is_open)?;
        let behind = rest.get(same..)?;
        let again = words::first_of(&AGAIN, behind);
        if again.is_none() && !self.more {
            return None;
        }
        self.more = true;
        let group = Group { count: 1, is_like: true, is_as_many: true, ..Group::default() };
        self.groups.push(group);
        Some(same + again.unwrap_or(0))
    }

    fn name(&mut self, does: Does) -> Option<()> {
        match does {
            Does::Value(value) if self.groups.is_empty() => {
                if !self.is_definite && self.loose.is_empty() && !self.verb {
                    return None;
                }
                self.loose.push(value);
            }
            Does::Value(value) => {
                let group = self.groups.last_mut().filter(|it| !it.is_definite)?;
                // "another 10" may be ten more.
                let is_number = value.bytes().all(|it| it.is_ascii_digit());
                if is_number && !group.is_plain {
                    return None;
                }
                group.values.push(value);
            }
            Does::Product { id, .. }
                if self.product.is_none() && (self.changes || self.predicates) =>
            {
                // "make 2 gold mugs black".
                let group = self.groups.last_mut()?;
                self.changes = true;
                group.of.append(&mut group.values);
                self.product = Some(id);
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
        // "make the 2 mugs black", but "make it 2 black ones" and "make that 2" say how many.
        if self.changes && self.groups.is_empty() && !is_article(key) {
            return self.begin(key);
        }
        if key == "one" && !self.loose.is_empty() {
            let values = std::mem::take(&mut self.loose);
            let group = Group { count: 1, values, is_definite: true, ..Group::default() };
            self.groups.push(group);
            return Some(());
        }
        let of_them = self.of_them;
        let open = self.groups.last_mut().filter(|it| it.values.is_empty());
        match key {
            "one" | "ones" if open.is_some() => open?.is_plain = true,
            "ones" => {
                // "2 of the gold ones".
                if let Some(group) = self.groups.last_mut().filter(|_| of_them) {
                    group.of.append(&mut group.values);
                }
            }
            "in" | "en" | "em" => {
                if let Some(group) = open {
                    group.is_plain = true;
                }
            }
            key if CONTRARY.contains(&key) && open.is_some() => {
                let group = open?;
                (group.is_plain, group.is_like) = (true, true);
            }
            key if AND.contains(&key) || QUIET.contains(&key) => {}
            key if self.changes && LEADS.contains(&key) => {}
            _ if open.is_none() => self.begin(key)?,
            _ => return None,
        }
        Some(())
    }

    /// A word that says how many are to be what follows.
    fn begin(&mut self, key: &str) -> Option<()> {
        match ONE.contains(&key) {
            true => self.count(1, key != "one"),
            false => self.count(lists::count(key)?, false),
        }
        Some(())
    }
}

/// "the", which points at nothing by itself.
fn is_article(key: &str) -> bool {
    DEFINITE.contains(&key) && !matches!(key, "this" | "that" | "these" | "those" | "das")
}

/// Over how many words a verb goes that may take some of what is there as its object.
fn changes_some(rest: &[&str]) -> Option<usize> {
    words::first_of(&CHANGING, rest).or_else(|| words::first_of(&MAKES, rest))
}

/// Whether "one" says how many are to be what follows: "one black one gold", but "a black one".
fn counts(rest: &[&str], name: impl Fn(&[&str]) -> Option<(Does, usize)>) -> bool {
    let is_quiet = |key: &&&str| QUIET.contains(*key) || **key == "in";
    let behind = rest.get(1..).unwrap_or_default();
    let first = behind.iter().take_while(is_quiet).count();
    let named = behind.get(first..).and_then(name);
    matches!(named, Some((Does::Value(_), _)))
}
