//! A random walk of inputs through the engine, beside a model that is simple enough to be right.

use super::{Opened, Place, fixtures::*};
use std::{collections::HashMap, sync::Arc, time::Duration};
use ticketflow::{
    clock,
    domain::{
        actor::Actor,
        answer::Answer,
        control::Press,
        desk::{Desk, Settings},
        effect::{Effect, Entry},
        flow::Stage,
        ids::{ChannelId, MessageId, Owner, TicketNumber, UserId, Version},
        input::{Event, HideRefused, Input, SaidTo, Subject},
        notice::Obstacle,
        permissions::Permissions,
        reply::ReplyTo,
        ticket::{State, Ticket},
    },
    engine::{Engine, Handed},
    telemetry::metrics::rooms::EngineMetrics,
};
use tokio::sync::mpsc;

const STEPS: usize = 600;
const PEOPLE: u64 = 4;
/// Ids of presses and messages go on from here.
const FIRST_ID: u64 = (1 << 62) + 1;
/// Longer than the walk.
const LONG: Duration = Duration::from_secs(3600);

/// What a person should have.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Expected {
    Nothing,
    Opening,
    Open(Stage),
    Placed,
    Closing,
}

struct Walk {
    chance: fastrand::Rng,
    store: Opened,
    engine: Engine,
    decided: mpsc::UnboundedReceiver<Handed>,
    /// Effects that nobody has reported on.
    open_effects: Vec<Entry>,
    expected: HashMap<UserId, Expected>,
    opened: usize,
    next_id: u64,
}

pub(crate) async fn a_random_walk_through_the_engine_is_as_the_model_says(place: &impl Place) {
    walk(place, seed()).await;
}

/// A seed that is printed, so that a walk that fails can be walked again.
pub(crate) fn seed() -> u64 {
    let given = std::env::var_os("SEED").and_then(|seed| seed.to_str()?.parse().ok());
    let seed = given.unwrap_or_else(|| clock::now().0);
    eprintln!("SEED={seed}");
    seed
}

/// Walks; what could be seen after each step, without times.
pub(crate) async fn walk(place: &impl Place, seed: u64) -> Vec<String> {
    let store = place.open().await;
    let settings = Some(Settings::default());
    let write = desk(Version(0), Desk { settings, ..Desk::default() }, None);
    committed(&store, store.draft(press(1), write, vec![])).await;
    let (sender, decided) = mpsc::unbounded_channel();
    let (engine, _settling) =
        Engine::start(Arc::clone(&store.store), sender, EngineMetrics::default());
    engine.take_over(store.shard(), FENCE, clock::instant() + LONG).await.unwrap();
    let mut walk = Walk {
        chance: fastrand::Rng::with_seed(seed),
        store,
        engine,
        decided,
        open_effects: vec![],
        expected: (1..=PEOPLE).map(|id| (UserId::new(id), Expected::Nothing)).collect(),
        opened: 0,
        next_id: FIRST_ID,
    };
    let mut seen = Vec::with_capacity(STEPS);
    for step in 0..STEPS {
        let what = walk.step().await;
        seen.push(walk.compare(step, &what).await);
    }
    assert!(walk.opened > 5, "the walk went nowhere");
    seen
}

