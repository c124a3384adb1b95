//! Whatever people write, Discord takes the message and the question in it is still there.

use super::{
    super::{Voices, Words, answered, card, notice, panel},
    any::{hostile, misread, order, over, seeded, spoken, texts, told},
    measure::{buttons, called, check, text, voices},
};
use crate::{
    domain::{
        answer::Answer,
        card::{CardQuestion, CardStanding, CardView},
        desk::{PANEL_TEXT_LIMIT, TERMS_LIMIT},
        flow::{self, About, Expects, Flow, Stage},
        ids::{EffectId, Owner, RoleId, TicketNumber},
        language::Language,
        money::{Amount, Currency},
        notice::{
            Answered, Answers, Ask, Fits, Hint, LineView, Misread, News, NotMoved, Notice,
            Occasion, Offered, OptionAsked, OrderView, Placed, Prompt, Refusal, Remark, Repriced,
            SetUpFault, Taken, Values, WhichAsked,
        },
        order::LineId,
        permissions::Permissions,
        tongue::Tongue,
    },
    texts::Text,
};
use proptest::{collection::vec, option, prelude::*};
use twilight_model::id::Id;

const EFFECT: EffectId = EffectId {
    guild: Id::new(u64::MAX),
    owner: Owner::Ticket(TicketNumber(u32::MAX)),
    commit: u64::MAX,
    index: u8::MAX,
};

/// A question of the built-in flow.
fn ask(by: &Voices, stage: Stage, occasion: Occasion, values: Values) -> Notice {
    let step = Flow::built_in().step(stage).expect("it is of the built-in flow");
    let language = by.customer.language();
    let spoken = |text: &flow::Text| text.spoken(language, Language::ENGLISH).clone();
    let (title, text) = match (&occasion, &step.again) {
        (
            Occasion::NotAnAnswer { .. }
            | Occasion::NothingRead { .. }
            | Occasion::Inquired { .. }
            | Occasion::Reminded { .. },
            _,
        ) => (None, None),
        (
            Occasion::StartedOver | Occasion::NothingLeft { .. } | Occasion::Declined,
            Some(again),
        ) => (again.title.as_ref().map(spoken), Some(spoken(&again.text))),
        _ => (step.title.as_ref().map(spoken), Some(spoken(&step.prompt))),
    };
    let (shows, answers) = match step.expects {
        Expects::YesNo { about, .. } => (about, Answers::YesNo),
        _ => (About::Nothing, Answers::Products),
    };
    let prompt = text.map(|text| Prompt { title, text });
    let way_out = matches!(occasion, Occasion::NotAnAnswer { .. } | Occasion::Inquired { .. });
    let (unheard, turn) = (true, u32::MAX);
    Notice::Asked(Box::new(Ask {
        occasion,
        prompt,
        values,
        shows,
        answers,
        fits: None,
        way_out,
        unheard,
        turn,
    }))
}

/// The last line of what the built-in flow asks there.
fn question(by: &Voices, stage: Stage) -> String {
    let step = Flow::built_in().step(stage).expect("it is of the built-in flow");
    let text = step.prompt.spoken(by.customer.language(), Language::ENGLISH);
    text.to_string().lines().last().unwrap_or_default().to_owned()
}

/// How a question about an order ends: with it, or with what to do where it cannot be Yes.
fn ending(by: &Voices, order: &OrderView) -> String {
    if order.over.is_empty() {
        return question(by, Stage::CONFIRM);
    }
    by.customer.say(Text::OverLimit)
}

fn card_of(by: &Voices, order: OrderView, misread: Misread) -> Words {
    let step = Flow::built_in().step(Stage::CONFIRM).expect("it is of the built-in flow");
    let text = step.prompt.spoken(by.customer.language(), Language::ENGLISH).clone();
    let picked = order.lines.last().map(|line| line.id);
    let prompt = Prompt { title: None, text };
    let question = Some(CardQuestion { prompt, values: Box::default(), turn: u32::MAX });
    let standing = CardStanding::Draft { question, changeable: true, picked };
    let handler = Some(Id::new(u64::MAX));
    let (lists, unheard) = (true, true);
    let view = CardView { customer: None, order, misread, standing, lists, unheard, handler };
    card(EFFECT, by, &view)
}

fn roles() -> impl Strategy<Value = Vec<RoleId>> {
    vec((1u64..=u64::MAX).prop_map(Id::new), 0..12)
}

