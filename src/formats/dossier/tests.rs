//! Dossiers are written in one way and verify; whatever is changed of them is found.

use super::*;
use crate::domain::{ids::TicketNumber, time::Timestamp};
use proptest::prelude::*;
use twilight_model::id::Id;

const TEXT: &str = "Pay within a day.";
/// What `printf 'Pay within a day.' | sha256sum` says.
const TEXT_DIGEST: &str = "dda0d1241fd43161a1dee10a3a91a91a3dbb46801a5a3f25238e4aa361d5251c";

/// What a hostile customer writes, and a server may be called.
pub(super) const HOSTILE: [&str; 6] = [
    "</script><script>alert(1)</script>",
    "<!-- <script> -->",
    "\"'`&lt;\\u003c\\\"",
    "line\u{2028}sep\u{2029}arated\u{0}\u{7f}\r\n",
    "\n</script>\n{\"ticketflow_evidence\":1}",
    "\u{202e}desrever 😀 %DATA% %SCRIPT% <meta id=\"stated\" name=\"evidence-sha256\" content=\"",
];

pub(super) fn message(id: u64, text: &str) -> Message {
    Message {
        id: Id::new(id),
        at: utc(Timestamp::of_snowflake(id)),
        edited: None,
        author: Id::new(11),
        ours: false,
        replies_to: None,
        text: text.to_owned(),
        embeds: vec![text.to_owned()],
        files: vec![Attached { name: text.to_owned(), bytes: 3, url: format!("https://x/{text}") }],
        besides: vec![],
    }
}

pub(super) fn dossier(words: &[&str]) -> Dossier {
    let word = words.first().copied().unwrap_or_default();
    Dossier {
        ticketflow_evidence: FORMAT,
        made: Made { at: utc(Timestamp(0)), by: Id::new(14), program: "ticketflow 1".to_owned() },
        server: Server { id: Id::new(1), name: Some(word.to_owned()) },
        ticket: Request {
            number: TicketNumber(7),
            kind: None,
            customer: Some(Id::new(11)),
            stand: Stand::Closed,
            opened: utc(Timestamp(1_600_000_000_000)),
            placed: None,
            ended: None,
            closed_by: None,
            handler: None,
            channel: Some(Id::new(31)),
        },
        people: vec![Person {
            id: Id::new(11),
            name: "ann".to_owned(),
            shown: Some(word.to_owned()),
            program: false,
        }],
        terms: Terms { version: 1, text: Some(TEXT.to_owned()) },
        acceptance: Some(Accepted {
            version: 1,
            sha256: TEXT_DIGEST.to_owned(),
            person: Some(Id::new(11)),
            at: utc(Timestamp(1_600_000_000_000)),
            by: Some(By::Message(Id::new(90))),
        }),
        order: Order {
            lines: vec![Item {
                name: word.to_owned(),
                quantity: 2,
                options: vec![("Colour".to_owned(), word.to_owned())],
                unit: Some("$5".to_owned()),
                total: Some("$10".to_owned()),
            }],
            ..Order::default()
        },
        answers: vec![Answer {
            stage: 30,
            question: Some("Name?".to_owned()),
            text: word.to_owned(),
            at: utc(Timestamp(0)),
            by: By::Press(Id::new(91)),
        }],
        conversation: Conversation::Read {
            cut_short: None,
            messages: (90..).zip(words).map(|(id, word)| message(id, word)).collect(),
        },
    }
}

fn file(dossier: &Dossier) -> Vec<u8> {
    write(dossier).unwrap().0.into_bytes()
}

#[test]
fn what_is_written_is_read_and_verified() {
    let dossier = dossier(&HOSTILE);
    let (page, told) = write(&dossier).unwrap();
    let verified = read(page.as_bytes()).unwrap();
    assert_eq!((&verified.dossier, &verified.digest), (&dossier, &told));
    assert_eq!(verified.terms, TermsVerdict::Match);
    assert!(verified.page_is_ours);
}

