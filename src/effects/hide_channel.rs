//! Closing: one call hides the channel from all but managers and moves it.

use super::{
    deliver::{CALL_LIMIT, Delivery, Done},
    outcome::{Setback, blames_category, code, is_forbidden, obstacle},
    overwrites,
};
use crate::{
    clock,
    discord::{Call, Priority, Refusal, RestError, update_channel},
    domain::{
        ids::{ChannelId, EffectId, Owner, RoleId, UserId},
        input::{Event, HideRefused},
        notice::NotMoved,
        permissions::Permissions,
    },
};
use serde_json::json;

/// What is to become of the channel.
pub(super) struct Wish<'a> {
    pub(super) channel: ChannelId,
    pub(super) managers: &'a [RoleId],
    pub(super) category: Option<ChannelId>,
    pub(super) by: UserId,
}

impl Delivery {
    /// Repeatable by nature: it sets, it does not add.
    pub(super) async fn hide_channel(
        &self,
        id: EffectId,
        wish: &Wish<'_>,
    ) -> Result<Done, Setback> {
        let Owner::Ticket(ticket) = id.owner else { return Ok(Done::Silently) };
        let hidden =
            |not_moved| Done::reporting(Event::ChannelHidden { effect: id, ticket, not_moved });
        let refused = |why| Done::reporting(Event::HideRefused { effect: id, ticket, why });
        let moving = self.try_hide(id, wish, wish.category).await;
        let (result, not_moved) = match moving {
            Err(RestError::Refused(refusal))
                if wish.category.is_some()
                    && (blames_category(&refusal) || is_forbidden(&refusal)) =>
            {
                fail::fail_point!("effects.between_calls", |_| std::process::abort());
                (self.try_hide(id, wish, None).await, Some(not_moved(&refusal)))
            }
            other => (other, None),
        };
        match result {
            Ok(()) => Ok(hidden(not_moved)),
            Err(RestError::Refused(refusal)) if refusal.code == Some(code::UNKNOWN_CHANNEL) => {
                Ok(refused(HideRefused::Gone))
            }
            Err(RestError::Refused(refusal)) => {
                tracing::warn!(
                    guild.id = %id.guild, ticket.id = %ticket, effect.id = %id, %refusal,
                    "a ticket's channel cannot be hidden"
                );
                Ok(refused(HideRefused::Obstacle(obstacle(&refusal))))
            }
            Err(fault) => Err(fault.into()),
        }
    }

    async fn try_hide(
        &self,
        id: EffectId,
        wish: &Wish<'_>,
        category: Option<ChannelId>,
    ) -> Result<(), RestError> {
        let managers = wish.managers.iter().map(|it| overwrites::role(*it, Permissions::TAKE_PART));
        let me = overwrites::member(self.me.user, Permissions::SERVE);
        let who: Vec<_> = [overwrites::hidden(id.guild), me].into_iter().chain(managers).collect();
        let mut body = json!({ "permission_overwrites": who });
        if let Some(category) = category {
            body["parent_id"] = json!(category);
        }
        let reason = format!("closed by {}", wish.by);
        let call = Call::from(update_channel(wish.channel, &body, Some(&reason))?).safe_to_repeat();
        self.send(call, Priority::Person, clock::instant() + CALL_LIMIT).await.map(drop)
    }
}

/// The inner code by which Discord says that a category is full; it has no code of its own.
fn not_moved(refusal: &Refusal) -> NotMoved {
    let full = refusal.errors.to_string().contains("CHANNEL_PARENT_MAX_CHANNELS");
    if full { NotMoved::CategoryFull } else { NotMoved::CategoryUnusable }
}
