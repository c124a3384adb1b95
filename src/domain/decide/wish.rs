//! What admins ask for: only they may, whatever it is.

use super::{desk, refuse, set_up, texts};
use crate::domain::{
    actor::Actor,
    decision::{Decision, Snapshot},
    input::Wish,
    notice::Refusal,
    reply::ReplyTo,
};

/// An admin asked for something with a command.
pub(super) fn wished(snapshot: &Snapshot, actor: &Actor, reply: &ReplyTo, wish: &Wish) -> Decision {
    if !actor.may_set_up() {
        return refuse(reply, Refusal::NotAnAdmin);
    }
    match wish {
        Wish::SetUp { wish, survey } => set_up::wished(snapshot, reply, wish, survey),
        Wish::CatalogueGiven { catalogue } => desk::catalogue_given(snapshot, reply, catalogue),
        Wish::CatalogueAsked { form } => desk::catalogue_asked(snapshot, reply, *form),
        Wish::TermsGiven { text } => desk::terms_given(snapshot, reply, text),
        Wish::TextsGiven { texts } => texts::given(snapshot, reply, texts),
        Wish::TextsAsked { language } => texts::asked(snapshot, reply, *language),
        Wish::TextsReset { language } => texts::reset(snapshot, reply, *language),
        Wish::RefreshSwitched { on } => desk::refresh_switched(snapshot, reply, *on),
    }
}