#[test]
fn nothing_that_people_wrote_is_markup() {
    let innocent = write(&dossier(&["x"; 6])).unwrap().0;
    let hostile = write(&dossier(&HOSTILE)).unwrap().0;
    for sign in ["<", ">", "&"] {
        assert_eq!(hostile.matches(sign).count(), innocent.matches(sign).count(), "{sign}");
    }
    let data = hostile.lines().find(|line| line.starts_with("{\"ticketflow")).unwrap();
    assert!(data.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
    assert_eq!(hostile.lines().count(), innocent.lines().count());
}

#[test]
fn times_are_written_in_utc() {
    assert_eq!(utc(Timestamp(0)), "1970-01-01T00:00:00.000Z");
    assert_eq!(utc(Timestamp(1_709_251_199_007)), "2024-02-29T23:59:59.007Z");
    assert_eq!(utc(Timestamp(u64::MAX)), "unknown");
}

#[test]
fn terms_other_than_the_accepted_ones_are_told() {
    let verdict = |change: &dyn Fn(&mut Dossier)| {
        let mut dossier = dossier(&["x"]);
        change(&mut dossier);
        read(&file(&dossier)).unwrap().terms
    };
    let other = |it: &mut Dossier| it.terms.text = Some("Pay now.".to_owned());
    assert!(matches!(verdict(&other), TermsVerdict::Differ { .. }));
    let version = |it: &mut Dossier| it.terms.version = 2;
    assert!(matches!(verdict(&version), TermsVerdict::Differ { .. }));
    assert_eq!(verdict(&|it| it.acceptance = None), TermsVerdict::NotAccepted);
    assert_eq!(verdict(&|it| it.terms.text = None), TermsVerdict::NotStored);
    let imported = |it: &mut Dossier| it.acceptance.as_mut().unwrap().sha256.clear();
    assert_eq!(verdict(&imported), TermsVerdict::NotStored);
}

#[test]
fn data_that_can_be_read_in_two_ways_are_refused_whatever_digest_they_have() {
    let data = line(&dossier(&["x"])).unwrap();
    let twice = data.replacen("\"number\":7", "\"number\":8,\"number\":7", 1);
    let spaced = data.replacen("\"number\":7", "\"number\": 7", 1);
    let more = data.replacen("\"number\":7", "\"number\":7,\"more\":1", 1);
    let escaped = data.replacen("\"ann\"", "\"\\u0061nn\"", 1);
    for data in [twice, spaced, more, escaped, "{}".to_owned(), "1".to_owned()] {
        let page = page::around(&data, &digest(data.as_bytes()));
        assert!(matches!(read(page.as_bytes()), Err(Faulty::NotOurs { .. })), "{data}");
    }
    let later = data.replacen("\"ticketflow_evidence\":1", "\"ticketflow_evidence\":2", 1);
    let page = page::around(&later, &digest(later.as_bytes()));
    assert_eq!(read(page.as_bytes()).unwrap_err(), Faulty::TooNew { format: 2 });
}

#[test]
fn a_page_of_another_making_is_told() {
    let page = write(&dossier(&["x"])).unwrap().0;
    let forged = page.replace("CHANGED.", "Fine.");
    assert!(!read(forged.as_bytes()).unwrap().page_is_ours);
    // Two of them: a browser may take the other.
    let doubled =
        page.replace("<main", "<script type=\"application/json\" id=\"data\">\n1\n</script><main");
    assert!(matches!(read(doubled.as_bytes()), Err(Faulty::Doubled { .. })));
    assert_eq!(read(b"").unwrap_err(), Faulty::NotADossier);
}

#[test]
fn line_ends_that_were_changed_are_taken_back_and_told() {
    let page = String::from_utf8(file(&dossier(&HOSTILE))).unwrap();
    assert!(!read(page.as_bytes()).unwrap().line_ends_changed);
    let sent = page.replace('\n', "\r\n");
    let verified = read(sent.as_bytes()).unwrap();
    assert!(verified.line_ends_changed && verified.page_is_ours);
    assert_eq!(verified.dossier, dossier(&HOSTILE));
    let changed = sent.replacen("\"number\":7", "\"number\":8", 1);
    assert!(matches!(read(changed.as_bytes()), Err(Faulty::Changed { .. })));
    let forged = sent.replace("CHANGED.", "Fine.");
    assert!(!read(forged.as_bytes()).unwrap().page_is_ours);
}

#[test]
fn a_part_that_is_missing_or_doubled_is_named() {
    let page = String::from_utf8(file(&dossier(&["x"]))).unwrap();
    let without = |part: &str| page.lines().filter(|it| !it.contains(part)).collect::<Vec<_>>();
    for (part, named) in
        [("id=\"stated\"", "<meta id=\"stated\" …"), ("id=\"data\">", "with the data")]
    {
        let fault = read(without(part).join("\n").as_bytes()).unwrap_err().to_string();
        assert!(fault.contains(&format!("an evidence file in which the line {named}")), "{fault}");
    }
    for doubled in
        [page.repeat(2), page.repeat(3), page.clone() + without("<meta id").join("\n").as_str()]
    {
        let fault = read(doubled.as_bytes()).unwrap_err().to_string();
        assert!(fault.contains("the line with the data is there more than once"), "{fault}");
    }
    let stated = page.lines().find(|it| it.contains("<meta id=\"stated\"")).unwrap();
    let doubled = page.replacen(stated, &stated.repeat(2), 1);
    let fault = read(doubled.as_bytes()).unwrap_err().to_string();
    assert!(fault.contains("with the SHA-256 is there more than once"), "{fault}");
    let foreign = page.replace("ticketflow_evidence", "diary").replace("<meta id=", "<meta no=");
    assert_eq!(read(foreign.as_bytes()).unwrap_err(), Faulty::NotADossier);
}

proptest! {
    #[test]
    fn a_change_of_any_byte_of_the_data_is_found(at in any::<prop::sample::Index>(), by in 1u8..) {
        let mut page = file(&dossier(&HOSTILE));
        let start = page.windows(22).position(|it| it == b"{\"ticketflow_evidence\"").unwrap();
        let length = page[start..].iter().position(|byte| *byte == b'\n').unwrap();
        page[start + at.index(length)] ^= by;
        let is_found = matches!(read(&page), Err(Faulty::Changed { .. }));
        prop_assert!(is_found);
    }

    #[test]
    fn whatever_was_written_reads_back(words in prop::collection::vec(any::<String>(), 0..4)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let dossier = dossier(&words);
        prop_assert_eq!(read(&file(&dossier)).unwrap().dossier, dossier);
    }

    #[test]
    fn any_bytes_are_refused_or_read(file in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(read(&file).is_err());
    }
}
