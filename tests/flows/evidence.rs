//! What was agreed on, as a file: who is given it, what is in it, and what when there is no
//! channel.

use super::documents::received;
use crate::support::{
    shop::{Shop, TERMS},
    wait::eventually,
};
use discord_sim::{
    faults::{Effect, Fault},
    people::{interaction::Interaction, seat::FileToSend},
};
use serde_json::{Value, json};
use ticketflow::formats::dossier::{
    self, By, Conversation, CutShort, Message, Stand, TermsVerdict, Verified, digest,
};

const COMMAND: &str = "ticketflow evidence";

/// What a hostile customer writes.
const HOSTILE: [&str; 4] = [
    "</script><script>alert(1)</script>",
    "<!-- <img src=x onerror=alert(1)> -->",
    "\"'`&lt; \u{2028}\u{2029} \u{202e}desrever",
    "{\"ticketflow_evidence\":1}",
];

/// The file that answers a command, verified; and that only its person saw it, with its digest.
async fn evidence(shop: &Shop, command: &Interaction) -> Verified {
    let answer = shop.answered(command, "Evidence of ticket").await;
    let message = command.message().unwrap();
    assert!(message.ephemeral, "{message:?}");
    let (name, page) = received(shop, command).await;
    let verified = dossier::read(page.as_bytes()).unwrap();
    assert_eq!(name, format!("evidence-ticket-{}.html", verified.dossier.ticket.number));
    assert!(answer.contains(&verified.digest), "{answer}");
    assert!(verified.page_is_ours);
    verified
}

fn messages(verified: &Verified) -> &[Message] {
    match &verified.dossier.conversation {
        Conversation::Read { cut_short: None, messages } => messages,
        other => panic!("{other:?}"),
    }
}

