//! Reminders: a question whose stage has one is said once more when its customer says nothing for a
//! while. When that is stands in the ticket, so that whoever writes for its server knows it, and so
//! that it is said once.

use super::ask::ask;
use crate::domain::{
    decision::{Change, Decision, Snapshot, Why, Write},
    effect::Effect,
    input::Event,
    notice::{Answers, Notice, Occasion},
    ticket::{State, Ticket},
    time::Timestamp,
    tongue::Tongues,
};

/// Puts into the ticket when its customer is to be reminded: some time after a question is asked,
/// and as long after words of theirs that do not answer it. Done here for all decisions at once, so
/// that no rule that asks can forget it.
///
/// It counts from the decision and not from what was said: words that were heard late, after an
/// outage, would be followed by the question and the reminder at once.
pub(in crate::domain::decide) fn arrange(
    snapshot: &Snapshot,
    event: &Event,
    decision: &mut Decision,
    now: Timestamp,
) {
    let Decision::Apply(Change { write: Write::Ticket(next), .. }) = decision else { return };
    let Some((_, former)) = &snapshot.ticket else { return };
    let is_asked = former.turn != next.turn || matches!(former.state, State::Opening { .. });
    // Words of others are not noted unless they ask something.
    let is_form = matches!(event, Event::AnswerFilledIn { .. });
    let has_spoken = is_form || former.heard != next.heard;
    if is_asked || has_spoken && next.remind_at.is_some() {
        let State::Open { stage, .. } = next.state else {
            next.remind_at = None;
            return;
        };
        let is_anew = former.pins.flow != next.pins.flow;
        let shelf = if is_anew { &snapshot.fresh } else { &snapshot.shelf };
        let remind = shelf.flow.standing(stage).and_then(|step| step.remind.as_ref());
        next.remind_at = remind.map(|remind| now.plus(remind.after.duration()));
    }
}

/// It is time to remind, unless things have changed since that was found out.
pub(in crate::domain::decide) fn due(snapshot: &Snapshot, since: Timestamp) -> Decision {
    let Some((_, ticket)) = &snapshot.ticket else { return Decision::Ignore(Why::NoTicket) };
    let State::Open { channel, stage } = ticket.state else {
        return Decision::Ignore(Why::Passed);
    };
    let step = snapshot.shelf.flow.standing(stage).filter(|step| step.remind.is_some());
    let Some(step) = step.filter(|_| ticket.reminder_due() == Some(since)) else {
        return Decision::Ignore(Why::Passed);
    };
    let occasion = Occasion::Reminded { customer: ticket.opener };
    let mut ask = ask(ticket, &snapshot.shelf, step, occasion);
    ask.unheard = !snapshot.hearing.is_all();
    if ticket.order.asked.is_some() {
        // What waits is a question of ours about a part of the order, not that of the stage.
        (ask.prompt, ask.answers) = (None, Answers::Words);
    }
    let notice = Notice::Asked(Box::new(ask));
    let say = Effect::Say { channel, notice, via: None, tongues: Tongues::default() };
    let next = Ticket { remind_at: None, ..ticket.clone() };
    Decision::Apply(Change::of(Write::Ticket(Box::new(next)), vec![say]))
}
