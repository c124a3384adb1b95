//! What holds for any state and any input.

use super::{
    arbitrary::{any_time, event, snapshot, time_to_answer},
    fixtures::*,
};
use crate::domain::{
    actor::Actor,
    decide::decide,
    decision::{Change, Decision, Snapshot, Write},
    desk::Desk,
    effect::Effect,
    hearing::Hearing,
    ids::{ChannelId, InteractionId, RoleId, UserId, Version},
    input::{Cause, Event, HideRefused, Input},
    notice::{Notice, Obstacle, Occasion},
    permissions::Permissions,
    shelf::Shelf,
    ticket::{Pinned, State, Ticket},
};
use proptest::prelude::*;

/// Whom the effects call, in channels that others read.
fn called(effects: &[Effect]) -> (Vec<UserId>, Vec<RoleId>) {
    let (mut users, mut roles) = (vec![], vec![]);
    for effect in effects {
        let Effect::Say { notice, .. } = effect else { continue };
        match notice {
            Notice::Asked(ask) => {
                if let Occasion::Opened { customer } | Occasion::Reminded { customer } =
                    ask.occasion
                {
                    users.extend(customer);
                }
            }
            Notice::Placed(placed) => {
                users.extend(placed.customer);
                roles.extend(placed.staff.iter().copied());
            }
            Notice::NotMoved { managers, .. } => roles.extend(managers.iter().copied()),
            _ => {}
        }
    }
    (users, roles)
}

/// The presses that the effects answer, now or when they report.
fn answered(effects: &[Effect]) -> Vec<InteractionId> {
    let answered = |effect: &Effect| match effect {
        Effect::Reply { to, .. }
        | Effect::Whisper { to, .. }
        | Effect::SendDocument { to, .. }
        | Effect::SendTexts { to, .. }
        | Effect::SendDossier { to, .. } => Some(to.interaction),
        Effect::Say { via, .. } | Effect::ShowCard { via, .. } => {
            via.as_ref().map(|via| via.interaction)
        }
        Effect::PostPanel { reply, .. } => Some(reply.interaction),
        _ => None,
    };
    effects.iter().filter_map(answered).collect()
}

/// The presses that a ticket will answer later.
fn waiting(ticket: &Ticket) -> Vec<InteractionId> {
    match &ticket.state {
        State::Opening { waiting } => waiting.iter().map(|it| it.interaction).collect(),
        State::Closing { reply, .. } => reply.iter().map(|it| it.interaction).collect(),
        _ => vec![],
    }
}

fn parts(decision: &Decision) -> (Option<&Write>, &[Effect]) {
    match decision {
        Decision::Apply(Change { write, effects, .. }) => (Some(write), effects),
        Decision::Refuse(effects) => (None, effects),
        Decision::Ignore(_) => (None, &[]),
    }
}

/// Whether somebody is reminded.
fn reminds(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| {
        matches!(effect, Effect::Say { notice: Notice::Asked(ask), .. }
            if matches!(ask.occasion, Occasion::Reminded { .. }))
    })
}

fn check_ticket(former: &Ticket, next: &Ticket) {
    assert_eq!((next.number, next.opened_at), (former.number, former.opened_at));
    assert!(next.turn >= former.turn, "turns go back");
    assert!(former.opener.is_none() || next.opener == former.opener, "a ticket changes hands");
    assert!(former.is_current() || !next.is_current(), "a ticket rises from the dead");
    assert!(next.heard.newest() >= former.heard.newest(), "a message is forgotten");
    assert_eq!(next.carried, former.carried);
}

