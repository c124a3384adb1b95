//! The questions of a flow as they are asked.

use crate::domain::{
    answer::read_answer,
    clip::clip,
    decision::Snapshot,
    effect::Effect,
    flow::{About, Expects, Stage, Step, Text, Variable},
    ids::ChannelId,
    notice::{AnswerTold, Answers, Ask, Notice, Occasion, Prompt, Values},
    shelf::Shelf,
    ticket::{State, Ticket},
    tongue::Tongues,
};

/// How many products a question lists, of which there may be more than a message holds.
const PRODUCTS_LISTED: usize = 200;

/// A ticket whose channel was just made, at the first stage of its flow, and the first words.
pub(in crate::domain::decide) fn welcome(
    snapshot: &Snapshot,
    ticket: Ticket,
    channel: ChannelId,
) -> (Ticket, Option<Effect>) {
    let first = snapshot.shelf.flow.first();
    let stage = first.map_or(Stage::ORDER, |step| step.number);
    let next = Ticket { state: State::Open { channel, stage }, ..ticket };
    let occasion = Occasion::Opened { customer: next.opener };
    let say = first.map(|step| {
        let ask = ask(&next, &snapshot.shelf, step, occasion);
        let unheard = !snapshot.hearing.is_all();
        let notice = Notice::Asked(Box::new(Ask { unheard, ..ask }));
        Effect::Say { channel, notice, via: None, tongues: Tongues::default() }
    });
    (next, say)
}

/// The question of a stage.
pub(super) fn ask(ticket: &Ticket, shelf: &Shelf, step: &Step, occasion: Occasion) -> Ask {
    Ask {
        values: values(ticket, shelf, step),
        prompt: prompt(ticket, shelf, step, &occasion),
        shows: match step.expects {
            Expects::YesNo { about, .. } => about,
            _ => About::Nothing,
        },
        answers: expected(ticket, shelf, step),
        fits: None,
        way_out: false,
        unheard: false,
        turn: ticket.turn,
        occasion,
    }
}

/// Its words. They are others where an answer led back to it or left it open, and others again
/// where an answer did not fit, if the flow has such words.
pub(super) fn prompt(
    ticket: &Ticket,
    shelf: &Shelf,
    step: &Step,
    occasion: &Occasion,
) -> Option<Prompt> {
    let spoken = |text: &Text| text.spoken(ticket.language, shelf.flow.language).clone();
    let (title, text) = match (occasion, &step.again) {
        // What did not fit is told in our own words unless the flow has some.
        (Occasion::Inquired { .. }, _)
            if !matches!(step.expects, Expects::YesNo { .. } | Expects::Choice { .. }) =>
        {
            return Some(Prompt { title: None, text: spoken(&step.prompt) });
        }
        (Occasion::Leaving { .. } | Occasion::Overtaken, _) => {
            return Some(Prompt { title: None, text: spoken(&step.prompt) });
        }
        (
            Occasion::NotAnAnswer { .. } | Occasion::NothingRead { .. } | Occasion::Inquired { .. },
            _,
        ) => {
            return step.hint.as_ref().map(|it| Prompt { title: None, text: spoken(it) });
        }
        (Occasion::SoldOut { .. }, again) => {
            let text = again.as_ref().map_or(&step.prompt, |it| &it.text);
            return Some(Prompt { title: None, text: spoken(text) });
        }
        (Occasion::Reminded { .. }, _) => {
            let text = step.remind.as_ref()?.text.as_ref()?;
            return Some(Prompt { title: None, text: spoken(text) });
        }
        (
            Occasion::StartedOver | Occasion::NothingLeft { .. } | Occasion::Declined,
            Some(again),
        ) => (&again.title, &again.text),
        _ => (&step.title, &step.prompt),
    };
    Some(Prompt { title: title.as_ref().map(spoken), text: spoken(text) })
}

