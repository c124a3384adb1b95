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

#[test]
fn the_only_one_goes_to_the_first_confirmation() {
    let shop = shop(&[Some(1)]);
    let (only, one) = (&id(0), &shop.products()[0]);
    let mut ledger = Ledger::default();
    assert_eq!(ledger.available(one, NOW), Some(1));
    assert_eq!(ledger.hold(ticket(1), [(only, 1)], &shop, NOW, LATER), Ok(()));
    assert_eq!(ledger.available(one, NOW), Some(0));
    let shortage = Shortage { product: only.clone(), wanted: 1, available: 0 };
    let second = ledger.hold(ticket(2), [(only, 1)], &shop, NOW, LATER);
    assert_eq!(second, Err(vec![shortage]));
    assert_eq!(ledger.sell(ticket(2), NOW), Err(NoHold));
    assert_eq!(ledger.sell(ticket(1), NOW), Ok(()));
    assert_eq!(ledger.sell(ticket(1), NOW), Err(NoHold), "once only");
    assert_eq!(ledger.available(one, LATER), Some(0), "sold for good");
}

#[test]
fn a_hold_ends_by_itself_and_by_word() {
    let shop = shop(&[Some(1)]);
    let (only, one) = (&id(0), &shop.products()[0]);
    let mut ledger = Ledger::default();
    ledger.hold(ticket(1), [(only, 1)], &shop, NOW, LATER).unwrap();
    assert_eq!(ledger.next_end(), Some((LATER, ticket(1))));
    let just_before = Timestamp(LATER.0 - 1);
    assert_eq!(ledger.available(one, just_before), Some(0));
    assert_eq!(ledger.available(one, LATER), Some(1));
    assert_eq!(ledger.clone().sell(ticket(1), LATER), Err(NoHold), "it is over");
    let until = Timestamp(3_000);
    assert_eq!(ledger.hold(ticket(2), [(only, 1)], &shop, LATER, until), Ok(()));
    ledger.release(ticket(1));
    assert_eq!(ledger.available(one, LATER), Some(0), "that was not the one who has it");
    ledger.release(ticket(2));
    assert_eq!(ledger.available(one, LATER), Some(1));
    assert_eq!(ledger, Ledger::default(), "nothing is left behind");
}

#[test]
fn all_lines_are_held_or_none() {
    let shop = shop(&[Some(5), Some(2), None]);
    let (a, b, c) = (&id(0), &id(1), &id(2));
    let mut ledger = Ledger::default();
    ledger.hold(ticket(1), [(a, 2)], &shop, NOW, LATER).unwrap();
    let before = ledger.clone();
    let refused = ledger.hold(ticket(1), [(a, 3), (b, 3), (c, 999), (a, 3)], &shop, NOW, LATER);
    let short = |product: &ProductId, wanted, available| Shortage {
        product: product.clone(),
        wanted,
        available,
    };
    assert_eq!(refused, Err(vec![short(a, 6, 5), short(b, 3, 2)]));
    assert_eq!(ledger, before, "what was held stays");
    assert_eq!(
        ledger.hold(ticket(1), [(a, 5), (c, 999)], &shop, NOW, LATER),
        Ok(()),
        "in its place"
    );
    assert_eq!(ledger.available(&shop.products()[0], NOW), Some(0));
    assert_eq!(ledger.available(&shop.products()[2], NOW), None, "does not run out");
    assert!(!serde_json::to_string(&ledger).unwrap().contains("p-2"), "needs no hold");
    let gone = id(9);
    assert_eq!(ledger.hold(ticket(2), [(&gone, 1)], &shop, NOW, LATER), Ok(()));
}

#[test]
fn fewer_than_are_gone_is_none_left() {
    let (three, one) = (shop(&[Some(3)]), shop(&[Some(1)]));
    let mut ledger = Ledger::default();
    ledger.hold(ticket(1), [(&id(0), 3)], &three, NOW, LATER).unwrap();
    ledger.sell(ticket(1), NOW).unwrap();
    assert_eq!(ledger.available(&one.products()[0], NOW), Some(0));
    let stored = serde_json::to_string(&ledger).unwrap();
    assert_eq!(serde_json::from_str::<Ledger>(&stored).unwrap(), ledger);
}

