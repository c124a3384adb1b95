//! The story: three people and a ticket, from the set-up to the closing, every step checked.

use super::{chat::Chat, stage::Stage};
use discord_sim::people::{
    interaction::{Interaction, Outcome},
    refused::Refused,
    seat::Seat,
    view::MessageView,
};
use serde_json::json;
use std::{cell::Cell, time::Duration};

/// A step that did not go as it should.
#[derive(Debug, thiserror::Error)]
#[error("step {number} ({step}): {what}")]
pub(super) struct Failed {
    number: usize,
    step: &'static str,
    what: String,
}

/// How long a step may take.
const PATIENCE: Duration = Duration::from_secs(5);

const CATALOGUE: &str = "# currency,$\n\
    name,aliases,price,options\n\
    Adder,veyron,910500,\n\
    Sultan RS,sultan,185000,Colour=black|red|gold (+5000)\n\
    T20,progen t20,1200000,\n\
    Turismo R,,500000,\n\
    Turismo Classic,,705000,\n";
const TERMS: &str = "Payment within 24 hours. No refunds after delivery.";

/// Tells the story and returns how many steps it had.
pub(super) async fn tell(stage: &Stage) -> Result<usize, Failed> {
    let play = Play { stage, chat: Chat::new(stage), number: Cell::new(0), step: Cell::new("") };
    play.set_up().await?;
    let channel = play.open().await?;
    play.order(channel).await?;
    play.agree(channel).await?;
    play.close(channel).await?;
    play.no_gaps()?;
    Ok(play.number.get())
}

struct Play<'a> {
    stage: &'a Stage,
    chat: Chat<'a>,
    number: Cell<usize>,
    step: Cell<&'static str>,
}

