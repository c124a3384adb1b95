//! What is told to whoever asks about their order.

use super::{blocks, order};
use crate::{
    domain::{
        clip::clip,
        notice::{ChoiceTold, Offered, Told},
    },
    texts::{Text, Voice},
};

/// What the lines of an order may take.
const LINES: usize = 900;
/// What products that are not on it may take.
const PRODUCTS: usize = 700;
/// What choices may take.
const CHOICES: usize = 400;

pub(super) fn text(voice: &Voice, told: &Told) -> String {
    let lines = match told.whole {
        true => order::text(voice, &told.order, LINES),
        false => order::lines(voice, &told.order, LINES),
    };
    let choice = |it: &ChoiceTold| {
        let name = format!(
            "**{}**, {}",
            blocks::plain(clip(&it.product, 100)),
            blocks::plain(clip(&it.label, 100))
        );
        let amount = told.currency.show(it.surcharge, voice.language());
        let value = match it.surcharge.is_zero() {
            true => voice.say(Text::NoSurcharge),
            false => voice.say(Text::Surcharge { amount: &amount }),
        };
        voice.say(Text::Labelled { name: &name, value: &value })
    };
    let choices = blocks::fitting(voice, told.choices.iter().map(choice), "\n", CHOICES);
    let products = told.products.iter().map(|it| product(voice, told, it));
    let products = blocks::fitting(voice, products, "\n", PRODUCTS);
    let staff = if told.staff { voice.say(Text::StaffAnswer) } else { String::new() };
    let parts = [lines, products, choices, staff].into_iter().filter(|it| !it.is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}

fn product(voice: &Voice, told: &Told, it: &Offered) -> String {
    let name = format!("**{}**", blocks::plain(clip(&it.name, 100)));
    let price = match it.price {
        Some(price) => told.currency.show(price, voice.language()),
        None => voice.say(Text::PriceOnRequest),
    };
    let left = it.left.map(|left| format!(" · {}", voice.say(Text::ListLeft { left })));
    format!("{name} — {price}{}", left.unwrap_or_default())
}
