//! One thing that was said in a ticket, and what follows from it: the ticket as it is then, and
//! what is done about it.

use super::{ask::ask, card, reading::fits};
use crate::domain::{
    actor::Actor,
    card::CardView,
    decide::answer,
    decision::{Change, Decision, Snapshot, Write},
    desk::{Desk, Settings},
    effect::Effect,
    flow::{About, Expects, Flow, Stage, Step, Text},
    ids::{ChannelId, MessageId},
    ledger::Ledger,
    notice::{Answered, Ask, Fits, Misread, Notice, Occasion, Taken, Told},
    order::Line,
    reply::ReplyTo,
    shelf::Shelf,
    ticket::{Acceptance, Evidence, Pins, Ticket},
    time::Timestamp,
    tongue::Tongues,
};
use std::borrow::Cow;

/// The most hints that one question gets.
pub(super) const MOST_HINTS: u8 = 3;
/// The most hints for whoever wants something of the order to be otherwise, and is not understood.
pub(super) const MOST_WISHES: u8 = 20;

/// Who says something, and how.
#[derive(Clone, Copy)]
pub(super) struct Voice<'a> {
    pub(super) actor: &'a Actor,
    pub(super) evidence: Evidence,
    /// The press through which the answer can go.
    pub(super) via: Option<&'a ReplyTo>,
    /// The message that was pressed on.
    pub(super) on: Option<MessageId>,
    /// Whether it was chosen in a message beside the card that only its person sees: what it
    /// changes is seen on the card.
    pub(super) beside_card: bool,
}

/// See the module.
pub(super) struct Talk<'a> {
    pub(super) desk: &'a Desk,
    pub(super) settings: Cow<'a, Settings>,
    pub(super) shelf: &'a Shelf,
    pub(super) ledger: &'a Ledger,
    /// The documents that are in use now.
    pub(super) fresh: &'a Shelf,
    pub(super) voice: Voice<'a>,
    pub(super) channel: ChannelId,
    pub(super) next: Ticket,
    /// Whether only words that mention the bot are heard.
    pub(super) unheard: bool,
    /// The two numbers that an answer may be.
    pub(super) either: Option<(String, String)>,
    /// What an order may not have, and words would have changed it to.
    pub(super) refused: Misread,
    /// Whether what is said now is the last that what does not fit gets.
    pub(super) is_last_hint: bool,
    /// What the card shows, or would show, before this.
    shown: CardView,
    /// The lines of the order before this.
    pub(super) begun: Vec<Line>,
    /// The stage before this.
    begun_at: Stage,
    pub(super) effects: Vec<Effect>,
}

impl<'a> Talk<'a> {
    pub(super) fn new(
        snapshot: &'a Snapshot,
        settings: Cow<'a, Settings>,
        voice: Voice<'a>,
        next: Ticket,
        channel: ChannelId,
    ) -> Self {
        let shelf = &snapshot.shelf;
        let unheard = !snapshot.hearing.is_all();
        let shown = card::view(&next, shelf, unheard);
        let (begun, begun_at) = (next.order.lines.clone(), next.standing().stage);
        let (desk, fresh) = (&snapshot.desk.1, &snapshot.fresh);
        Self {
            desk,
            settings,
            shelf,
            ledger: &snapshot.ledger.1,
            fresh,
            voice,
            channel,
            next,
            unheard,
            either: None,
            refused: Misread::default(),
            is_last_hint: false,
            shown,
            begun,
            begun_at,
            effects: vec![],
        }
    }

    /// What follows from all that was done.
    pub(super) fn end(mut self) -> Decision {
        self.forget_before();
        let via = self.voice.via.filter(|_| self.is_on_card());
        let had_card = self.next.card.is_some();
        let view = card::view(&self.next, self.shelf, self.unheard);
        let show = card::keep_up(&mut self.next, self.channel, view, &self.shown, via);
        // A new card stands before the question that follows it: that is what is to be answered.
        let said = self.effects.iter().position(|it| matches!(it, Effect::Say { .. }));
        let at = said.filter(|_| !had_card).unwrap_or(self.effects.len());
        self.effects.splice(at..at, show);
        let write = Write::Ticket(Box::new(self.next));
        Decision::Apply(Change::of(write, self.effects))
    }

    /// Whether the card itself was pressed on.
    pub(super) fn is_on_card(&self) -> bool {
        let card = self.next.card.as_ref().and_then(|card| card.message);
        card.is_some() && card == self.voice.on
    }

    /// Whether the card is where whoever speaks looks for what comes of it.
    pub(super) fn is_seen_on_card(&self) -> bool {
        self.is_on_card() || self.voice.beside_card
    }

    /// The list of products, through which was pressed, says what was chosen.
    pub(super) fn note_picked(&mut self, product: String, quantity: u32) {
        if let Some(via) = self.voice.via {
            self.effects.insert(0, answer(via, Answered::Picked { product, quantity }));
        }
    }

    /// The message that was pressed on shows what was answered. The card shows it anyhow.
    pub(super) fn mark(&mut self, taken: Taken) {
        if let Some(via) = self.voice.via.filter(|_| !self.is_on_card()) {
            let taken = Answered::Taken { answer: taken, by: self.voice.actor.user };
            self.effects.insert(0, answer(via, taken));
        }
    }

    /// A text of the flow without variables, in the customer's language.
    pub(super) fn spoken(&self, text: &Text) -> String {
        text.spoken(self.next.language, self.flow().language).render(|_| "…".into())
    }

