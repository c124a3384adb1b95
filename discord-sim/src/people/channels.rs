//! The channel list as Discord's client shows it.

use super::view::ChannelView;
use crate::world::World;
use crate::world::channel::{Channel, ChannelKind};

impl World {
    /// Visible channels: first those without category, then each category with its children, by
    /// position.
    pub(crate) fn channels_seen(&self, guild: u64, user: u64) -> Vec<ChannelView> {
        let Some(found) = self.guilds.get(&guild) else { return Vec::new() };
        let mut all: Vec<&Channel> = found
            .channels
            .iter()
            .filter_map(|id| self.channels.get(id))
            .filter(|channel| self.may_view_channel(user, channel.id))
            .collect();
        let order = |id: Option<u64>| {
            let category = id.and_then(|id| self.channels.get(&id));
            category.map_or((-1, 0), |category| (category.position, category.id))
        };
        all.sort_by_key(|channel| {
            let is_category = channel.kind == ChannelKind::Category;
            let group = if is_category { Some(channel.id) } else { channel.parent };
            (order(group), !is_category, channel.kind.is_voice(), channel.position, channel.id)
        });
        all.into_iter().map(view).collect()
    }
}

fn view(channel: &Channel) -> ChannelView {
    ChannelView {
        id: channel.id,
        name: channel.name.clone(),
        kind: match channel.kind {
            ChannelKind::Text => "text",
            ChannelKind::Dm => "dm",
            ChannelKind::Voice => "voice",
            ChannelKind::Category => "category",
            ChannelKind::Announcement => "announcement",
            ChannelKind::Stage => "stage",
        },
        parent: channel.parent,
        position: channel.position,
    }
}
