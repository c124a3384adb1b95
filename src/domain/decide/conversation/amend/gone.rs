//! Lines that are taken away by what they are: "without the navy one", "remove the gold ones".

use super::{
    super::{
        lists::{COURTESIES, DEFINITE, NO, ONLY, QUIET},
        talk::Talk,
    },
    Amendable, is_same, off,
    words::{self, Does},
};
use crate::domain::{
    answer::phrase,
    notice::Misread,
    order::{LineId, Recount},
};

/// What of the order is to go.
struct Gone {
    lines: Vec<LineId>,
    /// "the gold ones": all that are so.
    all: bool,
}

impl Talk<'_> {
    /// Takes away the line that a text describes; of several it is asked which. None if it takes
    /// none away, or says anything else.
    pub(super) fn take_away(&mut self, order: &Amendable<'_>, text: &str) -> Option<Misread> {
        if order.keeps_some(text) {
            return Some(super::unheard(text));
        }
        let gone = order.gone(text)?;
        match gone.all {
            true => self.next.order.lines.retain(|it| !gone.lines.contains(&it.id)),
            false => self.recount_one(&gone.lines, Recount::To(0), text),
        }
        Some(self.fit())
    }
}

impl Amendable<'_> {
    /// "just the grey": whether all else is to go, or only what is like it, is not said, and it is
    /// no word of what the others are to be.
    fn keeps_some(&self, text: &str) -> bool {
        let words = words::cut(text);
        let keys: Vec<&str> = words.iter().map(|it| it.key.as_str()).collect();
        let [first, the, named @ ..] = keys.as_slice() else { return false };
        let Some((Does::Value(value), length)) = self.names.name(named) else { return false };
        let behind = named.get(length..).unwrap_or_default();
        let is_all = behind.iter().all(|it| QUIET.contains(it) || matches!(*it, "one" | "ones"));
        let is_so = |options: &[(String, String)]| options.iter().any(|it| is_same(&it.1, &value));
        let so = self.lines.iter().filter(|it| is_so(&it.0.options)).count();
        let is_some = so > 0 && so < self.lines.len();
        ONLY.contains(first) && DEFINITE.contains(the) && is_all && is_some
    }

    fn gone(&self, text: &str) -> Option<Gone> {
        phrase(text)?;
        let words = words::cut(text);
        let keys: Vec<&str> = words.iter().map(|it| it.key.as_str()).collect();
        let begun = off::begun(&keys);
        // "no, the gold one" takes that one.
        if begun.as_ref().is_some_and(|it| keys.get(it.at).is_some_and(|it| NO.contains(it))) {
            return None;
        }
        let ends = keys.iter().rev().find(|it| !QUIET.contains(*it) && !COURTESIES.contains(*it));
        let mut at = match begun.map(|it| it.behind) {
            Some(behind) => behind,
            None if ends.is_some_and(|it| AWAY.contains(it)) => 0,
            None => return None,
        };
        let (mut values, mut noun, mut definite) = (vec![], None, false);
        while let Some(key) = keys.get(at).copied() {
            if let Some((does, length)) = self.names.name(keys.get(at..)?) {
                let Does::Value(value) = does else { return None };
                // "the gold one black".
                if noun.is_some() || !definite {
                    return None;
                }
                values.push(value);
                at += length;
                continue;
            }
            let is_quiet = QUIET.contains(&key);
            match key {
                _ if !is_quiet && words.get(at).is_some_and(|it| it.parted) => return None,
                "one" | "ones" if noun.is_none() && !values.is_empty() => noun = Some(key),
                key if DEFINITE.contains(&key) && values.is_empty() => definite = true,
                key if is_quiet || AWAY.contains(&key) || key == "take" => {}
                _ => return None,
            }
            at += 1;
        }
        let all = noun? == "ones";
        let is_so = |value: &String, options: &[(String, String)]| {
            options.iter().any(|has| is_same(&has.1, value))
        };
        let so = self.lines.iter().filter(|it| values.iter().all(|of| is_so(of, &it.0.options)));
        let so: Vec<_> = so.map(|it| it.0).collect();
        // "the gold one" of two gold ones is not both.
        let is_clear = all || so.iter().all(|it| it.quantity == 1);
        let lines: Vec<_> = so.iter().map(|it| it.id).collect();
        (is_clear && !lines.is_empty()).then_some(Gone { lines, all })
    }
}

/// What ends words that take something away: "take the gold one off".
const AWAY: [&str; 6] = ["off", "out", "away", "weg", "raus", "heraus"];
