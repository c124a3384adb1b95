//! Places and questions, by the clock of the test.

use super::*;
use crate::clock;

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

const NOBODY: Wants = Wants { people: 0, others: 0, may_probe: false, lots: vec![] };

fn given(places: &[Duration]) -> AllowanceAnswer {
    AllowanceAnswer { places: places.to_vec(), workers: 4, ..AllowanceAnswer::default() }
}

/// One that has asked at `now` and was given these places.
fn holding(places: &[Duration], now: Instant) -> Share {
    let mut share = Share::default();
    let ask = share.ask(&NOBODY, now);
    share.granted(&ask, &given(places), now);
    share
}

#[test]
fn a_place_is_used_at_its_time_and_not_long_after() {
    let now = clock::instant();
    let mut share = holding(&[ms(88), ms(10)], now);
    assert_eq!(share.next(now), Some(now + ms(10)));
    assert_eq!(share.next(now + ms(30)), Some(now + ms(30)));
    assert_eq!(share.next(now + ms(40)), Some(now + ms(88)), "the first one is over");
    share.take();
    assert_eq!(share.next(now + ms(40)), None);
}

#[test]
fn a_person_asks_when_no_place_is_near_and_others_when_few_are_left() {
    let now = clock::instant();
    let mut share = holding(&[ms(60), ms(148), ms(236)], now);
    let later = now + ms(20);
    let person = Wants { people: 1, ..NOBODY };
    let others = Wants { others: 50, ..NOBODY };
    assert_eq!(share.due(&person, later), now + BEAT, "it has a place soon");
    assert_eq!(share.due(&others, later), now + BEAT, "there are enough");
    assert_eq!(share.due(&Wants { people: 2, ..NOBODY }, later), now + SOON, "the second has not");
    share.take();
    share.take();
    assert_eq!(share.due(&others, later), later);
    assert_eq!(share.ask(&others, later).others, 49);
    assert_eq!(share.due(&person, later + ms(20)), later + LEAST.max(SOON));
}

#[test]
fn a_question_in_vain_is_not_asked_again_at_once() {
    let now = clock::instant();
    let mut share = holding(&[], now);
    let others = Wants { others: 5, ..NOBODY };
    assert_eq!(share.due(&others, now), now);
    let ask = share.ask(&others, now);
    share.granted(&ask, &given(&[]), now);
    assert_eq!(share.due(&others, now), now + SOON);
}

#[test]
fn what_was_told_to_nobody_is_told_again() {
    let now = clock::instant();
    let mut share = holding(&[ms(500)], now);
    share.news().invalid = 3;
    share.news().pause_until = Some(now + ms(900));
    assert_eq!(share.due(&NOBODY, now), now, "a pause is told at once");
    let ask = share.ask(&NOBODY, now);
    assert_eq!((ask.invalid, ask.pause), (3, Some(ms(900))));
    share.news().invalid = 1;
    share.failed(&ask, now);
    assert!(share.is_away());
    assert_eq!(share.next(now), None, "its places are given up");
    assert_eq!(share.without_asking(), 10);
    assert_eq!(share.due(&Wants { people: 9, ..NOBODY }, now), now + AGAIN);
    let again = share.ask(&NOBODY, now + AGAIN);
    assert_eq!((again.invalid, again.pause), (4, Some(ms(400))));
    share.granted(&again, &given(&[]), now + AGAIN);
    assert!(!share.is_away());
    assert_eq!(share.ask(&NOBODY, now + BEAT).invalid, 0, "told once");
}