/// What its words may speak of.
pub(super) fn values(ticket: &Ticket, shelf: &Shelf, step: &Step) -> Values {
    let texts = [
        Some(&step.prompt),
        step.again.as_ref().map(|it| &it.text),
        step.hint.as_ref(),
        step.remind.as_ref().and_then(|it| it.text.as_ref()),
    ];
    let mut variants = texts.into_iter().flatten().flat_map(|it| it.variants());
    let lists = variants.any(|(_, it)| it.variables().any(|it| *it == Variable::Products));
    let products = shelf.stock.iter().filter(|_| lists).flat_map(|it| it.catalogue.products());
    Values {
        products: products.take(PRODUCTS_LISTED).map(|product| product.name.clone()).collect(),
        terms: shelf.terms.as_deref().map(str::to_owned),
        customer: ticket.opener,
        order: ticket.order.view(),
        answers: keyed(ticket, shelf),
    }
}

/// What was answered, by the keys of the stages that have one.
pub(super) fn keyed(ticket: &Ticket, shelf: &Shelf) -> Vec<(String, AnswerTold)> {
    let keyed = ticket.answers.iter().filter_map(|it| {
        let step = shelf.flow.step(it.stage)?;
        Some((step.key.as_ref()?.as_str().to_owned(), told(step, &it.text)))
    });
    keyed.collect()
}

/// The longest name of a question that is taken from its words.
const QUESTION_LIMIT: usize = 100;

/// What the customer answered to the questions that are not about the order: what each is called,
/// and the answer.
pub(super) fn answered(ticket: &Ticket, shelf: &Shelf) -> Vec<(String, AnswerTold)> {
    let named = ticket.answers.iter().filter_map(|it| {
        let step = shelf.flow.step(it.stage)?;
        Some((called(step, ticket, shelf), told(step, &it.text)))
    });
    named.collect()
}

/// An answer as it is told.
pub(super) fn told(step: &Step, text: &str) -> AnswerTold {
    match step.expects {
        Expects::Date { .. } => AnswerTold::Day { day: text.to_owned() },
        Expects::YesNo { .. } => match read_answer(text) {
            Some(answer) => AnswerTold::YesNo { answer },
            None => text.into(),
        },
        _ => text.into(),
    }
}

/// What a question is called beside its answer: its headline or its first words, as far as these
/// are words without what its variables say, or else its key.
fn called(step: &Step, ticket: &Ticket, shelf: &Shelf) -> String {
    let first_line = |text: &Text| {
        let text = text.spoken(ticket.language, shelf.flow.language).render(|_| "…".into());
        // Who is spoken to: "Where to, …?"
        let text = text.replace(", …", "").replace("…, ", "");
        let line = text.lines().find(|line| line.chars().any(char::is_alphanumeric));
        line.map(|line| clip(line.trim(), QUESTION_LIMIT).to_owned())
    };
    let named = step.title.iter().chain([&step.prompt]).find_map(first_line);
    let key = || step.key.as_ref().map(|key| key.as_str().to_owned());
    named.or_else(key).unwrap_or_else(|| "…".to_owned())
}

/// How it can be answered.
fn expected(ticket: &Ticket, shelf: &Shelf, step: &Step) -> Answers {
    match &step.expects {
        Expects::Catalogue { .. } if shelf.stock.is_some() => Answers::Products,
        Expects::Catalogue { .. } => Answers::Words,
        Expects::YesNo { .. } => Answers::YesNo,
        Expects::Choice { options } => {
            let (language, otherwise) = (ticket.language, shelf.flow.language);
            let labels = options.iter().map(|it| it.label.spoken(language, otherwise));
            Answers::Choices { labels: labels.map(|it| it.render(|_| "…".into())).collect() }
        }
        Expects::Text { .. } | Expects::Number { .. } | Expects::Date { .. } => Answers::Words,
        Expects::File { .. } => Answers::Files,
    }
}
