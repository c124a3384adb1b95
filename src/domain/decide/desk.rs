//! The server's switches, and what is lost of its set-up.

use super::answer;
use crate::domain::{
    decision::{Change, Decision, Snapshot, Why, Write},
    desk::Desk,
    effect::Effect,
    ids::{ChannelId, MessageId, RoleId},
    notice::Answered,
    reply::ReplyTo,
};

/// "refresh" is switched on or off.
pub(super) fn refresh_switched(snapshot: &Snapshot, reply: &ReplyTo, on: bool) -> Decision {
    let desk = Desk { refresh: on, ..snapshot.desk.1.clone() };
    apply(desk, vec![answer(reply, Answered::RefreshSet { on })])
}

/// A deleted role is nobody's any more.
pub(super) fn role_gone(snapshot: &Snapshot, role: RoleId) -> Decision {
    let mut desk = snapshot.desk.1.clone();
    let types = desk.types.iter_mut().flat_map(|it| it.staff.iter_mut().chain(&mut it.managers));
    let own = desk.settings.iter_mut().flat_map(|it| [&mut it.staff, &mut it.managers]);
    own.chain(types).for_each(|roles| roles.retain(|it| *it != role));
    changed(snapshot, desk)
}

/// A deleted category is no longer made channels in, and a deleted channel has no panel. The
/// category for closed tickets is kept: that a ticket cannot be moved there is what managers are
/// told of, each time, until they have set up another.
pub(super) fn channel_gone(snapshot: &Snapshot, channel: ChannelId) -> Decision {
    let mut desk = snapshot.desk.1.clone();
    desk.panel.take_if(|panel| panel.channel == channel);
    desk.panel_channel.take_if(|it| *it == channel);
    if let Some(settings) = &mut desk.settings {
        settings.open_category.take_if(|it| *it == channel);
    }
    for kind in &mut desk.types {
        kind.open_category.take_if(|it| *it == channel);
    }
    changed(snapshot, desk)
}

/// A deleted message may have been the panel.
pub(super) fn message_gone(snapshot: &Snapshot, message: MessageId) -> Decision {
    let mut desk = snapshot.desk.1.clone();
    desk.panel.take_if(|panel| panel.message == message);
    changed(snapshot, desk)
}

fn changed(snapshot: &Snapshot, desk: Desk) -> Decision {
    if desk == snapshot.desk.1 { Decision::Ignore(Why::NotOurs) } else { apply(desk, vec![]) }
}

fn apply(desk: Desk, effects: Vec<Effect>) -> Decision {
    Decision::Apply(Change::of(Write::Desk(Box::new(desk), None), effects))
}
