//! All that is known of a ticket, for those who have to prove what was agreed on.

use super::refuse;
use crate::domain::{
    actor::Actor,
    decision::{Decision, Snapshot},
    effect::Effect,
    ids::TicketNumber,
    notice::Refusal,
    reply::ReplyTo,
    tongue::Tongue,
};

/// A ticket's dossier is sent, in whatever state the ticket is. It has what customer and staff have
/// written, so it is for those only who see closed tickets as well.
pub(super) fn asked(
    snapshot: &Snapshot,
    actor: &Actor,
    reply: &ReplyTo,
    named: Option<TicketNumber>,
) -> Decision {
    let of = snapshot.ticket.as_ref().and_then(|(_, ticket)| ticket.of.as_ref());
    if !actor.may_have_evidence(snapshot.desk.1.settings(of).as_deref()) {
        return refuse(reply, Refusal::NotAManager);
    }
    match (&snapshot.ticket, named) {
        (Some((_, ticket)), _) => Decision::Refuse(vec![Effect::SendDossier {
            to: reply.clone(),
            ticket: ticket.number,
            by: actor.user,
            tongue: Tongue::default(),
        }]),
        (None, Some(ticket)) => refuse(reply, Refusal::NoSuchTicket { ticket }),
        (None, None) => refuse(reply, Refusal::NoTicketHere),
    }
}
