//! Tests of rehearsals.

use super::*;
use crate::domain::{
    answer::Answer,
    card::CardStanding,
    control::{CardPart, Press, Touch},
    desk::Settings,
    flow::{Flow, Stage},
    ids::RoleId,
    notice::{Answers, Notice, Taken},
    permissions::Permissions,
    recognise::Index,
    shelf::Stock,
};
use std::sync::Arc;

const NOW: Timestamp = Timestamp(1_764_000_000_000);
const STAFF: RoleId = Id::new(21);

fn begun(flow: &str, roles: &[RoleId]) -> (Rehearsal, Vec<Shown>) {
    let catalogue = serde_json::json!([
        {"id": "adder", "name": "Adder", "price": 1000},
        {"id": "turismo-r", "name": "Turismo R", "price": 500},
        {"id": "turismo-classic", "name": "Turismo Classic", "price": 700}
    ]);
    let catalogue = serde_json::from_value(catalogue).unwrap();
    let stock = Some(Arc::new(Stock { index: Index::new(&catalogue), catalogue }));
    let flow: Arc<Flow> = match flow {
        "" => Arc::clone(Flow::built_in()),
        json => Arc::new(serde_json::from_str(json).unwrap()),
    };
    let settings = Some(Settings { staff: vec![STAFF], ..Settings::default() });
    let desk = Desk { settings, catalogue: 1, terms: 1, ..Desk::default() };
    let shelf = Shelf { flow, stock, terms: Some("Pay within a day.".into()) };
    let roles = roles.to_vec();
    let customer = Actor { user: Id::new(11), roles, permissions: Permissions::NONE };
    Rehearsal::begin(desk, shelf, None, (customer, Language::ENGLISH), NOW)
}

fn write(rehearsal: &mut Rehearsal, text: &str) -> Vec<Shown> {
    rehearsal.act(&Act::Write { text, files: &[] }, NOW)
}

fn press(rehearsal: &mut Rehearsal, on: MessageId, control: &Control) -> Vec<Shown> {
    rehearsal.act(&Act::Press { on, control, value: None }, NOW)
}

/// A part of the question that waits.
fn question(rehearsal: &Rehearsal, part: Part) -> Control {
    Control::Question { ticket: NUMBER, turn: rehearsal.ticket().turn, part }
}

fn yes(rehearsal: &Rehearsal) -> Control {
    question(rehearsal, Part::Press(Press::Answer(Answer::Yes)))
}

/// The message that is shown, or changed, first.
fn first(shown: &[Shown]) -> MessageId {
    shown.iter().find_map(|it| it.on).unwrap()
}

fn stage(rehearsal: &Rehearsal) -> Option<u16> {
    rehearsal.step().map(|step| step.number.0)
}

