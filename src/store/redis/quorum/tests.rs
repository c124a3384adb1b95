//! What is enough, and for how long others are waited for.

use super::*;

const KEPT: Verdict = Verdict::Kept(Word::Nothing);

fn round(quorum: &Quorum, have: u8, connected: u32) -> Round<'static> {
    let wanted = quorum.wanted(at(0));
    let have = have.min(wanted);
    Round {
        before: "a",
        after: "a",
        canary_is_ours: true,
        wanted,
        have,
        connected,
        online: connected,
    }
}

fn at(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

/// It falls short each second of these.
fn is_short(quorum: &mut Quorum, seconds: std::ops::Range<u64>, (have, connected): (u8, u32)) {
    for second in seconds {
        let round = round(quorum, have, connected);
        assert_eq!(quorum.judge(at(second), &round), Verdict::Short, "at {second}");
    }
}

#[test]
fn who_has_never_had_a_replica_waits_for_none() {
    let mut quorum = Quorum::new(Replicas::Auto, "a", (0, 0), Former::Nobody, None);
    assert_eq!(quorum.wanted(at(0)), 0);
    assert_eq!(quorum.judge(at(0), &round(&quorum, 0, 0)), KEPT);
    assert_eq!(quorum.judge(at(1), &round(&quorum, 0, 1)), Verdict::Kept(Word::Joined));
    assert_eq!(quorum.wanted(at(0)), 1);
    assert_eq!(quorum.judge(at(2), &round(&quorum, 0, 1)), Verdict::Short);
}

#[test]
fn the_only_replica_is_waited_for_until_it_can_be_back_and_for_as_long_as_it_reads_the_data() {
    let mut quorum = Quorum::new(Replicas::Auto, "a", (1, 0), Former::Nobody, None);
    assert_eq!(quorum.judge(at(0), &round(&quorum, 1, 1)), KEPT);
    is_short(&mut quorum, 1..16, (0, 0));
    is_short(&mut quorum, 16..60, (0, 1));
    assert_eq!(quorum.judge(at(60), &round(&quorum, 0, 0)), Verdict::Kept(Word::Alone));
    assert_eq!(quorum.wanted(at(0)), 0);
}

#[test]
fn one_that_was_never_seen_is_waited_for_less() {
    let mut quorum = Quorum::new(Replicas::Auto, "a", (0, 0), Former::Nobody, Some(NEVER_SEEN));
    is_short(&mut quorum, 0..5, (0, 0));
    assert_eq!(quorum.judge(at(5), &round(&quorum, 0, 0)), Verdict::Kept(Word::Alone));
}

#[test]
fn one_of_two_that_lags_is_waited_for_and_then_not_counted_on_until_another_is_connected() {
    let mut quorum = Quorum::new(Replicas::Auto, "a", (2, 0), Former::Nobody, None);
    assert_eq!(quorum.wanted(at(0)), 2);
    assert_eq!(quorum.judge(at(0), &round(&quorum, 1, 2)), Verdict::Short);
    assert_eq!(quorum.judge(at(3), &round(&quorum, 2, 2)), KEPT);
    is_short(&mut quorum, 4..9, (1, 1));
    assert_eq!(quorum.judge(at(9), &round(&quorum, 1, 1)), Verdict::Kept(Word::Fewer(1)));
    assert_eq!(quorum.wanted(at(0)), 1);
    assert_eq!(quorum.judge(at(10), &round(&quorum, 1, 2)), Verdict::Short, "it has joined");
    assert_eq!(quorum.wanted(at(0)), 2);
    assert_eq!(quorum.judge(at(11), &round(&quorum, 2, 2)), KEPT);
}

#[test]
fn one_that_reads_the_data_is_not_counted_on() {
    let mut quorum = Quorum::new(Replicas::Auto, "a", (1, 0), Former::Nobody, None);
    let reads = Round { online: 1, ..round(&quorum, 1, 2) };
    assert_eq!(quorum.judge(at(0), &reads), KEPT);
    assert_eq!(quorum.wanted(at(1)), 1);
    assert_eq!(quorum.judge(at(1), &round(&quorum, 1, 2)), Verdict::Short, "it has read it");
}

#[test]
fn a_new_history_counts_on_those_that_must_be_there() {
    let two = Quorum::new(Replicas::Auto, "a", (2, 0), Former::Nobody, None);
    let new =
        |known, former| Quorum::new(Replicas::Auto, "b", (1, known), former, None).wanted(at(0));
    assert_eq!(new(0, Former::Itself(&two)), 2, "the other may take its place just now");
    assert_eq!(new(3, Former::Itself(&two)), 3);
    assert_eq!(new(2, Former::Another(&two)), 1, "the old primary is gone");
    assert_eq!(new(2, Former::Nobody), 2);
    assert_eq!(new(0, Former::Nobody), 1);
}

#[test]
fn a_server_that_was_silent_needs_all_that_are_known() {
    let two = Quorum::new(Replicas::Auto, "a", (2, 2), Former::Nobody, None);
    let mut quorum = Quorum::new(Replicas::Auto, "a", (1, 2), Former::Another(&two), None);
    let half = |number: u32| Duration::from_millis(500) * number;
    for number in 0..9 {
        assert_eq!(quorum.judge(half(number), &round(&quorum, 1, 1)), KEPT);
    }
    assert_eq!(quorum.judge(half(11), &round(&quorum, 1, 1)), Verdict::Short);
    assert_eq!(quorum.wanted(half(11)), 2);
    assert_eq!(quorum.judge(half(12), &round(&quorum, 2, 2)), KEPT);
}

#[test]
fn one_that_is_connected_and_stuck_is_waited_for_once() {
    let mut quorum = Quorum::new(Replicas::Auto, "a", (2, 0), Former::Nobody, None);
    is_short(&mut quorum, 0..5, (1, 2));
    assert_eq!(quorum.judge(at(5), &round(&quorum, 1, 2)), Verdict::Kept(Word::Fewer(1)));
    assert_eq!(quorum.wanted(at(5)), 1);
    assert_eq!(quorum.judge(at(5), &round(&quorum, 1, 2)), KEPT);
    assert_eq!(quorum.wanted(at(6)), 2, "it is asked again");
    let all = |have| Round { wanted: 2, have, ..round(&quorum, 1, 2) };
    let (stuck, caught_up) = (all(1), all(2));
    assert_eq!(quorum.judge(at(6), &stuck), KEPT, "and not waited for");
    assert_eq!((quorum.wanted(at(6)), quorum.wanted(at(7))), (1, 2));
    assert_eq!(quorum.judge(at(7), &caught_up), KEPT);
    assert_eq!(quorum.wanted(at(7)), 2);
    assert_eq!(quorum.judge(at(8), &round(&quorum, 1, 2)), Verdict::Short);
}

#[test]
fn a_new_link_counts_on_those_that_the_last_one_did() {
    let mut quorum = Quorum::new(Replicas::Auto, "a", (2, 0), Former::Nobody, None);
    is_short(&mut quorum, 0..5, (1, 1));
    quorum.resume(1, 0);
    assert_eq!(quorum.wanted(at(5)), 2);
    is_short(&mut quorum, 5..10, (1, 1));
}

#[test]
fn whoever_was_stopped_for_a_while_has_not_seen_them_fall_short() {
    let mut quorum = Quorum::new(Replicas::Auto, "a", (1, 0), Former::Nobody, None);
    is_short(&mut quorum, 0..3, (0, 0));
    is_short(&mut quorum, 60..75, (0, 0));
    assert_eq!(quorum.judge(at(75), &round(&quorum, 0, 0)), Verdict::Kept(Word::Alone));
}

#[test]
fn a_number_is_insisted_on_and_no_replica_of_another_history_counts() {
    let mut quorum = Quorum::new(Replicas::Exactly(2), "a", (1, 0), Former::Nobody, None);
    is_short(&mut quorum, 0..900, (1, 0));
    let other = Round { after: "b", ..round(&quorum, 2, 2) };
    assert_eq!(quorum.judge(at(901), &other), Verdict::Replaced);
    let other = Round { before: "b", ..round(&quorum, 2, 2) };
    assert_eq!(quorum.judge(at(901), &other), Verdict::Replaced);
    let older = Round { canary_is_ours: false, ..round(&quorum, 2, 2) };
    assert_eq!(quorum.judge(at(902), &older), Verdict::SetBack);
    assert_eq!(quorum.judge(at(903), &round(&quorum, 2, 2)), KEPT);
}
