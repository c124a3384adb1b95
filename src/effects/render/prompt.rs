//! The words of a flow, with what they speak of put in.

use super::{blocks, day, order};
use crate::{
    domain::{
        clip::clip,
        flow::{About, Template, Variable},
        ids::TicketNumber,
        notice::{Prompt, Values},
    },
    texts::{Text, Voice},
};
use std::borrow::Cow;

/// The longest title of an embed, in characters (Discord docs, Embed Limits).
const TITLE: usize = 256;
/// The longest text of an embed, less what line breaks take.
const TEXT: usize = 4_080;
/// The least that an order gets of it.
const LEAST_FOR_ORDER: usize = 400;
/// The most: a longer list is not read.
const MOST_FOR_ORDER: usize = 2_200;
/// What a list of products gets.
const PRODUCTS: usize = 1_500;

/// What is needed to say a prompt.
pub(super) struct Saying<'a> {
    pub(super) voice: &'a Voice,
    pub(super) ticket: TicketNumber,
    pub(super) values: &'a Values,
    /// What is shown before the words if they do not show it themselves.
    pub(super) shows: About,
}

impl Saying<'_> {
    pub(super) fn title(&self, title: &Template) -> String {
        let title = self.fill(title, "");
        let line = title.split_whitespace().collect::<Vec<_>>().join(" ");
        clip(&line, TITLE).to_owned()
    }

    /// The text, beside which `taken` characters are needed for something else.
    pub(super) fn text(&self, prompt: &Prompt, taken: usize) -> String {
        let speaks_of = |it: &Variable| prompt.text.variables().any(|variable| variable == it);
        let mut frame = self.fill(&prompt.text, "");
        let mut before = String::new();
        if self.shows == About::Terms && !speaks_of(&Variable::Terms) {
            before = format!("{}\n\n", self.terms());
            frame.insert_str(0, &before);
        }
        let shows_order = self.shows == About::Order && !speaks_of(&Variable::Order);
        if !shows_order && !speaks_of(&Variable::Order) {
            return frame;
        }
        let order = self.order(frame.encode_utf16().count() + taken);
        let text = self.fill(&prompt.text, &order);
        if shows_order { format!("{before}{order}\n\n{text}") } else { format!("{before}{text}") }
    }

    /// The order alone, beside which `taken` characters are needed for something else.
    pub(super) fn order(&self, taken: usize) -> String {
        let room = TEXT.saturating_sub(taken).clamp(LEAST_FOR_ORDER, MOST_FOR_ORDER);
        order::text(self.voice, &self.values.order, room)
    }

    fn terms(&self) -> String {
        self.values.terms.clone().unwrap_or_else(|| self.voice.say(Text::TermsBuiltIn))
    }

    fn fill(&self, template: &Template, order: &str) -> String {
        let values = self.values;
        template.render(|variable| match variable {
            Variable::Customer => values.customer.map(blocks::user).unwrap_or_default().into(),
            Variable::Ticket => self.ticket.to_string().into(),
            Variable::Order => Cow::Owned(order.to_owned()),
            Variable::Total => {
                let cost = values.order.cost.as_ref();
                cost.map(|cost| order::total(self.voice, cost)).unwrap_or_default().into()
            }
            Variable::Terms => self.terms().into(),
            Variable::Products => {
                let names = values.products.iter().map(|name| blocks::plain(name));
                blocks::fitting(self.voice, names, ", ", PRODUCTS).into()
            }
            Variable::Answer(key) => {
                let answer = values.answers.iter().find(|(it, _)| it == key.as_str());
                let shown = |answer| blocks::plain(&day::said(self.voice, answer));
                answer.map_or_else(|| "–".to_owned(), |(_, answer)| shown(answer)).into()
            }
        })
    }
}
