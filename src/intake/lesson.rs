//! Teaching an alias from a message: a command in its menu opens a form, and the form teaches.

use super::{
    Keep, Reader,
    acknowledge::{AT_HAND, time_left},
    command::Target,
    interaction::{Acted, FilledIn},
};
use crate::{
    domain::{
        catalogue::LONGEST_NAME,
        control::Control,
        input::{Event, Input},
        lesson::Lesson,
        notice::{NotTaught, Refusal},
    },
    texts::{Text, Voice},
};
use twilight_model::{
    channel::message::{
        Component,
        component::{ActionRow, TextInput, TextInputStyle},
    },
    http::interaction::{InteractionResponseData, InteractionResponseType},
};

/// The fields of the form.
const ALIAS: &str = "alias";
const PRODUCT: &str = "product";

impl Reader {
    /// Opens the form, filled with what the catalogue does not understand of the message. Whether
    /// they may teach is decided when they have sent it in; who surely may not is told at once.
    pub(super) fn teach(&self, acted: Acted, target: Option<Target>, keep: Keep) {
        let Acted { guild, channel, ref actor, .. } = acted;
        let refusal = if !self.engine.ours().has_channel(channel) {
            Some(Refusal::NoTicketHere)
        } else if self.engine.is_no_staff(guild, channel, actor) {
            Some(Refusal::NotStaff)
        } else if target.as_ref().is_none_or(|it| !it.is_from_person()) {
            Some(Refusal::NotTaught { because: NotTaught::NotWritten })
        } else {
            None
        };
        let (None, Some(target)) = (&refusal, target) else {
            return self.refuse(acted, refusal.unwrap_or(Refusal::Unknown), keep);
        };
        let (reader, language) = (self.clone(), acted.reply.language);
        let left = time_left(&acted.reply).min(AT_HAND);
        let data = async move {
            let text = target.content.as_str();
            let lesson = reader.engine.lesson(guild, channel, text);
            let lesson = tokio::time::timeout(left, lesson).await.ok().flatten();
            let lesson = lesson.unwrap_or_else(|| Lesson::verbatim(text));
            Some(form(&reader.voice(Some(guild), language).await, &lesson))
        };
        self.call_back(&acted.reply, InteractionResponseType::Modal, data, Some(keep));
    }

    /// The form was sent in.
    pub(super) fn taught(&self, acted: Acted, form: FilledIn, keep: Keep) {
        let Acted { guild, channel, actor, reply, .. } = acted;
        self.acknowledge_privately(&reply);
        let mut fields = form.fields();
        let mut take = |name| fields.remove(name).unwrap_or_default();
        let (alias, product) = (take(ALIAS), take(PRODUCT));
        let event = Event::AliasTaught { channel, alias, product, actor, reply };
        self.engine.submit(Input { guild, event }, keep);
    }
}

fn form(voice: &Voice, lesson: &Lesson) -> InteractionResponseData {
    let alias = field(ALIAS, voice.say(Text::LessonAlias), &lesson.alias);
    let product = field(PRODUCT, voice.say(Text::LessonProduct), &lesson.product);
    InteractionResponseData {
        custom_id: Some(Control::Lesson.to_string()),
        title: Some(voice.say(Text::LessonTitle)),
        components: Some(vec![alias, product]),
        ..InteractionResponseData::default()
    }
}

fn field(id: &str, label: String, value: &str) -> Component {
    let input = Component::TextInput(TextInput {
        id: None,
        custom_id: id.to_owned(),
        #[allow(deprecated, reason = "a label of its own is newer than some clients")]
        label: Some(label),
        max_length: u16::try_from(LONGEST_NAME).ok(),
        min_length: None,
        placeholder: None,
        required: Some(true),
        style: TextInputStyle::Short,
        value: (!value.is_empty()).then(|| value.to_owned()),
    });
    Component::ActionRow(ActionRow { id: None, components: vec![input] })
}
