//! What people are told.

use super::{
    super::{Voices, answered, card, fitting, notice, panel},
    measure::{buttons, called, check, text as text_of, text, voices},
};
use crate::domain::{
    card::{CardQuestion, CardStanding, CardView},
    desk::{DocumentKind, LABEL_LIMIT, MOST_TYPES, Offer, Publication, TypeId, Way},
    flow::{FileKind, Flow, Stage},
    ids::{EffectId, Owner, TicketNumber},
    language::Language,
    ledger::Left,
    notice::{
        Answered, Fits, LineView, Misread, NotTaught, Notice, Obstacle, OrderView, Placed, Prompt,
        Refusal, SetUpFault, StockLine, Values,
    },
    order::LineId,
    permissions::Permissions,
    price::Excess,
    ticket::Pinned,
    time::Timestamp,
};
use twilight_model::id::Id;

const EFFECT: EffectId =
    EffectId { guild: Id::new(1), owner: Owner::Ticket(TicketNumber(7)), commit: 3, index: 0 };

fn english() -> Voices {
    voices(Language::ENGLISH, Language::ENGLISH)
}

fn document_set(kind: DocumentKind, of: Option<&str>) -> Answered {
    let of = of.map(TypeId::typed);
    Answered::DocumentSet { kind, version: 1, products: 3, of, advice: vec![] }
}

fn history(in_use: u32, publications: Vec<Publication>) -> Answered {
    Answered::History { what: Pinned::Terms, in_use, publications, of: None }
}

fn publication(how: Way) -> Publication {
    let at = Timestamp(1_764_000_000_123);
    Publication { what: Pinned::Terms, of: None, version: 2, at, by: Id::new(5), how }
}

fn alias_taught() -> Way {
    Way::AliasTaught { alias: "`snake`".into(), product: "Adder".into() }
}

fn not_taught() -> Vec<Refusal> {
    let product = || "*".repeat(100);
    let near = vec![product(); 5];
    [
        NotTaught::NotWritten,
        NotTaught::NothingToRecognise,
        NotTaught::MeansSomethingElse,
        NotTaught::TooLong,
        NotTaught::TooMany { product: product() },
        NotTaught::Known { product: product() },
        NotTaught::Taken { product: product() },
        NotTaught::NoSuchProduct { written: product(), near: vec![] },
        NotTaught::NoSuchProduct { written: product(), near },
    ]
    .map(|because| Refusal::NotTaught { because })
    .into()
}

fn about_documents() -> Vec<Answered> {
    vec![
        document_set(DocumentKind::Catalogue, None),
        document_set(DocumentKind::Terms, None),
        document_set(DocumentKind::Flow, None),
        document_set(DocumentKind::Flow, Some("service")),
        Answered::RolledBack { what: Pinned::Flow, version: 2, of: None },
        Answered::RolledBack { what: Pinned::Flow, version: 0, of: None },
        history(2, vec![]),
        history(0, vec![]),
        history(2, vec![publication(Way::Given)]),
        history(2, vec![publication(Way::RolledBack)]),
        history(2, vec![publication(alias_taught())]),
        Answered::AliasTaught {
            alias: "*".repeat(100),
            product: "_".repeat(100),
            version: u32::MAX,
            of: None,
        },
        stock(&[]),
        stock(&["_".repeat(100).as_str(); 100]),
        Answered::NoPanel,
    ]
}

fn stock(names: &[&str]) -> Answered {
    let left = Left { left: u32::MAX, held: 2 };
    let lines = names.iter().map(|name| StockLine { product: (*name).to_owned(), left });
    Answered::Stock { lines: lines.collect(), more: 9_900, of: None }
}

#[test]
fn what_of_the_stock_does_not_fit_is_counted() {
    let words = answered(&english().customer, &stock(&["Adder"; 100]), None);
    let told: u32 = text(&words).matches("• **Adder**: 4294967295 left (2 held)").count() as u32;
    assert!(text(&words).ends_with(&format!("… and {} more", 10_000 - told)), "{}", text(&words));
}

