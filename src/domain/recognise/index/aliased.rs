//! Names that begin with the name of another product, by the aliases of that: "coke zero" is the
//! Cola Zero where the Cola is called so.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::super::tokens;
use super::Family;
use super::builder::{Builder, MOST_CHOICES};
use super::forms;
use crate::domain::catalogue::Catalogue;

/// Adds these ways to write names.
pub(super) fn learn(catalogue: &Catalogue, builder: &mut Builder, families: &[Family]) {
    let called = catalogue.products().iter().filter(|it| !it.aliases.is_empty());
    let called: FxHashMap<_, _> = called.map(|it| (it.name.to_lowercase(), &it.aliases)).collect();
    for ((product, number), family) in catalogue.products().iter().zip(0_u32..).zip(families) {
        let name = product.name.to_lowercase();
        for (at, _) in name.match_indices(' ') {
            let (first, rest) = name.split_at(at);
            // "phone 14" may be how many.
            let counts = rest.contains(|it: char| it.is_ascii_digit());
            let Some(aliases) = called.get(first).filter(|_| !counts) else { continue };
            for alias in *aliases {
                let name = tokens::read(&format!("{alias}{rest}"), |_| true);
                builder.insert(number, *family, forms::variant(&name));
            }
        }
    }
}

/// Adds the words that begin or end aliases of several products: "água", of "água sem gás" and "água
/// com gás". A word of English is in too many sentences.
pub(super) fn learn_shared(catalogue: &Catalogue, builder: &mut Builder) {
    let mut shared: FxHashMap<String, SmallVec<[u32; 2]>> = FxHashMap::default();
    for (product, number) in catalogue.products().iter().zip(0_u32..) {
        for alias in &product.aliases {
            for key in forms::lone_ends_of(&tokens::read(alias, |_| true)) {
                let known = shared.entry(key).or_default();
                if known.len() <= MOST_CHOICES && !known.contains(&number) {
                    known.push(number);
                }
            }
        }
    }
    for (key, products) in shared {
        if (2..=MOST_CHOICES).contains(&products.len()) {
            // What is called alike is of one kind, whatever its own name begins with.
            let family = builder.family(&key);
            for number in products {
                builder.insert(number, family, forms::word(key.clone()));
            }
        }
    }
}
