//! What the aliases of several products say together. "coke zero" is the Cola Zero where the Cola is
//! called coke; "água" may be any of those of which an alias begins so.

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

/// Adds the words that aliases of several products begin with, or aliases of several of one family
/// end with: "água", of "água sem gás" and "água com gás". What ends those of others ("wrap scharf",
/// "döner scharf") describes them.
pub(super) fn learn_shared(catalogue: &Catalogue, builder: &mut Builder, families: &[Family]) {
    let mut shared: FxHashMap<String, Shared> = FxHashMap::default();
    for ((product, number), family) in catalogue.products().iter().zip(0_u32..).zip(families) {
        for alias in &product.aliases {
            let [first, last] = forms::lone_ends_of(&tokens::read(alias, |_| true));
            for (key, begins) in
                first.map(|it| (it, true)).into_iter().chain(last.map(|it| (it, false)))
            {
                let known = shared.entry(key).or_default();
                known.begins |= begins;
                known.alike &= known.products.is_empty() || known.family == *family;
                known.family = *family;
                if known.products.len() <= MOST_CHOICES && !known.products.contains(&number) {
                    known.products.push(number);
                }
            }
        }
    }
    for (key, Shared { products, begins, alike, .. }) in shared {
        if (2..=MOST_CHOICES).contains(&products.len()) && (begins || alike) {
            // What is called alike is of one kind, whatever its own name begins with.
            let family = builder.family(&key);
            for number in products {
                builder.insert(number, family, forms::word(key.clone()));
            }
        }
    }
}

/// The products whose aliases share a word.
struct Shared {
    products: SmallVec<[u32; 2]>,
    /// Some begin with it.
    begins: bool,
    /// All are of one family: that of the last.
    alike: bool,
    family: Family,
}

impl Default for Shared {
    fn default() -> Self {
        Self { products: SmallVec::new(), begins: false, alike: true, family: 0 }
    }
}
