//! What orders cost, by example and against reckoning without bounds.

use proptest::prelude::*;

use super::*;
use crate::domain::catalogue::{Choice, Limits, OptionKind, Product, ProductOption, Tariff};

fn id(number: usize) -> ProductId {
    ProductId::new(format!("p-{number}")).unwrap()
}

/// A shop with one product for each price.
fn shop(prices: &[Option<i64>], discounts: Vec<Discount>, limits: Limits) -> Catalogue {
    let product = |(number, price): (usize, &Option<i64>)| Product {
        price: price.map(Amount),
        ..Product::named(id(number), format!("thing {number}"))
    };
    let products = prices.iter().enumerate().map(product).collect();
    Catalogue::with_tariff(products, Tariff { discounts, limits, ..Tariff::default() }).unwrap()
}

fn discount(name: &str, percent: u16) -> Discount {
    let name = name.to_owned();
    let percent = Percent(percent);
    Discount { name, percent, from_items: None, from_subtotal: None, role: None }
}

fn wanted(product: &ProductId, quantity: u32, surcharge: i64) -> Wanted<'_> {
    Wanted { product, quantity, surcharge: Amount(surcharge) }
}

#[test]
fn lines_surcharges_and_what_has_no_price() {
    let shop = shop(&[Some(1000), None, Some(0)], vec![], Limits::default());
    let (a, b, c, gone) = (id(0), id(1), id(2), id(9));
    let lines = [wanted(&a, 3, 50), wanted(&b, 2, 50), wanted(&c, 9, 0), wanted(&gone, 1, 0)];
    let quote = quote(&shop, &lines, &[]);
    let totals: Vec<_> = quote.lines.iter().map(|line| line.total.map(|it| it.0)).collect();
    assert_eq!(totals, [Some(3150), None, Some(0), None]);
    assert_eq!(quote.lines[0].unit, Some(Amount(1050)));
    assert_eq!((quote.subtotal, quote.total, quote.unpriced), (Amount(3150), Amount(3150), 2));
    assert_eq!(quote.discount, None);
}

#[test]
fn the_best_discount_counts_and_no_other() {
    let role = RoleId::new(5);
    let discounts = vec![
        discount("everybody", 100),
        Discount { from_items: Some(10), ..discount("many", 500) },
        Discount { from_subtotal: Some(Amount(2000)), ..discount("much", 1000) },
        Discount { role: Some(role), ..discount("police", 5000) },
        Discount { role: Some(role), ..discount("police again", 5000) },
        Discount { role: Some(role), from_items: Some(100), ..discount("both", 9000) },
    ];
    let shop = shop(&[Some(100)], discounts, Limits::default());
    let product = id(0);
    let reduced = |quantity, roles: &[RoleId]| {
        let quote = quote(&shop, &[wanted(&product, quantity, 0)], roles);
        let reduction = quote.discount.unwrap();
        (reduction.name, reduction.amount.0, quote.total.0)
    };
    let named = |name: &str, amount, total| (name.to_owned(), amount, total);
    assert_eq!(reduced(9, &[]), named("everybody", 9, 891));
    assert_eq!(reduced(10, &[]), named("many", 50, 950));
    assert_eq!(reduced(19, &[RoleId::new(6)]), named("many", 95, 1805));
    assert_eq!(reduced(20, &[]), named("much", 200, 1800));
    assert_eq!(reduced(1, &[role]), named("police", 50, 50));
    assert_eq!(reduced(100, &[role]), named("both", 9000, 1000));
    let nothing = quote(&shop, &[], &[role]);
    assert_eq!((nothing.discount, nothing.total), (None, Amount::ZERO));
}