fn numbers(roles: &[RoleId]) -> Vec<u64> {
    let mut numbers: Vec<_> = roles.iter().map(|role| role.get()).collect();
    numbers.sort_unstable();
    numbers
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn an_order_is_shown_with_its_question(by in spoken(), order in order(), misread in misread()) {
        let values = Values { order: order.clone(), ..Values::default() };
        let occasion = Occasion::OrderChanged { misread: misread.clone() };
        let asked = notice(EFFECT, &by, &ask(&by, Stage::CONFIRM, occasion, values));
        for words in [asked, card_of(&by, order.clone(), misread)] {
            check(&words);
            prop_assert!(text(&words).ends_with(&ending(&by, &order)));
            let labels = buttons(&words).into_iter().filter_map(|it| it.label.clone());
            let labels: Vec<_> = labels.take(3).collect();
            let expected = match order.over.as_slice() {
                [] => [Text::Yes, Text::No, Text::CloseTicket],
                _ => [Text::No, Text::CloseTicket, Text::Change],
            };
            prop_assert_eq!(labels, expected.map(|it| by.customer.say(it)));
            prop_assert_eq!(called(&words), (vec![], vec![]));
        }
    }

    #[test]
    fn any_choices_can_be_asked_for(
        by in spoken(), order in order(), misread in misread(), told in told(), written in hostile(2_000), many in 1usize..30
    ) {
        let choices: Vec<_> = (0..many).map(|nth| format!("{nth}{}", written.chars().take(99).collect::<String>())).collect();
        let (turn, again, unheard, way_out) = (u32::MAX, true, true, true);
        let offered = |name: &String| Offered { name: name.clone(), price: Some(Amount(i64::MAX)), left: Some(u32::MAX) };
        let which = Notice::WhichAsked(Box::new(WhichAsked {
            written, counted: (many % 3 == 0).then_some(u32::MAX), choices: choices.iter().map(offered).collect(), currency: Currency::default(), of_order: many % 2 == 0, order, misread: misread.clone(), again, told: told.clone(), way_out, unheard, turn
        }));
        let product = (choices[0].clone(), 999);
        let option = Notice::OptionAsked(Box::new(OptionAsked {
            needed: true,
            quote: true,
            product, option: choices[0].chars().take(45).collect(), answers: Answers::Choices { labels: choices }, surcharges: vec![Amount(i64::MAX); many], currency: Currency::default(), misread, again, told, way_out, unheard, turn
        }));
        for asked in [which, option] {
            let words = notice(EFFECT, &by, &asked);
            check(&words);
            prop_assert_eq!(called(&words), (vec![], vec![]));
        }
    }

    #[test]
    fn any_news_of_a_catalogue_are_told_with_the_question(by in spoken(), order in order(), misread in misread(), names in seeded(|chance| texts(chance, 60, 100))) {
        let repriced = names.iter().cloned().map(|name| Repriced { name, before: Some(Amount(i64::MAX)), now: None });
        let news = News {
            gone: names.clone(), renamed: names.iter().cloned().zip(names.iter().cloned()).collect(),
            repriced: repriced.collect(),
            dropped: names.iter().cloned().zip(names.iter().cloned()).collect(), currency: Currency::default()
        };
        let values = Values { order: order.clone(), ..Values::default() };
        let occasion = Occasion::CatalogueChanged { news, misread };
        let words = notice(EFFECT, &by, &ask(&by, Stage::CONFIRM, occasion, values));
        check(&words);
        prop_assert!(text(&words).ends_with(&ending(&by, &order)));
    }

    #[test]
    fn whether_an_order_is_right_that_cannot_be_taken_is_never_asked(by in spoken(), order in order(), misread in misread(), told in told()) {
        let can_be_taken = order.over.is_empty();
        let values = Values { order, ..Values::default() };
        let reminded = Occasion::Reminded { customer: None };
        let inquired = Occasion::Inquired { told, changeable: true, refresh: None };
        let awaited = Occasion::NotAnAnswer { changeable: true, misread, refresh: None };
        for occasion in [reminded, inquired, awaited] {
            let words = notice(EFFECT, &by, &ask(&by, Stage::CONFIRM, occasion, values.clone()));
            check(&words);
            let yes = Some(by.customer.say(Text::Yes));
            prop_assert_eq!(buttons(&words).iter().any(|it| it.label == yes), can_be_taken);
        }
    }

    #[test]
    fn what_is_known_is_told_with_the_question(by in spoken(), told in told(), refresh in option::of(hostile(200))) {
        let occasion = Occasion::Inquired { told, changeable: false, refresh };
        for stage in [Stage::CONFIRM, Stage::TERMS] {
            check(&notice(EFFECT, &by, &ask(&by, stage, occasion.clone(), Values::default())));
        }
    }

    #[test]
    fn what_was_not_read_is_shown_with_what_to_do(by in spoken(), misread in misread()) {
        let occasion = Occasion::NothingRead { misread };
        let words = notice(EFFECT, &by, &ask(&by, Stage::ORDER, occasion, Values::default()));
        check(&words);
        let list = by.customer.say(Text::List);
        let said = by.customer.say(Text::NothingReadText { misread: "", list: &list });
        prop_assert!(text(&words).ends_with(said.lines().last().unwrap_or_default()));
    }

    #[test]
    fn a_complete_request_calls_its_customer_and_staff_and_nobody_else(
        by in spoken(), order in order(), customer in option::of(1u64..=u64::MAX), staff in roles()
    ) {
        let expected = (customer.into_iter().collect::<Vec<_>>(), numbers(&staff));
        let customer = customer.map(Id::new);
        let answers = order.lines.iter().map(|line| (line.name.clone(), line.name.clone().into())).collect();
        let placed = Placed { order, answers, keyed: vec![], done: None, customer, staff };
        let words = notice(EFFECT, &by, &Notice::Placed(Box::new(placed)));
        check(&words);
        prop_assert_eq!(called(&words), expected);
        prop_assert!(text(&words).ends_with(&by.customer.say(Text::PlacedText)));
    }

    #[test]
    fn the_longest_terms_are_shown_with_their_question(by in spoken(), terms in hostile(TERMS_LIMIT)) {
        prop_assume!(terms.encode_utf16().count() <= TERMS_LIMIT);
        let values = Values { terms: Some(terms), ..Values::default() };
        let words = notice(EFFECT, &by, &ask(&by, Stage::TERMS, Occasion::Answered, values));
        check(&words);
        prop_assert!(text(&words).ends_with(&question(&by, Stage::TERMS)));
    }

    #[test]
    fn any_panel_has_its_button(by in spoken(), words in option::of(hostile(PANEL_TEXT_LIMIT))) {
        let words = panel(&by.staff, words.as_deref(), &[]);
        check(&words);
        prop_assert_eq!(buttons(&words)[0].custom_id.as_deref(), Some("tf:1:create"));
        prop_assert_eq!(called(&words), (vec![], vec![]));
    }

    #[test]
    fn managers_are_called_when_a_channel_was_not_moved(by in spoken(), managers in roles()) {
        for why in [NotMoved::CategoryFull, NotMoved::CategoryUnusable] {
            let words = notice(EFFECT, &by, &Notice::NotMoved { why, managers: managers.clone() });
            check(&words);
            prop_assert_eq!(called(&words), (vec![], numbers(&managers)));
        }
    }

    #[test]
    fn long_lists_of_faults_say_how_many_more_there_are(by in spoken(), faults in seeded(|chance| texts(chance, 60, 2_000))) {
        let many = faults.len();
        let words = answered(&by.customer, &Answered::Refused(Refusal::DocumentFaults { faults }), None);
        check(&words);
        let text = text(&words);
        let shown = text.matches("\n• ").count();
        if shown < many {
            let many = u32::try_from(many - shown).unwrap();
            prop_assert!(text.ends_with(&by.customer.say(Text::AndMore { many })), "{text}");
        }
        prop_assert!(shown >= many.min(3));
        prop_assert_eq!(called(&words), (vec![], vec![]));
    }

    #[test]
    fn a_set_up_may_have_any_number_of_faults(by in spoken(), many in 1usize..60, bits: u64) {
        let missing = Permissions(bits);
        let fault = |at: usize| match at % 5 {
            0 => SetUpFault::MissingInGuild { missing },
            1 => SetUpFault::MissingInChannel { channel: Id::new(u64::MAX), missing },
            2 => SetUpFault::RoleCannotBeCalled { role: Id::new(u64::MAX) },
            3 => SetUpFault::EveryoneIsNoStaff,
            _ => SetUpFault::PanelTextTooLong { length: usize::MAX },
        };
        let faults = (0..many).map(fault).collect();
        let refused = Answered::Refused(Refusal::SetUpFaults { faults });
        for hint in [None, Some(Hint::MessagesUnread)] {
            check(&answered(&by.customer, &refused, hint));
        }
    }
}

