//! The first confirmation has it, and nothing is sold twice: by example and against a list of all
//! that happened.

use proptest::prelude::*;

use super::*;

const NOW: Timestamp = Timestamp(1_000);
const LATER: Timestamp = Timestamp(2_000);

fn id(number: usize) -> ProductId {
    ProductId::new(format!("p-{number}")).unwrap()
}

/// A shop with one product for each stock.
fn shop(stocks: &[Option<u32>]) -> Catalogue {
    let product = |(number, stock): (usize, &Option<u32>)| Product {
        stock: *stock,
        ..Product::named(id(number), format!("thing {number}"))
    };
    Catalogue::new(stocks.iter().enumerate().map(product).collect()).unwrap()
}

fn ticket(number: u32) -> TicketNumber {
    TicketNumber(number)
}

/// How many a ticket that holds nothing can have.
fn left(ledger: &Ledger, shop: &Catalogue, product: usize, now: Timestamp) -> Option<u32> {
    ledger.available(ticket(0), &shop.products()[product], now)
}

#[test]
fn the_only_one_goes_to_the_first_confirmation() {
    let shop = shop(&[Some(1)]);
    let mut ledger = Ledger::default();
    assert_eq!(left(&ledger, &shop, 0, NOW), Some(1));
    ledger.hold(ticket(1), [(&id(0), 1)], &shop, NOW, Some(LATER));
    assert_eq!(left(&ledger, &shop, 0, NOW), Some(0));
    assert_eq!(ledger.available(ticket(1), &shop.products()[0], NOW), Some(1), "its own");
    ledger.sell(ticket(2));
    assert_eq!(left(&ledger, &shop, 0, LATER), Some(1), "who holds nothing sells nothing");
    ledger.sell(ticket(1));
    ledger.sell(ticket(1));
    assert_eq!(left(&ledger, &shop, 0, LATER), Some(0), "for good");
    assert_eq!(left(&ledger, &self::shop(&[Some(2)]), 0, LATER), Some(1), "once");
}

#[test]
fn a_hold_ends_by_itself_or_by_word_or_not_at_all() {
    let shop = shop(&[Some(1)]);
    let mut ledger = Ledger::default();
    ledger.hold(ticket(1), [(&id(0), 1)], &shop, NOW, Some(LATER));
    assert_eq!(left(&ledger, &shop, 0, Timestamp(LATER.0 - 1)), Some(0));
    assert_eq!(left(&ledger, &shop, 0, LATER), Some(1));
    ledger.hold(ticket(2), [(&id(0), 1)], &shop, LATER, None);
    assert!(!ledger.holds(ticket(1)), "what is over is not kept");
    ledger.release(ticket(1));
    assert_eq!(left(&ledger, &shop, 0, Timestamp(u64::MAX)), Some(0), "it does not end");
    ledger.release(ticket(2));
    assert_eq!(ledger, Ledger::default(), "nothing is left behind");
}

#[test]
fn only_what_runs_out_is_held_and_in_place_of_what_was() {
    let shop = shop(&[Some(5), None]);
    let mut ledger = Ledger::default();
    ledger.hold(ticket(1), [(&id(0), 2), (&id(0), 1), (&id(1), 99)], &shop, NOW, Some(LATER));
    assert_eq!(left(&ledger, &shop, 0, NOW), Some(2));
    assert_eq!(left(&ledger, &shop, 1, NOW), None);
    assert!(!serde_json::to_string(&ledger).unwrap().contains("p-1"), "needs no hold");
    ledger.hold(ticket(1), [(&id(0), 5)], &shop, NOW, Some(LATER));
    assert_eq!(left(&ledger, &shop, 0, NOW), Some(0));
    ledger.hold(ticket(1), [(&id(1), 1), (&id(9), 1)], &shop, NOW, Some(LATER));
    assert_eq!(ledger, Ledger::default(), "nothing of it is counted");
}

#[test]
fn whatever_catalogues_say_meanwhile_nothing_is_sold_twice() {
    let (three, two, uncounted) = (shop(&[Some(3)]), shop(&[Some(2)]), shop(&[None]));
    let mut ledger = Ledger::default();
    ledger.hold(ticket(1), [(&id(0), 2)], &three, NOW, None);
    ledger.sell(ticket(1));
    assert_eq!((left(&ledger, &three, 0, NOW), left(&ledger, &two, 0, NOW)), (Some(1), Some(0)));
    ledger.hold(ticket(2), [(&id(0), 1)], &three, NOW, Some(LATER));
    ledger.hold(ticket(2), [(&id(0), 1)], &uncounted, NOW, None);
    ledger.hold(ticket(3), [(&id(0), 1)], &uncounted, NOW, None);
    ledger.sell(ticket(2));
    ledger.sell(ticket(3));
    assert_eq!(left(&ledger, &three, 0, NOW), Some(0), "what was held is sold, the rest uncounted");
    assert_eq!(left(&ledger, &shop(&[Some(4)]), 0, NOW), Some(1), "more are put on sale");
}

#[test]
fn somebody_counts_how_many_are_left() {
    let shop = shop(&[Some(3), None]);
    let mut ledger = Ledger::default();
    ledger.hold(ticket(1), [(&id(0), 1)], &shop, NOW, None);
    for counted in [0, 2, 40] {
        ledger.recount(&shop.products()[0], counted, NOW);
        assert_eq!(left(&ledger, &shop, 0, NOW), Some(counted));
        let stands = [(&shop.products()[0], Left { left: counted, held: 1 })];
        assert_eq!(ledger.stand(shop.products(), NOW), stands);
    }
    ledger.release(ticket(1));
    assert_eq!(left(&ledger, &shop, 0, NOW), Some(41), "it was beside what was held");
    let before = ledger.clone();
    ledger.recount(&shop.products()[1], 7, NOW);
    assert_eq!(ledger, before, "what does not run out is not counted");
}

