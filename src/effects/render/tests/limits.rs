//! Whatever people write, Discord takes the message and the question in it is still there.

use super::{
    super::{Voices, answered, notice, panel},
    measure::{buttons, called, check, text, voices},
};
use crate::{
    domain::{
        answer::Answer,
        desk::{PANEL_TEXT_LIMIT, TERMS_LIMIT},
        flow::Stage,
        ids::{EffectId, Owner, RoleId, TicketNumber},
        notice::{Answered, Misread, NotMoved, Notice, OrderView, Refusal, SetUpFault},
        permissions::Permissions,
    },
    texts::{LANGUAGES, Text},
};
use proptest::{collection::vec, option, prelude::*};
use twilight_model::id::Id;

const EFFECT: EffectId = EffectId {
    guild: Id::new(u64::MAX),
    owner: Owner::Ticket(TicketNumber(u32::MAX)),
    commit: u64::MAX,
    index: u8::MAX,
};

/// Parts of texts of someone who means no good.
const PARTS: [&str; 12] = [
    "@everyone ",
    "<@123> <@&456> <#789> <t:1:R>",
    "**__~~||`",
    "\u{202e}\u{2066}\u{200f}",
    "Z\u{335}\u{321}\u{353}\u{300}\u{301}a\u{489}",
    "\n# > - ```\n",
    "[x](https://example.com)",
    "🚗👨\u{200d}👩\u{200d}👧\u{200d}👦",
    "\u{0}\u{7}\r\n\t",
    "two of the grün ones, please ",
    "\\",
    "x\n",
];

/// Such a text of up to `limit` characters: of many parts, or of one again and again.
fn text_of(chance: &mut fastrand::Rng, limit: usize) -> String {
    let length = if chance.bool() { limit } else { chance.usize(..=limit) };
    let again = chance.bool().then(|| PARTS[chance.usize(..PARTS.len())]);
    let mut text = String::new();
    for letter in std::iter::repeat_with(|| again.unwrap_or(PARTS[chance.usize(..PARTS.len())]))
        .flat_map(str::chars)
        .take(length)
    {
        text.push(letter);
    }
    text
}

/// Built from a seed, which a failure prints: trees of values this large would take minutes.
fn seeded<T: std::fmt::Debug>(
    make: impl Fn(&mut fastrand::Rng) -> T + Clone,
) -> impl Strategy<Value = T> {
    any::<u64>().prop_map(move |seed| make(&mut fastrand::Rng::with_seed(seed)))
}

fn hostile(limit: usize) -> impl Strategy<Value = String> {
    seeded(move |chance| text_of(chance, limit))
}

fn texts(chance: &mut fastrand::Rng, most: usize, limit: usize) -> Vec<String> {
    (0..chance.usize(..=most)).map(|_| text_of(chance, limit)).collect()
}

/// Whoever speaks: customer and staff may have different languages.
fn spoken() -> impl Strategy<Value = Voices> {
    (0..LANGUAGES.len(), 0..LANGUAGES.len())
        .prop_map(|(customer, staff)| voices(LANGUAGES[customer], LANGUAGES[staff]))
}

fn order() -> impl Strategy<Value = OrderView> {
    seeded(|chance| OrderView {
        lines: texts(chance, 120, 100)
            .into_iter()
            .map(|name| (name, chance.u32(1..1_000)))
            .collect(),
        words: chance.bool().then(|| text_of(chance, 1_000)),
    })
}