/// One thing that is done to a ledger.
#[derive(Debug, Clone)]
enum Deed {
    Hold(u32, Vec<(usize, u32)>, u64),
    Release(u32),
    Sell(u32),
    Wait(u64),
}

fn deed() -> impl Strategy<Value = Deed> {
    let lines = prop::collection::vec((0..4_usize, 0..4_u32), 0..4);
    prop_oneof![
        4 => (1..5_u32, lines, 0..40_u64).prop_map(|(who, lines, long)| Deed::Hold(who, lines, long)),
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
    /// `None` once sold.
    until: Option<u64>,
}

proptest! {
    #[test]
    fn it_is_as_a_list_of_all_that_happened_says(
        stocks in prop::collection::vec(prop::option::weighted(0.8, 0..6_u32), 3),
        deeds in prop::collection::vec(deed(), 0..40),
    ) {
        let shop = shop(&stocks);
        let mut ledger = Ledger::default();
        // The model keeps what is over, and every hold of a ticket but its last is released.
        let mut list: Vec<Taken> = Vec::new();
        let mut now = 0;
        let counts = |it: &Taken, now: u64| it.until.is_none_or(|until| until > now);
        let left = |list: &[Taken], product: usize, but: u32, now: u64| {
            let stock = stocks.get(product).copied().flatten()?;
            let gone = list.iter().filter(|it| it.product == product && counts(it, now));
            let gone = gone.filter(|it| it.until.is_none() || it.who != but);
            Some(i64::from(stock) - gone.map(|it| i64::from(it.count)).sum::<i64>())
        };
        // Also a hold of nothing is one that can be sold.
        let mut holders: Vec<(u32, u64)> = Vec::new();
        for deed in deeds {
            match deed {
                Deed::Wait(by) => now += by,
                Deed::Release(who) => {
                    ledger.release(ticket(who));
                    list.retain(|it| it.who != who || it.until.is_none());
                    holders.retain(|(holder, _)| *holder != who);
                }
                Deed::Sell(who) => {
                    let holds = holders.iter().any(|(holder, until)| *holder == who && *until > now);
                    prop_assert_eq!(ledger.sell(ticket(who), Timestamp(now)).is_ok(), holds);
                    list.retain(|it| it.who != who || counts(it, now));
                    list.iter_mut().filter(|it| it.who == who).for_each(|it| it.until = None);
                    holders.retain(|(holder, _)| *holder != who);
                }
                Deed::Hold(who, lines, long) => {
                    let until = now + long;
                    let ids: Vec<_> = lines.iter().map(|(product, count)| (id(*product), *count)).collect();
                    let wanted = ids.iter().map(|(id, count)| (id, *count));
                    let held = ledger.hold(ticket(who), wanted, &shop, Timestamp(now), Timestamp(until));
                    let enough = (0..4).all(|product| {
                        let wanted: u32 =
                            lines.iter().filter(|it| it.0 == product).map(|it| it.1).sum();
                        left(&list, product, who, now).is_none_or(|left| i64::from(wanted) <= left.max(0))
                    });
                    prop_assert_eq!(held.is_ok(), enough);
                    if enough {
                        list.retain(|it| it.who != who || it.until.is_none());
                        holders.retain(|(holder, _)| *holder != who);
                        holders.push((who, until));
                        let taken = |(product, count): (usize, u32)| Taken { who, product, count, until: Some(until) };
                        list.extend(lines.into_iter().map(taken));
                    }
                }
            }
            for (number, product) in shop.products().iter().enumerate() {
                let available = ledger.available(product, Timestamp(now)).map(i64::from);
                let expected = left(&list, number, 0, now);
                prop_assert_eq!(available, expected, "product {} at {}", number, now);
                prop_assert!(expected.is_none_or(|left| left >= 0), "sold twice");
            }
        }
    }
}
