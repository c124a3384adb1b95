//! What is counted of orders: what was made of words about them, and whether they could be held.

use crate::{
    domain::{
        answer::Answer,
        control::Press,
        decision::Snapshot,
        flow::{About, Expects},
        input::{Event, Input},
        ledger::Ledger,
        ticket::{State, Ticket},
    },
    telemetry::metrics::labels::{Holding, Understanding},
};

/// What somebody said of an order.
enum Said {
    Answer(Answer),
    /// Anything else.
    Words,
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
    let Said::Words = said(input, snapshot, former)? else { return None };
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

/// What came of the wish to hold what is ordered; none if it was not confirmed just now, or nothing
/// of it runs out.
pub(super) fn holding(
    input: &Input,
    snapshot: &Snapshot,
    (former, next): (&Ticket, &Ticket),
    ledger: Option<&Ledger>,
) -> Option<Holding> {
    if claims(former) {
        return None;
    }
    if claims(next) {
        return ledger?.holds(next.number).then_some(Holding::Held);
    }
    // Yes to what is as it was shown changes an order only if too little is left.
    let Said::Answer(Answer::Yes) = said(input, snapshot, former)? else { return None };
    let is_as_shown = next.pins.catalogue == former.pins.catalogue;
    (is_as_shown && next.order.lines != former.order.lines).then_some(Holding::Short)
}

/// Whether what is ordered is to be held.
fn claims(ticket: &Ticket) -> bool {
    ticket.order.confirmed.is_some() || matches!(ticket.state, State::Placed { .. })
}

/// What was said of an order, to whatever was asked about it; none if it was about something else.
fn said(input: &Input, snapshot: &Snapshot, former: &Ticket) -> Option<Said> {
    let flow = &snapshot.shelf.flow;
    let is_doubtful = former.order.asked.is_some();
    let expects = &flow.standing(former.standing().stage)?.expects;
    let is_confirmed =
        !is_doubtful && matches!(expects, Expects::YesNo { about: About::Order, .. });
    let text = match &input.event {
        Event::AnswerPressed { press: Press::Answer(answer), .. } if is_confirmed => {
            return Some(Said::Answer(*answer));
        }
        Event::Written { text, .. } | Event::AnswerFilledIn { text, .. } => text.trim(),
        _ => return None,
    };
    if text.is_empty() || (snapshot.desk.1.refresh && flow.is_refresh(text)) {
        return None;
    }
    if is_confirmed {
        return Some(flow.answer(text).map_or(Said::Words, Said::Answer));
    }
    (is_doubtful || matches!(expects, Expects::Catalogue { .. })).then_some(Said::Words)
}
