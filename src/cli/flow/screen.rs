//! A rehearsal as it looks in a terminal.

use super::{
    markup::{plain, wrapped},
    offers::{Offer, Offers, Row, rows},
};
use crate::{
    domain::{
        card::CardStanding,
        control::Control,
        flow::{About, After, Expects, Step, Variable},
        ids::{MessageId, TicketNumber},
        notice::{Answered, Notice},
        rehearsal::{Rehearsal, Shown, What},
        ticket::State,
        tongue::{Tongue, Tongues},
    },
    effects::render::{self, Voices, Words},
    texts::{Text, Voice},
};

/// How many letters a line has at the most.
const WIDTH: usize = 78;

/// What has been shown, as far as it matters to what is shown next.
#[derive(Debug, Default)]
pub(super) struct Screen {
    pub(super) offers: Offers,
    /// The message that called staff.
    pub(super) call: Option<String>,
    state: Option<std::mem::Discriminant<State>>,
}

impl Screen {
    /// What the terminal shows of what happened.
    pub(super) fn show(&mut self, rehearsal: &Rehearsal, mut shown: Vec<Shown>) -> String {
        if shown.is_empty() {
            return "  (The bot says nothing to that.)\n".to_owned();
        }
        // What only tells something leaves all controls as they were.
        let changes = shown.iter().any(|it| it.on.is_some());
        if changes {
            self.offers.renumber();
        }
        // What changes further up comes first, so that the newest words are the last.
        shown.sort_by_key(|it| is_new(&it.what));
        let mut text = self.heading(rehearsal, &shown);
        let is_asked = shown.iter().any(|it| asks(&it.what));
        let says = shown.iter().any(|it| matches!(it.what, What::Said { .. }));
        // Wherever a question stands, its controls have the first numbers.
        let mut texts = vec![String::new(); shown.len()];
        for question in [true, false] {
            for (text, shown) in texts.iter_mut().zip(&shown) {
                if asks(&shown.what) == question {
                    *text = self.one(shown, says);
                }
            }
        }
        text.push_str(&texts.concat());
        let rest = if changes { self.offers.rest(rehearsal) } else { vec![] };
        if !rest.is_empty() {
            text.push_str(&boxed("on messages further up", &[], &rest));
        }
        if is_asked {
            text.push_str(
                &rehearsal.step().map(|step| silence(rehearsal, step)).unwrap_or_default(),
            );
        }
        text
    }

    /// Where in the flow this is.
    fn heading(&mut self, rehearsal: &Rehearsal, shown: &[Shown]) -> String {
        let ticket = rehearsal.ticket();
        let state = std::mem::discriminant(&ticket.state);
        let is_news = self.state.replace(state) != Some(state);
        match (&ticket.state, rehearsal.step()) {
            (State::Open { .. }, Some(step)) if shown.iter().any(|it| asks(&it.what)) => {
                let about = match ticket.order.asked {
                    Some(_) => ", a question about the order",
                    None => "",
                };
                format!("\n── {}{about} ──\n", name(rehearsal, step))
            }
            (State::Placed { .. }, _) if is_news => "\n── The request is complete ──\n".to_owned(),
            (State::Closed { .. }, _) if is_news => "\n── The ticket is closed ──\n".to_owned(),
            _ => String::new(),
        }
    }

    /// One of the things that are shown. A card that only follows what is `said` beside it is told
    /// in a line, unless it is new.
    fn one(&mut self, shown: &Shown, said: bool) -> String {
        let Shown { on, what } = shown;
        match what {
            What::Said { id, notice, tongues } => {
                let words = render::notice(*id, &voices(*tongues), notice);
                if matches!(notice, Notice::Placed(_)) {
                    self.call.clone_from(&words.content);
                }
                self.message("bot", *on, &words, &voice(tongues.customer))
            }
            What::Card { id, view, tongues, is_new } => {
                let words = render::card(*id, &voices(*tongues), view);
                let voice = voice(tongues.customer);
                let asks = matches!(&view.standing, CardStanding::Draft { question: Some(_), .. });
                match (is_new, asks) {
                    (true, _) => self.message("bot, the order card", *on, &words, &voice),
                    (false, true) if !said => {
                        self.message("bot, the order card (edited)", *on, &words, &voice)
                    }
                    (false, _) => {
                        if let Some(on) = on {
                            self.offers.stand(*on, rows(*on, &words.components));
                        }
                        format!("  (The order card follows. {})\n", fields(&voice, &words))
                    }
                }
            }
            What::Told { answer: answer @ Answered::Taken { .. }, tongue } => {
                if let Some(on) = on {
                    self.offers.stand(*on, vec![]);
                }
                let words = render::answered(&voice(*tongue), answer, None);
                let words = words.content.unwrap_or_default();
                format!("  (The question above says now: {})\n", plain(&words))
            }
            What::Told { answer, tongue } => self.message(
                "bot, to you alone",
                None,
                &render::answered(&voice(*tongue), answer, None),
                &voice(*tongue),
            ),
            What::CloseAsked { ticket, tongue } => {
                let voice = voice(*tongue);
                if let Some(on) = on {
                    self.offers.stand(*on, vec![close_row(&voice, *on, *ticket)]);
                }
                let lines = on.map(|on| self.offers.lines(on)).unwrap_or_default();
                boxed("bot, to you alone", &[voice.say(Text::CloseQuestion)], &lines)
            }
            What::KeptOpen { tongue } => {
                if let Some(on) = on {
                    self.offers.stand(*on, vec![]);
                }
                boxed("bot, to you alone", &[voice(*tongue).say(Text::StaysOpen)], &[])
            }
            What::FormOpened { tongue, .. } => {
                let title = voice(*tongue).say(Text::FormTitle);
                format!("  (A form opens, “{title}”. What you type next goes into it.)\n")
            }
        }
    }

