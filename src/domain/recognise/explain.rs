//! Why each name in a text was or was not taken, in words, for people who tune their catalogue.

mod choices;
mod numbers;

use std::fmt::{self, Display};

use super::Reading;
use super::index::{Index, Rank};
use super::mentions::{Mention, Mentions};
use super::roles::Role;
use choices::Choices;
use numbers::Numbers;

/// A line for each name that was found in `text`: what was written, what it was taken for, what
/// became of it, how many of it and with what; and for each word that is in none of them and each
/// number that counts none.
pub fn explain(index: &Index, text: &str) -> Vec<String> {
    let mut numbers = Numbers::default();
    let read = Reading::noting(index, text, &[], |count, given| numbers.note(count, given));
    let choices = Choices::of(index, &read);
    let line = |mention: &Mention, fate: &dyn Display| {
        let (first, written) = (mention.tokens.start, read.tokens.written(text, &mention.tokens));
        let ids: Vec<&str> = mention.products.iter().map(|it| index.id(*it).as_str()).collect();
        let reading = HowRead(mention);
        (first, format!("“{written}” → {} ({reading}): {fate}", ids.join(" or ")))
    };
    let mut lines: Vec<(usize, String)> = Vec::new();
    for (at, (mention, fate)) in read.mentions.wishes.iter().zip(&read.wishes.fates).enumerate() {
        let (first, mut line) = line(mention, fate);
        let wish = read.wishes.stay.iter().find(|wish| wish.tokens == mention.tokens);
        if let Some(wish) = wish {
            line.push_str(&numbers.of(at, wish.count, &read, text));
            line.push_str(&choices.of_name(&mention.tokens, &read, text));
        }
        lines.push((first, line));
    }
    lines.extend(read.mentions.doubted.iter().map(|(it, doubt)| line(it, doubt)));
    lines.extend(numbers.others(&read, text));
    lines.extend(choices.not_taken(&read, text));
    let strangers = read.strangers().filter(|at| !choices.is_told(*at));
    lines.extend(strangers.map(|at| {
        let (key, written) = (read.tokens.key(at), read.tokens.written(text, &(at..at + 1)));
        let fate = match read.heads.iter().find(|head| head.at == at).map(|it| &*it.products) {
            Some([product]) => format!("{} {HEAD}", index.id(*product)),
            Some(several) => {
                let ids: Vec<&str> = several.iter().map(|it| index.id(*it).as_str()).collect();
                format!("{} {HEADS}", ids.join(" or "))
            }
            None if index.is_word(key) => format!("nothing: {TOO_LITTLE}"),
            None => format!("nothing: {UNKNOWN}"),
        };
        (at, format!("“{written}” → {fate}"))
    }));
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
}

const TOO_LITTLE: &str = "it is a word out of names, and too little of one by itself";
const HEAD: &str = "(the end of its name): too short to be taken for it, but suggested";
const HEADS: &str = "(the end of their names): too little to be taken for one; which is asked";
const UNKNOWN: &str = "no name has it or is near to it";

impl Mentions {
    /// Whether a token is in a name.
    fn has(&self, at: usize) -> bool {
        let mut mentions = self.wishes.iter().chain(self.doubted.iter().map(|(it, _)| it));
        mentions.any(|it| it.tokens.contains(&at))
    }
}

impl Reading {
    /// The words that may be names and are in none.
    fn strangers(&self) -> impl Iterator<Item = usize> {
        let places = self.roles.iter().enumerate().filter(|(_, role)| **role == Role::Content);
        places.map(|(at, _)| at).filter(|&at| !self.mentions.has(at))
    }
}

struct HowRead<'m>(&'m Mention);

impl Display for HowRead<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.elided.is_some() {
            return out.write_str("a choice for what was named before");
        }
        out.write_str(match self.0.rank {
            Rank::Name => "a name",
            Rank::Variant => "another way to write a name",
            Rank::Part => "a part of names",
            Rank::Word => "a word out of names",
        })?;
        match self.0.slips {
            0 => Ok(()),
            1 => out.write_str(", 1 slip"),
            several => write!(out, ", {several} slips"),
        }
    }
}