impl Walk {
    async fn step(&mut self) -> String {
        let person = UserId::new(self.chance.u64(1..=PEOPLE));
        let ticket = found(&self.store, Subject::Customer(person)).await.map(|(_, it)| it);
        let event = match self.chance.u8(0..10) {
            0 => self.create(person),
            1..=3 => self.report(),
            4 | 5 => self.write(person, ticket.as_ref()),
            6 | 7 => self.press(person, ticket.as_ref()),
            8 if self.chance.bool() => self.close(person, ticket.as_ref()),
            9 if self.chance.u8(0..4) == 0 => self.delete(person, ticket.as_ref()),
            _ => None,
        };
        let Some(event) = event else { return "nothing".to_owned() };
        let what = format!("{person}: {event:?}");
        // What comes again, as Discord and our own repetitions may, changes nothing.
        let (keep, mut handled) = mpsc::channel::<()>(1);
        for _ in 0..self.chance.u8(1..=3) {
            self.engine
                .submit(Input { guild: self.store.guild, event: event.clone() }, keep.clone());
        }
        drop(keep);
        assert_eq!(handled.recv().await, None, "all have been handled");
        while let Ok(Handed { entry, .. }) = self.decided.try_recv() {
            self.engine.taken();
            match entry.effect {
                Effect::CreateChannel { .. } | Effect::HideChannel { .. } => {
                    self.open_effects.push(entry);
                }
                _ => {
                    self.store.settle(self.store.guild, &[entry.id]).await.unwrap();
                }
            }
        }
        // What is done with nothing to report is settled in its own time.
        while !self.engine.is_idle() {
            self.engine.settle_at_once().await;
            tokio::task::yield_now().await;
        }
        what
    }

    fn create(&mut self, person: UserId) -> Option<Event> {
        if self.expected[&person] == Expected::Nothing {
            self.expected.insert(person, Expected::Opening);
            self.opened += 1;
        }
        Some(Event::CreatePressed { actor: actor(person), of: None, reply: self.reply() })
    }

    /// An effect is done, or refused.
    fn report(&mut self) -> Option<Event> {
        if self.open_effects.is_empty() {
            return None;
        }
        let entry = self.open_effects.remove(self.chance.usize(..self.open_effects.len()));
        let effect = entry.id;
        let Owner::Ticket(ticket) = effect.owner else { panic!("{entry:?}") };
        let refused = self.chance.u8(0..4) == 0;
        Some(match entry.effect {
            Effect::CreateChannel { customer, .. } => {
                let next = if refused { Expected::Nothing } else { Expected::Open(Stage::ORDER) };
                self.expected.insert(customer, next);
                let channel = ChannelId::new(self.id());
                if refused {
                    Event::ChannelRefused { effect, ticket, why: Obstacle::Other }
                } else {
                    Event::ChannelMade { effect, ticket, channel, again: false }
                }
            }
            Effect::HideChannel { by, .. } => {
                // Its channel may have been deleted meanwhile, and a new ticket begun.
                if self.expected[&by] == Expected::Closing && self.closes(by, ticket) {
                    self.expected.insert(by, Expected::Nothing);
                }
                if refused {
                    Event::HideRefused { effect, ticket, why: HideRefused::Gone }
                } else {
                    Event::ChannelHidden { effect, ticket, not_moved: None }
                }
            }
            other => panic!("{other:?}"),
        })
    }

    /// Whether this is the newest effect that hides a channel of this person's.
    fn closes(&self, person: UserId, ticket: TicketNumber) -> bool {
        !self.open_effects.iter().any(|entry| {
            matches!(entry.effect, Effect::HideChannel { by, .. } if by == person)
                && entry.id.owner > Owner::Ticket(ticket)
        })
    }

    fn write(&mut self, person: UserId, ticket: Option<&Ticket>) -> Option<Event> {
        let ticket = ticket?;
        let channel = ticket.channel()?;
        let text = ["yes", "no", "refresh", "two cars"][self.chance.usize(..4)];
        let now = self.expected[&person];
        let next = match (now, text) {
            (Expected::Open(_) | Expected::Placed, "refresh") => Expected::Open(Stage::ORDER),
            (Expected::Open(Stage::ORDER), _) => Expected::Open(Stage::CONFIRM),
            (Expected::Open(stage), "yes") => after_yes(stage, ticket),
            (Expected::Open(stage), "no") => after_no(stage),
            (other, _) => other,
        };
        self.expected.insert(person, next);
        let message = MessageId::new(self.id());
        Some(Event::Written {
            channel,
            message,
            actor: actor(person),
            text: text.to_owned(),
            files: vec![],
            to: SaidTo::Ticket,
        })
    }

