//! Whatever is exported is imported as the same catalogue, in either format.

use proptest::prelude::*;
use proptest::{collection::vec, option};
use serde_json::{Map, Value};

use super::draft::{Field, is_read_otherwise};
use super::{catalogue_csv, catalogue_json};
use crate::domain::catalogue::{
    Catalogue, Choice, Discount, Limits, MOST_HOLD_HOURS, OptionKind, Percent, Product, ProductId,
    ProductOption, Tariff, TextRule,
};
use crate::domain::ids::RoleId;
use crate::domain::money::{Amount, Currency, SignPlace};

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        "\\PC{0,12}|[0-9]{1,3}|true| x |\"a\"|\\[\\]|a\nb".prop_map(Value::from),
        vec("[a-z,\";|]{0,4}".prop_map(Value::from), 0..3).prop_map(Value::from),
    ]
}

fn amount() -> impl Strategy<Value = Amount> {
    prop_oneof![0..2000_i64, 0..=Amount::GREATEST.0 / 10].prop_map(Amount)
}

/// What the formats write between and around names and patterns, among other things.
const TEXT: &str = "[a-zé寿0-9 ,;|\"'\\[\\]=?/(+)#&\\\\-]{0,9}[a-z]";

fn text() -> impl Strategy<Value = String> {
    TEXT.prop_map(|text| text.trim().to_owned())
}

fn question() -> impl Strategy<Value = ProductOption> {
    let surcharge = prop_oneof![Just(Amount::ZERO), amount()];
    let choice = (text(), vec(text(), 0..3), surcharge)
        .prop_map(|(label, aliases, surcharge)| Choice { label, aliases, surcharge });
    let choices = vec(choice, 1..4).prop_map(|choices| OptionKind::Choice { choices });
    let pattern = option::of("[a-z/;|0-9]{1,6}|\\[A-Z0-9 \\]\\{1,8\\}|a\\\\/b|\\\\d+");
    let longest = prop_oneof![Just(TextRule::default().longest), 1..=200_u16];
    let rule = (pattern, option::of(text()), longest)
        .prop_map(|(pattern, hint, longest)| OptionKind::Text(TextRule { pattern, hint, longest }));
    (text(), any::<bool>(), prop_oneof![choices, rule])
        .prop_map(|(name, required, kind)| ProductOption { name, required, kind })
}

fn product() -> impl Strategy<Value = Product> {
    let name = "[a-zA-Z0-9é寿,;|\"'\\[\\]#& -]{0,15}[a-z]";
    let extra = prop::collection::btree_map("[a-z,;\"ü]{1,6}", value(), 0..3);
    let sold =
        (option::of(amount()), vec(question(), 0..3), option::of(1..9_u32), option::of(0..9_u32));
    (name, vec(name, 0..4), extra, sold).prop_map(|(name, aliases, extra, sold)| {
        let is_own = |key: &str| Field::called(key) == Field::Extra && Field::meant(key).is_none();
        let extra: Map<_, _> = extra.into_iter().filter(|(key, _)| is_own(key)).collect();
        let (price, options, most, stock) = sold;
        let id = ProductId::new("p").unwrap();
        let aliases = aliases.iter().map(|alias| alias.trim().to_owned());
        let aliases = aliases.filter(|alias| !is_read_otherwise(alias)).collect();
        Product { aliases, price, options, most, stock, extra, ..Product::named(id, name.trim()) }
    })
}

fn currency() -> impl Strategy<Value = Currency> {
    let place = [SignPlace::ByLanguage, SignPlace::Before, SignPlace::After];
    let sign = "[$€]|[A-Z]{3}|[a-z\"'(),;+ \\[\\]{}]{0,5}[a-z]|true|null";
    let game = (sign, 0..=4_u8, prop::sample::select(place.to_vec())).prop_map(
        |(sign, decimals, place)| Currency::of_sign(sign.trim(), decimals, place).unwrap(),
    );
    let code = prop::sample::select(vec!["EUR", "USD", "JPY", "KWD", "PLN"]);
    let code = code.prop_map(|code| Currency::of_code(code).unwrap());
    prop_oneof![Just(Currency::default()), code, game]
}

