//! What admins ask for: only they may, whatever it is.

use super::{desk, publish, refuse, set_up, stock, texts, types};
use crate::domain::{
    actor::Actor,
    decision::{Decision, Snapshot},
    desk::{Desk, TypeId},
    input::Wish,
    notice::Refusal,
    reply::ReplyTo,
    time::Timestamp,
};

/// A command, or what an admin or staff have asked for in a form.
#[derive(Clone, Copy)]
pub(super) struct Command<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) actor: &'a Actor,
    pub(super) reply: &'a ReplyTo,
    pub(super) now: Timestamp,
}

impl<'a> Command<'a> {
    pub(super) fn desk(&self) -> &'a Desk {
        &self.snapshot.desk.1
    }

    /// Whether there is this type of tickets, if one is named.
    ///
    /// # Errors
    /// If there is not, or if it is not offered any more.
    pub(super) fn known(&self, of: Option<&TypeId>) -> Result<(), Refusal> {
        let Some(of) = of else { return Ok(()) };
        if self.desk().offered().any(|it| it.id == *of) {
            return Ok(());
        }
        let known = self.desk().offered().map(|it| it.id.clone()).collect();
        Err(Refusal::NoSuchType { known })
    }
}

/// An admin asked for something with a command.
pub(super) fn wished(command: &Command<'_>, wish: &Wish) -> Decision {
    let Command { snapshot, actor, reply, .. } = *command;
    if !actor.may_set_up() {
        return refuse(reply, Refusal::NotAnAdmin);
    }
    match wish {
        Wish::SetUp { wish, survey } => set_up::wished(snapshot, reply, wish, survey),
        Wish::CatalogueGiven { of, catalogue } => {
            publish::catalogue_given(command, of.as_ref(), catalogue)
        }
        Wish::TermsGiven { of, text } => publish::terms_given(command, of.as_ref(), text),
        Wish::FlowGiven { of, flow } => publish::flow_given(command, of.as_ref(), flow),
        Wish::DocumentAsked { of, form, version } => {
            publish::asked(command, of.as_ref(), *form, *version)
        }
        Wish::HistoryAsked { of, what } => publish::history(command, of.as_ref(), *what),
        Wish::StockAsked { of } => stock::asked(command, of.as_ref()),
        Wish::Recounted { of, product, left } => {
            stock::recounted(command, of.as_ref(), product, *left)
        }
        Wish::RolledBack { of, what, version } => {
            publish::rolled_back(command, of.as_ref(), *what, *version)
        }
        Wish::TypeGiven { kind, survey } => types::given(command, kind, survey),
        Wish::TypeRetired { of } => types::retired(command, of),
        Wish::TypesAsked => types::asked(command),
        Wish::TextsGiven { texts } => texts::given(snapshot, reply, texts),
        Wish::TextsAsked { language } => texts::asked(snapshot, reply, *language),
        Wish::TextsReset { language } => texts::reset(snapshot, reply, *language),
        Wish::RefreshSwitched { on } => desk::refresh_switched(snapshot, reply, *on),
    }
}
