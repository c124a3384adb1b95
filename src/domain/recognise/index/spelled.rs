//! The names of the products as they are, close together in memory.

use crate::domain::recognise::tokens::Tokens;

/// Tokens end with a space, names with a line.
#[derive(Debug, Default)]
pub(super) struct Spelled {
    text: String,
    /// Per product: where its names begin.
    starts: Vec<u32>,
}

impl Spelled {
    /// Adds a name. Products come in the order of their numbers.
    pub(super) fn add(&mut self, product: u32, name: &Tokens) {
        if self.starts.len() <= product as usize {
            self.starts.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        }
        for at in 0..name.all.len() {
            self.text.push_str(name.key(at));
            self.text.push(' ');
        }
        self.text.push('\n');
    }

    pub(super) fn of(&self, product: u32) -> impl Iterator<Item = Vec<&str>> {
        self.names(product).map(|name| name.split_ascii_whitespace().collect())
    }

    /// Whether the product's first name, by which it goes, has the word.
    pub(super) fn has_word(&self, product: u32, word: &str) -> bool {
        let name = self.names(product).next().unwrap_or_default();
        name.split_ascii_whitespace().any(|it| it == word)
    }

    fn names(&self, product: u32) -> std::str::Lines<'_> {
        let start = |product: usize| {
            self.starts.get(product).map_or(self.text.len(), |&start| start as usize)
        };
        let range = start(product as usize)..start(product as usize + 1);
        self.text.get(range).unwrap_or_default().lines()
    }
}