#[test]
fn a_half_is_rounded_away_from_zero() {
    for (percent, amount, part) in [
        (1250, 100, 13),
        (1250, 99, 12),
        (1250, -100, -13),
        (5000, 1, 1),
        (1, 4999, 0),
        (1, 5000, 1),
        (10_000, i64::MAX, i64::MAX),
        (10_000, i64::MIN, i64::MIN),
        (u16::MAX, i64::MAX, i64::MAX),
        (u16::MAX, i64::MIN, i64::MIN),
    ] {
        assert_eq!(Percent(percent).of(Amount(amount)), Amount(part), "{percent} of {amount}");
    }
}

#[test]
fn percents_are_read_and_written_exactly() {
    for (text, percent) in [("12.5", 1250), ("100", 10_000), ("0.01", 1), ("7", 700), ("30", 3000)]
    {
        assert_eq!(Percent::read(text).unwrap(), Percent(percent));
        assert_eq!(Percent(percent).to_string(), text);
    }
    for text in ["100.01", "12.555", "-1", "5%"] {
        assert!(Percent::read(text).is_err(), "{text}");
    }
}

#[test]
fn every_limit_that_is_passed_is_named() {
    let limits = Limits {
        most_lines: Some(1),
        most_items: Some(4),
        most_total: Some(Amount(500)),
        hold_hours: None,
    };
    let products = [0, 1].map(|number| Product {
        price: Some(Amount(100)),
        most: (number == 0).then_some(2),
        ..Product::named(id(number), format!("thing {number}"))
    });
    let tariff = Tariff { limits, ..Tariff::default() };
    let shop = Catalogue::with_tariff(products.to_vec(), tariff).unwrap();
    let (a, b) = (id(0), id(1));
    let passed = |lines: &[Wanted<'_>]| excesses(&shop, lines, &quote(&shop, lines, &[]));
    assert_eq!(passed(&[wanted(&a, 2, 0)]), []);
    assert_eq!(passed(&[wanted(&b, 4, 25)]), []);
    assert_eq!(
        passed(&[wanted(&a, 3, 0), wanted(&b, 3, 0)]),
        [
            Excess::Line { name: "thing 0".into(), wanted: 3, most: 2 },
            Excess::Lines { wanted: 2, most: 1 },
            Excess::Items { wanted: 6, most: 4 },
            Excess::Total { total: Amount(600), most: Amount(500) },
        ]
    );
}

#[test]
fn a_changed_catalogue_is_seen_in_the_quote() {
    let shop = |price, currency: &str| {
        let product = Product { price: Some(Amount(price)), ..Product::named(id(0), "thing") };
        let currency = Currency::of_word(currency).unwrap();
        let tariff = Tariff { currency, ..Tariff::default() };
        Catalogue::with_tariff(vec![product], tariff).unwrap()
    };
    let product = id(0);
    let priced = |price, currency| quote(&shop(price, currency), &[wanted(&product, 1, 0)], &[]);
    let agreed = priced(100, "EUR");
    assert_eq!(agreed, priced(100, "EUR"));
    assert_ne!(agreed, priced(101, "EUR"));
    assert_ne!(agreed, priced(100, "USD"));
    let stored = serde_json::to_string(&agreed).unwrap();
    assert_eq!(serde_json::from_str::<Quote>(&stored).unwrap(), agreed);
}

#[test]
fn the_surcharge_of_a_product_is_that_of_the_chosen_answers() {
    let choice = |label: &str, surcharge| Choice {
        label: label.into(),
        surcharge: Amount(surcharge),
        ..Choice::default()
    };
    let kind = OptionKind::Choice { choices: vec![choice("black", 0), choice("gold", 70)] };
    let option = ProductOption { name: "Colour".into(), required: true, kind };
    let car = Product { options: vec![option], ..Product::named(id(0), "Car") };
    assert_eq!(car.surcharge([("Colour", "gold"), ("Plate", "gold")]), Amount(70));
    assert_eq!(car.surcharge([("Colour", "black")]), Amount::ZERO);
    assert_eq!(car.surcharge([("Colour", "pink")]), Amount::ZERO);
}

/// Any shop of six products, some without a price, and any of the greatest prices there may be.
fn any_shop() -> impl Strategy<Value = Catalogue> {
    let greatest = Amount::GREATEST.0;
    let price = prop::option::weighted(0.8, prop_oneof![0..=greatest, Just(greatest), 0..1000_i64]);
    let discount = (1..=10_000_u16, prop::option::of(0..2000_u32), prop::option::of(0..greatest))
        .prop_map(|(percent, from_items, from_subtotal)| Discount {
            from_items,
            from_subtotal: from_subtotal.map(Amount),
            ..discount("some", percent)
        });
    (prop::collection::vec(price, 6), prop::collection::vec(discount, 0..4))
        .prop_map(|(prices, discounts)| shop(&prices, discounts, Limits::default()))
}

fn any_lines() -> impl Strategy<Value = Vec<(ProductId, u32, i64)>> {
    let line = (0..8_usize, 1..=999_u32, 0..=Amount::GREATEST.0);
    prop::collection::vec(line.prop_map(|(number, many, more)| (id(number), many, more)), 0..40)
}

fn borrowed(lines: &[(ProductId, u32, i64)]) -> Vec<Wanted<'_>> {
    lines.iter().map(|(product, quantity, more)| wanted(product, *quantity, *more)).collect()
}

