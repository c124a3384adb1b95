//! Looking for what may have been said before it is said again.

use super::deliver::{CALL_LIMIT, Delivery};
use crate::{
    clock,
    discord::{Call, Priority, RestError},
    domain::{
        ids::{ChannelId, MessageId},
        time::Timestamp,
    },
};
use serde::Deserialize;
use std::time::Duration;
use twilight_model::id::Id;

/// How far our clock and Discord's may be apart.
const SKEW: Duration = Duration::from_secs(300);
/// The most messages that Discord returns at once (Discord docs, Get Channel Messages).
const PAGE: u16 = 100;

/// A message, as far as it is needed to know it again.
#[derive(Deserialize)]
pub(super) struct Seen {
    pub(super) id: MessageId,
    author: Author,
    #[serde(default)]
    embeds: Vec<Embed>,
    #[serde(default)]
    components: Vec<Row>,
}

#[derive(Deserialize)]
struct Author {
    id: crate::domain::ids::UserId,
}

#[derive(Deserialize)]
struct Embed {
    #[serde(default)]
    footer: Option<Footer>,
}

#[derive(Deserialize)]
struct Footer {
    text: String,
}

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    components: Vec<Pressable>,
}

#[derive(Deserialize)]
struct Pressable {
    #[serde(default)]
    custom_id: Option<String>,
}

impl Seen {
    /// Whether its footer says this.
    pub(super) fn refers_to(&self, reference: &str) -> bool {
        let footers = self.embeds.iter().filter_map(|embed| embed.footer.as_ref());
        footers.into_iter().any(|footer| footer.text == reference)
    }

    /// Whether it has a button of this id.
    pub(super) fn offers(&self, button: &str) -> bool {
        let buttons = self.components.iter().flat_map(|row| &row.components);
        buttons.into_iter().any(|it| it.custom_id.as_deref() == Some(button))
    }
}

impl Delivery {
    /// What we have said in a channel since a time: all of it, whatever others wrote in between.
    pub(super) async fn said_since(
        &self,
        channel: ChannelId,
        since: Timestamp,
    ) -> Result<Vec<Seen>, RestError> {
        let after = since.minus(SKEW).first_snowflake().and_then(Id::new_checked);
        let mut after = after.unwrap_or(Id::new(1));
        let mut said = Vec::new();
        loop {
            let request = self.rest.requests().channel_messages(channel).after(after).limit(PAGE);
            let call = Call::build(request)?;
            let deadline = clock::instant() + CALL_LIMIT;
            let page: Vec<Seen> = self.model(call, Priority::Person, deadline).await?;
            let full = page.len() == usize::from(PAGE);
            let newest = page.iter().map(|message| message.id).max();
            said.extend(page.into_iter().filter(|message| message.author.id == self.me.user));
            match newest {
                Some(newest) if full => after = newest,
                _ => return Ok(said),
            }
        }
    }
}
