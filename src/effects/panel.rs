//! Posting the panel, mending it where it stands, and removing one that another took the place of.

use super::{
    deliver::{CALL_LIMIT, Delivery, Done},
    outcome::{Setback, code, obstacle},
    render,
};
use crate::{
    clock,
    discord::{Call, Priority, RestError},
    domain::{
        control::Control,
        desk::{Offer, Panel},
        effect::Entry,
        ids::{ChannelId, MessageId},
        input::Event,
        reply::ReplyTo,
        tongue::Tongue,
    },
};

/// The panel that is wished for.
pub(super) struct Wish<'a> {
    pub(super) channel: ChannelId,
    pub(super) text: Option<&'a str>,
    pub(super) offers: &'a [Offer],
    pub(super) former: Option<Panel>,
    pub(super) reply: &'a ReplyTo,
    pub(super) tongue: Tongue,
}

impl Delivery {
    pub(super) async fn post_panel(
        &self,
        entry: &Entry,
        wish: &Wish<'_>,
        look: bool,
    ) -> Result<Done, Setback> {
        let effect = entry.id;
        let voice = self.voice(effect.guild, wish.tongue).await?;
        let words = render::panel(&voice, wish.text, wish.offers);
        match self.place_panel(entry, wish, &words, look).await {
            Ok(message) => {
                let panel = Panel { channel: wish.channel, message };
                Ok(Done::reporting(Event::PanelPosted { effect, panel, reply: wish.reply.clone() }))
            }
            Err(RestError::Refused(refusal)) => {
                tracing::warn!(guild.id = %effect.guild, effect.id = %effect, %refusal, "the panel cannot be posted");
                let why = obstacle(&refusal);
                Ok(Done::reporting(Event::PanelRefused { effect, why, reply: wish.reply.clone() }))
            }
            Err(fault) => Err(fault.into()),
        }
    }

    async fn place_panel(
        &self,
        entry: &Entry,
        wish: &Wish<'_>,
        words: &render::Words,
        look: bool,
    ) -> Result<MessageId, RestError> {
        if let Some(former) = wish.former.filter(|it| it.channel == wish.channel) {
            match self.mend_panel(former, words).await {
                Err(RestError::Refused(refusal)) if refusal.code == Some(code::UNKNOWN_MESSAGE) => {
                }
                other => return other.map(|()| former.message),
            }
        }
        if look {
            let of = wish.offers.first().map(|it| it.of.clone());
            let button = Control::Create { of }.to_string();
            let said = self.said_since(wish.channel, entry.decided_at).await?;
            if let Some(panel) = said.iter().find(|message| message.offers(&button)) {
                return Ok(panel.id);
            }
        }
        self.post(entry, wish.channel, words).await
    }

    async fn mend_panel(&self, panel: Panel, words: &render::Words) -> Result<(), RestError> {
        let request = self
            .rest
            .requests()
            .update_message(panel.channel, panel.message)
            .embeds(Some(&words.embeds))
            .components(Some(&words.components));
        let call = Call::build(request)?.safe_to_repeat();
        self.send(call, Priority::Person, clock::instant() + CALL_LIMIT).await.map(drop)
    }

    /// A panel that another has taken the place of. It may be gone already, or stand where we may
    /// no longer go: its button works either way, so nothing hangs on this.
    pub(super) async fn remove_panel(&self, panel: Panel) -> Result<Done, Setback> {
        let request = self.rest.requests().delete_message(panel.channel, panel.message);
        let call = Call::build(request)?.safe_to_repeat();
        match self.send(call, Priority::Routine, clock::instant() + CALL_LIMIT).await {
            Ok(_) => Ok(Done::Silently),
            Err(RestError::Refused(refusal)) => {
                tracing::info!(%refusal, channel.id = %panel.channel, "a former panel was not removed");
                Ok(Done::not_removed(&refusal))
            }
            Err(fault) => Err(fault.into()),
        }
    }
}
