//! The answer that Discord wants within three seconds: the only call outside the outbox.
//!
//! It goes out before anything else is done and beside it, so that no store and no other call can
//! make it late. What it promises ("thinking") is kept by an effect.

use super::{Keep, Reader};
use crate::{
    clock,
    discord::{Priority, RestError, answer_interaction},
    domain::{
        control::{Control, Part},
        ids::{GuildId, TicketNumber},
        language::Language,
        reply::ReplyTo,
    },
    telemetry::metrics::labels::Acknowledged,
    texts::{Text, Voice},
};
use std::{future::ready, time::Duration};
use twilight_model::{
    channel::message::{
        Component, MessageFlags,
        component::{ActionRow, ButtonStyle, TextInput, TextInputStyle},
    },
    http::interaction::{InteractionResponse, InteractionResponseData, InteractionResponseType},
};
use twilight_util::builder::message::{ActionRowBuilder, ButtonBuilder};

/// Discord waits this long (Discord docs, Interaction Callback).
const LIMIT: Duration = Duration::from_secs(3);
/// As long as a message of most people (Discord docs, Create Message).
const LONGEST_ANSWER: u16 = 2_000;
/// How long words wait for a server's own, which are in memory but for the first time.
pub(super) const AT_HAND: Duration = Duration::from_millis(500);
/// How long after a press documents are waited for, which are in memory but for the first time: so
/// that there is time for words, and to answer at all.
const IN_TIME: Duration = Duration::from_secs(2);
/// The code by which Discord says that it has an answer already.
const ALREADY_ACKNOWLEDGED: u64 = 40_060;
/// The code by which Discord says that it waits for none any more.
const UNKNOWN_INTERACTION: u64 = 10_062;

impl Reader {
    /// "Thinking", seen by the person alone.
    pub(super) fn acknowledge_privately(&self, reply: &ReplyTo) {
        let kind = InteractionResponseType::DeferredChannelMessageWithSource;
        let data = InteractionResponseData {
            flags: Some(MessageFlags::EPHEMERAL),
            ..InteractionResponseData::default()
        };
        self.call_back(reply, kind, ready(Some(data)), None);
    }

    /// The message of the button will change.
    pub(super) fn acknowledge_update(&self, reply: &ReplyTo) {
        let kind = InteractionResponseType::DeferredUpdateMessage;
        self.call_back(reply, kind, ready(None), None);
    }

    /// "Close this ticket?", seen by the person alone. Whether they may is decided when they
    /// say yes.
    pub(super) fn ask_to_close(
        &self,
        guild: GuildId,
        reply: &ReplyTo,
        ticket: TicketNumber,
        keep: Keep,
    ) {
        let question = move |voice: &Voice| {
            let yes = ButtonBuilder::new(ButtonStyle::Danger)
                .label(voice.say(Text::CloseForReal))
                .custom_id(Control::CloseForReal { ticket }.to_string());
            let no = ButtonBuilder::new(ButtonStyle::Secondary)
                .label(voice.say(Text::KeepOpen))
                .custom_id(Control::KeepOpen.to_string());
            let row = ActionRowBuilder::new().component(yes.build()).component(no.build());
            InteractionResponseData {
                content: Some(voice.say(Text::CloseQuestion)),
                components: Some(vec![row.build().into()]),
                flags: Some(MessageFlags::EPHEMERAL),
                ..InteractionResponseData::default()
            }
        };
        let kind = InteractionResponseType::ChannelMessageWithSource;
        self.answer_with_words(Some(guild), reply, kind, question, keep);
    }

    /// A form to write the answer to a question into. Whether it is theirs to answer is decided
    /// when they have.
    pub(super) fn open_form(
        &self,
        guild: GuildId,
        reply: &ReplyTo,
        (ticket, turn): (TicketNumber, u32),
        keep: Keep,
    ) {
        let form = move |voice: &Voice| {
            let id = Control::Question { ticket, turn, part: Part::Form };
            let style = TextInputStyle::Paragraph;
            let input = (voice.say(Text::FormLabel), style, LONGEST_ANSWER, true);
            self::form(&id, voice.say(Text::FormTitle), input)
        };
        let kind = InteractionResponseType::Modal;
        self.answer_with_words(Some(guild), reply, kind, form, keep);
    }

    /// The question whether to close is taken back.
    pub(super) fn keep_open(&self, guild: GuildId, reply: &ReplyTo, keep: Keep) {
        let words = |voice: &Voice| InteractionResponseData {
            content: Some(voice.say(Text::StaysOpen)),
            components: Some(vec![]),
            ..InteractionResponseData::default()
        };
        let kind = InteractionResponseType::UpdateMessage;
        self.answer_with_words(Some(guild), reply, kind, words, keep);
    }

    /// There is no server, so there are no tickets.
    pub(super) fn answer_outside(&self, reply: &ReplyTo, keep: Keep) {
        self.answer_instead(None, reply, Text::Outside, keep);
    }

    /// What was pressed cannot be seen to for now.
    pub(super) fn answer_unavailable(&self, guild: GuildId, reply: &ReplyTo, keep: Keep) {
        self.answer_instead(Some(guild), reply, Text::Unavailable, keep);
    }

