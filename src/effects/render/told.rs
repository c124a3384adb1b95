//! What is told to whoever asks about their order.

use super::{blocks, order};
use crate::{
    domain::{
        clip::clip,
        money::Amount,
        notice::{ChoiceTold, Offered, OptionTold, Told},
    },
    texts::{Text, Voice},
};

/// What the lines of an order may take.
const LINES: usize = 900;
/// What products that are not on it may take.
const PRODUCTS: usize = 700;
/// What choices may take.
const CHOICES: usize = 400;

/// What options may take together, and what the choices of one may.
const OPTIONS: usize = 600;
const OF_ONE_OPTION: usize = 400;

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
    let options = told.options.iter().map(|it| option(voice, told, it));
    let options = blocks::fitting(voice, options, "\n", OPTIONS);
    let products = told.products.iter().map(|it| product(voice, told, it));
    let products = blocks::fitting(voice, products, "\n", PRODUCTS);
    let staff = if told.staff { voice.say(Text::StaffAnswer) } else { String::new() };
    let parts = [lines, products, choices, options, staff].into_iter().filter(|it| !it.is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}

/// What an option can be, with what a choice costs that is not free.
fn option(voice: &Voice, told: &Told, it: &OptionTold) -> String {
    let name = format!(
        "**{}**, {}",
        blocks::plain(clip(&it.product, 100)),
        blocks::plain(clip(&it.option, 100))
    );
    let choice = |(label, surcharge): &(String, Amount)| {
        let label = blocks::plain(clip(label, 100));
        if surcharge.is_zero() {
            return label;
        }
        let amount = told.currency.show(*surcharge, voice.language());
        format!("{label} ({})", voice.say(Text::Surcharge { amount: &amount }))
    };
    let value = blocks::fitting(voice, it.choices.iter().map(choice), ", ", OF_ONE_OPTION);
    voice.say(Text::Labelled { name: &name, value: &value })
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
