//! What a ticket's record says, as a dossier says it.

use super::data::{Accepted, Answer, Item, Order, Reduced, Request, Stand, utc};
use crate::domain::{
    flow::{Flow, Step},
    language::Language,
    money::Amount,
    order,
    ticket::{Acceptance, State, Ticket},
};

impl Request {
    /// The ticket and its life.
    #[must_use]
    pub fn of(ticket: &Ticket) -> Self {
        let (stand, ended, closed_by) = match &ticket.state {
            State::Opening { .. } => (Stand::Opening, None, None),
            State::Open { .. } => (Stand::Open, None, None),
            State::Placed { .. } => (Stand::Placed, None, None),
            State::Closing { by, .. } => (Stand::Closing, None, Some(*by)),
            State::Closed { by, at, .. } => (Stand::Closed, Some(*at), Some(*by)),
            State::Gone { at, .. } => (Stand::ChannelGone, Some(*at), None),
            State::Failed { at } => (Stand::Failed, Some(*at), None),
        };
        Self {
            number: ticket.number,
            kind: ticket.of.as_ref().map(ToString::to_string),
            customer: ticket.opener,
            stand,
            opened: utc(ticket.opened_at),
            placed: ticket.standing().placed.map(utc),
            ended: ended.map(utc),
            closed_by,
            handler: ticket.handler,
            channel: ticket.channel(),
        }
    }
}

impl Accepted {
    /// An acceptance.
    #[must_use]
    pub fn of(accepted: &Acceptance) -> Self {
        Self {
            version: accepted.terms,
            sha256: accepted.hash.clone(),
            person: accepted.person,
            at: utc(accepted.at),
            by: accepted.by.map(Into::into),
        }
    }
}

impl Order {
    /// An order, with its amounts as people of this language write them.
    #[must_use]
    pub fn of(order: &order::Order, language: Language) -> Self {
        let view = order.view();
        let cost = view.cost.as_ref();
        let shown = |amount: Amount| cost.map(|cost| cost.currency.show(amount, language));
        let lines = view.lines.into_iter().map(|line| Item {
            name: line.name,
            quantity: line.quantity,
            options: line.options,
            unit: line.unit.and_then(shown),
            total: line.total.and_then(shown),
        });
        let reduction = cost.and_then(|cost| cost.discount.as_ref());
        let discount = reduction
            .and_then(|it| Some(Reduced { name: it.name.clone(), amount: shown(it.amount)? }));
        Self {
            confirmed: order.confirmed.map(utc),
            lines: lines.collect(),
            words: view.words,
            subtotal: discount.as_ref().and(cost).and_then(|cost| shown(cost.subtotal)),
            discount,
            total: cost.and_then(|cost| shown(cost.total)),
            unpriced: cost.map(|cost| cost.unpriced).unwrap_or_default(),
        }
    }
}

impl Answer {
    /// What a ticket's customer answered, with what was asked by its flow; none if that cannot be
    /// read.
    #[must_use]
    pub fn all_of(ticket: &Ticket, flow: Option<&Flow>) -> Vec<Self> {
        let answers = ticket.answers.iter().map(|answer| Self {
            stage: answer.stage.0,
            question: flow
                .and_then(|flow| flow.step(answer.stage).map(|step| asked(step, ticket, flow))),
            text: answer.text.clone(),
            at: utc(answer.by.at()),
            by: answer.by.into(),
        });
        answers.collect()
    }
}

/// The headline of a question, or else what it said, as its customer read it.
fn asked(step: &Step, ticket: &Ticket, flow: &Flow) -> String {
    let text = step.title.as_ref().unwrap_or(&step.prompt);
    text.spoken(ticket.language, flow.language).render(|_| "…".into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        flow::Stage,
        ids::TicketNumber,
        notice::Misread,
        order::{Line, LineId},
        ticket::{Evidence, Pins, StageAnswer, Standing},
        time::Timestamp,
    };
    use twilight_model::id::Id;

    #[test]
    fn a_closed_ticket_says_when_it_was_what() {
        let (at, placed) = (Timestamp(3_000), Timestamp(2_000));
        let from = Standing { stage: Stage::TERMS, placed: Some(placed) };
        let state = State::Closed { channel: Id::new(31), from, by: Id::new(13), at };
        let ticket = Ticket {
            number: TicketNumber(7),
            ..Ticket::new(Some(Id::new(11)), Timestamp(1_000), state, Pins::default())
        };
        let request = Request::of(&ticket);
        assert_eq!(request.stand, Stand::Closed);
        assert_eq!(request.opened, "1970-01-01T00:00:01.000Z");
        assert_eq!(request.placed.as_deref(), Some("1970-01-01T00:00:02.000Z"));
        assert_eq!(request.ended.as_deref(), Some("1970-01-01T00:00:03.000Z"));
        assert_eq!(request.closed_by, Some(Id::new(13)));
        assert_eq!(request.channel, Some(Id::new(31)));
    }

    #[test]
    fn an_order_without_prices_has_none() {
        let line = Line {
            id: LineId(0),
            product: serde_json::from_str("\"adder\"").unwrap(),
            name: "Adder".to_owned(),
            quantity: 2,
            options: vec![],
        };
        let order =
            order::Order { lines: vec![line], misread: Misread::default(), ..Default::default() };
        let order = Order::of(&order, Language::ENGLISH);
        let [item] = &order.lines[..] else { panic!("{order:?}") };
        assert_eq!((item.quantity, item.unit.as_ref(), order.total.as_ref()), (2, None, None));
    }

    #[test]
    fn an_answer_says_what_was_asked() {
        let by = Evidence::Press(Id::new(91));
        let answer = StageAnswer { stage: Stage::TERMS, text: "yes".to_owned(), by };
        let other = StageAnswer { stage: Stage(99), ..answer.clone() };
        let state = State::Failed { at: Timestamp(0) };
        let ticket = Ticket {
            answers: vec![answer, other],
            ..Ticket::new(None, Timestamp(0), state, Pins::default())
        };
        let answers = Answer::all_of(&ticket, Some(Flow::built_in()));
        assert!(answers[0].question.as_ref().is_some_and(|it| !it.is_empty()));
        assert_eq!(answers[1].question, None);
        assert_eq!(Answer::all_of(&ticket, None)[0].question, None);
    }
}