    fn press(&mut self, person: UserId, ticket: Option<&Ticket>) -> Option<Event> {
        let ticket = ticket?;
        let channel = ticket.channel()?;
        let answer = if self.chance.bool() { Answer::Yes } else { Answer::No };
        let turn = ticket.turn.saturating_sub(self.chance.u32(0..2));
        if let Expected::Open(stage) = self.expected[&person]
            && stage != Stage::ORDER
            && turn == ticket.turn
        {
            let next =
                if answer == Answer::Yes { after_yes(stage, ticket) } else { after_no(stage) };
            self.expected.insert(person, next);
        }
        let (actor, reply) = (actor(person), self.reply());
        let (on, press) = (MessageId::new(self.id()), Press::Answer(answer));
        let number = ticket.number;
        Some(Event::AnswerPressed { channel, on, ticket: number, turn, press, actor, reply })
    }

    fn close(&mut self, person: UserId, ticket: Option<&Ticket>) -> Option<Event> {
        let ticket = ticket?;
        let channel = ticket.channel()?;
        if matches!(self.expected[&person], Expected::Open(_) | Expected::Placed) {
            self.expected.insert(person, Expected::Closing);
        }
        let (actor, reply) = (actor(person), self.reply());
        Some(Event::ClosePressed { channel, ticket: ticket.number, actor, reply })
    }

    /// An admin deletes the channel.
    fn delete(&mut self, person: UserId, ticket: Option<&Ticket>) -> Option<Event> {
        let channel = ticket?.channel()?;
        self.expected.insert(person, Expected::Nothing);
        Some(Event::ChannelGone { channel })
    }

    /// Compares what is stored with the model, and tells it.
    async fn compare(&self, step: usize, what: &str) -> String {
        for (person, expected) in &self.expected {
            let ticket = found(&self.store, Subject::Customer(*person)).await;
            let seen = ticket.map_or(Expected::Nothing, |(_, it)| seen(&it.state));
            assert_eq!(seen, *expected, "person {person} after step {step}, {what}");
        }
        let tickets = tickets(&self.store).await;
        assert_eq!(tickets.len(), self.opened, "after step {step}, {what}");
        let pending = pending(&self.store).await;
        assert_eq!(pending.len(), self.open_effects.len(), "after step {step}, {what}");
        let mut told = what.replace(&self.store.guild.to_string(), "the server");
        for (version, it) in &tickets {
            let state = seen(&it.state);
            told += &format!("\n{} {version:?} {:?} {state:?} {}", it.number, it.opener, it.turn);
            told += &format!(" {:?} {:?}", it.channel(), it.heard);
        }
        for Entry { id, effect, .. } in &pending {
            told += &format!("\n{:?} {}.{} {}", id.owner, id.commit, id.index, effect.kind());
        }
        told
    }

    fn id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    fn reply(&mut self) -> ReplyTo {
        reply(self.id())
    }
}

fn actor(user: UserId) -> Actor {
    Actor { user, roles: vec![], permissions: Permissions::NONE }
}

/// Terms that were accepted in this ticket are not asked again.
fn after_yes(stage: Stage, ticket: &Ticket) -> Expected {
    if stage == Stage::TERMS || ticket.accepted.is_some() {
        Expected::Placed
    } else {
        Expected::Open(Stage::TERMS)
    }
}

fn after_no(stage: Stage) -> Expected {
    Expected::Open(if stage == Stage::TERMS { Stage::TERMS } else { Stage::ORDER })
}

fn seen(state: &State) -> Expected {
    match state {
        State::Opening { .. } => Expected::Opening,
        State::Open { stage, .. } => Expected::Open(*stage),
        State::Placed { .. } => Expected::Placed,
        State::Closing { .. } => Expected::Closing,
        State::Closed { .. } | State::Gone { .. } | State::Failed { .. } => Expected::Nothing,
    }
}