    fn message(
        &mut self,
        who: &str,
        on: Option<MessageId>,
        words: &Words,
        voice: &Voice,
    ) -> String {
        let embed = words.embeds.first();
        let title = embed.and_then(|it| it.title.clone());
        let said = embed.and_then(|it| it.description.clone());
        let texts: Vec<_> = words.content.iter().cloned().chain(title).chain(said).collect();
        let texts: Vec<_> = texts.iter().filter(|it| !it.is_empty()).map(|it| plain(it)).collect();
        let mut controls = vec![];
        if let Some(on) = on {
            self.offers.stand(on, rows(on, &words.components));
            controls = self.offers.lines(on);
        }
        let fields = Some(fields(voice, words)).filter(|it| !it.is_empty());
        boxed(who, &texts.into_iter().chain(fields).collect::<Vec<_>>(), &controls)
    }
}

/// What a stage is called: its number, its title, what it waits for, and by what name the answer is
/// kept.
pub(super) fn name(rehearsal: &Rehearsal, step: &Step) -> String {
    let flow = &rehearsal.shelf().flow;
    let title = step.title.as_ref().map(|it| {
        let title = it.spoken(rehearsal.ticket().language, flow.language);
        let title = title.render(|variable| match variable {
            Variable::Ticket => Rehearsal::TICKET.to_string().into(),
            _ => "…".into(),
        });
        format!(": {title}")
    });
    let expects = match &step.expects {
        Expects::Catalogue { .. } => "catalogue",
        Expects::YesNo { about: About::Order, .. } => "yes_no, about the order",
        Expects::YesNo { about: About::Terms, .. } => "yes_no, about the terms",
        Expects::YesNo { about: About::Nothing, .. } => "yes_no",
        Expects::Choice { .. } => "choice",
        Expects::Text { .. } => "text",
        Expects::Number { .. } => "number",
        Expects::Date { .. } => "date",
        Expects::File { .. } => "file",
    };
    let is_kept = !matches!(step.expects, Expects::YesNo { .. }) || step.keeps_yes_no();
    let key = step.key.as_ref().filter(|_| is_kept);
    let kept = key.map(|key| format!(", kept as “{}”", key.as_str()));
    let (title, kept) = (title.unwrap_or_default(), kept.unwrap_or_default());
    format!("Stage {}{title} ({expects}{kept})", step.number.0)
}

/// The reminder of a stage, which is told instead of waited for.
fn silence(rehearsal: &Rehearsal, step: &Step) -> String {
    let Some(remind) = &step.remind else { return String::new() };
    let said = rehearsal.reminder().into_iter().find_map(|shown| match shown.what {
        What::Said { id, notice, tongues } => {
            let words = render::notice(id, &voices(tongues), &notice);
            words.embeds.first().and_then(|embed| embed.description.clone())
        }
        _ => None,
    });
    let said =
        said.map(|it| format!("  (After {} of silence: {})\n", spelled(remind.after), plain(&it)));
    said.unwrap_or_default()
}

/// "10 minutes".
fn spelled(after: After) -> String {
    let written = after.to_string();
    let (number, unit) = match written.split_at_checked(written.len().saturating_sub(1)) {
        Some((number, "s")) => (number, "second"),
        Some((number, "m")) => (number, "minute"),
        Some((number, "h")) => (number, "hour"),
        Some((number, _)) => (number, "day"),
        None => return written,
    };
    let plural = if number == "1" { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

fn asks(what: &What) -> bool {
    match what {
        What::Said { notice, .. } => {
            matches!(notice, Notice::Asked(_) | Notice::WhichAsked(_) | Notice::OptionAsked(_))
        }
        What::Card { view, .. } => {
            matches!(&view.standing, CardStanding::Draft { question: Some(_), .. })
        }
        _ => false,
    }
}

fn is_new(what: &What) -> bool {
    match what {
        What::Card { is_new, .. } => *is_new,
        What::Told { answer, .. } => !matches!(answer, Answered::Taken { .. }),
        _ => true,
    }
}

fn close_row(voice: &Voice, on: MessageId, ticket: TicketNumber) -> Row {
    let offer = |control, text| Offer { on, control, value: None, label: voice.say(text) };
    Row::Buttons(vec![
        offer(Control::CloseForReal { ticket }, Text::CloseForReal),
        offer(Control::KeepOpen, Text::KeepOpen),
    ])
}

/// "Status: complete · Handled by: nobody yet".
fn fields(voice: &Voice, words: &Words) -> String {
    let fields = words.embeds.iter().flat_map(|embed| &embed.fields);
    let fields =
        fields.map(|it| voice.say(Text::Labelled { name: &it.name, value: &plain(&it.value) }));
    fields.collect::<Vec<_>>().join(" · ")
}

/// A message: who says it, its texts one below the other, and what can be pressed on it.
fn boxed(who: &str, texts: &[String], controls: &[String]) -> String {
    let texts = texts.iter().flat_map(|text| wrapped(text, WIDTH));
    let lines = texts.chain(controls.iter().cloned()).map(|line| format!("  │ {line}"));
    let lines: Vec<_> = lines.map(|line| format!("{}\n", line.trim_end())).collect();
    format!("  {who}\n{}", lines.concat())
}

fn voice(tongue: Tongue) -> Voice {
    Voice::new(tongue.language)
}

fn voices(tongues: Tongues) -> Voices {
    Voices { customer: voice(tongues.customer), staff: voice(tongues.staff) }
}
