//! The order card.

use super::{Voices, Words, ask::unheard, blocks, controls, misread, order, prompt::Saying};
use crate::{
    domain::{
        card::{CardQuestion, CardStanding, CardView},
        flow::About,
        ids::TicketNumber,
        notice::{Answers, Values},
    },
    texts::{Text, Voice},
};
use twilight_model::channel::message::Component;
use twilight_util::builder::embed::EmbedFieldBuilder;

/// What the lines of a card without a question may take.
const ROOM: usize = 3_000;

pub(super) fn card(ticket: TicketNumber, voices: &Voices, view: &CardView) -> Words {
    let Voices { customer: voice, staff } = voices;
    let misread = misread::lines(voice, &view.misread);
    let mut title = voice.say(Text::OrderTitle);
    let (text, rows) = match &view.standing {
        CardStanding::Draft { question, changeable, picked } => {
            let (text, first) = match question {
                Some(question) => {
                    let taken = misread.encode_utf16().count();
                    let (own, text, row) = asked(voice, ticket, view, question, taken);
                    title = own.unwrap_or(title);
                    (text, row)
                }
                None => {
                    let text = order::text(voice, &view.order, ROOM - 1_700);
                    (text, controls::close_row(voice, ticket))
                }
            };
            let text =
                if misread.is_empty() { text } else { format!("{}\n\n{text}", misread.trim()) };
            let mut rows = vec![first];
            if *changeable {
                rows.extend(controls::lines(voice, ticket, &view.order.lines, *picked));
            }
            (text, rows)
        }
        CardStanding::Confirmed => {
            let text = order::text(voice, &view.order, ROOM);
            (text, vec![controls::close_row(voice, ticket)])
        }
        CardStanding::Placed => {
            let text = order::text(voice, &view.order, ROOM);
            (text, vec![controls::claim_row(staff, ticket, view.handler.is_some())])
        }
    };
    let status = voice.say(match view.standing {
        CardStanding::Draft { .. } => Text::CardDraft,
        CardStanding::Confirmed => Text::CardConfirmed,
        CardStanding::Placed => Text::CardPlaced,
    });
    let handler = view.handler.map(blocks::user);
    let handler = handler.unwrap_or_else(|| voice.say(Text::CardNobody));
    let mut embed = blocks::embed(title, &text);
    embed.fields = vec![
        EmbedFieldBuilder::new(voice.say(Text::CardStatus), status).inline().build(),
        EmbedFieldBuilder::new(voice.say(Text::CardHandler), handler).inline().build(),
    ];
    let is_draft = matches!(view.standing, CardStanding::Draft { .. });
    let content = (is_draft && view.unheard).then(|| unheard(voice, &Answers::YesNo));
    Words { content, embeds: vec![embed], components: rows, ..Words::default() }
}

/// The question whether the order is right, beside which `taken` characters are needed for
/// something else: its title if it has one, its text, and what answers it. Of an order that cannot
/// be taken that is not asked.
fn asked(
    voice: &Voice,
    ticket: TicketNumber,
    view: &CardView,
    question: &CardQuestion,
    taken: usize,
) -> (Option<String>, String, Component) {
    let (customer, order) = (view.customer, view.order.clone());
    let values = Values { customer, order, ..Values::clone(&question.values) };
    let saying = Saying { voice, ticket, values: &values, shows: About::Order };
    if !view.order.over.is_empty() {
        let title = voice.say(Text::OverLimitTitle);
        let row = controls::no_or_change(voice, ticket, question.turn);
        return (Some(title), saying.order(taken), row);
    }
    let title = question.prompt.title.as_ref().map(|words| saying.title(words));
    let row = controls::yes_no(voice, ticket, question.turn, true, view.lists);
    (title, saying.text(&question.prompt, taken), row)
}
