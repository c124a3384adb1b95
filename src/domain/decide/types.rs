//! The types of tickets that the panel offers.

use super::{answer, refuse, set_up, wish::Command};
use crate::domain::{
    decision::{Change, Decision, Write},
    desk::{Desk, LABEL_LIMIT, MOST_TYPES, TicketType, TypeId},
    effect::Effect,
    notice::{Answered, Refusal, SetUpFault},
    permissions::Survey,
    tongue::Tongue,
};

/// How many types are kept, with those that are offered no more.
const MOST_KEPT: usize = 2 * MOST_TYPES;

/// A type is offered from now on, or in another way than before. Its documents stay.
pub(super) fn given(command: &Command<'_>, kind: &TicketType, survey: &Survey) -> Decision {
    let desk = command.desk();
    if desk.settings.is_none() {
        return refuse(command.reply, Refusal::NotSetUp);
    }
    let faults = faults(desk, kind, survey);
    if !faults.is_empty() {
        return refuse(command.reply, Refusal::SetUpFaults { faults });
    }
    let mut desk = desk.clone();
    match desk.types.iter_mut().find(|it| it.id == kind.id) {
        Some(former) => {
            let (uses, beyond) = (former.uses, std::mem::take(&mut former.beyond));
            *former = TicketType { uses, beyond, ..kind.clone() };
        }
        None => desk.types.push(kind.clone()),
    }
    // Those of which nothing may be open any more are forgotten first.
    if desk.types.len() > MOST_KEPT
        && let Some(oldest) = desk.types.iter().position(|it| it.retired)
    {
        desk.types.remove(oldest);
    }
    show(command, desk)
}

fn faults(desk: &Desk, kind: &TicketType, survey: &Survey) -> Vec<SetUpFault> {
    let mut faults = Vec::new();
    if !kind.id.is_good() {
        faults.push(SetUpFault::BadTypeName);
    }
    // As Discord counts at the most.
    if !(1..=LABEL_LIMIT).contains(&kind.label.encode_utf16().count()) {
        faults.push(SetUpFault::BadLabel);
    }
    let others = desk.offered().filter(|it| it.id != kind.id).count();
    if others >= MOST_TYPES {
        faults.push(SetUpFault::TooManyTypes);
    }
    faults.extend(set_up::role_faults(survey, kind.roles()));
    let categories = [kind.open_category, kind.closed_category];
    faults.extend(set_up::category_faults(survey, categories));
    faults
}

/// A type is offered no more. What is open of it goes on as it is.
pub(super) fn retired(command: &Command<'_>, of: &TypeId) -> Decision {
    if let Err(refusal) = command.known(Some(of)) {
        return refuse(command.reply, refusal);
    }
    let mut desk = command.desk().clone();
    if let Some(kind) = desk.types.iter_mut().find(|it| it.id == *of) {
        kind.retired = true;
    }
    show(command, desk)
}

/// The types that are offered.
pub(super) fn asked(command: &Command<'_>) -> Decision {
    let types = command.desk().offered().cloned().collect();
    Decision::Refuse(vec![answer(command.reply, Answered::Types { types, panel: None })])
}

/// The panel is to show it.
fn show(command: &Command<'_>, desk: Desk) -> Decision {
    let channel = desk.panel_channel.or(desk.panel.map(|it| it.channel));
    let effect = match (channel, &desk.settings) {
        (Some(channel), Some(settings)) => Effect::PostPanel {
            channel,
            text: settings.panel_text.clone(),
            offers: desk.offers(),
            former: desk.panel,
            reply: command.reply.clone(),
            tongue: Tongue::default(),
        },
        _ => answer(command.reply, Answered::NoPanel),
    };
    Decision::Apply(Change::of(Write::Desk(Box::new(desk), None), vec![effect]))
}
