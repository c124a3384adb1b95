//! In which ways customers say something, so that one test holds for all of them.

use super::shop::{Shop, TOKEN};
use discord_sim::{
    options::SimOptions,
    people::{interaction::Outcome, seat::Seat},
    sim::ApplicationSpec,
};
use serde_json::json;

/// How customers say something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Manner {
    /// They write, and the bot reads it.
    #[default]
    Written,
    /// The bot reads only what mentions it, and they mention it.
    Mentioning,
    /// Discord does not let the bot read; they use buttons and forms where there are some.
    Pressing,
}

/// The privileged intents but for that of message content, as the simulator's bits.
pub(crate) const WITHOUT_CONTENT: u64 = 1 << 1 | 1 << 8;

/// Tests that hold in whatever manner things are said, one of each.
macro_rules! in_every_manner {
    ($($name:ident),+ $(,)?) => {
        $crate::support::manner::in_every_manner! { @ written Written: $($name)+ }
        $crate::support::manner::in_every_manner! { @ mentioning Mentioning: $($name)+ }
        $crate::support::manner::in_every_manner! { @ pressing Pressing: $($name)+ }
    };
    (@ $module:ident $manner:ident: $($name:ident)+) => {
        mod $module {
            use $crate::support::manner::Manner;
            $(
                #[tokio::test(flavor = "multi_thread")]
                async fn $name() {
                    super::$name(Manner::$manner).await;
                }
            )+
        }
    };
}
pub(crate) use in_every_manner;

impl Shop {
    /// A shop that is set up and running, in which things are said in this manner.
    pub(crate) async fn open_for(manner: Manner) -> Self {
        let shop = Self::start_for(manner).await;
        shop.set_up().await;
        shop.lift_message_limits();
        shop
    }

    /// The same, and nothing is set up.
    pub(crate) async fn start_for(manner: Manner) -> Self {
        let mut spec = ApplicationSpec::new("TicketFlow", TOKEN);
        if manner == Manner::Pressing {
            spec.intents_allowed = WITHOUT_CONTENT;
        }
        let mut shop = Self::build_for(SimOptions::default(), &spec).await;
        shop.manner = manner;
        shop.start_with(|config| config.discord.message_content = manner != Manner::Mentioning)
            .await;
        shop
    }

    /// A person says something in the shop's manner: the message, if it is one.
    pub(crate) async fn say(&self, seat: &Seat, channel: u64, words: &str) -> Option<u64> {
        match self.manner {
            Manner::Written => Some(seat.write(channel, words).unwrap()),
            Manner::Mentioning => Some(self.mention(seat, channel, words)),
            Manner::Pressing => self.press_or_mention(seat, channel, words).await,
        }
    }

    /// A person writes something that mentions the bot.
    pub(crate) fn mention(&self, seat: &Seat, channel: u64, words: &str) -> u64 {
        seat.write(channel, &format!("<@{}> {words}", self.app.bot_user_id)).unwrap()
    }

    /// What somebody writes in this manner for these words.
    pub(crate) fn written(&self, words: &str) -> String {
        match self.manner {
            Manner::Written => words.to_owned(),
            Manner::Mentioning | Manner::Pressing => {
                format!("<@{}> {words}", self.app.bot_user_id)
            }
        }
    }

    /// By the newest question's buttons. What none of them can say is written and mentions the bot.
    async fn press_or_mention(&self, seat: &Seat, channel: u64, words: &str) -> Option<u64> {
        let newest = self.said(seat, channel).pop();
        let has = |label: &str| {
            let newest = newest.as_ref()?;
            let button = newest.buttons.iter().find(|it| it.label == label)?;
            Some((newest.id, button.custom_id.clone()?))
        };
        let label = match words {
            "yes" => "Yes",
            "no" => "No",
            other => other,
        };
        if let Some((message, id)) = has(label) {
            seat.press(message, &id).unwrap();
            return None;
        }
        let menus = newest.iter().flat_map(|it| it.selects.iter().map(|menu| (it.id, menu)));
        for (message, menu) in menus {
            if let Some(at) = menu.labels.iter().position(|it| it == words) {
                seat.select(message, &menu.custom_id, &[&menu.values[at]]).unwrap();
                return None;
            }
        }
        let Some((message, id)) = has("Write").or_else(|| has("Change")) else {
            return Some(self.mention(seat, channel, words));
        };
        let press = seat.press(message, &id).unwrap();
        let outcome = press.outcome().await;
        let form = outcome.modal().expect("a form opens");
        let filled_in = seat.submit(form, &json!({ "text": words })).unwrap();
        assert!(matches!(filled_in.outcome().await, Outcome::Answered { .. }));
        None
    }
}
