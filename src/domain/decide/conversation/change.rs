//! What is written where the flow asks for something else than the order, and changes the order, or
//! an answer that was given before: "wait, add a cola", "actually pick-up".

mod answers;
pub(super) mod words;

use super::{
    order::changed_by,
    talk::{MOST_HINTS, Talk},
};
use crate::domain::{
    answer::{bare_phrase, phrase},
    flow::{Choice, Expects, Stage, Step},
    notice::{Misread, Occasion, Told},
    order::{Before, Line, Order},
    phrases::Phrases,
    recognise::recognise,
    shelf::Stock,
    ticket::{Evidence, State, Ticket},
};
use words::{
    ASKS, ASKS_WHETHER, CHANGES, CHANGES_LAST, ENDS, FILLS, HESITATES, INSTEAD, LEADS, MORE_WISHED,
    PROPOSES, TAKES_BACK, WHOLE,
};

impl Talk<'_> {
    /// Changes the order if words undoubtedly do: they say that something is to be changed, and a
    /// product. `whole`: only if they say nothing else. A confirmed order is open again then.
    pub(super) fn change_order(&mut self, text: &str, whole: bool) -> bool {
        if !self.is_change(text) {
            return false;
        }
        let to = self.next.order.confirmed.and_then(|_| self.confirmed_at());
        self.take_change(text, to, whole)
    }

    /// Whether words would change an order that nobody can change any more.
    pub(super) fn would_change(&mut self, text: &str) -> bool {
        let begun = phrase(text).unwrap_or_default();
        // "oh wait i need one more" names no product.
        let begun = without_leads(&begun);
        let wishes = MORE_WISHED.has(begun) || MORE_WISHED.behind(begun).is_some();
        if !self.is_change(text) && !wishes {
            return false;
        }
        let stands = self.next.order.clone();
        self.take(text);
        let would = std::mem::replace(&mut self.next.order, stands);
        is_other(&would, &self.next.order.lines)
    }

    /// Whether words say that the order is to be changed, and a product.
    pub(super) fn is_change(&self, text: &str) -> bool {
        let order = &self.next.order;
        if order.lines.is_empty() || order.asked.is_some() {
            return false;
        }
        changed(text).is_some_and(|of| self.names_product(&of))
    }

    /// Whether words say that the order is to be changed, and a product, and nothing else.
    pub(super) fn says_change(&self, stock: &Stock, text: &str) -> bool {
        changed(text).is_some_and(|of| {
            let read = recognise(&stock.index, &of);
            !read.lines.is_empty() && read.unknown.is_empty()
        })
    }

    /// Whether a text wishes for a product of the catalogue, as "5 coffees" does.
    pub(super) fn names_product(&self, text: &str) -> bool {
        let Some(stock) = self.shelf.stock.as_deref() else { return false };
        let read = recognise(&stock.index, text);
        !(read.lines.is_empty() && read.ambiguous.is_empty())
    }

    /// Takes words as a change of the order, which is asked about then at this stage, if they are
    /// one. Whether they are.
    pub(super) fn take_change(&mut self, text: &str, to: Option<Stage>, whole: bool) -> bool {
        let stands: Ticket = self.next.clone();
        self.next.order.confirmed = None;
        let news = self.catch_up();
        let Order { lines, priced, .. } = self.next.order.clone();
        let mut misread = self.take(text);
        let order = &mut self.next.order;
        // What says that something changes is understood, if only here.
        misread.unknown.retain(|it| !is_of_change(it));
        order.misread.unknown.retain(|it| !is_of_change(it));
        if !is_other(order, &lines) || (whole && misread.has_words()) {
            self.next = stands;
            let Misread { unfit, capped, short, .. } = misread;
            self.refused = Misread { unfit, capped, short, ..Misread::default() };
            return false;
        }
        if let Evidence::Message(message) = self.voice.evidence {
            let misread = Misread::default();
            order.before =
                Some(Before { message, lines, words: None, misread, priced, doubt: None });
        }
        if let Some(stage) = to {
            self.next.state = State::Open { channel: self.channel, stage };
        }
        self.order_changed(changed_by(news, misread));
        true
    }

    /// Goes back to a choice that was made before, if words say that it is another one now.
    pub(super) fn choose_anew(&mut self, text: &str) -> bool {
        let Some(now) = self.step().map(|step| step.number) else { return false };
        let flow = self.flow();
        let made = self.next.answers.iter().filter_map(|it| flow.step(it.stage));
        let mut meant = made
            .filter(|step| step.number != now)
            .filter_map(|step| Some((step, self.answered_otherwise(step, text)?)));
        let (Some((step, answer)), None) = (meant.next(), meant.next()) else { return false };
        let stage = step.number;
        let Some(to) = self.way_of(step, &answer) else { return false };
        // An order that was taken since would have to be taken anew.
        if self.takes_order_between(stage, now) {
            return false;
        }
        self.next.state = State::Open { channel: self.channel, stage };
        self.keep(stage, answer, to);
        true
    }

    /// What was chosen at a stage before, or Yes or No to it, where words say that it is another
    /// one now.
    fn answered_otherwise(&self, step: &Step, text: &str) -> Option<String> {
        match &step.expects {
            Expects::Choice { options } => {
                let option = options.get(self.chosen_anew(step, options, text)?)?;
                Some(self.spoken(&option.label))
            }
            Expects::YesNo { .. } => {
                Some(self.flow().answer(&self.changed_to(step, text)?)?.kept().to_owned())
            }
            _ => None,
        }
    }

    /// The option of a choice that was made before, where words say that it is another one now.
    pub(super) fn chosen_anew(&self, step: &Step, options: &[Choice], text: &str) -> Option<usize> {
        let corrected = corrected(text).filter(|said| said.parse::<u32>().is_err());
        let by_label = corrected.and_then(|said| Choice::chosen(options, &said));
        by_label.or_else(|| Choice::chosen(options, &self.changed_to(step, text)?))
    }

    /// Whether an order is taken behind one stage and up to another.
    pub(super) fn takes_order_between(&self, stage: Stage, now: Stage) -> bool {
        let takes = |it: &Expects| matches!(it, Expects::Catalogue { .. });
        let between = |it: Stage| it > stage && it <= now;
        self.flow().stages.iter().any(|it| between(it.number) && takes(&it.expects))
    }

    /// Asks again, with what is known of what was asked back, if words only ask something.
    pub(super) fn tell_at_stage(&mut self, text: &str) -> bool {
        if !is_question(text) {
            return false;
        }
        if self.may_hint(MOST_HINTS) {
            // Where something else is talked of, "what does it cost?" may not mean all of the
            // order.
            let told = self.inquiry(text).filter(|told| !told.whole || means_all(text));
            let told = told.unwrap_or(Told { staff: true, ..Told::default() });
            let refresh = self.refresh_word();
            self.ask(Occasion::Inquired { told, changeable: false, refresh });
        }
        true
    }
}