fn refusal(shown: &[Shown]) -> &Refusal {
    match shown {
        [Shown { on: None, what: What::Told { answer: Answered::Refused(refusal), .. } }] => {
            refusal
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_conversation_goes_its_whole_way() {
    let (mut it, shown) = begun("", &[]);
    let [Shown { what: What::Said { notice: Notice::Asked(ask), .. }, .. }] = &*shown else {
        panic!("{shown:?}")
    };
    assert_eq!((stage(&it), &ask.answers), (Some(0), &Answers::Words));

    let shown = write(&mut it, "2 addr and a turismo");
    let [Shown { on: Some(on), what: What::Said { notice, .. } }] = &*shown else {
        panic!("{shown:?}")
    };
    let Notice::WhichAsked(asked) = notice else { panic!("{notice:?}") };
    let names: Vec<_> = asked.choices.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["Turismo R", "Turismo Classic"]);
    let second = question(&it, Part::Press(Press::Nth(1)));
    assert!(it.takes(&second));
    let shown = press(&mut it, *on, &second);
    assert!(!it.takes(&second), "that question is over");
    let [marked, Shown { on: Some(card), what: What::Card { view, is_new: true, .. } }] = &*shown
    else {
        panic!("{shown:?}")
    };
    assert_eq!(marked.on, Some(*on), "the question that was pressed on shows the answer");
    let What::Told { answer: Answered::Taken { answer, .. }, .. } = &marked.what else {
        panic!("{marked:?}")
    };
    assert_eq!(answer, &Taken::Choice("Turismo Classic".to_owned()));
    assert!(matches!(&view.standing, CardStanding::Draft { question: Some(_), .. }));
    assert_eq!(stage(&it), Some(5));

    let confirm = yes(&it);
    let shown = press(&mut it, *card, &confirm);
    assert_eq!(stage(&it), Some(20));
    let edited = shown.iter().find(|it| matches!(it.what, What::Card { .. })).unwrap();
    assert_eq!(edited.on, Some(*card), "the card is edited where it stands");
    assert!(matches!(edited.what, What::Card { is_new: false, .. }));

    let shown = write(&mut it, "ok");
    assert_eq!(stage(&it), None);
    assert!(matches!(it.ticket().state, State::Placed { at: NOW, .. }), "{:?}", it.ticket().state);
    assert_eq!(it.ticket().accepted.as_ref().map(|it| it.at), Some(NOW));
    let placed = shown.iter().find_map(|it| match &it.what {
        What::Said { notice: Notice::Placed(placed), .. } => Some(placed),
        _ => None,
    });
    assert_eq!(placed.unwrap().staff, [STAFF]);
}

#[test]
fn a_menu_and_the_card_answer_as_in_discord() {
    let (mut it, _) = begun("", &[]);
    let shown = write(&mut it, "2 adder and a turismo r");
    let card = first(&shown);
    let menu = Control::Card { ticket: NUMBER, part: CardPart::Menu };
    let line = it.ticket().order.lines[1].id;
    let value = Some(line.0.to_string());
    it.act(&Act::Press { on: card, control: &menu, value: value.as_deref() }, NOW);
    assert_eq!(it.ticket().order.picked, Some(line));
    let more = Control::Card { ticket: NUMBER, part: CardPart::Touch(Touch::More(line)) };
    let shown = press(&mut it, card, &more);
    assert_eq!(it.ticket().order.lines[1].quantity, 2);
    assert!(matches!(&*shown, [Shown { what: What::Card { is_new: false, .. }, .. }]), "{shown:?}");
    let shown = press(&mut it, card, &menu);
    assert_eq!(refusal(&shown), &Refusal::Unknown, "an entry that is none");
}

#[test]
fn a_form_is_opened_and_filled_in_and_a_message_rewritten() {
    let (mut it, shown) = begun("", &[]);
    assert_eq!(it.act(&Act::Rewrite { text: "3 adder" }, NOW), [], "there is none yet");
    let open = question(&it, Part::Write);
    let shown = press(&mut it, first(&shown), &open);
    let [Shown { what: What::FormOpened { turn, .. }, .. }] = *shown else { panic!("{shown:?}") };
    it.act(&Act::FillIn { turn, text: "2 adder" }, NOW);
    assert_eq!((stage(&it), it.ticket().order.lines[0].quantity), (Some(5), 2));
    let shown = it.act(&Act::FillIn { turn, text: "no" }, NOW);
    assert_eq!(refusal(&shown), &Refusal::WrittenTooLate { text: "no".to_owned() });
    write(&mut it, "make it 3");
    it.act(&Act::Rewrite { text: "make it 4" }, NOW);
    assert_eq!(it.ticket().order.lines[0].quantity, 4);
}

#[test]
fn it_is_closed_only_for_real() {
    let (mut it, shown) = begun("", &[]);
    let on = first(&shown);
    let shown = press(&mut it, on, &Control::Close { ticket: NUMBER });
    let [Shown { on: Some(asked), what: What::CloseAsked { ticket: NUMBER, .. } }] = *shown else {
        panic!("{shown:?}")
    };
    let shown = press(&mut it, asked, &Control::KeepOpen);
    assert!(matches!(*shown, [Shown { on: Some(on), what: What::KeptOpen { .. } }] if on == asked));
    assert_eq!(stage(&it), Some(0));
    let shown = press(&mut it, asked, &Control::CloseForReal { ticket: NUMBER });
    assert!(matches!(it.ticket().state, State::Closed { .. }));
    let told = |shown: &Shown| match &shown.what {
        What::Told { answer, .. } => *answer == Answered::TicketClosed,
        What::Said { notice, .. } => matches!(notice, Notice::Closed { .. }),
        _ => false,
    };
    assert!(shown.len() == 2 && shown.iter().all(told), "{shown:?}");
    assert!(!it.takes(&Control::Close { ticket: NUMBER }));
    assert_eq!(write(&mut it, "2 adder"), [], "nobody hears it any more");
}

#[test]
fn staff_have_what_is_theirs() {
    let claim = Control::Card { ticket: NUMBER, part: CardPart::Touch(Touch::Claim) };
    for (roles, handles) in [(&[][..], false), (&[STAFF][..], true)] {
        let (mut it, _) = begun("", roles);
        let shown = write(&mut it, "an adder");
        let card = first(&shown);
        write(&mut it, "yes");
        write(&mut it, "yes");
        let shown = press(&mut it, card, &claim);
        assert_eq!(it.ticket().handler.is_some(), handles);
        if !handles {
            assert_eq!(refusal(&shown), &Refusal::NotStaff);
        }
    }
}

#[test]
fn what_is_said_has_its_time_and_its_own_id() {
    let flow = r#"{"name": "Days", "stages": [
        {"number": 1, "prompt": "When?", "expect": "date", "earliest": 1, "latest": 1, "then": 2},
        {"number": 2, "prompt": "Well?", "expect": "yes_no", "yes": "close", "no": "stay"}]}"#;
    let (mut it, shown) = begun(flow, &[]);
    assert_eq!(it.ticket().standing().stage, Stage(1));
    let mut seen = vec![first(&shown)];
    seen.extend(write(&mut it, "24.11.2025").iter().filter_map(|it| it.on));
    assert_eq!(stage(&it), Some(1), "that is today");
    seen.extend(write(&mut it, "25.11.2025").iter().filter_map(|it| it.on));
    assert_eq!(stage(&it), Some(2));
    assert!(seen.len() == 3 && seen.is_sorted() && seen[0] != seen[1] && seen[1] != seen[2]);
    let say_yes = yes(&it);
    press(&mut it, seen[2], &say_yes);
    assert!(matches!(it.ticket().state, State::Closed { .. }), "a flow can end so too");
}

#[test]
fn a_reminder_is_told_ahead_and_changes_nothing() {
    let flow = r#"{"name": "Slow", "stages": [{"number": 1, "prompt": "Well?", "expect": "yes_no",
        "yes": "done", "no": "done", "remind": {"after": "10m", "text": "Still there?"}}]}"#;
    let (it, _) = begun(flow, &[]);
    let before = it.ticket().clone();
    let shown = it.reminder();
    let [Shown { what: What::Said { notice: Notice::Asked(ask), .. }, .. }] = &*shown else {
        panic!("{shown:?}")
    };
    assert_eq!(ask.prompt.as_ref().map(|it| it.text.to_string()).as_deref(), Some("Still there?"));
    assert_eq!((it.ticket(), it.reminder()), (&before, shown.clone()));
    assert_eq!(begun("", &[]).0.reminder(), [], "there a stage reminds of nothing");
}
