//! Looking products up by a few letters of their names.

use super::{Index, key_of, recognise};

/// The products that have these letters in one of their names, the likeliest first, and those that
/// the letters mean otherwise, with a slip of the pen. All if there are no letters. By their places
/// in the catalogue.
#[must_use]
pub fn search(index: &Index, letters: &str) -> Vec<usize> {
    let words: Vec<String> = letters.split_whitespace().map(key_of).collect();
    let whole = words.concat();
    if whole.is_empty() {
        return (0..index.len()).collect();
    }
    let mut found = Vec::new();
    for product in 0..index.len() {
        let names = index.spelled(u32::try_from(product).unwrap_or(u32::MAX));
        let ranks = names.filter_map(|name| likeness(&name.concat(), &whole, &words));
        if let Some(rank) = ranks.min() {
            found.push((rank, product));
        }
    }
    found.sort_unstable();
    let mut found: Vec<_> = found.into_iter().map(|(_, product)| product).collect();
    let meant = recognise(index, letters);
    let meant = meant
        .lines
        .into_iter()
        .map(|line| line.product)
        .chain(meant.ambiguous.into_iter().flat_map(|it| it.candidates))
        .chain(meant.suggested);
    for number in meant.filter_map(|id| index.number(&id)) {
        let product = number as usize;
        if !found.contains(&product) {
            found.push(product);
        }
    }
    found
}

/// How well a name fits what is searched for; the less, the better.
fn likeness(name: &str, whole: &str, words: &[String]) -> Option<u8> {
    if name == whole {
        Some(0)
    } else if name.starts_with(whole) {
        Some(1)
    } else if name.contains(whole) {
        Some(2)
    } else {
        words.iter().all(|word| name.contains(word)).then_some(3)
    }
}
