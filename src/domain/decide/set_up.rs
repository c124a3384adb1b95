//! Setting up a server: what is wished is checked against what there is before it counts.

use super::{answer, refuse};
use crate::domain::{
    decision::{Change, Decision, Snapshot, Write},
    desk::{Desk, PANEL_TEXT_LIMIT, Panel},
    effect::Effect,
    ids::{ChannelId, RoleId},
    input::SetUpWish,
    notice::{Answered, Refusal, SetUpFault},
    permissions::{ChannelKind, Permissions, Survey},
    reply::ReplyTo,
    tongue::Tongue,
};

/// Checks everything at once; saves and posts the panel only if nothing is wrong.
pub(super) fn wished(
    snapshot: &Snapshot,
    reply: &ReplyTo,
    wish: &SetUpWish,
    survey: &Survey,
) -> Decision {
    let faults = faults(wish, survey);
    if !faults.is_empty() {
        return refuse(reply, Refusal::SetUpFaults { faults });
    }
    let post = Effect::PostPanel {
        channel: wish.panel_channel,
        text: wish.settings.panel_text.clone(),
        offers: snapshot.desk.1.offers(),
        former: snapshot.desk.1.panel,
        reply: reply.clone(),
        tongue: Tongue::default(),
    };
    let desk = Desk {
        settings: Some(wish.settings.clone()),
        panel_channel: Some(wish.panel_channel),
        language: wish.language,
        ..snapshot.desk.1.clone()
    };
    Decision::Apply(Change::of(Write::Desk(Box::new(desk), None), vec![post]))
}

/// The panel stands.
pub(super) fn posted(snapshot: &Snapshot, panel: Panel, reply: &ReplyTo) -> Decision {
    let desk = Desk { panel: Some(panel), ..snapshot.desk.1.clone() };
    // Who has types knows what is to be done next.
    let told = answer(
        reply,
        if desk.types.is_empty() {
            Answered::SetUp { panel: panel.channel }
        } else {
            let types = desk.offered().cloned().collect();
            Answered::Types { types, panel: Some(panel.channel) }
        },
    );
    let former = snapshot.desk.1.panel.filter(|former| former.message != panel.message);
    let removal = former.map(|panel| Effect::RemovePanel { panel });
    let effects = std::iter::once(told).chain(removal).collect();
    Decision::Apply(Change::of(Write::Desk(Box::new(desk), None), effects))
}

fn faults(wish: &SetUpWish, survey: &Survey) -> Vec<SetUpFault> {
    let settings = &wish.settings;
    let mut faults = Vec::new();
    let missing = Permissions::NEEDED_IN_GUILD - survey.in_guild();
    if missing != Permissions::NONE {
        faults.push(SetUpFault::MissingInGuild { missing });
    }
    faults.extend(role_faults(survey, settings.staff.iter().chain(&settings.managers)));
    faults.extend(channel_fault(survey, wish.panel_channel, ChannelKind::Text));
    faults.extend(category_faults(survey, [settings.open_category, settings.closed_category]));
    let length = settings.panel_text.as_ref().map_or(0, |text| text.chars().count());
    if length > PANEL_TEXT_LIMIT {
        faults.push(SetUpFault::PanelTextTooLong { length });
    }
    faults
}

/// What is wrong with these roles, each once.
pub(super) fn role_faults<'a>(
    survey: &Survey,
    roles: impl Iterator<Item = &'a RoleId>,
) -> Vec<SetUpFault> {
    let mut roles: Vec<_> = roles.copied().collect();
    roles.sort_unstable();
    roles.dedup();
    roles.into_iter().filter_map(|role| role_fault(survey, role)).collect()
}

/// What is wrong with these categories.
pub(super) fn category_faults(
    survey: &Survey,
    categories: [Option<ChannelId>; 2],
) -> Vec<SetUpFault> {
    let named = categories.into_iter().flatten();
    named.filter_map(|it| channel_fault(survey, it, ChannelKind::Category)).collect()
}

fn role_fault(survey: &Survey, role: RoleId) -> Option<SetUpFault> {
    if role.get() == survey.guild.get() {
        return Some(SetUpFault::EveryoneIsNoStaff);
    }
    let Some(facts) = survey.roles.iter().find(|it| it.id == role) else {
        return Some(SetUpFault::NoSuchRole { role });
    };
    let callable = facts.mentionable || survey.in_guild().contains(Permissions::MENTION_EVERYONE);
    (!callable).then_some(SetUpFault::RoleCannotBeCalled { role })
}

fn channel_fault(survey: &Survey, id: ChannelId, wanted: ChannelKind) -> Option<SetUpFault> {
    let Some(channel) = survey.channel(id) else {
        return Some(SetUpFault::NoSuchChannel { channel: id });
    };
    if channel.kind != wanted {
        return Some(match wanted {
            ChannelKind::Category => SetUpFault::NotACategory { channel: id },
            ChannelKind::Text | ChannelKind::Other => SetUpFault::NotATextChannel { channel: id },
        });
    }
    let needed = match wanted {
        ChannelKind::Category => Permissions::NEEDED_IN_CATEGORY,
        ChannelKind::Text | ChannelKind::Other => Permissions::NEEDED_FOR_PANEL,
    };
    let missing = needed - survey.in_channel(channel);
    (missing != Permissions::NONE).then_some(SetUpFault::MissingInChannel { channel: id, missing })
}