#[test]
fn it_is_stored_whole_with_what_a_newer_version_wrote() {
    let shop = shop(&[Some(3)]);
    let mut ledger = Ledger::default();
    ledger.hold(ticket(1), [(&id(0), 1)], &shop, NOW, Some(LATER));
    ledger.hold(ticket(2), [(&id(0), 1)], &shop, NOW, None);
    ledger.sell(ticket(2));
    let mut stored = serde_json::to_value(&ledger).unwrap();
    assert_eq!(serde_json::from_value::<Ledger>(stored.clone()).unwrap(), ledger);
    stored["returns"] = 7.into();
    stored["holds"][0]["queue"] = 3.into();
    let mut read: Ledger = serde_json::from_value(stored).unwrap();
    read.hold(ticket(1), [(&id(0), 2)], &shop, NOW, None);
    let kept = serde_json::to_value(&read).unwrap();
    assert_eq!(kept["holds"][0]["queue"], 3, "it is the same hold, with more in it");
    read.release(ticket(1));
    assert_eq!(serde_json::to_value(&read).unwrap()["returns"], 7);
}

/// One thing that is done to a ledger.
#[derive(Debug, Clone)]
enum Deed {
    Hold(u32, Vec<(usize, u32)>, Option<u64>),
    Release(u32),
    Sell(u32),
    Wait(u64),
}

fn deed() -> impl Strategy<Value = Deed> {
    let lines = prop::collection::vec((0..4_usize, 0..4_u32), 0..4);
    let long = prop::option::weighted(0.7, 0..40_u64);
    prop_oneof![
        4 => (1..5_u32, lines, long).prop_map(|(who, lines, long)| Deed::Hold(who, lines, long)),
        1 => (1..5_u32).prop_map(Deed::Release),
        2 => (1..5_u32).prop_map(Deed::Sell),
        2 => (0..30_u64).prop_map(Deed::Wait),
    ]
}

/// A hold or a sale in the list of all that happened.
#[derive(Clone)]
struct Taken {
    who: u32,
    product: usize,
    count: u32,
    until: Option<u64>,
    sold: bool,
}

proptest! {
    #[test]
    fn it_is_as_a_list_of_all_that_happened_says(
        stocks in prop::collection::vec(prop::option::weighted(0.8, 0..6_u32), 3),
        deeds in prop::collection::vec(deed(), 0..40),
    ) {
        let shop = shop(&stocks);
        let mut ledger = Ledger::default();
        let mut list: Vec<Taken> = Vec::new();
        let mut now = 0;
        let in_all = |list: &[Taken], product: usize, but: u32, now: u64| {
            let stock = i64::from(stocks.get(product).copied().flatten()?);
            let counts = |it: &&Taken| {
                it.product == product && (it.sold || it.who != but && it.until.is_none_or(|end| end > now))
            };
            Some(stock - list.iter().filter(counts).map(|it| i64::from(it.count)).sum::<i64>())
        };
        for deed in deeds {
            match deed {
                Deed::Wait(by) => now += by,
                Deed::Release(who) => {
                    ledger.release(ticket(who));
                    list.retain(|it| it.who != who || it.sold);
                }
                // Whoever sells has looked whether it is still held.
                Deed::Sell(who) => {
                    list.retain(|it| it.who != who || it.sold || it.until.is_none_or(|end| end > now));
                    if !list.iter().any(|it| it.who == who && !it.sold) {
                        ledger.release(ticket(who));
                    }
                    ledger.sell(ticket(who));
                    list.iter_mut().filter(|it| it.who == who).for_each(|it| it.sold = true);
                }
                // Whoever holds has looked how many are left.
                Deed::Hold(who, lines, long) => {
                    let mut enough = true;
                    for (number, product) in shop.products().iter().enumerate() {
                        let wanted = lines.iter().filter(|it| it.0 == number);
                        let wanted: u32 = wanted.map(|it| it.1).sum();
                        let left = ledger.available(ticket(who), product, Timestamp(now));
                        prop_assert_eq!(left.map(i64::from), in_all(&list, number, who, now));
                        enough &= left.is_none_or(|left| wanted <= left);
                    }
                    if enough {
                        let until = long.map(|long| now + long);
                        let ids: Vec<_> = lines.iter().map(|it| (id(it.0), it.1)).collect();
                        let wanted = ids.iter().map(|(id, count)| (id, *count));
                        ledger.hold(ticket(who), wanted, &shop, Timestamp(now), until.map(Timestamp));
                        list.retain(|it| it.who != who || it.sold);
                        let runs_out = |it: &(usize, u32)| stocks.get(it.0).is_some_and(Option::is_some);
                        let counted = lines.into_iter().filter(runs_out);
                        list.extend(counted.map(|(product, count)| {
                            Taken { who, product, count, until, sold: false }
                        }));
                    }
                }
            }
            for (number, product) in shop.products().iter().enumerate() {
                let available = ledger.available(ticket(0), product, Timestamp(now)).map(i64::from);
                let expected = in_all(&list, number, 0, now);
                prop_assert_eq!(available, expected, "product {} at {}", number, now);
                prop_assert!(expected.is_none_or(|left| left >= 0), "sold twice");
            }
        }
    }
}
