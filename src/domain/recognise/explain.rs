//! Why each name in a text was or was not taken, in words, for people who tune their catalogue.

use std::fmt::{self, Display};

use super::index::{Index, Rank};
use super::mentions::{Mention, Mentions};
use super::roles::Role;
use super::{Reading, leftover};

/// A line for each name that was found in `text`: what was written, what it was taken for and what
/// became of it; and for each word that is in none of them.
pub fn explain(index: &Index, text: &str) -> Vec<String> {
    let read = Reading::new(index, text, &[]);
    let line = |mention: &Mention, fate: &dyn Display| {
        let (first, written) = (mention.tokens.start, read.tokens.written(text, &mention.tokens));
        let ids: Vec<&str> = mention.products.iter().map(|it| index.id(*it).as_str()).collect();
        let reading = HowRead(mention);
        (first, format!("“{written}” → {} ({reading}): {fate}", ids.join(" or ")))
    };
    let wished = read.mentions.wishes.iter().zip(&read.wishes.fates);
    let mut lines: Vec<(usize, String)> = wished.map(|(it, fate)| line(it, fate)).collect();
    lines.extend(read.mentions.doubted.iter().map(|(it, doubt)| line(it, doubt)));
    let heads = leftover::heads(index, &read.tokens, &read.roles, &read.counts.used);
    let heads: Vec<(usize, u32)> = heads.collect();
    lines.extend(read.strangers().map(|at| {
        let (key, written) = (read.tokens.key(at), read.tokens.written(text, &(at..at + 1)));
        let fate = match heads.iter().find(|(head, _)| *head == at) {
            Some((_, product)) => format!("{} {HEAD}", index.id(*product)),
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
const UNKNOWN: &str = "no name has it or is near to it";

impl Reading {
    /// The words that may be names and are in none.
    fn strangers(&self) -> impl Iterator<Item = usize> {
        let Mentions { wishes, doubted } = &self.mentions;
        let named = |at: usize| {
            let mut mentions = wishes.iter().chain(doubted.iter().map(|(it, _)| it));
            mentions.any(|it| it.tokens.contains(&at))
        };
        let places = self.roles.iter().enumerate().filter(|(_, role)| **role == Role::Content);
        places.map(|(at, _)| at).filter(move |&at| !named(at))
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
