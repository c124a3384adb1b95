//! A customer's whole story, told so that the bot may die at any moment of it.

use crate::support::{
    shop::Shop,
    wait::{eventually, eventually_found, eventually_some},
};
use discord_sim::options::SimOptions;
use discord_sim::people::{
    interaction::{Interaction, Outcome},
    seat::Seat,
};
use ticketflow::domain::{ids::GuildId, ticket::State};

/// How a customer answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Message,
    Button,
    /// By message, each step begun only when the gateway session has been saved after the last.
    Unhurried,
    /// By button, where both categories are full.
    Crowded,
}

/// What is said in a ticket's channel from beginning to end; the last only where the category
/// of closed tickets is full.
const WHOLE_STORY: [&str; 6] = [
    "Welcome",
    "Your order",
    "Terms and conditions",
    "Request complete",
    "Ticket closed",
    "This channel was not moved",
];

impl Shop {
    /// A shop that is set up, whose worker has been stopped.
    pub(crate) async fn prepared() -> Self {
        Self::prepared_with(SimOptions::default()).await
    }

    /// The same, on another kind of Discord.
    pub(crate) async fn prepared_with(options: SimOptions) -> Self {
        let mut shop = Self::build(options).await;
        shop.start().await;
        shop.set_up().await;
        shop.stop().await;
        shop
    }

    /// Opens, orders, confirms, agrees and closes, and checks that each was answered once.
    pub(crate) async fn whole_story(&self, seat: &Seat, way: Way) {
        self.story_with(seat, way, &|| {}).await;
    }

    /// The same; before each of its six steps something else happens.
    pub(crate) async fn story_with(&self, seat: &Seat, way: Way, meanwhile: &impl Fn()) {
        let mut presses = Vec::new();
        let ticket = || {
            let mut channels = seat.channels().into_iter();
            channels.find(|it| it.name.starts_with("ticket-")).map(|it| it.id)
        };
        meanwhile();
        self.press(seat, self.shop, "Create Ticket", &mut presses, || ticket().is_some()).await;
        let channel = ticket().expect("it stands");
        self.count_of_words(channel, 1).await;
        self.pause(way).await;
        meanwhile();
        seat.write(channel, "2x adder").unwrap();
        for said in [2, 3] {
            self.count_of_words(channel, said).await;
            self.pause(way).await;
            meanwhile();
            let answered = || self.titles(channel).len() > said;
            match way {
                Way::Message | Way::Unhurried => drop(seat.write(channel, "yes").unwrap()),
                Way::Button | Way::Crowded => {
                    self.press(seat, channel, "Yes", &mut presses, answered).await;
                }
            }
        }
        self.count_of_words(channel, 4).await;
        self.pause(way).await;
        let asked = |press: &Interaction| {
            press.message().is_some_and(|it| it.content.contains("Close this ticket?"))
        };
        meanwhile();
        self.press_until(seat, channel, "Close Ticket", &mut presses, asked).await;
        let hidden = || !self.sees(seat, channel);
        meanwhile();
        self.press(seat, channel, "Yes, close it", &mut presses, hidden).await;
        self.count_of_words(channel, if way == Way::Crowded { 6 } else { 5 }).await;
        self.is_closed(channel).await;
        self.pause(way).await;
        for press in presses.into_iter().filter(|_| !self.may_forget()) {
            let so_far = || press.so_far().is_some_and(|it| is_over(&it));
            eventually("no press is left without an answer", so_far).await;
        }
    }

    /// Whether Discord forgets events that were received and not dealt with. Then a press can be
    /// acknowledged and lost with its worker, and its person presses again after a while.
    fn may_forget(&self) -> bool {
        self.sessions_end || self.sim.gateway().settings().trim_on_heartbeat
    }

    /// Waits, if there is time, until the gateway session has been saved once more. What the bot
    /// just said came as an event, so there is something to save.
    async fn pause(&self, way: Way) {
        if way != Way::Unhurried {
            return;
        }
        let glance = self.glance().await;
        let saved = || glance.sessions().unwrap().first().map(|(_, it)| it.committed);
        let before = saved();
        eventually("the session is saved", || saved() != before).await;
    }

    /// Presses a button until that has come of it which is wished for: again only where the
    /// client says that the application did not respond, as a person would.
    async fn press(
        &self,
        seat: &Seat,
        channel: u64,
        label: &str,
        presses: &mut Vec<Interaction>,
        done: impl Fn() -> bool,
    ) {
        self.press_until(seat, channel, label, presses, |_| done()).await;
    }

    async fn press_until(
        &self,
        seat: &Seat,
        channel: u64,
        label: &str,
        presses: &mut Vec<Interaction>,
        done: impl Fn(&Interaction) -> bool,
    ) {
        loop {
            let press = match seat.press_label(channel, label) {
                Ok(press) => press,
                Err(refused) => {
                    // An earlier press has been dealt with meanwhile.
                    let last = presses.last().unwrap_or_else(|| panic!("{refused:?}"));
                    return eventually(label, || done(last)).await;
                }
            };
            presses.push(press.clone());
            let patient_until = self.sim.clock().now_ms() + 3_000;
            let settled = eventually_some(&format!("what “{label}” is for"), || {
                let failed = matches!(press.so_far(), Some(Outcome::Failed { .. }))
                    || self.may_forget() && self.sim.clock().now_ms() > patient_until;
                (done(&press) || failed).then(|| done(&press))
            })
            .await;
            if settled {
                return;
            }
        }
    }

    /// Waits until so much has been said, and checks that it is what it should be.
    async fn count_of_words(&self, channel: u64, many: usize) {
        let enough = || self.titles(channel).len() >= many;
        eventually(&format!("“{}” in the channel", WHOLE_STORY[many - 1]), enough).await;
        assert_eq!(self.titles(channel), WHOLE_STORY[..many]);
    }

    /// The titles of what the bot has said, as the owner sees it.
    pub(crate) fn titles(&self, channel: u64) -> Vec<String> {
        let messages = self.ada.read(channel).unwrap();
        let ours = messages.iter().filter(|it| it.author == self.app.bot_user_id);
        let embeds = ours.flat_map(|it| &it.embeds);
        embeds.filter_map(|it| it["title"].as_str().map(str::to_owned)).collect()
    }

    /// The ticket of a channel is stored as closed after an agreement.
    async fn is_closed(&self, channel: u64) {
        let look = self.look().await;
        eventually_found("the ticket is closed in the store", || async {
            let tickets = look.tickets(GuildId::new(self.guild.id)).await.ok()?;
            let mut closed = tickets.iter().filter_map(|(_, ticket)| match &ticket.state {
                State::Closed { channel, from, .. } => Some((channel.get(), from)),
                _ => None,
            });
            closed.find(|(id, from)| *id == channel && from.placed.is_some()).map(|_| ())
        })
        .await;
    }
}

/// Whether a press shows no "thinking" any more.
fn is_over(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::Failed { .. } => true,
        Outcome::Answered { message, .. } => !message.as_ref().is_some_and(|it| it.loading),
    }
}
