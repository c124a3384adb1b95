//! What admins are told beside an answer, once: that Discord keeps from the bot what people write.

use crate::domain::{
    decision::{Change, Decision, Snapshot, Write},
    effect::Effect,
    hearing::Hearing,
    notice::{Answered, Hint},
};

/// Adds it to the first answer that changes a desk since it is so, and to each that a set-up gets,
/// which is asked for to see that all is well.
pub(super) fn add(snapshot: &Snapshot, decision: &mut Decision) {
    let Decision::Apply(Change { write: Write::Desk(desk, _), effects, .. }) = decision else {
        return;
    };
    if snapshot.hearing != Hearing::Refused {
        desk.told_unread = false;
        return;
    }
    for effect in effects {
        let Effect::Reply { answer, hint, .. } = effect else { continue };
        // Staff cannot do anything about it.
        if matches!(answer, Answered::AliasTaught { .. }) {
            continue;
        }
        if !desk.told_unread || matches!(answer, Answered::SetUp { .. } | Answered::Types { .. }) {
            *hint = Some(Hint::MessagesUnread);
            desk.told_unread = true;
        }
    }
}
