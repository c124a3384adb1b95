//! The worker aborts at each step of a set-up in turn.

use super::{
    OnPanic,
    failpoints::{outlived, terms},
};
use crate::support::{
    shop::{CATALOGUE, Shop, TERMS},
    wait::{eventually, eventually_some},
};
use discord_sim::{options::SimOptions, people::interaction::Outcome};
use serde_json::{Value, json};
use std::sync::Arc;
use ticketflow::domain::ids::GuildId;
use tokio::{sync::Semaphore, task::JoinSet};

/// The places that a set-up passes.
const POINTS: [&str; 10] = [
    "intake.before_acknowledgement",
    "intake.after_acknowledgement",
    "intake.command_fetched",
    "engine.before_commit",
    "engine.after_commit",
    "store.before_durable",
    "store.after_durable",
    "effects.before_call",
    "effects.after_call",
    "effects.before_settle",
];

/// How many shops are played at a time.
const AT_A_TIME: usize = 4;

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_that_dies_during_a_set_up_does_each_command_once() {
    let turns = Arc::new(Semaphore::new(AT_A_TIME));
    let mut points = JoinSet::new();
    for point in POINTS {
        let turns = Arc::clone(&turns);
        points.spawn(async move {
            let mut passed = 0;
            loop {
                let _turn = turns.acquire().await.unwrap();
                if !dies(&terms(point, passed)).await {
                    return (point, passed);
                }
                passed += 1;
            }
        });
    }
    for (point, deaths) in points.join_all().await {
        println!("{point:32} died at {deaths:2} steps of a set-up in turn");
        assert!(deaths > 1, "{point} is hardly ever passed");
    }
}

async fn dies(terms: &str) -> bool {
    let _named = OnPanic(terms.to_owned());
    let shop = Shop::build(SimOptions::default()).await;
    let story = async {
        shop.insists("ticketflow setup", shop.set_up_options(), "All set").await;
        let file = json!({"file": {"filename": "cars.csv", "text": CATALOGUE}});
        let imports = shop.insists("ticketflow catalogue import", file, "3 products").await;
        let text = json!({ "text": TERMS });
        let sets = shop.insists("ticketflow terms set", text, "terms are set").await;
        shop.judge().await;

        let glance = shop.glance().await;
        let desk = || glance.desks().unwrap().into_iter().find(|it| it.0 == guild(&shop));
        eventually("each command was done once", || {
            desk().is_some_and(|(_, it)| (it.catalogue, it.terms) == (imports, sets))
        })
        .await;
        let messages = shop.ann.read(shop.shop).unwrap();
        let panels =
            messages.iter().filter(|it| it.buttons.iter().any(|b| b.label == "Create Ticket"));
        let panels: Vec<u64> = panels.map(|it| it.id).collect();
        let stored = desk().and_then(|(_, it)| it.panel).map(|it| it.message.get());
        assert_eq!(panels, [stored.expect("a panel")], "one panel, and it is known");
    };
    outlived(&shop, terms, story).await
}

fn guild(shop: &Shop) -> GuildId {
    GuildId::new(shop.guild.id)
}

impl Shop {
    /// The owner uses a command until it is answered with these words: again only where the
    /// client says that the application did not respond. How often it was used.
    async fn insists(&self, name: &str, options: Value, words: &str) -> u32 {
        for times in 1.. {
            let command = self.ada.command(self.shop, name, &options).unwrap();
            let answered = eventually_some(&format!("an answer with “{words}”"), || {
                let said = command.message().is_some_and(|it| it.content.contains(words));
                let failed = matches!(command.so_far(), Some(Outcome::Failed { .. }));
                (said || failed).then_some(said)
            })
            .await;
            if answered {
                return times;
            }
        }
        unreachable!("it is answered some time")
    }
}
