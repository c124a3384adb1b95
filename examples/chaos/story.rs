//! One customer's ticket from the first press to the last, told so that the bot may be away at any
//! moment.
//!
//! People wait for what they see. They press again where the client says that the application did
//! not respond, or when nothing came of a press for a while. They never write a message twice.

use super::{
    tale::{Tale, card_line, line_of, order_line},
    town::{Shop, Town},
};
use discord_sim::people::{
    interaction::{Interaction, Outcome},
    refused::Refused,
    seat::Seat,
};
use std::{
    collections::BTreeSet,
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

/// How often people look.
const LOOK: Duration = Duration::from_millis(25);
/// After so long without any effect, people press again.
const PATIENCE_MS: u64 = 10_000;

/// Tells one story.
pub(crate) struct Teller {
    pub(crate) town: Arc<Town>,
    pub(crate) tale: Arc<Tale>,
    pub(crate) seat: Seat,
    pub(crate) random: fastrand::Rng,
}

impl Teller {
    /// From the first press to the last.
    pub(crate) async fn tell(mut self) {
        let channel = self.open().await;
        self.tale.expect("Welcome");
        self.says(channel, "Welcome", 1).await;
        let mut quantities = BTreeSet::new();
        let rounds = self.random.usize(1..=2);
        for round in 1..=rounds {
            if round > 1 {
                self.tale.expect("Let's start over");
                self.write(channel, "refresh");
                self.says(channel, "Let's start over", round - 1).await;
            }
            self.order(channel, &mut quantities).await;
            // Terms that were accepted are not asked again.
            if round == 1 {
                self.answer_yes(channel, "Terms and conditions", 1).await;
                if self.random.f64() < 0.3 {
                    self.hesitate(channel).await;
                }
            }
            self.answer_yes(channel, "Request complete", round).await;
        }
        self.close(channel).await;
        self.tale.book().finished = true;
    }

    fn shop(&self) -> &Shop {
        &self.town.shops[self.tale.shop]
    }

    /// Presses until there is a channel: once, or as often as impatient people do in a second.
    async fn open(&mut self) -> u64 {
        let eager = self.random.f64() < 0.3;
        let times = if eager { self.random.u64(2..=20) } else { 1 };
        for _ in 0..times {
            let press = self.shop().press_panel(&self.seat);
            self.tale.book().presses.extend(press);
            tokio::time::sleep(Duration::from_millis(self.random.u64(0..2 * 1_000 / (times + 1))))
                .await;
        }
        loop {
            let last = self.tale.book().presses.last().cloned();
            let found = self.until("the ticket's channel", last.as_ref(), |it| it.ticket()).await;
            if let Some(channel) = found {
                self.tale.book().channel = Some(channel);
                return channel;
            }
            let press = self.shop().press_panel(&self.seat);
            self.tale.book().presses.extend(press);
        }
    }

    /// The channel of the ticket that this customer sees.
    fn ticket(&self) -> Option<u64> {
        let mut channels = self.seat.channels().into_iter();
        channels.find(|it| it.name.starts_with("ticket-")).map(|it| it.id)
    }

    /// Some orders in a quick row, each of which is read back, with talk in between. Of orders that
    /// overtook each other on their way the last that is read back counts.
    async fn order(&mut self, channel: u64, taken: &mut BTreeSet<u32>) {
        let staff = self.shop().staff.clone();
        // The first order of all is read back by the card, which shows the last one in the end.
        let by_card = usize::from(taken.is_empty());
        let mut row = vec![];
        for _ in 0..self.random.usize(1..=4) {
            let quantity = loop {
                let quantity = self.random.u32(2..900);
                if taken.insert(quantity) {
                    break quantity;
                }
            };
            row.push(quantity);
            self.write(channel, &format!("{quantity}x adder"));
            if self.random.bool() && staff.write(channel, "nice choice").is_ok() {
                self.tale.book().messages += 1;
            }
        }
        let written: Vec<u32> = row.iter().skip(by_card).copied().collect();
        let read = self
            .wait("the orders to be read back", |it| {
                let read = it.read_back(channel, &row);
                (read.len() >= written.len()).then_some(read)
            })
            .await;
        let said = if self.town.overtaken.load(Ordering::SeqCst) { read } else { written };
        for quantity in &said {
            self.tale.expect(&order_line(&quantity.to_string()));
            self.says(channel, &order_line(&quantity.to_string()), 1).await;
        }
        let last = said.last().or(row.first()).copied().unwrap_or_default();
        self.tale.book().ordered = Some(last);
        self.says(channel, &card_line(&last.to_string()), 1).await;
    }

    /// Which of these orders the bot has read back, in its order, each once however often it was.
    fn read_back(&self, channel: u64, row: &[u32]) -> Vec<u32> {
        let messages = self.seat.read(channel).unwrap_or_default();
        let lines = messages.iter().flat_map(|it| &it.embeds).filter_map(line_of);
        let of_row =
            |line: String| row.iter().copied().find(|it| order_line(&it.to_string()) == line);
        let mut read = vec![];
        for quantity in lines.filter_map(of_row) {
            if !read.contains(&quantity) {
                read.push(quantity);
            }
        }
        read
    }

    /// Yes by button or by message.
    async fn answer_yes(&mut self, channel: u64, then: &str, times: usize) {
        self.tale.expect(then);
        if self.random.bool() {
            self.write(channel, "yes");
            return self.says(channel, then, times).await;
        }
        let done = |it: &Self| (it.heard(channel, then) >= times).then_some(());
        let seat = self.seat.clone();
        self.press(&seat, channel, "Yes", |it, _| done(it)).await;
    }

    /// Talks instead of answering, and is told once how to answer.
    async fn hesitate(&mut self, channel: u64) {
        self.tale.expect("Yes or no?");
        for _ in 0..self.random.usize(1..=3) {
            self.write(channel, "hmm let me think");
        }
        let times = self.tale.book().expected.iter().filter(|it| *it == "Yes or no?").count();
        self.says(channel, "Yes or no?", times).await;
    }

    /// Both presses, by the customer or by staff.
    async fn close(&mut self, channel: u64) {
        let who = if self.random.bool() { self.seat.clone() } else { self.shop().staff.clone() };
        self.tale.expect("Ticket closed");
        let gone = |it: &Self| !it.seat.channels().iter().any(|seen| seen.id == channel);
        loop {
            let asked = |_: &Self, press: &Interaction| {
                press
                    .message()
                    .is_some_and(|it| it.content.contains("Close this ticket?"))
                    .then_some(())
            };
            self.press(&who, channel, "Close Ticket", |it, press| {
                asked(it, press).or_else(|| gone(it).then_some(()))
            })
            .await;
            if gone(self) {
                break;
            }
            let Ok(press) = who.press_label(channel, "Yes, close it") else { continue };
            if self
                .until("the channel to be hidden", Some(&press), |it| gone(it).then_some(()))
                .await
                .is_some()
            {
                break;
            }
        }
        let owner = self.shop().owner.clone();
        self.wait("“Ticket closed”", |_| {
            (heard(&owner, channel, "Ticket closed") > 0).then_some(())
        })
        .await;
    }

    fn write(&self, channel: u64, text: &str) {
        match self.seat.write(channel, text) {
            Ok(_) => self.tale.book().messages += 1,
            Err(Refused(why)) => self.tale.expect(&format!("“{text}” could not be written: {why}")),
        }
    }

    /// Waits until the bot has said something so often.
    async fn says(&self, channel: u64, what: &str, times: usize) {
        self.wait(what, |it| (it.heard(channel, what) >= times).then_some(())).await;
    }

    fn heard(&self, channel: u64, what: &str) -> usize {
        heard(&self.seat, channel, what)
    }

    /// Presses the newest such button, and again, until something has come of it.
    async fn press(
        &self,
        who: &Seat,
        channel: u64,
        label: &str,
        done: impl Fn(&Self, &Interaction) -> Option<()>,
    ) {
        let mut last: Option<Interaction> = None;
        for attempt in 0.. {
            // Where the button is gone, an earlier press has been dealt with meanwhile.
            last = press_some(who, channel, label, attempt).or(last);
            let what = format!("what “{label}” is for");
            let done = |it: &Self| done(it, last.as_ref()?);
            if self.until(&what, last.as_ref(), done).await.is_some() {
                return;
            }
        }
    }

    /// Waits until there is something, for as long as it takes.
    async fn wait<T>(&self, what: &str, find: impl Fn(&Self) -> Option<T>) -> T {
        what.clone_into(&mut self.tale.book().waits_for);
        loop {
            if let Some(found) = find(self) {
                return found;
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Waits as long as people do after a press: none when it is time to press again.
    async fn until<T>(
        &self,
        what: &str,
        press: Option<&Interaction>,
        find: impl Fn(&Self) -> Option<T>,
    ) -> Option<T> {
        let clock = self.town.sim.clock();
        let patient_until = clock.now_ms() + PATIENCE_MS;
        self.wait(what, |it| {
            let failed = press.is_none_or(|it| matches!(it.so_far(), Some(Outcome::Failed { .. })));
            match find(it) {
                Some(found) => Some(Some(found)),
                None => (failed || clock.now_ms() > patient_until).then_some(None),
            }
        })
        .await
    }
}

/// Presses a button with that label: the newest at first, then the ones before it, in turn.
fn press_some(who: &Seat, channel: u64, label: &str, attempt: usize) -> Option<Interaction> {
    let messages = who.read(channel).ok()?;
    let buttons = messages.iter().rev().flat_map(|it| {
        let enabled = it.buttons.iter().filter(|button| button.label == label && !button.disabled);
        enabled.filter_map(|button| Some((it.id, button.custom_id.clone()?)))
    });
    let buttons: Vec<_> = buttons.collect();
    let (message, button) = buttons.get(attempt % buttons.len().max(1))?;
    who.press(*message, button).ok()
}

/// How often somebody sees that the bot has said something.
fn heard(seat: &Seat, channel: u64, what: &str) -> usize {
    let Ok(messages) = seat.read(channel) else { return 0 };
    let lines = messages.iter().flat_map(|it| &it.embeds).filter_map(line_of);
    lines.filter(|line| line == what).count()
}
