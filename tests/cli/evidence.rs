//! `ticketflow evidence verify`: a file as it was made, and everything that can be done to it.

use super::program::{Ended, ticketflow};
use std::{fs, path::Path};
use ticketflow::{
    domain::{ids::TicketNumber, time::Timestamp},
    formats::dossier::{
        Accepted, Answer, Attached, By, Conversation, Dossier, FORMAT, Item, Made, Message, Order,
        PROGRAM, Person, Reduced, Request, Server, Stand, Terms, digest, utc, write,
    },
};
use twilight_model::id::Id;

/// The file that `.ci/run` shows to the script in it. `UPDATE=1 cargo test --test tests
/// cli::evidence` writes it anew.
const SAMPLE: &str = "tests/cli/evidence/sample.html";
const TERMS: &str =
    "Payment within 24 hours.\nNo refunds for \"</script>\" & co. – gültig ab 1. Mai";
/// 2026-05-01 12:00 UTC, and the ids that Discord gives out then.
const NOON: u64 = 1_777_636_800_000;
const ID: u64 = (NOON - 1_420_070_400_000) << 22;

fn message(nth: u64, author: u64, text: &str) -> Message {
    let id = ID + ((nth * 60_000) << 22);
    Message {
        id: Id::new(id),
        at: utc(Timestamp::of_snowflake(id)),
        edited: None,
        author: Id::new(author),
        ours: author == 2,
        replies_to: None,
        text: text.to_owned(),
        embeds: vec![],
        files: vec![],
        besides: vec![],
    }
}

fn person(id: u64, name: &str, shown: Option<&str>) -> Person {
    Person {
        id: Id::new(id),
        name: name.to_owned(),
        shown: shown.map(str::to_owned),
        program: id == 2,
    }
}

/// What a customer wrote who tries to break out of the page, and what the others wrote.
fn conversation() -> Conversation {
    let hostile =
        "</script><script>document.title = 'mine'</script><!-- \"'`&lt; \u{2028} \u{202e}.dexaler";
    let asked =
        Message { embeds: vec![format!("Terms and conditions\n{TERMS}")], ..message(2, 2, "") };
    let files = vec![Attached {
        name: "<b>proof</b>.png".to_owned(),
        bytes: 20_480,
        url: "https://cdn.discordapp.com/attachments/1/2/proof.png?ex=1".to_owned(),
    }];
    let yes = message(3, 11, "yes");
    let edited = Some("2026-05-01T12:30:00.000000+00:00".to_owned());
    let messages = vec![
        message(1, 11, "hi, 2x adder and a sultan pls"),
        asked,
        yes.clone(),
        Message { files, edited, ..message(4, 11, hostile) },
        Message { replies_to: Some(yes.id), ..message(5, 13, "On its way, <@11> 🚗") },
        Message { besides: vec!["the sticker Thanks".to_owned()], ..message(6, 11, "") },
    ];
    Conversation::Read { cut_short: None, messages }
}

/// An order with a discount and a product that has no price.
fn order() -> Order {
    let price = |text: &str| Some(text.to_owned());
    let item = |name: &str, quantity, options, unit, total| Item {
        name: name.to_owned(),
        quantity,
        options,
        unit,
        total,
    };
    let gold = vec![("Colour".to_owned(), "gold".to_owned())];
    Order {
        confirmed: Some(utc(Timestamp(NOON + 90_000))),
        lines: vec![
            item("Adder", 2, gold, price("€985.50"), price("€1,971.00")),
            item("Sultan RS", 1, vec![], None, None),
        ],
        words: None,
        subtotal: price("€1,971.00"),
        discount: Some(Reduced { name: "Police".to_owned(), amount: "€985.50".to_owned() }),
        total: price("€985.50"),
        unpriced: 1,
    }
}

/// A ticket with a bit of everything.
fn dossier() -> Dossier {
    let yes = message(3, 11, "yes");
    Dossier {
        ticketflow_evidence: FORMAT,
        made: Made {
            at: utc(Timestamp(NOON + 86_400_000)),
            by: Id::new(14),
            program: "TicketFlow".to_owned(),
        },
        server: Server { id: Id::new(1), name: Some("Cars & <Co>".to_owned()) },
        ticket: Request {
            number: TicketNumber(7),
            kind: Some("service".to_owned()),
            customer: Some(Id::new(11)),
            stand: Stand::Closed,
            opened: utc(Timestamp(NOON)),
            placed: Some(utc(Timestamp(NOON + 180_000))),
            ended: Some(utc(Timestamp(NOON + 900_000))),
            closed_by: Some(Id::new(13)),
            handler: Some(Id::new(13)),
            channel: Some(Id::new(31)),
        },
        people: vec![
            person(2, "ticketflow", None),
            person(11, "ann", Some("<i>Ann</i>")),
            person(13, "sam", Some("Sam")),
        ],
        terms: Terms { version: 3, text: Some(TERMS.to_owned()) },
        acceptance: Some(Accepted {
            version: 3,
            sha256: digest(TERMS.as_bytes()),
            person: Some(Id::new(11)),
            at: yes.at,
            by: Some(By::Message(yes.id)),
        }),
        order: order(),
        answers: vec![Answer {
            stage: 30,
            question: Some("Where to?".to_owned()),
            text: "12 <Street>".to_owned(),
            at: utc(Timestamp(NOON + 120_000)),
            by: By::Press(Id::new(ID)),
        }],
        conversation: conversation(),
    }
}