/// Whoever holds this ticket can go on: close it, wait for an end that comes, or open another.
fn check_way_out(desk: &Desk, ticket: &Ticket) {
    let Some(opener) = ticket.opener.filter(|_| desk.settings.is_some()) else { return };
    let snapshot = Snapshot {
        desk: (Version(1), desk.clone()),
        ticket: Some((Version(1), ticket.clone())),
        ledger: Default::default(),
        shelf: Shelf::default(),
        fresh: Shelf::default(),
        hearing: Hearing::All,
    };
    let customer = Actor { user: opener, roles: vec![], permissions: Permissions::NONE };
    let applies = |event| matches!(decided(&snapshot, event), Decision::Apply(_));
    let (number, channel): (_, ChannelId) = (ticket.number, ticket.channel().unwrap_or(CHANNEL));
    let opens_anew = matches!(
        decided(&snapshot, create(customer.clone(), 5_000)),
        Decision::Apply(Change { write: Write::NewTicket(_), .. })
    );
    assert_eq!(opens_anew, !ticket.is_current());
    let why = HideRefused::Gone;
    let ends = match ticket.state {
        State::Opening { .. } => applies(Event::ChannelRefused {
            effect: effect(0),
            ticket: number,
            why: Obstacle::Other,
        }),
        State::Open { .. } | State::Placed { .. } => applies(Event::ClosePressed {
            channel,
            ticket: number,
            actor: customer,
            reply: reply(5_001),
        }),
        State::Closing { .. } => {
            applies(Event::HideRefused { effect: effect(0), ticket: number, why })
        }
        State::Closed { .. } | State::Gone { .. } | State::Failed { .. } => true,
    };
    assert!(ends, "{:?}", ticket.state);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_decision_is_total_and_always_the_same(
        snapshot in snapshot(), event in event(), now in any_time()
    ) {
        let input = Input { guild: GUILD, event };
        prop_assert_eq!(decide(&snapshot, &input, now), decide(&snapshot, &input, now));
    }

    #[test]
    fn nothing_goes_back_and_everybody_has_a_way_out(
        snapshot in snapshot(), event in event(), now in any_time()
    ) {
        let decision = decide(&snapshot, &Input { guild: GUILD, event }, now);
        match parts(&decision).0 {
            Some(Write::Ticket(next)) => {
                let (_, former) = snapshot.ticket.as_ref().expect("a ticket is changed");
                check_ticket(former, next);
                check_way_out(&snapshot.desk.1, next);
            }
            Some(Write::NewTicket(ticket)) => {
                let former = snapshot.ticket.as_ref();
                prop_assert!(former.is_none_or(|(_, it)| !it.is_current()), "a second ticket");
                check_way_out(&snapshot.desk.1, ticket);
            }
            Some(Write::Desk(next, document)) => {
                let former = &snapshot.desk.1;
                for what in [Pinned::Catalogue, Pinned::Terms, Pinned::Flow] {
                    prop_assert!(next.newest(what) >= former.newest(what), "{what:?}");
                }
                prop_assert!(next.texts.newest >= former.texts.newest);
                prop_assert!(next.settings.is_some() || former.settings.is_none());
                if let Some(document) = document {
                    let newest = [Pinned::Catalogue, Pinned::Terms, Pinned::Flow]
                        .into_iter()
                        .find(|what| what.kind() == document.kind)
                        .map_or(next.texts.newest, |what| next.newest(what));
                    prop_assert_eq!(newest, document.version);
                }
            }
            None => {}
        }
    }

    #[test]
    fn a_reminder_is_said_once_and_only_where_a_question_waits_for_somebody_who_is_there(
        snapshot in snapshot(), event in event(), now in any_time()
    ) {
        let input = Input { guild: GUILD, event };
        let decision = decide(&snapshot, &input, now);
        let (write, effects) = parts(&decision);
        let due = snapshot.ticket.as_ref().and_then(|(_, it)| it.reminder_due());
        if let Event::ReminderDue { since, .. } = input.event {
            prop_assert!(!reminds(effects) || due == Some(since));
            let Some(Write::Ticket(next)) = write else {
                prop_assert!(effects.is_empty());
                return Ok(());
            };
            prop_assert!(reminds(effects) && next.reminder_due().is_none());
        } else {
            prop_assert!(!reminds(effects));
        }
    }

    #[test]
    fn every_press_is_answered_now_or_waits_for_what_will_answer_it(
        snapshot in snapshot(), event in event(), now in time_to_answer()
    ) {
        let before = snapshot.ticket.as_ref().map(|(_, it)| waiting(it)).unwrap_or_default();
        let input = Input { guild: GUILD, event };
        let cause = input.cause();
        let decision = decide(&snapshot, &input, now);
        let (write, effects) = parts(&decision);
        let answered = answered(effects);
        let after = match write {
            Some(Write::Ticket(ticket) | Write::NewTicket(ticket)) => waiting(ticket),
            _ => before.clone(),
        };
        // The acknowledgement of such a press promises nothing: what it changes is seen.
        let is_seen = write.is_some()
            && matches!(
                input.event,
                Event::AnswerPressed { .. } | Event::AnswerFilledIn { .. } | Event::CardPressed { .. }
            );
        let done = |press: &InteractionId| {
            answered.contains(press)
                || after.contains(press)
                || (is_seen && cause == Cause::Interaction(*press))
        };
        if let Cause::Interaction(press) = cause {
            prop_assert!(done(&press), "{decision:?}");
        }
        prop_assert!(
            before.iter().all(done) || matches!(write, Some(Write::NewTicket(_))),
            "a press that waited is forgotten: {decision:?}"
        );
    }

    #[test]
    fn nobody_is_called_but_the_customer_and_the_roles_of_the_server(
        snapshot in snapshot(), event in event(), now in any_time()
    ) {
        let actor = match &event {
            Event::Written { actor, .. }
            | Event::AnswerPressed { actor, .. }
            | Event::AnswerFilledIn { actor, .. } => Some(actor.user),
            _ => None,
        };
        let decision = decide(&snapshot, &Input { guild: GUILD, event }, now);
        let (users, roles) = called(parts(&decision).1);
        let opener = snapshot.ticket.as_ref().and_then(|(_, it)| it.opener);
        // A ticket that knew no customer has one now.
        prop_assert!(users.iter().all(|it| opener.or(actor) == Some(*it)), "{users:?}");
        let of = snapshot.ticket.as_ref().and_then(|(_, it)| it.of.as_ref());
        let settings = snapshot.desk.1.settings(of).unwrap_or_default();
        let ours = |role: &RoleId| settings.staff.contains(role) || settings.managers.contains(role);
        prop_assert!(roles.iter().all(ours), "{roles:?}");
    }
}
