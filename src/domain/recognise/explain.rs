//! Why each name in a text was or was not taken, in words, for people who tune their catalogue.

use std::fmt::{self, Display};

use super::Reading;
use super::index::{Index, Rank};
use super::mentions::Mention;

/// A line for each name that was found in `text`: what was written, what it was taken for and what
/// became of it.
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
    lines.sort();
    lines.into_iter().map(|(_, line)| line).collect()
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
