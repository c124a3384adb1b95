//! In which tongue each thing that was decided is said: chosen here for all of them, last, so that
//! no rule can forget it and each goes by what its own decision has changed.

use crate::domain::{
    decision::{Change, Decision, Snapshot, Write},
    effect::Effect,
    tongue::{Tongue, Tongues},
};

/// Puts the tongues into the effects of a decision.
pub(super) fn choose(snapshot: &Snapshot, decision: &mut Decision) {
    let (write, effects) = match decision {
        Decision::Apply(Change { write, effects, .. }) => (Some(&*write), effects),
        Decision::Refuse(effects) => (None, effects),
        Decision::Ignore(_) => return,
    };
    let (mut desk, mut ticket) = (&snapshot.desk.1, snapshot.ticket.as_ref().map(|(_, it)| it));
    match write {
        Some(Write::Desk(written, _)) => desk = written,
        Some(Write::Ticket(written) | Write::NewTicket(written)) => ticket = Some(&**written),
        None => {}
    }
    let tongue = |language| Tongue::of(language, &desk.texts);
    let staff = tongue(desk.language);
    let customer = ticket.map_or(staff, |ticket| tongue(ticket.language));
    for effect in effects {
        match effect {
            Effect::Say { tongues, .. } | Effect::ShowCard { tongues, .. } => {
                *tongues = Tongues { customer, staff }
            }
            Effect::Reply { to, tongue: its, .. }
            | Effect::Whisper { to, tongue: its, .. }
            | Effect::SendDocument { to, tongue: its, .. }
            | Effect::SendTexts { to, tongue: its, .. }
            | Effect::SendDossier { to, tongue: its, .. } => *its = tongue(to.language),
            Effect::PostPanel { tongue: its, .. } => *its = staff,
            Effect::CreateChannel { .. }
            | Effect::HideChannel { .. }
            | Effect::RemoveChannel { .. }
            | Effect::RemovePanel { .. } => {}
        }
    }
}