fn tariff() -> impl Strategy<Value = Tariff> {
    let conditions = (option::of(any::<u32>()), option::of(amount()), option::of(1..u64::MAX));
    let discount = (text(), 1..=10_000_u16, conditions).prop_map(|(name, percent, conditions)| {
        let (from_items, from_subtotal, role) = conditions;
        let (percent, role) = (Percent(percent), role.map(RoleId::new));
        Discount { name, percent, from_items, from_subtotal, role }
    });
    let limits = (
        option::of(1..u32::MAX),
        option::of(1..u32::MAX),
        option::of(1..9_999_i64),
        option::of(1..MOST_HOLD_HOURS),
    );
    let limits = limits.prop_map(|(most_lines, most_items, most_total, hold_hours)| Limits {
        most_lines,
        most_items,
        most_total: most_total.map(Amount),
        hold_hours,
    });
    (currency(), vec(discount, 0..3), limits).prop_map(|(currency, discounts, limits)| Tariff {
        currency,
        discounts,
        limits,
    })
}

/// A catalogue of those of the drafts that keep the rules together.
fn catalogue() -> impl Strategy<Value = Catalogue> {
    let tariff = prop_oneof![Just(Tariff::default()), tariff()];
    (vec(product(), 0..6), tariff).prop_map(|(drafts, tariff)| {
        let mut kept = Vec::new();
        for (number, product) in drafts.into_iter().enumerate() {
            kept.push(Product { id: ProductId::new(format!("p-{number}")).unwrap(), ..product });
            if Catalogue::new(kept.clone()).is_err() {
                kept.pop();
            }
        }
        if kept.is_empty() {
            kept.push(Product::named(ProductId::new("p").unwrap(), "plain"));
        }
        Catalogue::with_tariff(kept, tariff).unwrap()
    })
}

proptest! {
    #[test]
    fn json_gives_the_same_catalogue(catalogue in catalogue()) {
        let text = catalogue_json::write(&catalogue);
        let read = catalogue_json::read(text.as_bytes()).map(|it| it.catalogue);
        prop_assert_eq!(read, Ok(catalogue), "{}", text);
    }

    #[test]
    fn tables_give_the_same_catalogue(catalogue in catalogue()) {
        let text = catalogue_csv::write(&catalogue);
        let read = catalogue_csv::read(text.as_bytes()).map(|it| it.catalogue);
        prop_assert_eq!(read, Ok(catalogue), "{}", text);
    }

    #[test]
    fn the_store_gives_the_same_catalogue(catalogue in catalogue()) {
        let text = serde_json::to_string(&catalogue).unwrap();
        prop_assert_eq!(serde_json::from_str::<Catalogue>(&text).unwrap(), catalogue, "{}", text);
    }

    #[test]
    fn any_file_is_read_or_refused(
        file in vec(any::<u8>(), 0..200),
        text in "\\PC{0,100}",
        cell in "[a-z=?/|;(+)0-9\\\\]{0,30}",
    ) {
        let table = format!("name,options\nA,\"{cell}\"\n");
        for bytes in [file.as_slice(), text.as_bytes(), table.as_bytes()] {
            let _ = (catalogue_json::read(bytes), catalogue_csv::read(bytes));
        }
    }
}

/// The first block of this kind behind the heading in README.md.
fn example(kind: &str) -> &'static str {
    let readme = include_str!("../../README.md");
    let section = readme.split("\n## What a catalogue says\n").nth(1).unwrap();
    section.split(&format!("```{kind}\n")).nth(1).unwrap().split("```").next().unwrap()
}

#[test]
fn the_two_examples_of_the_readme_say_the_same() {
    let json = catalogue_json::read(example("json").as_bytes()).unwrap().catalogue;
    let table = catalogue_csv::read(example("csv").as_bytes()).unwrap().catalogue;
    assert_eq!(table.products(), json.products());
    assert_eq!(table.tariff().limits, json.tariff().limits);
    assert_eq!(table.tariff().currency, json.tariff().currency);
    assert_eq!(json.tariff().discounts.len(), 2);
}