/// Whether an order that had these lines is another one now.
fn is_other(order: &Order, lines: &[Line]) -> bool {
    // What is asked after is not asked for.
    let is_unclear = order.unclear.iter().any(|it| it.candidates.len() > 1);
    order.lines != lines || order.amendment.is_some() || is_unclear
}

/// Whether words say at their end that they take the place of others: "a coffee instead".
pub(super) fn is_instead(text: &str) -> bool {
    bare_phrase(text).is_some_and(|said| without_last(&said, &INSTEAD) != said)
}

/// What is to be changed, where words begin or end as a change: "wait, add a cola".
fn changed(text: &str) -> Option<String> {
    let said = phrase(&text.replace(['?', '？'], " "))?;
    let rest = without_first(&said, &LEADS);
    let begun = CHANGES.behind(rest);
    let ended = || CHANGES_LAST.before(without_last(rest, &ENDS));
    let instead = || Some(said.as_str()).filter(|_| is_instead(text));
    begun.or_else(ended).or_else(instead).map(str::to_owned)
}

/// Whether words say nothing but that something is to be changed: "ajoutez".
fn is_of_change(text: &str) -> bool {
    let said = phrase(text).unwrap_or_default();
    [&CHANGES, &CHANGES_LAST, &LEADS, &ENDS].iter().any(|it| it.has(&said))
}

/// What is said instead, where words take something back: "actually pick-up", "pick-up instead".
pub(super) fn corrected(text: &str) -> Option<String> {
    let said = bare_phrase(text)?;
    let said = without_first(&said, &HESITATES);
    let begun = without_first(said, &TAKES_BACK);
    let ended = without_last(begun, &INSTEAD);
    (ended != said).then(|| without_first(ended, &FILLS).to_owned())
}

/// Whether words do nothing but ask for something that is to be known. "Can you ring twice?" is a
/// wish.
fn is_question(text: &str) -> bool {
    text.trim_end().ends_with(['?', '？']) && asks(text, &ASKS)
}

/// Whether words ask about something, and say nothing of it: "is the plate free", "does it cost
/// extra".
pub(super) fn asks_about(text: &str) -> bool {
    asks(text, &ASKS) || asks(text, &ASKS_WHETHER)
}

fn asks(text: &str, begin: &Phrases) -> bool {
    let said = phrase(&text.replace(['?', '？'], " ")).unwrap_or_default();
    let said = without_first(&said, &LEADS);
    begin.behind(said).is_some() && PROPOSES.behind(said).is_none()
}

/// Whether words speak of the order as a whole.
fn means_all(text: &str) -> bool {
    let said = phrase(&text.replace(['?', '？'], " ")).unwrap_or_default();
    WHOLE.any_in(&said)
}

/// What was said without what may stand before a change.
pub(super) fn without_leads(said: &str) -> &str {
    without_first(said, &LEADS)
}

/// `said` without all of these phrases before it.
fn without_first<'s>(said: &'s str, phrases: &Phrases) -> &'s str {
    let mut rest = said;
    while let Some(shorter) = phrases.behind(rest) {
        rest = shorter;
    }
    rest
}

/// `said` without all of these phrases behind it.
fn without_last<'s>(said: &'s str, phrases: &Phrases) -> &'s str {
    let mut rest = said;
    while let Some(shorter) = phrases.before(rest) {
        rest = shorter;
    }
    rest
}
