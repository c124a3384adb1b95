//! Making a ticket's channel, and finding it again when it is not known whether it was made.

use super::{
    deliver::{CALL_LIMIT, Delivery, Done, Look},
    outcome::{Setback, blames_category, is_forbidden, obstacle},
    overwrites,
};
use crate::{
    clock,
    discord::{Call, Priority, RestError, create_channel},
    domain::{
        ids::{ChannelId, EffectId, Owner, RoleId, TicketNumber, UserId},
        input::Event,
        permissions::Permissions,
        ticket::marker,
        time::Timestamp,
    },
};
use serde::Deserialize;
use serde_json::{Value, json};
use twilight_http::request::AuditLogReason;

/// The channel that is wished for.
pub(super) struct Wish<'a> {
    pub(super) customer: UserId,
    pub(super) staff: &'a [RoleId],
    pub(super) category: Option<ChannelId>,
    pub(super) opened_at: Timestamp,
}

#[derive(Deserialize)]
struct Found {
    id: ChannelId,
    #[serde(default)]
    topic: Option<String>,
}

impl Delivery {
    pub(super) async fn create_channel(
        &self,
        id: EffectId,
        wish: &Wish<'_>,
        look: Look,
    ) -> Result<Done, Setback> {
        let Owner::Ticket(ticket) = id.owner else { return Ok(Done::Silently) };
        let again = matches!(look, Look::First { .. });
        let made =
            |channel| Done::reporting(Event::ChannelMade { effect: id, ticket, channel, again });
        let refused = |why| Done::reporting(Event::ChannelRefused { effect: id, ticket, why });
        if let Look::First { shown_by } = look {
            let asked = clock::instant();
            if let Some(channel) = self.find_channel(id, &marker(ticket, wish.opened_at)).await? {
                return Ok(made(channel));
            }
            if asked < shown_by {
                return Err(Setback::not_shown_yet(shown_by - asked));
            }
        }
        let mut category = wish.category;
        loop {
            match self.try_create(id, ticket, wish, category).await {
                Ok(channel) => return Ok(made(channel)),
                Err(RestError::Refused(refusal))
                    if category.is_some()
                        && (blames_category(&refusal) || is_forbidden(&refusal)) =>
                {
                    tracing::warn!(
                        guild.id = %id.guild, ticket.id = %ticket, %refusal,
                        "the category for open tickets is full, gone or not ours to use; the channel is made outside it"
                    );
                    fail::fail_point!("effects.between_calls", |_| std::process::abort());
                    category = None;
                }
                Err(RestError::Refused(refusal)) => {
                    tracing::warn!(
                        guild.id = %id.guild, ticket.id = %ticket, effect.id = %id, %refusal,
                        "a ticket's channel cannot be made"
                    );
                    return Ok(refused(obstacle(&refusal)));
                }
                Err(fault) => return Err(fault.into()),
            }
        }
    }

    /// A last look, before it is given up, for a channel that may have been made. None if there
    /// is none.
    pub(super) async fn made_after_all(
        &self,
        id: EffectId,
        opened_at: Timestamp,
    ) -> Result<Option<Done>, RestError> {
        let Owner::Ticket(ticket) = id.owner else { return Ok(None) };
        let channel = self.find_channel(id, &marker(ticket, opened_at)).await?;
        Ok(channel
            .map(|channel| Event::ChannelMade { effect: id, ticket, channel, again: true })
            .map(Done::reporting))
    }

    /// A channel that is one too many. Where we may not remove it, its server's admins have to.
    pub(super) async fn remove_channel(
        &self,
        id: EffectId,
        channel: ChannelId,
    ) -> Result<Done, Setback> {
        let request = self.rest.requests().delete_channel(channel);
        let request = request.reason("this channel was made twice by mistake");
        let call = Call::build(request)?.safe_to_repeat();
        match self.send(call, Priority::Routine, clock::instant() + CALL_LIMIT).await {
            Ok(_) => Ok(Done::Silently),
            Err(RestError::Refused(refusal)) => {
                tracing::warn!(
                    guild.id = %id.guild, channel.id = %channel, %refusal,
                    "a channel that was made twice was not removed"
                );
                Ok(Done::not_removed(&refusal))
            }
            Err(fault) => Err(fault.into()),
        }
    }

    async fn try_create(
        &self,
        id: EffectId,
        ticket: TicketNumber,
        wish: &Wish<'_>,
        category: Option<ChannelId>,
    ) -> Result<ChannelId, RestError> {
        let body = json!({
            "name": format!("ticket-{ticket}"),
            "type": 0,
            "topic": format!("Ticket {ticket} of <@{}> · {}", wish.customer, marker(ticket, wish.opened_at)),
            "parent_id": category,
            "permission_overwrites": self.overwrites(id, wish),
        });
        let reason = format!("ticket {ticket} of {}", wish.customer);
        let call = Call::from(create_channel(id.guild, &body, Some(&reason))?);
        let deadline = clock::instant() + CALL_LIMIT;
        let found: Found = self.model(call, Priority::Person, deadline).await?;
        Ok(found.id)
    }

    /// Seen by the customer, staff and the bot. The bot names itself, or it would lock itself out.
    fn overwrites(&self, id: EffectId, wish: &Wish<'_>) -> Vec<Value> {
        let mut who = vec![
            overwrites::hidden(id.guild),
            overwrites::member(self.me.user, Permissions::SERVE),
            overwrites::member(wish.customer, Permissions::TAKE_PART),
        ];
        let staff = wish.staff.iter().map(|role| overwrites::role(*role, Permissions::TAKE_PART));
        who.extend(staff);
        who
    }

    async fn find_channel(
        &self,
        id: EffectId,
        marker: &str,
    ) -> Result<Option<ChannelId>, RestError> {
        let call = Call::build(self.rest.requests().guild_channels(id.guild))?;
        let deadline = clock::instant() + CALL_LIMIT;
        let channels: Vec<Found> = self.model(call, Priority::Person, deadline).await?;
        let carries = |channel: &Found| {
            let topic = channel.topic.as_deref().unwrap_or_default();
            topic.split_whitespace().any(|word| word == marker)
        };
        Ok(channels.into_iter().find(carries).map(|channel| channel.id))
    }
}
