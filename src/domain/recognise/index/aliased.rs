//! Names that begin with the name of another product, by the aliases of that: "coke zero" is the
//! Cola Zero where the Cola is called so.

use rustc_hash::FxHashMap;

use super::super::tokens;
use super::Family;
use super::builder::Builder;
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