impl Play<'_> {
    async fn set_up(&self) -> Result<(), Failed> {
        let stage = self.stage;
        self.begin("Ada, the admin, sets TicketFlow up");
        let options = json!({
            "panel": stage.shop.to_string(), "staff": stage.staff_role.to_string(),
            "managers": stage.manager_role.to_string(), "open": stage.open.to_string(),
            "closed": stage.closed.to_string(),
        });
        let set_up = self.acted(stage.ada.command(stage.shop, "ticketflow setup", &options))?;
        self.answered(&set_up, "All set").await?;
        self.chat.show(&stage.ada, stage.shop);

        self.begin("She imports the catalogue and sets the terms");
        let file = json!({"file": {"filename": "cars.csv", "text": CATALOGUE}});
        let import =
            self.acted(stage.ada.command(stage.shop, "ticketflow catalogue import", &file))?;
        self.answered(&import, "5 products").await?;
        let terms = json!({"text": TERMS});
        let terms = self.acted(stage.ada.command(stage.shop, "ticketflow terms set", &terms))?;
        self.answered(&terms, "terms are set").await?;
        self.chat.show(&stage.ada, stage.shop);
        Ok(())
    }

    async fn open(&self) -> Result<u64, Failed> {
        let stage = self.stage;
        self.begin("Ann presses “Create Ticket”");
        let press = self.acted(stage.ann.press_label(stage.shop, "Create Ticket"))?;
        self.answered(&press, "Your ticket is ready").await?;
        self.chat.show(&stage.ann, stage.shop);
        let channel = self.ticket_channel(&stage.ann)?;
        self.says(&stage.ann, channel, "What would you like to buy?").await?;
        self.chat.show(&stage.ann, channel);
        self.chat.who_sees_what();
        self.check(sees(&stage.ann, channel), "Ann must see her ticket")?;
        self.check(sees(&stage.sam, channel), "staff must see it")?;
        self.check(!sees(&stage.mia, channel), "a manager who is not staff must not see it")?;

        self.begin("She presses again, and is shown where her ticket is");
        let again = self.acted(stage.ann.press_label(stage.shop, "Create Ticket"))?;
        self.answered(&again, "already have a ticket").await?;
        self.chat.show(&stage.ann, stage.shop);
        Ok(channel)
    }

    async fn order(&self, channel: u64) -> Result<(), Failed> {
        let stage = self.stage;
        self.begin("Ann writes what she wants, with a slip of the pen");
        let words = "hi! 2x addr, a sultan and a turismo pls, and a flying carpet";
        self.acted(stage.ann.write(channel, words))?;
        let asked = self.says(&stage.ann, channel, "Which one do you mean?").await?;
        self.chat.show(&stage.ann, channel);
        self.check(asked.embed_text.contains("2 ×** Adder"), "it must understand 2 × Adder")?;
        self.check(asked.embed_text.contains("carpet"), "it must list what it did not understand")?;

        self.begin("She picks one of the two, and is asked what the sultan needs");
        let press = self.acted(stage.ann.press_label(channel, "Turismo Classic"))?;
        self.in_time(&press).await?;
        self.says(&stage.ann, channel, "**Colour** for").await?;
        self.acted(stage.ann.write(channel, "gold please"))?;
        let card = self.says(&stage.ann, channel, "Is this what you want?").await?;
        self.chat.show(&stage.ann, channel);
        self.check(card.embed_text.contains("$2,716,000"), "it must know what all of it costs")?;

        self.begin("She changes her mind, and the card follows");
        self.acted(stage.ann.write(channel, "no turismo, and make it 3 adders"))?;
        let asked = self.says(&stage.ann, channel, "3 ×** Adder").await?;
        self.chat.show(&stage.ann, channel);
        self.check(!asked.embed_text.contains("Turismo"), "the Turismo must be out of the order")
    }

    async fn agree(&self, channel: u64) -> Result<(), Failed> {
        let stage = self.stage;
        self.begin("She presses Yes and is shown the terms");
        let yes = self.acted(stage.ann.press_label(channel, "Yes"))?;
        self.in_time(&yes).await?;
        let asked = self.says(&stage.ann, channel, "Do you agree?").await?;
        self.chat.show(&stage.ann, channel);
        self.check(asked.embed_text.contains(TERMS), "it must show the terms")?;

        self.begin("She agrees by message, and staff are called");
        self.acted(stage.ann.write(channel, "ok, agreed!"))?;
        let called = self.says(&stage.sam, channel, "Request complete").await?;
        self.chat.show(&stage.sam, channel);
        self.check(called.pinged_roles == [stage.staff_role], "staff, and only staff, are called")?;
        self.acted(stage.sam.write(channel, "Hello Ann, they are ready at the garage."))?;
        self.chat.show(&stage.sam, channel);
        Ok(())
    }

    async fn close(&self, channel: u64) -> Result<(), Failed> {
        let stage = self.stage;
        self.begin("Sam closes the ticket");
        let ask = self.acted(stage.sam.press_label(channel, "Close Ticket"))?;
        self.in_time(&ask).await?;
        self.chat.show(&stage.sam, channel);
        let close = self.acted(stage.sam.press_label(channel, "Yes, close it"))?;
        self.in_time(&close).await?;
        self.says(&stage.mia, channel, "Ticket closed").await?;
        self.chat.show(&stage.mia, channel);
        self.chat.who_sees_what();
        self.check(!sees(&stage.ann, channel), "Ann must no longer see it")?;
        self.check(!sees(&stage.sam, channel), "staff must no longer see it")?;
        let parent = stage.mia.channels().into_iter().find(|it| it.id == channel);
        let parent = parent.and_then(|it| it.parent);
        self.check(parent == Some(stage.closed), "it must stand among the closed tickets")
    }

    /// The simulator was never asked for something that it does not know.
    fn no_gaps(&self) -> Result<(), Failed> {
        let gaps = self.stage.sim.ledger().gaps();
        self.check(gaps.is_empty(), &format!("the simulator has gaps: {gaps:?}"))
    }

    fn begin(&self, step: &'static str) {
        self.number.set(self.number.get() + 1);
        self.step.set(step);
        self.chat.step(self.number.get(), step);
    }

    fn check(&self, holds: bool, what: &str) -> Result<(), Failed> {
        if holds { Ok(()) } else { Err(self.failed(what.to_owned())) }
    }

    fn failed(&self, what: String) -> Failed {
        Failed { number: self.number.get(), step: self.step.get(), what }
    }

    fn acted<T>(&self, act: Result<T, Refused>) -> Result<T, Failed> {
        act.map_err(|refused| self.failed(format!("Discord refuses: {refused}")))
    }

    /// The press or command is acknowledged before Discord gives up.
    async fn in_time(&self, interaction: &Interaction) -> Result<(), Failed> {
        match interaction.outcome().await {
            Outcome::Answered { .. } => Ok(()),
            Outcome::Failed { shown } => Err(self.failed(shown)),
        }
    }

    /// The press or command gets this answer.
    async fn answered(&self, interaction: &Interaction, words: &str) -> Result<(), Failed> {
        self.in_time(interaction).await?;
        let answer = || interaction.message().map(|it| it.content).unwrap_or_default();
        let came = eventually(|| answer().contains(words).then_some(())).await;
        came.ok_or_else(|| self.failed(format!("no answer “{words}”, but “{}”", answer())))
    }

    /// Something is said in a channel.
    async fn says(&self, seat: &Seat, channel: u64, words: &str) -> Result<MessageView, Failed> {
        let newest = || {
            let messages = seat.read(channel).unwrap_or_default().into_iter().rev();
            messages.take(3).find(|it| it.embed_text.contains(words))
        };
        eventually(newest).await.ok_or_else(|| self.failed(format!("nobody said “{words}”")))
    }

    fn ticket_channel(&self, seat: &Seat) -> Result<u64, Failed> {
        let tickets = seat.channels().into_iter().filter(|it| it.name.starts_with("ticket-"));
        match tickets.collect::<Vec<_>>().as_slice() {
            [one] => Ok(one.id),
            many => Err(self.failed(format!("there are {} ticket channels", many.len()))),
        }
    }
}

fn sees(seat: &Seat, channel: u64) -> bool {
    seat.channels().iter().any(|it| it.id == channel)
}

/// What comes to be, if it does so in time.
async fn eventually<T>(what: impl Fn() -> Option<T>) -> Option<T> {
    let looking = async {
        loop {
            if let Some(found) = what() {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, looking).await.ok()
}
