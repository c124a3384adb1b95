//! What an option that is answered in words is to be: "change the print to I love the sea".

use super::{
    Amendable, Amended,
    lists::{AND, COURTESIES},
    options,
    words::{self, Said, Word},
};
use crate::domain::{
    catalogue::{OptionKind, ProductOption},
    order::Line,
    recognise::recognise,
};

/// What a text says of such an option.
pub(super) enum Wording {
    Said(Amended),
    /// It speaks of one, and what it says of it is not clear.
    Unclear,
    Otherwise,
}

impl Amendable<'_> {
    /// The words of the customer are taken as they are, from "to" on.
    pub(super) fn wording(&self, text: &str) -> Wording {
        let words = words::cut(text);
        let Some((said, first)) = self.leading(text, &words) else { return Wording::Otherwise };
        let is_others = text.contains("~~") || text.contains(['?', '？', '\n']);
        match self.worded(&said, text, first).filter(|_| !is_others) {
            Some(amended) => Wording::Said(amended),
            None => Wording::Unclear,
        }
    }

    /// What stands before "to", and where the words behind it begin. Of several, the last one
    /// counts before which still more is named: "change the print in the red tee to".
    fn leading(&self, text: &str, words: &[Word]) -> Option<(Said, usize)> {
        let mut found: Option<(Said, usize)> = None;
        for (before, word) in words.iter().zip(words.iter().skip(1)) {
            let leads = words::leads(word);
            if !leads && !word.marked {
                continue;
            }
            let said = text.get(..before.span.end);
            let read = said.and_then(|it| words::read(it, |words| self.names.name(words)));
            let Some(said) = read.filter(|it| it.changes && it.unknown.is_empty()) else {
                continue;
            };
            let named = |it: &Said| it.products.len() + it.new.len() + it.options.len();
            let is_more = found.as_ref().is_none_or(|it| named(&said) > named(&it.0));
            if is_more
                && self.lines.iter().any(|it| it.1.options.iter().any(|it| is_asked(&said, it)))
            {
                let first = if leads { word.span.end } else { before.span.end };
                found = Some((said, first));
            }
        }
        found
    }

    fn worded(&self, said: &Said, text: &str, first: usize) -> Option<Amended> {
        let behind = text.get(first..)?;
        let (value, rest) = match self.wish_behind(behind) {
            Some(wish) => (behind.get(..wish.0)?, behind.get(wish.1..)?),
            None => (behind, ""),
        };
        if self.speaks_of_options(rest) || said.refuses {
            return None;
        }
        let has = |line: &Line, value: &String| line.options.iter().any(|it| it.1 == *value);
        let mut of = vec![];
        let mut taken: Option<String> = None;
        let mut several = false;
        for (line, product) in &self.lines {
            let is_named = said.products.is_empty() || said.products.contains(&product.id);
            let is_meant = is_named && said.new.iter().all(|it| has(line, it));
            for option in product.options.iter().filter(|it| is_meant && is_asked(said, it)) {
                let fits = fitting(option, value)?;
                // Of two rules, one may want it in capitals.
                if taken.as_ref().is_some_and(|it| *it != fits) {
                    return None;
                }
                taken = Some(fits);
                several |= line.quantity > 1;
                of.push((line.id, option.name.clone()));
            }
        }
        let is_one = (said.article || said.noun) && several && !said.all;
        Some(Amended {
            of,
            value: Some(taken?),
            all: said.all,
            pieces: is_one.then_some(1),
            rest: rest.to_owned(),
            ..Amended::default()
        })
    }

    /// Where a further wish stands behind the words: where these end, and where it begins.
    fn wish_behind(&self, text: &str) -> Option<(usize, usize)> {
        let words = words::cut(text);
        let parts = words.iter().zip(words.iter().skip(1)).enumerate();
        let mut ends = parts.filter_map(|(at, (before, word))| {
            let is_and = AND.contains(&word.key.as_str());
            let gap = text.get(before.span.end..word.span.start)?;
            let parts = is_and || gap.contains([',', ';', '+', '.', '!']);
            parts.then_some((at + 1, before.span.end, word.span.start))
        });
        ends.find_map(|(at, end, start)| {
            let rest = words.get(at..)?;
            let parts = |it: &&Word| {
                let before = it.span.start.checked_sub(2).and_then(|at| text.get(at..=at));
                AND.contains(&it.key.as_str()) || before.is_some_and(|it| it.starts_with(','))
            };
            let stop = rest.iter().skip(1).find(parts).map_or(text.len(), |it| it.span.start);
            let clause = text.get(start..stop)?;
            let mut starts = rest.iter().map(|it| it.span.start).filter(|it| *it < stop);
            let wishes = starts.any(|it| text.get(it..stop).is_some_and(|it| self.wishes(it)));
            (wishes || self.speaks_of_options(clause)).then_some((end, start))
        })
    }

    fn wishes(&self, text: &str) -> bool {
        let read = recognise(&self.stock.index, text);
        !read.lines.is_empty() || !read.ambiguous.is_empty()
    }

    fn speaks_of_options(&self, text: &str) -> bool {
        let read = words::read(text, |words| self.names.name(words));
        read.is_some_and(|it| !it.options.is_empty() || (it.changes && !it.new.is_empty()))
    }
}

fn is_asked(said: &Said, option: &ProductOption) -> bool {
    matches!(option.kind, OptionKind::Text(_)) && said.options.contains(&option.name)
}

/// The value as it was written, without quotation marks and "please" around it.
fn fitting(option: &ProductOption, said: &str) -> Option<String> {
    let ends: &[char] = &[',', ';', '.', '!'];
    let said = said.trim_start_matches([':', '=', ' ']).trim();
    let lower = said.trim_end_matches(ends).to_lowercase();
    let courtesy = COURTESIES.iter().find(|it| lower.ends_with(&format!(" {it}")));
    let bare = courtesy.and_then(|it| {
        let end = said.trim_end_matches(ends).len().checked_sub(it.len())?;
        Some(said.get(..end)?.trim_end().trim_end_matches(','))
    });
    let value = bare.unwrap_or(said);
    let quotes: &[char] = &['"', '“', '”', '„', '«', '»'];
    let value = value.trim_matches(quotes).trim();
    options::fitting(option, value)
        .or_else(|| options::fitting(option, value.trim_end_matches(ends)))
}
