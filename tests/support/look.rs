//! Looking at what the bot has stored, and at what it has said.

use super::{shop::Shop, wait::eventually_some};
use discord_sim::{
    gateway::levers::{Lever, Target},
    options::Quota,
    people::{guild::Allow, seat::Seat, view::MessageView},
};
use ticketflow::{
    domain::{
        desk::Desk,
        ids::{ChannelId, GuildId},
        permissions::Permissions,
        ticket::Ticket,
    },
    store::embedded::Glance,
};

impl Shop {
    /// All tickets of the server, by number.
    pub(crate) fn tickets(&self) -> Vec<Ticket> {
        let glance = Glance::open(&self.store()).expect("the store can be looked at");
        let tickets =
            glance.tickets(GuildId::new(self.guild.id)).expect("its tickets are readable");
        tickets.into_iter().map(|(_, ticket)| ticket).collect()
    }

    /// The ticket of a channel, as it is stored now.
    pub(crate) fn ticket(&self, channel: u64) -> Ticket {
        let tickets = self.tickets();
        let found = tickets.into_iter().find(|it| it.channel() == Some(ChannelId::new(channel)));
        found.expect("the channel has a ticket")
    }

    /// Waits until the ticket of a channel is stored like this.
    pub(crate) async fn stored(
        &self,
        channel: u64,
        what: &str,
        holds: impl Fn(&Ticket) -> bool,
    ) -> Ticket {
        eventually_some(&format!("stored: {what}"), || {
            let mut tickets = self.tickets().into_iter();
            let found = tickets.find(|it| it.channel() == Some(ChannelId::new(channel)))?;
            holds(&found).then_some(found)
        })
        .await
    }

    /// The number of the stage at which the ticket of a channel is stored.
    pub(crate) fn stage(&self, channel: u64) -> u16 {
        self.ticket(channel).standing().stage.0
    }

    /// The server's settings as they are stored now.
    pub(crate) fn desk(&self) -> Desk {
        let glance = Glance::open(&self.store()).expect("the store can be looked at");
        let desks = glance.desks().expect("its desks are readable");
        let mine = desks.into_iter().find(|(guild, _)| guild.get() == self.guild.id);
        mine.map(|(_, desk)| desk).unwrap_or_default()
    }

    /// What the bot has said in a channel, oldest first, as somebody sees it.
    pub(crate) fn said(&self, seat: &Seat, channel: u64) -> Vec<MessageView> {
        let mut messages = seat.read(channel).expect("the channel can be read");
        messages.retain(|it| it.author == self.app.bot_user_id && !it.ephemeral);
        messages
    }

    /// Waits until the bot has said as many things in a channel; the newest of them. It may still
    /// say one too many afterwards: [`Shop::has_said_only`] is for that.
    pub(crate) async fn says_the(&self, count: usize, seat: &Seat, channel: u64) -> MessageView {
        let what = format!("thing {count} that the bot says");
        let said = eventually_some(&what, || {
            let said = self.said(seat, channel);
            (said.len() >= count).then_some(said)
        })
        .await;
        assert_eq!(said.len(), count, "it says no more than it should: {said:#?}");
        said.into_iter().next_back().expect("there is one")
    }

    /// The bot has said as many things in the channel of a ticket, and has nothing to add to what
    /// happened so far. The customer or one of the staff writes "refresh" to know: what is said in
    /// one channel is said in order.
    pub(crate) async fn has_said_only(&self, count: usize, writer: &Seat, channel: u64) {
        let refresh = self.written("refresh");
        let last = writer.write(channel, &refresh).expect("the channel can be written in");
        eventually_some("“refresh” is answered", || {
            let said = self.said(writer, channel).into_iter().next_back()?;
            (said.id > last && said.embed_text.contains("Let's start over")).then_some(())
        })
        .await;
        let said = self.said(writer, channel);
        assert_eq!(said.len(), count + 1, "it said no more than it should: {said:#?}");
    }

    /// Discord forgets the session, so that it cannot be resumed.
    pub(crate) fn expire_session(&self) {
        let gateway = self.sim.gateway();
        // So soon after the last one a new session would have to wait, which is not the point.
        gateway.change_settings(|settings| settings.identify_window_ms = 0);
        let ended = gateway.pull(&Target::default(), &Lever::ExpireSessions);
        assert_eq!(ended, 1, "there is a session to end");
    }

    /// An admin gives the bot this, and no more, in the channel of Ann's ticket.
    pub(crate) fn give_bot(&self, channel: u64, allow: Permissions) {
        let view = Permissions::VIEW_CHANNEL;
        let all = Permissions::SERVE | Permissions::MANAGE_ROLES;
        let overwrites = [
            Allow::role(self.guild.id, 0, view.0),
            Allow::role(self.staff_role, Permissions::TAKE_PART.0, 0),
            Allow::member(self.ann.user, Permissions::TAKE_PART.0, 0),
            Allow::member(self.app.bot_user_id, allow.0, (all - allow).0),
        ];
        self.guild.set_overwrites(channel, &overwrites).expect("the channel is there");
    }

    /// Lifts the limits on messages, for a test that is not about them and says much.
    pub(crate) fn lift_message_limits(&self) {
        self.sim.change_limits(|limits| {
            let many = Quota::new(10_000, 1_000);
            limits.post_message = many;
            limits.patch_message = many;
            limits.webhook = many;
            limits.other = many;
            limits.global = many;
        });
    }
}

/// The products of a ticket's order, by id, with how many.
pub(crate) fn quantities(ticket: &Ticket) -> Vec<(String, u32)> {
    ticket.order.lines.iter().map(|it| (it.product.to_string(), it.quantity)).collect()
}