#[test]
fn a_history_tells_when_by_whom_and_how() {
    let ways = [alias_taught(), Way::RolledBack, Way::Given];
    let told = history(2, ways.map(publication).into());
    let words = answered(&english().customer, &told, None);
    assert_eq!(
        text(&words),
        "**Terms**: version 2 is in use.\n\
         • version 2, <t:1764000000:f> by <@5>: “\\`snake\\`” means **Adder**\n\
         • back to version 2, <t:1764000000:f> by <@5>\n\
         • version 2, <t:1764000000:f> by <@5>"
    );
}

#[test]
fn a_panel_has_a_button_for_each_type() {
    let offer = |nth: usize| Offer {
        of: TypeId::typed(&format!("type-{nth}")),
        label: "x".repeat(LABEL_LIMIT),
    };
    let words = panel(&english().staff, None, &(0..MOST_TYPES).map(offer).collect::<Vec<_>>());
    check(&words);
    let ids: Vec<_> = buttons(&words).into_iter().filter_map(|it| it.custom_id.clone()).collect();
    assert_eq!((ids.len(), ids[24].as_str()), (25, "tf:1:create:type-24"));
}

fn refusals() -> Vec<Refusal> {
    vec![
        Refusal::NotSetUp,
        Refusal::NotYourQuestion,
        Refusal::NotYourTicket,
        Refusal::QuestionOver,
        Refusal::NoTicketHere,
        Refusal::TicketOver,
        Refusal::TicketCloses,
        Refusal::NoSuchTicket { ticket: TicketNumber(u32::MAX) },
        Refusal::NotAnAdmin,
        Refusal::NotAManager,
        Refusal::NoDocument { kind: DocumentKind::Catalogue },
        Refusal::NoDocument { kind: DocumentKind::Terms },
        Refusal::NoSuchVersion { newest: 3 },
        Refusal::NoSuchType { known: vec![] },
        Refusal::NoSuchType { known: vec![TypeId::typed("service")] },
        Refusal::TypeRetired,
        Refusal::WrittenTooLate { text: "*".repeat(2_000) },
        Refusal::OrderFixed,
        Refusal::LineGone,
        Refusal::NotStaff,
        Refusal::HandledBy { handler: Id::new(u64::MAX) },
        Refusal::NoDocument { kind: DocumentKind::Texts },
        Refusal::Unknown,
        Refusal::Ours { reference: "k2j4".into() },
    ]
}

#[test]
fn every_answer_says_something() {
    let channel = Id::new(5);
    let obstacles =
        [Obstacle::GuildFull, Obstacle::MissingPermission, Obstacle::Unavailable, Obstacle::Other];
    let mut answers = vec![
        Answered::TicketReady { channel },
        Answered::TicketExists { channel },
        Answered::TicketComes,
        Answered::Picked { product: "Adder".into(), quantity: 2 },
        Answered::TicketClosed,
        Answered::SetUp { panel: channel },
        Answered::TextsSet { language: Language::GERMAN, many: 0 },
        Answered::TextsSet { language: Language::GERMAN, many: 1 },
        Answered::TextsReset,
        Answered::RefreshSet { on: true },
        Answered::RefreshSet { on: false },
    ];
    answers.extend(about_documents());
    answers.extend(refusals().into_iter().chain(not_taught()).map(Answered::Refused));
    for why in obstacles {
        answers.push(Answered::TicketFailed { why });
        answers.push(Answered::CloseFailed { why });
        answers.push(Answered::PanelFailed { why });
    }
    let mut texts: Vec<_> = answers
        .iter()
        .map(|answer| {
            let words = answered(&english().customer, answer, None);
            check(&words);
            assert_eq!(called(&words), (vec![], vec![]));
            text(&words)
        })
        .collect();
    let many = texts.len();
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), many, "each says something of its own");
}