proptest! {
    #[test]
    fn a_quote_adds_up(shop in any_shop(), lines in any_lines()) {
        let quote = quote(&shop, &borrowed(&lines), &[]);
        let exact = |(product, quantity, more): &(ProductId, u32, i64)| {
            let price = shop.product(product)?.price?;
            Some((i128::from(price.0) + i128::from(*more)) * i128::from(*quantity))
        };
        let expected: Vec<_> = lines.iter().map(exact).collect();
        let totals: Vec<_> =
            quote.lines.iter().map(|line| line.total.map(|total| i128::from(total.0))).collect();
        prop_assert_eq!(&totals, &expected);
        prop_assert_eq!(i128::from(quote.subtotal.0), expected.iter().flatten().sum::<i128>());
        prop_assert_eq!(quote.unpriced, expected.iter().filter(|line| line.is_none()).count());
        let off = quote.discount.as_ref().map_or(Amount::ZERO, |discount| discount.amount);
        prop_assert_eq!(quote.total, quote.subtotal.minus(off));
        prop_assert!(quote.total >= Amount::ZERO && off >= Amount::ZERO);
        for other in &shop.tariff().discounts {
            let items = lines.iter().map(|line| u64::from(line.1)).sum();
            if holds(other, items, quote.subtotal, &[]) {
                prop_assert!(other.percent.of(quote.subtotal) <= off, "a better one was left out");
            }
        }
    }

    #[test]
    fn more_pieces_never_cost_less_before_discounts(
        shop in any_shop(),
        lines in any_lines(),
        at in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!lines.is_empty());
        let before = quote(&shop, &borrowed(&lines), &[]).subtotal;
        let mut more = lines;
        let at = at.index(more.len());
        more[at].1 += 1;
        prop_assert!(quote(&shop, &borrowed(&more), &[]).subtotal >= before);
    }

    #[test]
    fn nothing_goes_round_at_the_bounds(
        amounts in prop::collection::vec((any::<i64>(), any::<u32>()), 0..20),
        percent in any::<u16>(),
    ) {
        let sum: Amount = amounts.iter().map(|(amount, count)| Amount(*amount).times(*count)).sum();
        let _ = (Percent(percent).of(sum), sum.minus(Amount(i64::MIN)));
        for (amount, count) in amounts {
            let exact = i128::from(amount) * i128::from(count);
            let bounded = exact.clamp(i128::from(i64::MIN), i128::from(i64::MAX));
            prop_assert_eq!(i128::from(Amount(amount).times(count).0), bounded);
        }
    }
}