    /// The versions of documents that are in use now.
    pub(super) fn newest(&self) -> Pins {
        self.desk.pins(self.next.of.as_ref())
    }

    pub(super) fn flow(&self) -> &'a Flow {
        &self.shelf.flow
    }

    /// The stage at which the ticket stands. None only in a flow without stages.
    pub(super) fn step(&self) -> Option<&'a Step> {
        self.flow().standing(self.next.standing().stage)
    }

    /// When it was said.
    pub(super) fn said_at(&self) -> Timestamp {
        self.voice.evidence.at()
    }

    pub(super) fn say(&mut self, notice: Notice) {
        let via = self.voice.via.cloned();
        let (channel, tongues) = (self.channel, Tongues::default());
        self.effects.push(Effect::Say { channel, notice, via, tongues });
    }

    /// A new question: the controls of former ones are over.
    pub(super) fn turn(&mut self) -> u32 {
        self.next.turn = self.next.turn.saturating_add(1);
        self.next.turn
    }

    /// Asks the question of the stage, unless the card is about to be posted with it, or was
    /// pressed on and shows it then.
    pub(super) fn ask(&mut self, occasion: Occasion) {
        let Some(step) = self.step() else { return };
        let is_news = !matches!(occasion, Occasion::Answered | Occasion::OrderChanged { .. });
        let by_card = card::asks(step) && (self.next.card.is_none() || self.is_seen_on_card());
        if by_card && !is_news && !self.next.order.is_empty() {
            return;
        }
        let is_hint = matches!(occasion, Occasion::NotAnAnswer { .. }) && step.hint.is_none();
        // A change that was made where something else is asked is shown with that.
        let is_beside = matches!(occasion, Occasion::OrderChanged { .. })
            && step.number == self.begun_at
            && !matches!(step.expects, Expects::Catalogue { .. } | Expects::YesNo { .. });
        let mut fits = if is_hint { fits(&step.expects, self.said_at()) } else { None };
        if let Some(Fits::Number { either, .. }) = &mut fits {
            *either = self.either.take();
        }
        let mut ask = ask(&self.next, self.shelf, step, occasion);
        if is_beside && ask.values.order.over.is_empty() {
            ask.shows = About::Order;
        }
        let (unheard, way_out) = (self.unheard, self.is_last_hint);
        self.say(Notice::Asked(Box::new(Ask { unheard, fits, way_out, ..ask })));
    }

    /// Whether a hint is due, of which the question that waits gets so many at the most: a burst of
    /// messages must not become a burst of hints.
    pub(super) fn may_hint(&mut self, most: u8) -> bool {
        if self.next.hinted != self.next.turn {
            (self.next.hinted, self.next.hints) = (self.next.turn, 0);
        }
        let may = self.next.hints < most;
        self.next.hints += u8::from(may);
        self.is_last_hint = may && self.next.hints == most;
        may
    }

    /// Once where people talk beside the question and know by then how to answer; more often where
    /// what they wrote was meant as an answer or a wish.
    pub(super) fn ask_again(&mut self, misread: Misread) {
        let refused = std::mem::take(&mut self.refused);
        let misread = if misread.is_empty() { refused } else { misread };
        let is_beside = self.step().is_none_or(|step| {
            matches!(step.expects, Expects::YesNo { .. } | Expects::Choice { .. })
        });
        if self.may_hint_talk(is_beside, &misread) {
            self.ask_not_an_answer(misread);
        }
    }

    /// Whether a hint is due to words that may be talk, where people talk beside the question.
    pub(super) fn may_hint_talk(&mut self, is_beside: bool, misread: &Misread) -> bool {
        let may = self.may_hint(if is_beside && misread.is_empty() { 1 } else { MOST_HINTS });
        // It is the last that talk gets.
        self.is_last_hint |= may && is_beside && self.next.hints == 1;
        may
    }

    /// Asks again unless the question got so many hints.
    pub(super) fn ask_once_more(&mut self, misread: Misread, most: u8) {
        if self.may_hint(most) {
            self.ask_not_an_answer(misread);
        }
    }

    fn ask_not_an_answer(&mut self, misread: Misread) {
        let (changeable, refresh) = self.ways_to_change();
        self.ask(Occasion::NotAnAnswer { changeable, misread, refresh });
    }

    /// What was asked back is told with the question, if something was.
    pub(super) fn tell(&mut self, text: &str) -> bool {
        let Some(told) = self.inquiry(text) else { return false };
        if self.may_hint(MOST_HINTS) {
            self.tell_of(told);
        }
        true
    }

    pub(super) fn tell_of(&mut self, told: Told) {
        let (changeable, refresh) = self.ways_to_change();
        self.ask(Occasion::Inquired { told, changeable, refresh });
    }

    /// Whether the order can be changed by writing, and the word that starts over.
    fn ways_to_change(&self) -> (bool, Option<String>) {
        let is_changeable = self.step().is_some_and(card::asks) || self.reopens_at().is_some();
        (is_changeable, self.refresh_word())
    }

    /// The word that starts over, if one does.
    pub(super) fn refresh_word(&self) -> Option<String> {
        let refresh = self.flow().refresh.as_ref().filter(|_| self.desk.refresh);
        refresh.and_then(|it| it.words.first().cloned())
    }

    /// The terms are accepted by the one who speaks.
    pub(super) fn accept(&mut self) {
        self.next.accepted = Some(Acceptance {
            terms: self.next.pins.terms,
            hash: self.shelf.terms_hash(),
            person: Some(self.voice.actor.user),
            at: self.said_at(),
            by: Some(self.voice.evidence),
        });
    }
}