#[test]
fn a_missing_permission_is_named_with_the_place_where_it_is_given() {
    let faults = vec![
        SetUpFault::MissingInGuild { missing: Permissions::MANAGE_ROLES },
        SetUpFault::MissingInChannel {
            channel: Id::new(5),
            missing: Permissions::SEND_MESSAGES | Permissions::EMBED_LINKS,
        },
    ];
    let refused = Answered::Refused(Refusal::SetUpFaults { faults });
    let text = text(&answered(&english().customer, &refused, None));
    for words in [
        "lacks the permission **Manage Roles** in this server",
        "Server Settings",
        "lacks the permissions **Send Messages**, **Embed Links** in <#5>",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

#[test]
fn permissions_are_called_what_discord_calls_them_in_each_language() {
    let needed = Permissions::NEEDED_IN_GUILD;
    for (language, name) in [
        (Language::ENGLISH, "**Read Message History**"),
        (Language::GERMAN, "**Nachrichtenverlauf anzeigen**"),
        (Language::FRENCH, "**Voir les anciens messages**"),
        (Language::SPANISH, "**Leer el historial de mensajes**"),
        (Language::PORTUGUESE, "**Ver histórico de mensagens**"),
    ] {
        let faults = vec![SetUpFault::MissingInGuild { missing: needed }];
        let refused = Answered::Refused(Refusal::SetUpFaults { faults });
        let text = text(&answered(&voices(language, language).customer, &refused, None));
        assert!(text.contains(name), "{name} in {text}");
        assert_eq!(text.matches("**").count(), 2 * needed.0.count_ones() as usize, "{text}");
        assert_eq!(text.contains("Manage"), language == Language::ENGLISH, "{text}");
    }
}

#[test]
fn an_order_that_does_not_fit_says_how_many_more_there_are() {
    let line = |number: u16| LineView {
        id: LineId(number),
        name: format!("*{number:_>90}*"),
        quantity: 3,
        options: vec![],
        unit: None,
        total: None,
    };
    let order = OrderView { lines: (0..200).map(line).collect(), ..OrderView::default() };
    let misread = Misread { unknown: vec!["something else".into()], ..Misread::default() };
    let step = Flow::built_in().step(Stage::CONFIRM).expect("it is of the built-in flow");
    let text = step.prompt.spoken(Language::ENGLISH, Language::ENGLISH).clone();
    let prompt = Prompt { title: None, text };
    let question = Some(CardQuestion { prompt, values: Box::default(), turn: 1 });
    let standing = CardStanding::Draft { question, changeable: true, picked: None };
    let (lists, unheard, handler) = (true, false, None);
    let view = CardView { customer: None, order, misread, standing, lists, unheard, handler };
    let text = text_of(&card(EFFECT, &english(), &view));
    let shown = text.matches("**3 ×**").count();
    assert!((5..200).contains(&shown), "{shown}");
    assert!(text.contains(&format!("… and {} more", 200 - shown)), "{text}");
    assert!(text.contains("Not understood: “something else”"), "{text}");
    assert!(text.contains("Is this what you want?"), "{text}");
}

#[test]
fn an_answer_stands_beside_what_was_asked() {
    let asked = |question: &str| (question.to_owned(), "red".into());
    let answers = vec![asked("Which colour?"), asked("Colour"), asked("Colour:")];
    let placed = Placed { answers, ..Placed::default() };
    let text = text_of(&notice(EFFECT, &english(), &Notice::Placed(Box::new(placed))));
    let lines: Vec<_> = text.lines().skip(2).take(3).collect();
    assert_eq!(lines, ["**Which colour?** red", "**Colour**: red", "**Colour**: red"]);
}

#[test]
fn a_request_without_staff_still_begins_with_a_word() {
    let placed = Notice::Placed(Box::default());
    let words = notice(EFFECT, &english(), &placed);
    assert_eq!(words.content.as_deref(), Some("New request"));
}

#[test]
fn the_card_shows_what_its_question_speaks_of() {
    let text = "{customer}: {answer.way}, {products}, {terms}: {order}".parse().unwrap();
    let values = Values {
        terms: Some("Pay!".into()),
        products: vec!["Adder".into()],
        answers: vec![("way".into(), "by *boat*".into())],
        ..Values::default()
    };
    let prompt = Prompt { title: None, text };
    let question = CardQuestion { prompt, values: Box::new(values), turn: 1 };
    let view = CardView {
        customer: Some(Id::new(5)),
        order: OrderView { words: Some("a car".into()), ..OrderView::default() },
        misread: Misread::default(),
        standing: CardStanding::Draft { question: Some(question), changeable: false, picked: None },
        lists: false,
        unheard: false,
        handler: None,
    };
    let words = card(EFFECT, &english(), &view);
    let said = words.embeds[0].description.as_deref();
    assert_eq!(words.components.len(), 1, "no menu, since it cannot be changed");
    assert_eq!(said, Some("<@5>: by \\*boat\\*, Adder, Pay!: > a car"));
}

#[test]
fn what_is_taken_as_an_answer_is_told_in_one_sentence_or_two() {
    let said = |fits: &Fits| fitting::text(&english().customer, fits);
    let words = |example: Option<&str>, length| {
        said(&Fits::Words { example: example.map(str::to_owned), length })
    };
    assert_eq!(
        words(Some("AB-1"), Some((2, 9))),
        "That does not fit here. Please try it once more. For example “AB-1”. From 2 to 9 \
         characters."
    );
    assert_eq!(words(None, None), "That does not fit here. Please try it once more.");
    let number = |least, most| said(&Fits::Number { least, most, either: None });
    assert_eq!(number(None, None), "Please write a number in digits.");
    assert_eq!(number(Some(1), Some(10)), "Please write a number in digits. From 1 to 10.");
    assert_eq!(number(Some(-5), None), "Please write a number in digits. From -5 on.");
    assert_eq!(number(None, Some(9)), "Please write a number in digits. Up to 9.");
    let day = |day: &str| format!("2027-01-{day}");
    let days = Fits::Day { example: day("02"), earliest: Some(day("02")), latest: Some(day("10")) };
    assert_eq!(
        said(&days),
        "Please write a day, for example 2027-01-02. From 2027-01-02 to 2027-01-10."
    );
    let files = |most, kinds| said(&Fits::Files { most, kinds });
    assert_eq!(files(1, vec![]), "Please send a file here in the channel.");
    assert_eq!(
        files(3, vec![FileKind::Image, FileKind::Pdf]),
        "Please send a file here in the channel. Up to 3 in all. What is taken: pictures, PDF."
    );
}

#[test]
fn an_order_beyond_a_limit_has_no_yes() {
    let order = |over: Vec<Excess>| {
        let line = LineView {
            id: LineId(1),
            name: "Adder".into(),
            quantity: 9,
            options: vec![],
            unit: None,
            total: None,
        };
        OrderView { lines: vec![line], over, ..OrderView::default() }
    };
    let labels = |over: Vec<Excess>| {
        let step = Flow::built_in().step(Stage::CONFIRM).expect("it is of the built-in flow");
        let text = step.prompt.spoken(Language::ENGLISH, Language::ENGLISH).clone();
        let prompt = Prompt { title: None, text };
        let question = Some(CardQuestion { prompt, values: Box::default(), turn: 1 });
        let standing = CardStanding::Draft { question, changeable: true, picked: None };
        let (lists, unheard, handler, misread) = (true, false, None, Misread::default());
        let order = order(over);
        let view = CardView { customer: None, order, misread, standing, lists, unheard, handler };
        let words = card(EFFECT, &english(), &view);
        let labels: Vec<_> =
            buttons(&words).into_iter().filter_map(|it| it.label.clone()).collect();
        (labels, text_of(&words).contains("Is this what you want?"))
    };
    let (right, asks) = labels(vec![]);
    assert!(right.contains(&"Yes".to_owned()) && asks, "{right:?}");
    let (beyond, asks) = labels(vec![Excess::Items { wanted: 9, most: 5 }]);
    assert_eq!(beyond, ["No", "Close Ticket", "Change", "Choose products"]);
    assert!(!asks, "it cannot be as it is");
}

#[test]
fn how_many_stands_beside_the_words_if_they_do_not_say_it() {
    let said = |counted: Option<u32>| {
        let asked = serde_json::json!({
            "written": "kettle pros", "counted": counted, "choices": [], "order": {"lines": []},
            "misread": {"unknown": []}, "again": false, "turn": 1
        });
        let asked = serde_json::from_value(asked).unwrap();
        text(&notice(EFFECT, &english(), &Notice::WhichAsked(Box::new(asked))))
    };
    assert!(said(Some(2)).contains("2 × kettle pros"), "{}", said(Some(2)));
    assert!(!said(None).contains('×'), "{}", said(None));
}