fn misread() -> impl Strategy<Value = Misread> {
    seeded(|chance| Misread {
        unknown: texts(chance, 30, 2_000),
        unclear: (0..chance.usize(..40)).map(|_| texts(chance, 40, 100)).collect(),
        near: texts(chance, 40, 100),
        capped: texts(chance, 40, 100),
    })
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
    fn an_order_is_shown_with_its_question(by in spoken(), order in order(), misread in misread(), turn: u32) {
        let words = notice(EFFECT, &by, &Notice::OrderRead { order, misread, turn });
        check(&words);
        prop_assert!(text(&words).contains(&by.customer.say(Text::OrderQuestion)));
        let labels: Vec<_> = buttons(&words).iter().filter_map(|it| it.label.clone()).collect();
        let expected = [Text::Yes, Text::No, Text::CloseTicket].map(|it| by.customer.say(it));
        prop_assert_eq!(labels, expected);
        prop_assert_eq!(called(&words), (vec![], vec![]));
    }

    #[test]
    fn what_was_not_read_is_shown_with_what_to_do(by in spoken(), misread in misread()) {
        let words = notice(EFFECT, &by, &Notice::NothingRead { misread });
        check(&words);
        let said = by.customer.say(Text::NothingReadText { misread: "" });
        prop_assert!(text(&words).ends_with(said.lines().last().unwrap_or_default()));
    }

    #[test]
    fn a_complete_request_calls_its_customer_and_staff_and_nobody_else(
        by in spoken(), order in order(), customer in option::of(1u64..=u64::MAX), staff in roles()
    ) {
        let expected = (customer.into_iter().collect::<Vec<_>>(), numbers(&staff));
        let customer = customer.map(Id::new);
        let words = notice(EFFECT, &by, &Notice::Placed { order, customer, staff });
        check(&words);
        prop_assert_eq!(called(&words), expected);
        prop_assert!(text(&words).ends_with(&by.customer.say(Text::PlacedText)));
    }

    #[test]
    fn the_longest_terms_are_shown_with_their_question(by in spoken(), terms in hostile(TERMS_LIMIT), turn: u32) {
        prop_assume!(terms.encode_utf16().count() <= TERMS_LIMIT);
        let words = notice(EFFECT, &by, &Notice::TermsAsked { terms: Some(terms), turn });
        check(&words);
        prop_assert!(text(&words).ends_with(&by.customer.say(Text::TermsQuestion)));
    }

    #[test]
    fn any_panel_has_its_button(by in spoken(), words in option::of(hostile(PANEL_TEXT_LIMIT))) {
        let words = panel(&by.staff, words.as_deref());
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
        let words = answered(&by.customer, &Answered::Refused(Refusal::DocumentFaults { faults }));
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
        check(&answered(&by.customer, &Answered::Refused(Refusal::SetUpFaults { faults })));
    }
}

#[test]
fn the_longest_of_everything_else_fits() {
    let user = Id::new(u64::MAX);
    let turn = u32::MAX;
    for language in LANGUAGES {
        let by = voices(language, language);
        for notice_of in [
            Notice::Welcome { customer: Some(user), again: false },
            Notice::Welcome { customer: None, again: true },
            Notice::TermsAsked { terms: None, turn },
            Notice::TermsDeclined { turn },
            Notice::AnswerAwaited { turn, stage: Stage::TERMS, refresh: true },
            Notice::Closed { by: user },
            Notice::CustomerLeft { customer: user },
        ] {
            let words = notice(EFFECT, &by, &notice_of);
            check(&words);
            let footer = words.embeds[0].footer.as_ref().map(|it| it.text.clone());
            assert_eq!(footer, Some(EFFECT.reference()), "by which it is found again");
        }
        for answer in [Answer::Yes, Answer::No] {
            let words = answered(&by.customer, &Answered::Taken { answer, by: user });
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
    let order =
        OrderView { lines: many(200).into_iter().map(|it| (it, 999)).collect(), words: None };
    let misread =
        Misread { unknown: many(50), unclear: vec![many(40); 3], near: many(40), capped: many(40) };
    for language in LANGUAGES {
        let by = voices(language, language);
        let (order, misread) = (order.clone(), misread.clone());
        let words = notice(EFFECT, &by, &Notice::OrderRead { order, misread, turn: 1 });
        check(&words);
        let text = text(&words);
        assert!(text.ends_with(&by.customer.say(Text::OrderQuestion)), "{text}");
    }
}