async fn asked_by_owner(shop: &Shop, channel: u64, options: Value) -> Verified {
    evidence(shop, &shop.ada.command(channel, COMMAND, &options).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_agreed_on_is_a_file_that_verifies_itself() {
    let shop = Shop::open().await;
    let channel = shop.placed_by(&shop.ann).await;
    let mut written = vec![];
    for words in HOSTILE {
        written.push(shop.ann.write(channel, words).unwrap());
    }
    let file = FileToSend { filename: "</script>.png".to_owned(), bytes: vec![1, 2, 3] };
    let with_file = shop.ann.write_with_files(channel, "", vec![file]).unwrap();
    shop.ann.edit_message(channel, written[0], HOSTILE[1]).unwrap();
    let answer = shop.sam.reply(channel, written[1], "thanks").unwrap();
    shop.closed_by(&shop.sam, channel).await;
    shop.loses(&shop.ann, channel).await;
    let ticket = shop.stored(channel, "closed", |it| !it.is_current()).await;

    // The bot may still write while the file is made.
    let seen = || -> Vec<u64> {
        let shown = shop.ada.read(channel).unwrap();
        shown.iter().filter(|it| !it.ephemeral).map(|it| it.id).collect()
    };
    let before = seen();
    let verified = asked_by_owner(&shop, channel, json!({})).await;
    let after = seen();
    assert_eq!(verified.terms, TermsVerdict::Match);
    let it = &verified.dossier;
    assert_eq!(it.server.name.as_deref(), Some("Shop"));
    assert_eq!((it.made.by.get(), it.ticket.stand), (shop.ada.user, Stand::Closed));
    assert_eq!(it.ticket.customer.map(|id| id.get()), Some(shop.ann.user));
    assert_eq!(it.ticket.closed_by.map(|id| id.get()), Some(shop.sam.user));
    assert!(it.ticket.placed.is_some() && it.ticket.ended.is_some());
    let people = it.people.iter().map(|it| it.id.get());
    for user in [shop.ann.user, shop.sam.user, shop.ada.user] {
        assert!(people.clone().any(|it| it == user), "{:?}", it.people);
    }
    assert_eq!((it.order.lines[0].name.as_str(), it.order.lines[0].quantity), ("Adder", 2));
    assert!(it.order.confirmed.is_some());

    let accepted = it.acceptance.as_ref().unwrap();
    assert_eq!(it.terms.text.as_deref(), Some(TERMS));
    assert_eq!(accepted.sha256, digest(TERMS.as_bytes()));
    assert_eq!((accepted.version, accepted.person), (1, ticket.opener));
    let Some(By::Message(accepting)) = accepted.by else { panic!("{accepted:?}") };

    let messages = messages(&verified);
    assert!(messages.windows(2).all(|two| two[0].id < two[1].id), "the oldest first");
    let ids: Vec<u64> = messages.iter().map(|it| it.id.get()).collect();
    assert!(before.iter().all(|it| ids.contains(it)), "{before:?} {ids:?}");
    assert!(ids.iter().all(|it| after.contains(it)), "{ids:?} {after:?}");
    let of = |id: u64| messages.iter().find(|it| it.id.get() == id).unwrap();
    assert_eq!(of(accepting.get()).text, "yes");
    assert_eq!(
        (of(written[0]).text.as_str(), of(written[2]).text.as_str()),
        (HOSTILE[1], HOSTILE[2])
    );
    assert!(of(written[0]).edited.is_some() && of(written[1]).edited.is_none());
    assert_eq!(of(answer).replies_to.map(|id| id.get()), Some(written[1]));
    let [file] = &of(with_file).files[..] else { panic!("{:?}", of(with_file)) };
    assert_eq!((file.name.as_str(), file.bytes), ("</script>.png", 3));
    let terms_shown = messages.iter().find(|it| it.embeds.iter().any(|it| it.contains(TERMS)));
    assert!(terms_shown.is_some_and(|it| it.ours), "what the bot showed is there too");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn managers_have_it_too_and_nobody_else() {
    let shop = Shop::open().await;
    for role in [shop.staff_role, shop.manager_role] {
        shop.guild.allow_command("ticketflow", role);
    }
    let channel = shop.placed_by(&shop.ann).await;
    shop.closed_by(&shop.ann, channel).await;
    shop.loses(&shop.ann, channel).await;

    let number = json!({"ticket": 1});
    let of_manager = shop.mia.command(shop.shop, COMMAND, &number).unwrap();
    assert_eq!(evidence(&shop, &of_manager).await.dossier.made.by.get(), shop.mia.user);
    let of_staff = shop.sam.command(shop.shop, COMMAND, &number).unwrap();
    shop.answered(&of_staff, "or a manager role").await;
    assert!(of_staff.message().unwrap().attachments.is_empty());
    // The other commands are for admins still.
    let export = shop.mia.command(shop.shop, "ticketflow catalogue export", &json!({})).unwrap();
    shop.answered(&export, "Manage Server").await;
    shop.command(COMMAND, json!({"ticket": 2}), "no ticket 0002").await;
    shop.command(COMMAND, json!({}), "no such ticket in this channel").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_whose_channel_is_gone_has_the_rest_and_says_so() {
    let shop = Shop::open().await;
    let channel = shop.placed_by(&shop.ann).await;
    shop.guild.remove_channel(channel).unwrap();
    eventually("the ticket knows", || shop.tickets()[0].channel().is_none()).await;
    let verified = asked_by_owner(&shop, shop.shop, json!({"ticket": 1})).await;
    assert_eq!(verified.terms, TermsVerdict::Match);
    assert_eq!(verified.dossier.ticket.stand, Stand::ChannelGone);
    assert_eq!(verified.dossier.conversation, Conversation::NoChannel);
    let command = shop.ada.command(shop.shop, COMMAND, &json!({"ticket": 1})).unwrap();
    shop.answered(&command, "so it has no messages").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_that_cannot_be_read_is_told() {
    let shop = Shop::open().await;
    let channel = shop.placed_by(&shop.ann).await;
    for (status, code, found) in [
        (403, 50_001, Conversation::NotReadable),
        // Deleted a moment ago, before the bot has heard of it.
        (404, 10_003, Conversation::NoChannel),
    ] {
        let message = "Refused".to_owned();
        let refusal = Effect::Refusal { status, code, message, field: None, field_code: None };
        shop.sim.faults().clear();
        shop.sim.faults().add(Fault::on("GET", "/channels/{channel}/messages", refusal));
        let verified = asked_by_owner(&shop, channel, json!({})).await;
        assert_eq!(verified.dossier.conversation, found);
    }
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_conversation_is_read_page_by_page_up_to_a_bound() {
    let shop = Shop::open().await;
    let channel = shop.placed_by(&shop.ann).await;
    let before = shop.ada.read(channel).unwrap().len();
    for n in 0..250 {
        shop.staff_write(channel, n);
    }
    let verified = asked_by_owner(&shop, channel, json!({})).await;
    let read = messages(&verified);
    assert_eq!(read.len(), before + 250);
    let texts: Vec<_> = read.iter().skip(before).map(|it| it.text.clone()).collect();
    assert_eq!(texts, (0..250).map(|n| format!("word {n}")).collect::<Vec<_>>());

    for n in 250..5_000 {
        shop.staff_write(channel, n);
    }
    let command = shop.ada.command(channel, COMMAND, &json!({})).unwrap();
    let answer = shop.answered(&command, "the first 5000 messages only").await;
    let (_, page) = received(&shop, &command).await;
    let verified = dossier::read(page.as_bytes()).unwrap();
    assert!(answer.contains(&verified.digest), "{answer}");
    let Conversation::Read { cut_short, messages } = &verified.dossier.conversation else {
        panic!("it was read")
    };
    assert_eq!((*cut_short, messages.len()), (Some(CutShort::TooMany), 5_000));
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_cannot_be_read_is_asked_for_again_and_no_other() {
    let shop = Shop::open().await;
    let channel = shop.placed_by(&shop.ann).await;
    let before = shop.ada.read(channel).unwrap().len();
    for n in 0..250 {
        shop.staff_write(channel, n);
    }
    let (mark, route) = (shop.sim.ledger().mark(), "/channels/{channel}/messages");
    // The page of a proxy on the way.
    let away = Effect::Status { status: 403, html: true };
    shop.sim.faults().add(Fault::on("GET", route, away).after(2).times(1));
    let verified = asked_by_owner(&shop, channel, json!({})).await;
    assert_eq!(messages(&verified).len(), before + 250);
    let calls = shop.sim.ledger().calls_since(mark);
    let pages = calls.iter().filter(|it| it.method == "GET" && it.route == route);
    let pages: Vec<_> = pages.map(|it| it.status).collect();
    assert_eq!(pages, [200, 200, 403, 200], "not from the beginning");
    shop.judge().await;
}

impl Shop {
    fn staff_write(&self, channel: u64, n: usize) {
        self.sam.write(channel, &format!("word {n}")).unwrap();
    }
}
