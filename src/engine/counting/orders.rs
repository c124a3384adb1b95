//! What is counted of orders: what was made of words about them.

use crate::{
    domain::{
        answer::Answer,
        decision::Snapshot,
        flow::{About, Expects},
        input::{Event, Input},
        ticket::Ticket,
    },
    telemetry::metrics::labels::Understanding,
};

/// What somebody said of an order.
enum Said<'a> {
    Answer(Answer),
    Words(&'a str),
}

/// What was made of words about an order; none if they were about something else. What is not
/// understood may be answered with nothing, so that is seen from what was asked before and is now.
pub(super) fn understanding(
    input: &Input,
    snapshot: &Snapshot,
    former: &Ticket,
    next: &Ticket,
) -> Option<Understanding> {
    // Where there is no catalogue the words themselves are the order, whatever they are.
    snapshot.shelf.stock.as_ref()?;
    let Said::Words(_) = said(input, snapshot, former)? else { return None };
    if next.turn == former.turn {
        // What is sold out was understood, and leaves things as they are.
        let is_short = !next.order.misread.short.is_empty();
        return Some(if is_short {
            Understanding::Understood
        } else {
            Understanding::NotUnderstood
        });
    }
    let is_asked = next.order.asked.is_some();
    Some(if is_asked { Understanding::Asked } else { Understanding::Understood })
}

/// What was said of an order, to whatever was asked about it; none if it was about something else.
fn said<'a>(input: &'a Input, snapshot: &Snapshot, former: &Ticket) -> Option<Said<'a>> {
    let text = match &input.event {
        Event::Written { text, .. } | Event::AnswerFilledIn { text, .. } => text.trim(),
        _ => return None,
    };
    let flow = &snapshot.shelf.flow;
    if text.is_empty() || (snapshot.desk.1.refresh && flow.is_refresh(text)) {
        return None;
    }
    if former.order.asked.is_some() {
        return Some(Said::Words(text));
    }
    match flow.standing(former.standing().stage)?.expects {
        Expects::Catalogue { .. } => Some(Said::Words(text)),
        Expects::YesNo { about: About::Order, .. } => {
            Some(flow.answer(text).map_or(Said::Words(text), Said::Answer))
        }
        _ => None,
    }
}
