//! What is seen at the moment of asking, in Prometheus's text format.

use super::{Described, Kind, Per, Values, labels::Labels};
use std::{collections::BTreeMap, fmt::Write, marker::PhantomData};

/// Something that is looked at when somebody asks, by its labels.
#[derive(Debug)]
pub struct Sample<L = ()> {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) help: &'static str,
    pub(super) per: Per,
    pub(super) of: PhantomData<fn(L)>,
}

/// What is seen, by the names of the metrics.
#[derive(Debug, Default)]
pub struct Exposition(BTreeMap<&'static str, String>);

impl<L: Labels> Sample<L> {
    pub(super) fn described(&self) -> Described {
        let mut labels = match self.per {
            Per::Worker => vec![],
            Per::Shard => vec![
                ("shard", Values::One("the shard's number, from 0")),
                ("of", Values::One("how many shards there are")),
            ],
        };
        labels.extend(L::described());
        let Self { name, kind, help, per, .. } = *self;
        Described { name, kind, help, labels, buckets: &[], per }
    }
}

impl Exposition {
    /// This is so now.
    pub fn see<L: Labels>(&mut self, what: &Sample<L>, of: L, value: f64) {
        self.put(what, of.values(), value);
    }

    /// The same as a whole number.
    pub fn count<L: Labels>(&mut self, what: &Sample<L>, of: L, value: usize) {
        self.see(what, of, number(value));
    }

    /// The same of what only grows.
    pub fn total<L: Labels>(&mut self, what: &Sample<L>, of: L, value: u64) {
        self.count(what, of, value.try_into().unwrap_or(usize::MAX));
    }

    /// The same for all values of a label, of which one is so.
    pub fn state<L: Labels + PartialEq>(&mut self, what: &Sample<L>, is: L) {
        for of in L::all() {
            self.see(what, of, truth(of == is));
        }
    }

    /// This is so of a shard, by its number and how many there are.
    pub fn see_of_shard<L: Labels>(
        &mut self,
        what: &Sample<L>,
        (shard, of): (u32, u32),
        label: L,
        value: f64,
    ) {
        let (shard, of) = (shard.to_string(), of.to_string());
        let mut labels = vec![("shard", shard.as_str()), ("of", of.as_str())];
        labels.extend(label.values());
        self.put(what, labels, value);
    }

    /// The same as a whole number.
    pub fn count_of_shard<L: Labels>(
        &mut self,
        what: &Sample<L>,
        shard: (u32, u32),
        label: L,
        value: usize,
    ) {
        self.see_of_shard(what, shard, label, number(value));
    }

    /// The same for all values of a label, of which one is so.
    pub fn state_of_shard<L: Labels + PartialEq>(
        &mut self,
        what: &Sample<L>,
        shard: (u32, u32),
        is: L,
    ) {
        for label in L::all() {
            self.see_of_shard(what, shard, label, truth(label == is));
        }
    }

    /// What the labels say, which is all.
    pub fn tell<L: Labels>(&mut self, what: &Sample<L>, says: &[&str]) {
        let names = L::described().into_iter().map(|(name, _)| name);
        self.put(what, names.zip(says.iter().copied()).collect(), 1.0);
    }

    fn put<L: Labels>(&mut self, what: &Sample<L>, labels: Vec<(&str, &str)>, value: f64) {
        let Sample { name, kind, help, .. } = what;
        let text = self
            .0
            .entry(name)
            .or_insert_with(|| format!("# HELP {name} {help}\n# TYPE {name} {}\n", kind.name()));
        text.push_str(name);
        for (at, (label, value)) in labels.iter().enumerate() {
            let before = if at == 0 { '{' } else { ',' };
            text.push(before);
            text.push_str(label);
            text.push_str("=\"");
            escape(text, value);
            text.push('"');
        }
        if !labels.is_empty() {
            text.push('}');
        }
        // Writing into a text cannot fail.
        let _ = writeln!(text, " {value}");
    }

    pub(super) fn write(&self, text: &mut String) {
        text.extend(self.0.values().map(String::as_str));
    }
}

/// (Prometheus docs, Exposition Formats, Text-based Format.)
fn escape(text: &mut String, value: &str) {
    for c in value.chars() {
        match c {
            '\\' => text.push_str("\\\\"),
            '"' => text.push_str("\\\""),
            '\n' => text.push_str("\\n"),
            c => text.push(c),
        }
    }
}

fn truth(is: bool) -> f64 {
    if is { 1.0 } else { 0.0 }
}

/// Exact up to 2^53.
#[expect(clippy::cast_precision_loss, reason = "nothing that we count comes near 2^53")]
fn number(count: usize) -> f64 {
    count as f64
}
