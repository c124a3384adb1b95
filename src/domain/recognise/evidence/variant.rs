//! Whether a name goes on as something that is not sold: "banshee gts".

use std::ops::Range;

use super::Evidence;
use crate::domain::recognise::index::Rank;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::plural::singular;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::tokens::Gap;
use crate::domain::recognise::words;

impl Evidence<'_> {
    /// Whether the mention goes on with a word that ends other names, or with a short code: then it
    /// names something that is not sold.
    pub(super) fn is_variant(&self, mention: &Mention) -> bool {
        let next = mention.tokens.end;
        let key = self.tokens.key(next);
        // "an adder m8".
        let mate = key == "m" && self.tokens.key(next + 1) == "8";
        if self.ends_before(next) || mate {
            return false;
        }
        // "sigma 18-50 2.8", where the name goes on so.
        let of_all = !mention.rank.is_whole()
            && mention.products.iter().all(|it| self.index.has_word(*it, key));
        // "hoodie xl", where XL is a choice, though there is a Mouse Pad XL too.
        let choices = |it: &u32| self.index.options(*it).iter().any(|asked| asked.has_word(key));
        if of_all || mention.products.iter().any(choices) {
            return false;
        }
        // "drum stuff", where there is a Drum Key.
        let sort = matches!(self.tokens.key(next), "stuff" | "gear" | "equipment");
        if sort && !mention.rank.is_whole() {
            return true;
        }
        // "T20KING" is a plate rather than a product.
        let letters = self.tokens.gap(next).is_glued()
            && self.roles.get(next) == Some(&Role::Content)
            && !self.tokens.is_digits(next)
            && self.tokens.is_digits(next - 1);
        if letters {
            return true;
        }
        // "mvp+", where there is an MVP alone, but not "mvp+ vip".
        let plus = key == "plus" && self.tokens.gap(next).is_glued() && self.ends_before(next + 1);
        if plus || self.is_other_size(next) || self.goes_on_glued(next) {
            return true;
        }
        if self.roles.get(next) != Some(&Role::Content) {
            // "granger 2.0".
            let version = self.roles.get(next) == Some(&Role::Figure)
                && self.tokens.gap(next + 1) == Gap::STOP
                && !self.index.is_choice(key);
            // "coquette d5", where there is a D10; "d" is a word of French.
            let code = key.len() == 1
                && self.index.is_word(key)
                && self.tokens.is_digits(next + 1)
                && self.tokens.gap(next + 1).is_glued()
                && self.roles.get(next) == Some(&Role::Word(words::Word::Filler));
            // "oppressor mk3", where there is a Mk II.
            let part = !mention.rank.is_whole()
                && mention.tokens.len() > 1
                && self.tokens.is_digits(next)
                && self.tokens.gap(next).is_glued();
            return version || code || part;
        }
        // "rx 7800 gre", where there is an RX 7800 XT.
        let numbered = mention.tokens.clone().any(|at| self.tokens.is_digits(at));
        let model = !mention.rank.is_whole() && mention.tokens.len() > 1 && numbered;
        if model && !words::is_common(key) && !self.index.describes(key) {
            return true;
        }
        let kind = mention.products.iter().all(|it| self.index.is_kind_of(*it, key));
        if kind {
            return false;
        }
        // "um adder aí".
        let code =
            key.len() <= LONGEST_CODE && is_code(key) && !words::is_english(key) && key != "ai";
        self.index.is_ending(key) || (!self.index.is_choice(key) && (code || words::is_trim(key)))
    }

    /// "triple cheeseburger", "diet cola", "weaponized tampa", where none of these is sold.
    pub(super) fn is_made_another(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let Some(before) = start.checked_sub(1).filter(|_| !self.ends_before(start)) else {
            return false;
        };
        let key = self.tokens.key(before);
        mention.rank.is_whole()
            && !self.named[before]
            && matches!(
                key,
                "triple"
                    | "quadruple"
                    | "diet"
                    | "decaf"
                    | "cherry"
                    | "vanilla"
                    | "lemon"
                    | "lime"
                    | "peach"
                    | "raspberry"
                    | "weaponized"
                    | "weaponised"
            )
            && !self.index.describes(key)
            && !self.index.is_choice(key)
    }

    /// "white rose bouquet", where there is a Red Rose Bouquet alone.
    fn is_of_other_colour(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let Some(before) = start.checked_sub(1).filter(|_| !self.ends_before(start)) else {
            return false;
        };
        let key = self.tokens.key(before);
        let has_another = |product: &u32| {
            let mut names = self.index.spelled(*product);
            names.next().is_some_and(|name| {
                let mut colours = name.iter().filter(|it| words::is_colour(it)).peekable();
                colours.peek().is_some() && colours.all(|it| *it != key)
            })
        };
        let said = |at: usize| words::is_colour(self.tokens.key(at));
        !mention.rank.is_whole()
            && mention.products.len() == 1
            && words::is_colour(key)
            && !mention.tokens.clone().any(said)
            && mention.products.iter().all(has_another)
    }

    /// "16gb ram", where there is a RAM Kit 32GB.
    fn is_of_other_measure(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let Some(number) = start.checked_sub(2).filter(|_| !self.ends_before(start)) else {
            return false;
        };
        let (digits, unit) = (self.tokens.key(number), self.tokens.key(start - 1));
        let measured = self.tokens.is_digits(number)
            && self.tokens.gap(start - 1).is_glued()
            && words::is_unit(unit)
            && !self.named[start - 1];
        let has_another = |product: &u32| {
            let is_measure = |it: &[&str]| it[1] == unit && is_number(it[0]);
            let mut names = self.index.spelled(*product);
            names.any(|name| name.windows(2).any(is_measure))
                && !self.index.has_word(*product, digits)
        };
        measured && mention.products.iter().all(has_another)
    }

    /// "beta 58a", where there is a Beta 52, "r32 skyline".
    pub(super) fn is_other_model(&self, mention: &Mention) -> bool {
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let before = start.checked_sub(2).filter(|_| !self.ends_before(start));
        let behind = Some(end).filter(|_| !self.ends_before(end));
        let number = |at: usize| {
            let (first, second) = (self.tokens.is_digits(at), self.tokens.is_digits(at + 1));
            let (digits, letters) = if first { (at, at + 1) } else { (at + 1, at) };
            let key = self.tokens.key(letters);
            let joined = self.tokens.gap(at + 1);
            let is_code = first != second
                && (joined.is_glued() || (joined == Gap::DASH && !first))
                && matches!(self.roles.get(digits), Some(Role::Number(_) | Role::Figure))
                && (1..=LONGEST_CODE).contains(&key.len())
                && !(key == "x" || words::is_unit(key) || words::is_counter(key))
                && !words::is_pack(key)
                && !self.tokens.gap(at + 2).is_glued()
                && !self.index.is_choice(key);
            is_code.then(|| self.tokens.key(digits))
        };
        let other = |number: &str| {
            !self.index.is_choice(number)
                && mention.products.iter().all(|it| {
                    let mut names = self.index.spelled(*it);
                    names.any(|name| name.iter().any(|it| is_number(it)))
                        && !self.index.has_word(*it, number)
                        && !self.index.takes_text(*it)
                })
        };
        // "supra mk5", where there is a Supra MK4.
        let last = self.tokens.key(end - 1);
        let mark = matches!(last, "mk" | "mark")
            && self.tokens.is_digits(end)
            && self.tokens.gap(end).is_glued();
        mark || self.is_of_other_colour(mention)
            || self.is_of_other_measure(mention)
            || (!mention.rank.is_whole()
                && [before, behind].into_iter().flatten().filter_map(number).any(other))
    }

    /// "plate: T20 KING", "plate 811XLS": letters of something else stand glued to the name.
    pub(super) fn ends_plate(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let digits = start.checked_sub(1).filter(|at| {
            self.tokens.gap(start).is_glued()
                && self.tokens.is_digits(*at)
                && !self.ends_before(*at)
        });
        let labels = |key: &str| {
            matches!(key, "plate" | "plates" | "kennzeichen" | "plaque" | "matricula" | "placa")
        };
        // "T4XM4N".
        let glued = |at: usize| at > 0 && self.tokens.gap(at).is_glued();
        let inside = glued(start)
            && ((self.roles[start - 1] == Role::Content && !self.named[start - 1])
                || (glued(start - 1)
                    && glued(start - 2)
                    && start.checked_sub(3).is_some_and(|at| !self.named[at])));
        let told =
            start > 0 && self.tokens.gap(start).has(Gap::COLON) && labels(self.back(start, 1));
        inside || told || digits.is_some_and(|at| (1..=2).any(|by| labels(self.back(at, by))))
    }

    /// "order for Ballas:", where there is a Baller.
    fn is_heading(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let leads = self.back(start, 1) == "for" && !self.ends_before(start);
        mention.slips > 0 && leads && self.tokens.gap(end).has(Gap::COLON)
    }

    /// "apartment 9F", where there is a 9F; a heading.
    pub(super) fn is_address(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let place =
            |key: &str| matches!(key, "apartment" | "apt" | "room" | "flat" | "suite" | "zimmer");
        let room = self.tokens.is_digits(start) && place(self.back(start, 1));
        (room && !self.ends_before(start)) || self.is_heading(mention)
    }

    /// "7950x3d", where there is a 7950X.
    fn goes_on_glued(&self, next: usize) -> bool {
        let letters = next + 1 < self.roles.len() && !self.tokens.is_digits(next + 1);
        self.tokens.is_digits(next)
            && self.tokens.gap(next).is_glued()
            && letters
            && self.tokens.gap(next + 1).is_glued()
            && self.tokens.key(next + 1) != "x"
    }

    /// "hoodie m", where there is a Hoodie L alone.
    fn is_other_size(&self, next: usize) -> bool {
        let key = self.tokens.key(next);
        words::is_size_code(key)
            && self.tokens.gap(next).has(Gap::SPACE)
            && !self.tokens.gap(next + 1).has(Gap::APOSTROPHE)
            && words::SIZE_CODES.iter().any(|size| self.index.is_word(size))
    }

    /// Whether nothing but a space stands between the mentions.
    pub(super) fn touch(&self, one: &Mention, other: &Mention) -> bool {
        one.tokens.end == other.tokens.start && !self.ends_before(other.tokens.start)
    }

    /// "2 unicorn cakes", where there is a Carrot Cake alone: a word out of a name behind a word
    /// that makes another thing of it.
    pub(super) fn is_of_another_thing(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let Some(before) = start.checked_sub(1).filter(|_| !self.ends_before(start)) else {
            return false;
        };
        let key = self.tokens.key(before);
        let own = |it: &Mention| {
            it.tokens.contains(&before)
                && it.products.iter().any(|it| mention.products.contains(it))
        };
        mention.rank == Rank::Word
            && mention.products.len() == 1
            // A word that is in no dictionary names its product whatever stands before it.
            && mention.tokens.clone().all(|at| words::is_english(singular(self.tokens.key(at))))
            && self.roles[before] == Role::Content
            && !self.index.describes(key)
            && !self.index.is_choice(key)
            && !self.mentions.iter().any(own)
    }

    /// Whether a part of one name and the word behind it are out of the names of different
    /// products.
    pub(super) fn is_out_of_another(&self, mention: &Mention, next: &Mention) -> bool {
        let other = |it| !next.products.contains(it);
        mention.tokens.len() == 1
            && next.rank == Rank::Word
            && mention.products.len() == 1
            && mention.products.iter().all(other)
    }

    /// Whether the mention is one common word out of a name: "sport", "mini".
    pub(super) fn is_addition(&self, mention: &Mention) -> bool {
        let lone =
            mention.rank == Rank::Word || (mention.rank == Rank::Part && mention.tokens.len() == 1);
        lone && mention.slips == 0 && self.is_common(mention)
    }

    /// Whether a common word out of names only describes the whole name beside it: "a large
    /// pepperoni", "pepperoni pizza", "reaper sport".
    pub(super) fn is_trim(&self, at: usize) -> bool {
        let mention = &self.mentions[at];
        let before = at.checked_sub(1).and_then(|at| self.mentions.get(at));
        let before = before.is_some_and(|it| it.rank.is_whole() && self.touch(it, mention));
        let after = self.mentions.get(at + 1);
        let after = after.is_some_and(|it| it.rank.is_whole() && self.touch(mention, it));
        let shared = mention.products.len() > 1 && mention.slips == 0 && self.is_common(mention);
        // "vegan cheesecake", where there is a Vegan Brownie.
        let describes = after && self.is_addition(mention);
        (before && self.is_addition(mention)) || describes || (shared && (before || after))
    }

    /// "a string of hearts", where there is a String of Pearls.
    pub(super) fn is_of_something_else(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let of = |at: usize| matches!(self.tokens.key(at), "of" | "de" | "von" | "di");
        let within = end > start + 1 && of(end - 1);
        let at = if within { end } else { end + 1 };
        let goes_on = self.roles.get(at) == Some(&Role::Content)
            && !self.named.get(at).is_some_and(|it| *it)
            && (end..=at).all(|at| !self.ends_before(at));
        let has_of = |product: &u32| {
            let mut names = self.index.spelled(*product);
            let first = self.tokens.key(start);
            names.any(|name| name.windows(2).any(|it| *it == [first, "of"]))
        };
        !mention.rank.is_whole()
            && (within || of(end))
            && goes_on
            && mention.products.iter().all(has_of)
    }
}

fn is_number(key: &str) -> bool {
    key.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether so few letters name a variant ("gts", "gto", "ii") and are no word that cannot be known
/// ("bla"): what can be spoken is a word.
fn is_code(key: &str) -> bool {
    let is_vowel = |letter: &u8| b"aeiouy".contains(letter);
    let letters = key.as_bytes();
    let numeral = letters.iter().all(|letter| b"ivx".contains(letter));
    let begun = letters.iter().take_while(|letter| !is_vowel(letter)).count();
    let begins = begun < 2
        || (letters[1..begun].iter().all(|it| b"lr".contains(it))
            && b"bcdfgkpt".contains(&letters[0]))
        || matches!(&letters[..begun], b"ch" | b"sh" | b"th" | b"wh");
    let ended = letters.iter().rev().take_while(|letter| !is_vowel(letter)).count();
    let ends = ended < 2 || letters.ends_with(b"hh") || letters.ends_with(b"mm");
    let spoken = letters.len() > 2 && begun < letters.len() && begins && ends;
    key.is_ascii() && (numeral || !spoken)
}

const LONGEST_CODE: usize = 3;