async fn verified(file: &[u8], more: &[&str]) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("evidence.html");
    fs::write(&path, file).unwrap();
    let path = path.to_str().unwrap();
    ticketflow(&[&["evidence", "verify", path], more].concat()).ended().await
}

#[tokio::test]
async fn a_file_as_it_was_made_verifies_and_is_summed_up() {
    let (page, digest) = write(&dossier()).unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join(SAMPLE);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&sample, &page).expect("it can be written");
    }
    assert_eq!(page, fs::read_to_string(sample).expect("UPDATE=1 writes it"), "{SAMPLE}");
    for more in [vec![], vec!["--digest", &digest], vec!["--digest", &digest.to_uppercase()]] {
        let ended = verified(page.as_bytes(), &more).await;
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
        let told = if more.is_empty() { "(compare it with" } else { "(as told)" };
        for words in [
            "Unchanged",
            &format!("{digest} {told}"),
            "ticket      0007 of server 1",
            "version 3: their text has the SHA-256",
            "by 11 at 2026-05-01T12:03:00.000Z by message",
            "order       2 lines, confirmed at 2026-05-01T12:01:30.000Z",
            "messages    6 (1 of them changed later)",
            "page        as this version",
            "line ends   as written",
        ] {
            assert!(ended.out.contains(words), "“{words}” in: {}", ended.out);
        }
        assert!(!ended.out.contains("Ann"), "what people wrote is not printed: {}", ended.out);
    }
}

#[tokio::test]
async fn whatever_was_changed_is_code_1_and_says_what() {
    let (page, right) = write(&dossier()).unwrap();
    let other = digest(b"other");
    let changed = page.replacen("2x adder", "3x adder", 1);
    let stated = page.replacen(&right, &other, 1);
    let mut lies = dossier();
    lies.terms.text = Some("No refunds.".to_owned());
    let (lies, _) = write(&lies).unwrap();
    let (forged, _) = write(&Dossier { answers: vec![], ..dossier() }).unwrap();
    for (file, more, words) in [
        (&changed, vec![], "CHANGED: the SHA-256 of its data is"),
        (&stated, vec![], "CHANGED: the SHA-256 of its data is"),
        (&lies, vec![], "NOT THOSE THAT WERE ACCEPTED"),
        (&page, vec!["--digest", other.as_str()], "ANOTHER FILE"),
        (&forged, vec!["--digest", right.as_str()], "ANOTHER FILE"),
    ] {
        let ended = verified(file.as_bytes(), &more).await;
        assert_eq!(ended.code, Some(1), "{words}: {ended:?}");
        assert!(ended.err.contains(words), "“{words}” in: {}", ended.err);
    }
}

#[tokio::test]
async fn a_page_that_may_show_something_else_is_told() {
    let page = write(&dossier()).unwrap().0.replace("CHANGED. Do not", "Fine. Do");
    let ended = verified(page.as_bytes(), &[]).await;
    assert_eq!(ended.code, Some(0));
    assert!(ended.out.contains("Not known to be unchanged"), "{}", ended.out);
    assert!(ended.out.contains("NOT as this version of the program writes it"), "{}", ended.out);

    let mut ours = dossier();
    ours.made.program = PROGRAM.to_owned();
    let page = write(&ours).unwrap().0;
    assert_eq!(verified(page.as_bytes(), &[]).await.code, Some(0));
    let ended = verified(page.replace("CHANGED. Do not", "Fine. Do").as_bytes(), &[]).await;
    assert_eq!(ended.code, Some(1), "this version made it: {ended:?}");
    assert!(ended.err.contains("its PAGE WAS CHANGED"), "{}", ended.err);
}

#[tokio::test]
async fn line_ends_that_were_changed_on_the_way_are_no_change() {
    let (page, digest) = write(&dossier()).unwrap();
    let ended = verified(page.replace('\n', "\r\n").as_bytes(), &["--digest", &digest]).await;
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    assert!(ended.out.contains("changed to CRLF on the way, and nothing else was"), "{ended:?}");
}

#[tokio::test]
async fn a_part_that_is_missing_or_doubled_is_code_1_and_named() {
    let (page, _) = write(&dossier()).unwrap();
    let without = page.lines().filter(|line| !line.contains("<meta id=\"stated\""));
    let ended = verified(without.collect::<Vec<_>>().join("\n").as_bytes(), &[]).await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.err.contains("the line <meta id=\"stated\" … with the SHA-256 is"), "{ended:?}");
    let ended = verified(page.repeat(2).as_bytes(), &[]).await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.err.contains("the data is there more than once"), "{ended:?}");
}

#[tokio::test]
async fn what_is_no_evidence_is_code_6() {
    let ended = verified(b"<html>", &[]).await;
    assert_eq!(ended.code, Some(6));
    assert!(ended.err.contains("no evidence file of TicketFlow"), "{}", ended.err);
    let ended = ticketflow(&["evidence", "verify", "nowhere.html"]).ended().await;
    assert_eq!(ended.code, Some(6));
    assert!(ended.err.contains("nowhere.html cannot be read"), "{}", ended.err);
}
