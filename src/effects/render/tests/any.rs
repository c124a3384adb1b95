//! Anything at all that is to be shown, of people who mean no good.

use super::{super::Voices, measure::voices};
use crate::domain::{
    catalogue::Percent,
    money::{Amount, Currency, SignPlace},
    notice::{ChoiceTold, Cost, LineView, Misread, Offered, OptionTold, OrderView, Told, Unfit},
    order::LineId,
    price::{Excess, Reduction},
    tongue::Tongue,
};
use proptest::prelude::*;

/// Parts of texts of someone who means no good.
const PARTS: [&str; 12] = [
    "@everyone ",
    "<@123> <@&456> <#789> <t:1:R>",
    "**__~~||`",
    "\u{202e}\u{2066}\u{200f}",
    "Z\u{335}\u{321}\u{353}\u{300}\u{301}a\u{489}",
    "\n# > - ```\n",
    "[x](https://example.com)",
    "🚗👨\u{200d}👩\u{200d}👧\u{200d}👦",
    "\u{0}\u{7}\r\n\t",
    "two of the grün ones, please ",
    "\\",
    "x\n",
];

/// Such a text of up to `limit` characters: of many parts, or of one again and again.
pub(super) fn text_of(chance: &mut fastrand::Rng, limit: usize) -> String {
    let length = if chance.bool() { limit } else { chance.usize(..=limit) };
    let again = chance.bool().then(|| PARTS[chance.usize(..PARTS.len())]);
    let mut text = String::new();
    for letter in std::iter::repeat_with(|| again.unwrap_or(PARTS[chance.usize(..PARTS.len())]))
        .flat_map(str::chars)
        .take(length)
    {
        text.push(letter);
    }
    text
}

/// Built from a seed, which a failure prints: trees of values this large would take minutes.
pub(super) fn seeded<T: std::fmt::Debug>(
    make: impl Fn(&mut fastrand::Rng) -> T + Clone,
) -> impl Strategy<Value = T> {
    any::<u64>().prop_map(move |seed| make(&mut fastrand::Rng::with_seed(seed)))
}

pub(super) fn hostile(limit: usize) -> impl Strategy<Value = String> {
    seeded(move |chance| text_of(chance, limit))
}

pub(super) fn texts(chance: &mut fastrand::Rng, most: usize, limit: usize) -> Vec<String> {
    (0..chance.usize(..=most)).map(|_| text_of(chance, limit)).collect()
}

/// Whoever speaks: customer and staff may have different languages.
pub(super) fn spoken() -> impl Strategy<Value = Voices> {
    (0..Tongue::WRITTEN.len(), 0..Tongue::WRITTEN.len())
        .prop_map(|(customer, staff)| voices(Tongue::WRITTEN[customer], Tongue::WRITTEN[staff]))
}

/// Limits that an order goes beyond.
pub(super) fn over(many: usize) -> Vec<Excess> {
    let most = u32::MAX;
    let all = [
        Excess::Lines { wanted: 500, most },
        Excess::Items { wanted: u64::MAX, most },
        Excess::Total { total: Amount::GREATEST, most: Amount::GREATEST },
        Excess::Line { name: "\\".repeat(100), wanted: most, most },
    ];
    all.into_iter().take(many).collect()
}

pub(super) fn order() -> impl Strategy<Value = OrderView> {
    seeded(|chance| {
        let lines = texts(chance, 120, 100).into_iter().zip(0..).map(|(name, id)| {
            let unit = chance.bool().then(|| Amount(chance.i64(0..=Amount::GREATEST.0)));
            let quantity = chance.u32(1..1_000);
            let total = unit.map(|unit| unit.times(quantity));
            let options = texts(chance, 5, 45).into_iter().zip(texts(chance, 5, 200)).collect();
            LineView { id: LineId(id), name, quantity, options, unit, total }
        });
        let lines: Vec<_> = lines.collect();
        let words = chance.bool().then(|| text_of(chance, 1_000));
        let reduction = Reduction {
            name: text_of(chance, 100),
            percent: Percent(chance.u16(1..=10_000)),
            amount: Amount(chance.i64(0..=i64::MAX)),
        };
        let cost = chance.bool().then(|| Cost {
            subtotal: Amount(chance.i64(0..=i64::MAX)),
            discount: chance.bool().then_some(reduction),
            total: Amount(chance.i64(0..=i64::MAX)),
            unpriced: chance.usize(0..200),
            currency: Currency::of_sign("Bitcoin of Liberty", 4, SignPlace::After)
                .unwrap_or_default(),
        });
        // Limits are those of a catalogue.
        let over = if words.is_none() { over(chance.usize(0..=4)) } else { vec![] };
        OrderView { lines, words, cost, over }
    })
}

pub(super) fn told() -> impl Strategy<Value = Told> {
    (order(), any::<bool>(), seeded(|chance| texts(chance, 6, 100))).prop_map(
        |(order, whole, names)| {
            let choice = |name: String| ChoiceTold {
                product: name.clone(),
                label: name,
                surcharge: Amount(i64::MAX),
            };
            let product = |name: &String| Offered {
                name: name.clone(),
                price: Some(Amount(i64::MAX)),
                left: Some(u32::MAX),
            };
            let option = |name: &String| OptionTold {
                product: name.clone(),
                option: name.clone(),
                choices: names.iter().map(|it| (it.clone(), Amount(i64::MAX))).collect(),
            };
            let options = names.iter().map(option).collect();
            let products = names.iter().map(product).collect();
            let choices = names.into_iter().map(choice).collect();
            Told {
                order,
                whole,
                products,
                choices,
                options,
                currency: Currency::default(),
                staff: whole,
            }
        },
    )
}

pub(super) fn misread() -> impl Strategy<Value = Misread> {
    seeded(|chance| Misread {
        unknown: texts(chance, 30, 2_000),
        near: texts(chance, 40, 100),
        unfit: texts(chance, 40, 100)
            .into_iter()
            .map(|it| Unfit {
                option: it.chars().take(45).collect(),
                hint: chance.bool().then(|| it.clone()),
                said: it,
            })
            .collect(),
        capped: texts(chance, 40, 100).into_iter().map(|it| (it, chance.u32(1..5))).collect(),
        dropped: texts(chance, 40, 300),
        short: texts(chance, 40, 100).into_iter().map(|it| (it, chance.u32(0..5))).collect(),
    })
}