    fn answer_instead(
        &self,
        guild: Option<GuildId>,
        reply: &ReplyTo,
        text: Text<'static>,
        keep: Keep,
    ) {
        let words = move |voice: &Voice| InteractionResponseData {
            content: Some(voice.say(text)),
            flags: Some(MessageFlags::EPHEMERAL),
            ..InteractionResponseData::default()
        };
        let kind = InteractionResponseType::ChannelMessageWithSource;
        self.answer_with_words(guild, reply, kind, words, keep);
    }

    pub(super) fn answer_with_words(
        &self,
        guild: Option<GuildId>,
        reply: &ReplyTo,
        kind: InteractionResponseType,
        words: impl FnOnce(&Voice) -> InteractionResponseData + Send + 'static,
        keep: Keep,
    ) {
        let (reader, language) = (self.clone(), reply.language);
        let data = async move { Some(words(&reader.voice(guild, language).await)) };
        self.call_back(reply, kind, data, Some(keep));
    }

    /// In the server's own words, if they are at hand in time.
    pub(super) async fn voice(&self, guild: Option<GuildId>, language: Language) -> Voice {
        let Some(guild) = guild else { return Voice::new(language) };
        let own = self.engine.voice(guild, self.engine.tongue(guild, language));
        match tokio::time::timeout(AT_HAND, own).await {
            Ok(Ok(voice)) => voice,
            Ok(Err(_)) | Err(_) => Voice::new(language),
        }
    }

    /// `keep` is for a callback that is the whole answer: the event has been dealt with once
    /// that is out. Otherwise it has been when its input is committed.
    pub(super) fn call_back(
        &self,
        reply: &ReplyTo,
        kind: InteractionResponseType,
        data: impl Future<Output = Option<InteractionResponseData>> + Send + 'static,
        keep: Option<Keep>,
    ) {
        let under_way = self.acknowledged.begin(reply.interaction);
        let (reader, reply) = (self.clone(), reply.clone());
        tokio::spawn(async move {
            fail::fail_point!("intake.before_acknowledgement", |_| std::process::abort());
            let sent = reader.send_callback(&reply, kind, data.await).await;
            fail::fail_point!("intake.after_acknowledgement", |_| std::process::abort());
            drop(under_way);
            drop(keep);
            let age = clock::now().since(reply.made_at());
            let outcome = outcome(&sent);
            reader.metrics.acknowledged.count(outcome);
            match sent {
                Ok(()) => reader.metrics.acknowledging.took((), age),
                Err(_) if outcome == Acknowledged::Repeated => {}
                Err(fault) => {
                    let age_ms = age.as_millis();
                    tracing::warn!(%fault, age_ms, "a press could not be acknowledged");
                }
            }
        });
    }

    async fn send_callback(
        &self,
        reply: &ReplyTo,
        kind: InteractionResponseType,
        data: Option<InteractionResponseData>,
    ) -> Result<(), RestError> {
        let response = InteractionResponse { kind, data };
        // Discord takes one callback and refuses the second, so repeating it does no harm.
        let call = answer_interaction(reply.interaction, &reply.token, response)?.safe_to_repeat();
        self.rest.send(call, Priority::Callback, clock::instant() + LIMIT).await.map(drop)
    }
}

/// What a callback is counted as.
fn outcome(sent: &Result<(), RestError>) -> Acknowledged {
    match sent.as_ref().map_err(RestError::code) {
        Ok(()) => Acknowledged::Accepted,
        // A repetition, or another session of this shard was faster: it is answered.
        Err(Some(ALREADY_ACKNOWLEDGED)) => Acknowledged::Repeated,
        Err(Some(UNKNOWN_INTERACTION)) => Acknowledged::TooLate,
        Err(_) => Acknowledged::Failed,
    }
}

/// For how long documents are waited for now: Discord counts from the press, and what was sent
/// again after a resume has little time left. What is in memory needs none.
pub(super) fn time_left(reply: &ReplyTo) -> Duration {
    IN_TIME.saturating_sub(clock::now().since(reply.made_at()))
}

/// A form with one field: its label, style, greatest length, and whether it has to be filled in.
pub(super) fn form(
    id: &Control,
    title: String,
    (label, style, longest, required): (String, TextInputStyle, u16, bool),
) -> InteractionResponseData {
    let input = Component::TextInput(TextInput {
        id: None,
        custom_id: "text".into(),
        #[allow(deprecated, reason = "a label of its own is newer than some clients")]
        label: Some(label),
        max_length: Some(longest),
        min_length: None,
        placeholder: None,
        required: Some(required),
        style,
        value: None,
    });
    let row = Component::ActionRow(ActionRow { id: None, components: vec![input] });
    InteractionResponseData {
        custom_id: Some(id.to_string()),
        title: Some(title),
        components: Some(vec![row]),
        ..InteractionResponseData::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{ApplicationId, InteractionId};

    #[test]
    fn the_time_for_documents_counts_from_the_press() {
        let pressed_before = |age: Duration| ReplyTo {
            application: ApplicationId::new(1),
            interaction: InteractionId::new(
                clock::now().minus(age).first_snowflake().expect("after Discord's epoch"),
            ),
            token: String::new(),
            language: Language::default(),
            month_first: false,
        };
        let second = Duration::from_secs(1);
        let left = time_left(&pressed_before(second));
        assert!(left <= second && left > Duration::ZERO, "{left:?}");
        assert_eq!(time_left(&pressed_before(3 * second)), Duration::ZERO);
    }
}