fn awaited(by: &Voices, changeable: bool, refresh: Option<String>) -> Notice {
    let misread = Misread { unknown: vec!["\\".repeat(2_000)], ..Misread::default() };
    let occasion = Occasion::NotAnAnswer { changeable, misread, refresh };
    ask(by, Stage::TERMS, occasion, Values::default())
}

fn not_corrected(by: &Voices, hint: Option<String>) -> Notice {
    let long = || "\\".repeat(300);
    let labels = std::iter::repeat_with(long).take(25).collect();
    let fits = hint.is_none().then_some(Fits::Options { labels });
    let hint = hint.map(|it| flow::Template::literal(&it));
    let (question, answer, said) = (long(), long().into(), long());
    let occasion = Occasion::NotCorrected { question, answer, said, fits, hint };
    ask(by, Stage::ORDER, occasion, Values::default())
}

fn leaving(by: &Voices, refresh: Option<String>) -> Notice {
    let values = Values { terms: Some("t".repeat(TERMS_LIMIT)), ..Values::default() };
    ask(by, Stage::TERMS, Occasion::Leaving { refresh, words: true }, values)
}

#[test]
fn the_longest_of_everything_else_fits() {
    let user = Id::new(u64::MAX);
    for language in Tongue::WRITTEN {
        let by = voices(language, language);
        for notice_of in [
            ask(&by, Stage::ORDER, Occasion::Opened { customer: Some(user) }, Values::default()),
            ask(&by, Stage::ORDER, Occasion::StartedOver, Values::default()),
            ask(&by, Stage::TERMS, Occasion::Answered, Values::default()),
            ask(&by, Stage::TERMS, Occasion::Declined, Values::default()),
            ask(&by, Stage::TERMS, Occasion::Overtaken, Values::default()),
            ask(&by, Stage::TERMS, Occasion::Reminded { customer: Some(user) }, Values::default()),
            ask(
                &by,
                Stage::ORDER,
                Occasion::TooFew { answer: "\\".repeat(300).into(), left: 9 },
                Values::default(),
            ),
            not_corrected(&by, None),
            not_corrected(&by, Some("h".repeat(1_000))),
            leaving(&by, None),
            leaving(&by, Some("refresh".repeat(300))),
            awaited(&by, true, None),
            awaited(&by, false, Some("refresh".repeat(300))),
            awaited(&by, false, None),
            Notice::Claimed { by: Some(user) },
            Notice::Claimed { by: None },
            Notice::Closed { by: user },
            Notice::CustomerLeft { customer: user },
            Notice::Remarked { remark: Remark::QuestionOver },
            Notice::Remarked { remark: Remark::WithStaff { refresh: None } },
            Notice::Remarked { remark: Remark::WithStaff { refresh: Some("w".repeat(300)) } },
            Notice::Remarked { remark: Remark::RewrittenTooLate },
        ] {
            let words = notice(EFFECT, &by, &notice_of);
            check(&words);
            let footer = words.embeds[0].footer.as_ref().map(|it| it.text.clone());
            assert_eq!(footer, Some(EFFECT.reference()), "by which it is found again");
        }
        let choice = "\\".repeat(300);
        let taken = [Taken::Answer(Answer::Yes), Taken::Answer(Answer::No), Taken::Neither];
        for answer in taken.into_iter().chain([Taken::Choice(choice)]) {
            let words = answered(&by.customer, &Answered::Taken { answer, by: user }, None);
            check(&words);
            assert!(
                words.keeps_embeds && words.components.is_empty(),
                "its buttons go, its text stays"
            );
        }
    }
}

#[test]
fn the_question_is_never_cut_off() {
    let name = || "\\".repeat(100);
    let many = |count| std::iter::repeat_with(name).take(count).collect::<Vec<_>>();
    let line = |(name, id): (String, u16)| LineView {
        id: LineId(id),
        name,
        quantity: 999,
        options: vec![],
        unit: None,
        total: None,
    };
    let lines = many(200).into_iter().zip(0..).map(line).collect();
    let order = OrderView { lines, over: over(4), ..OrderView::default() };
    let misread = Misread {
        unknown: many(50),
        near: many(40),
        capped: many(40).into_iter().map(|it| (it, 999)).collect(),
        dropped: many(40),
        short: many(40).into_iter().map(|it| (it, 0)).collect(),
        ..Misread::default()
    };
    for language in Tongue::WRITTEN {
        let by = voices(language, language);
        let words = card_of(&by, order.clone(), misread.clone());
        check(&words);
        let text = text(&words);
        assert!(text.ends_with(&ending(&by, &order)), "{text}");
    }
}
