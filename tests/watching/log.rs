//! What the log never says, at whatever level.

use crate::support::{process::Process, redis::Server, shop::Shop};
use serde_json::json;
use ticketflow::secret::Secret;

/// The password of Redis.
const PASSWORD: &str = "the-password-of-redis";

/// Everything that people write.
const WRITTEN: [&str; 7] = [
    "flibbertigibbet",
    "2x adder, the crimson one",
    "yes indeed",
    "my hovercraft is full of eels",
    "snakecar",
    "Payment in seashells within a fortnight.",
    "Moonlight Roadster",
];

#[tokio::test(flavor = "multi_thread")]
async fn no_level_of_the_log_shows_a_secret_or_what_people_write() {
    for format in ["text", "json"] {
        let redis = Server::with_password(PASSWORD).await;
        let mut shop = Shop::build(discord_sim::options::SimOptions::default()).await;
        shop.redis = Some(redis.url());
        assert!(redis.url().contains(PASSWORD), "the worker has it");
        let settings =
            [("RUST_LOG", "trace"), ("TICKETFLOW_LOG_FORMAT", format), ("NO_COLOR", "1")];
        let mut worker = Process::begin_on_redis(&shop, &redis.url(), "a", &settings);
        worker.logged("ready_after_ms").await;
        let before = shop.sim.ledger().mark();
        talk(&shop).await;
        worker.terminate().await;
        let log = worker.said();
        assert!(log.contains("Discord answered"), "it was told much");
        let calls = shop.sim.ledger().calls_since(before);
        let tokens = calls.iter().filter_map(|call| {
            let mut parts = call.path.split('/').skip_while(|part| *part != "interactions");
            parts.nth(2).map(str::to_owned)
        });
        let tokens: Vec<String> = tokens.filter(|token| token != "{token}").collect();
        assert!(tokens.len() >= 6, "every press has a token: {tokens:?}");
        let token = Secret::new(crate::support::shop::TOKEN.to_owned());
        let secrets = tokens.iter().map(String::as_str).chain([token.expose(), PASSWORD]);
        for said in secrets.chain(WRITTEN) {
            if let Some(line) = log.lines().find(|line| line.contains(said)) {
                panic!("“{said}” is in the log: {line}");
            }
        }
    }
}

/// Uses as much as can be written with.
async fn talk(shop: &Shop) {
    shop.command("ticketflow setup", shop.set_up_options(), "All set").await;
    let catalogue = format!("name,aliases\nAdder,veyron\n{},moony\n", WRITTEN[6]);
    let file = json!({"file": {"filename": "cars.csv", "text": catalogue}});
    shop.command("ticketflow catalogue import", file, "2 products").await;
    shop.command("ticketflow terms set", json!({ "text": WRITTEN[5] }), "terms are set").await;
    let channel = shop.opened_by(&shop.ann).await;
    let lost = shop.ann.write(channel, WRITTEN[0]).unwrap();
    shop.says(&shop.ann, channel, "I did not get that").await;
    let command = shop.sam.message_command(lost, "Teach alias").unwrap();
    let form = command.outcome().await.modal().cloned().expect("a form");
    let taught = json!({"alias": WRITTEN[4], "product": WRITTEN[6]});
    let sent = shop.sam.submit(&form, &taught).unwrap();
    shop.answered(&sent, "now means").await;
    shop.ann.write(channel, WRITTEN[1]).unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.sam.write(channel, WRITTEN[3]).unwrap();
    shop.ann.write(channel, WRITTEN[2]).unwrap();
    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.ann.press_label(channel, "Yes").unwrap();
    shop.says(&shop.ann, channel, "Request complete").await;
    shop.closed_by(&shop.ann, channel).await;
    shop.says(&shop.mia, channel, "Ticket closed").await;
}
