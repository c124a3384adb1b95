//! An order: its lines, and what it costs.

use super::blocks::{fitting, plain, quote};
use crate::{
    domain::{
        catalogue::Percent,
        clip::clip,
        money::Amount,
        notice::{Cost, LineView, OrderView},
        price::Excess,
    },
    texts::{Text, Voice},
};

/// What the lines about limits may take.
const OVER: usize = 540;

/// The lines, the cost and the limits that the order goes beyond, as far as `room` allows; all but
/// the lines always.
pub(super) fn text(voice: &Voice, order: &OrderView, room: usize) -> String {
    if let Some(words) = &order.words {
        // Every character may need one before it that takes away its meaning.
        return quote(clip(words, room / 2));
    }
    let cost = order.cost.as_ref().map(|cost| self::cost(voice, cost));
    let below: Vec<String> = cost.into_iter().chain(over(voice, order)).collect();
    let taken: usize = below.iter().map(|text| text.encode_utf16().count() + 2).sum();
    let lines = order.lines.iter().map(|it| line(voice, order.cost.as_ref(), it));
    let lines = fitting(voice, lines, "\n", room.saturating_sub(taken));
    [vec![lines], below].concat().join("\n\n")
}

/// The lines alone.
pub(super) fn lines(voice: &Voice, order: &OrderView, room: usize) -> String {
    fitting(voice, order.lines.iter().map(|it| line(voice, order.cost.as_ref(), it)), "\n", room)
}

/// Every limit that the order goes beyond, and what to do about it.
fn over(voice: &Voice, order: &OrderView) -> Option<String> {
    let limits = order.over.iter().map(|excess| match excess {
        Excess::Lines { most, .. } => voice.say(Text::OverLines { most: *most }),
        Excess::Items { most, .. } => voice.say(Text::OverPieces { most: *most }),
        Excess::Total { most, .. } => {
            let currency = order.cost.as_ref().map(|cost| cost.currency.clone());
            let most = currency.unwrap_or_default().show(*most, voice.language());
            voice.say(Text::OverTotal { most: &most })
        }
        Excess::Line { name, most, .. } => {
            let name = plain(clip(name, 100));
            voice.say(Text::OverOfOne { name: &name, most: *most })
        }
    });
    let limits = fitting(voice, limits, "\n", OVER);
    (!limits.is_empty()).then(|| format!("{limits}\n{}", voice.say(Text::OverLimit)))
}

fn line(voice: &Voice, cost: Option<&Cost>, line: &LineView) -> String {
    let mut text = format!("**{} ×** {}", line.quantity, plain(&line.name));
    for (option, value) in &line.options {
        let (name, value) = (plain(option), plain(value));
        text.push_str(&format!(" · {}", voice.say(Text::Labelled { name: &name, value: &value })));
    }
    let Some(cost) = cost else { return text };
    let shown = |amount| cost.currency.show(amount, voice.language());
    match (line.unit, line.total) {
        (Some(unit), Some(total)) if line.quantity > 1 => {
            text.push_str(&format!(" — {} × {} = {}", line.quantity, shown(unit), shown(total)));
        }
        (_, Some(total)) => text.push_str(&format!(" — {}", shown(total))),
        _ => text.push_str(&format!(" — {}", voice.say(Text::PriceOnRequest))),
    }
    text
}

/// Subtotal and discount where there is one, and the total.
fn cost(voice: &Voice, cost: &Cost) -> String {
    let shown = |amount: Amount| cost.currency.show(amount, voice.language());
    let mut lines = vec![];
    if let Some(discount) = &cost.discount {
        lines.push(voice.say(Text::Subtotal { amount: &shown(cost.subtotal) }));
        lines.push(voice.say(Text::Discount {
            name: &plain(&discount.name),
            percent: &percent(discount.percent),
            amount: &shown(discount.amount),
        }));
    }
    lines.push(total(voice, cost));
    lines.join("\n")
}

/// What is to be paid, and what is not in it.
pub(super) fn total(voice: &Voice, cost: &Cost) -> String {
    let amount = cost.currency.show(cost.total, voice.language());
    let total = voice.say(Text::Total { amount: &amount });
    match u32::try_from(cost.unpriced) {
        Ok(0) => total,
        many => {
            let many = many.unwrap_or(u32::MAX);
            format!("{total} ({})", voice.say(Text::Unpriced { many }))
        }
    }
}

/// "12.5": hundredths without noughts at the end.
fn percent(percent: Percent) -> String {
    let (whole, part) = (percent.0 / 100, percent.0 % 100);
    if part == 0 {
        return whole.to_string();
    }
    format!("{whole}.{part:02}").trim_end_matches('0').to_owned()
}
