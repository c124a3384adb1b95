//! What prices, options, discounts and limits must be, and what answers to options are taken.

use super::super::*;
use super::product;
use crate::domain::ids::RoleId;

fn text(pattern: Option<&str>) -> TextRule {
    TextRule { pattern: pattern.map(str::to_owned), ..TextRule::default() }
}

fn words(name: &str, rule: TextRule) -> ProductOption {
    ProductOption { name: name.into(), required: true, kind: OptionKind::Text(rule) }
}

fn choice(name: &str, labels: &[(&str, i64)]) -> ProductOption {
    let choice = |(label, more): &(&str, i64)| Choice {
        label: (*label).into(),
        surcharge: Amount(*more),
        ..Choice::default()
    };
    let kind = OptionKind::Choice { choices: labels.iter().map(choice).collect() };
    ProductOption { name: name.into(), required: true, kind }
}

/// What is said of a car with this price and these options, or "" if nothing is.
fn said(price: i64, options: Vec<ProductOption>) -> String {
    let car = Product { price: Some(Amount(price)), options, ..product("car", "Car", &[]) };
    let faults = Catalogue::new(vec![car]).err().unwrap_or_default();
    faults.iter().map(|fault| format!("{}: {}\n", fault.part, fault.problem)).collect()
}

#[test]
fn what_is_at_the_bounds_is_taken_and_what_is_beyond_is_not() {
    let greatest = Amount::GREATEST.0;
    let labels: Vec<String> = (0..26).map(|number| format!("c{number}")).collect();
    let labels: Vec<(&str, i64)> = labels.iter().map(|label| (label.as_str(), 0)).collect();
    let many = |count: usize| (0..count).map(|n| words(&format!("o{n}"), text(None))).collect();
    let long = |longest| words("P", TextRule { longest, ..text(None) });
    for (price, options) in [
        (0, many(MOST_OPTIONS)),
        (greatest, vec![choice("C", &labels[..MOST_CHOICES])]),
        (greatest - 7, vec![choice("C", &[("a", 7), ("b", 3)])]),
        (1, vec![long(1), words("Q", TextRule { longest: LONGEST_ANSWER, ..text(None) })]),
        (
            1,
            vec![words(&"é".repeat(LONGEST_OPTION_NAME), text(Some(&"a".repeat(LONGEST_PATTERN))))],
        ),
        (1, vec![choice("C", &[("🔴", 0), ("🔵", 0)])]),
    ] {
        assert_eq!(said(price, options), "");
    }
    for (price, options, part) in [
        (-1, vec![], "the price is below 0"),
        (greatest + 1, vec![], "the price is below 0 or too much"),
        (greatest - 6, vec![choice("C", &[("a", 7)])], "with the dearest choices"),
        (1, vec![choice("C", &[("a", -1)])], "the surcharge is below 0"),
        (1, many(MOST_OPTIONS + 1), "6 options"),
        (1, vec![choice("C", &labels)], "26 choices"),
        (1, vec![choice("C", &[])], "0 choices"),
        (1, vec![choice("C", &[("Light Blue", 0), ("light-blue", 0)])], "read the same"),
        (1, vec![choice("C", &[("🔴", 0), ("🔴", 0)])], "read the same"),
        (1, vec![choice("C", &[("", 0)])], "the choice \"\""),
        (1, vec![long(0)], "\"longest\" of \"P\" is 0"),
        (1, vec![long(LONGEST_ANSWER + 1)], "write 1 to 200"),
        (1, vec![words("", text(None))], "name of an option"),
        (1, vec![words("a\nb", text(None))], "one line"),
        (1, vec![words(&"a".repeat(46), text(None))], "1 to 45"),
        (1, vec![words("Plate", text(None)), words("plate", text(None))], "two options"),
        (1, vec![words("P", text(Some(&"a".repeat(201))))], "longer than 200"),
        (1, vec![words("P", TextRule { hint: Some(String::new()), ..text(None) })], "the hint"),
    ] {
        let said = said(price, options);
        assert!(said.starts_with("product 1: ") && said.contains(part), "{part}: {said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn no_two_choices_are_called_alike() {
    let called = |all: &[(&str, &[&str])]| {
        let choice = |(label, aliases): &(&str, &[&str])| Choice {
            label: (*label).into(),
            aliases: aliases.iter().map(|it| (*it).to_owned()).collect(),
            ..Choice::default()
        };
        let kind = OptionKind::Choice { choices: all.iter().map(choice).collect() };
        said(1, vec![ProductOption { name: "C".into(), required: true, kind }])
    };
    assert_eq!(called(&[("black", &["schwarz", "Black"]), ("white", &["weiss"])]), "");
    for all in [
        [("black", &["schwarz"]), ("white", &["Schwarz"])],
        [("black", &["white"]), ("white", &["w"])],
    ] {
        let all = all.map(|(label, aliases)| (label, &aliases[..]));
        assert!(called(&all).contains("read the same"), "{all:?}: {}", called(&all));
    }
    assert!(called(&[("black", &[""])]).contains("alias of a choice"));
    let many: Vec<String> = (0..=MOST_CHOICE_ALIASES).map(|it| format!("c{it}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(called(&[("black", &many[1..])]), "");
    assert!(called(&[("black", &many)]).contains("aliases"));
}

#[test]
fn an_answer_may_be_an_alias_of_a_choice() {
    let choices = vec![
        Choice { label: "Black".into(), aliases: vec!["schwarz".into()], ..Choice::default() },
        Choice { label: "White".into(), ..Choice::default() },
    ];
    let kind = OptionKind::Choice { choices };
    let colour = ProductOption { name: "Colour".into(), required: true, kind };
    assert_eq!(colour.answer("Schwarz "), Ok("Black".to_owned()));
    assert_eq!(colour.answer("weiss"), Err(AnswerFault::NoSuchChoice));
}

#[test]
fn patterns_that_are_none_or_too_large_are_refused() {
    for (pattern, reason) in [
        ("[A-Z", "unclosed character class"),
        ("a)|(b", "unopened group"),
        (r"(\w{100}){100}", "too much memory"),
        (r"(a{1000}){1000}", "too much memory"),
        (r"(?=a)", "look-around"),
        (r"(?x) a # and no end", "unclosed group"),
    ] {
        let said = said(1, vec![words("P", text(Some(pattern)))]);
        assert!(said.contains(reason) && said.lines().count() == 1, "{pattern}: {said}");
    }
    for pattern in
        ["[A-Z0-9 ]{1,8}", "^[A-Z0-9 ]{1,8}$", r"\p{L}{1,20}", r"\w{1,8}", "(?i)ls-[0-9]+"]
    {
        assert_eq!(said(1, vec![words("P", text(Some(pattern)))]), "", "{pattern}");
    }
    let numbered = |number: usize| Product {
        options: vec![words("P", text(Some(&format!("a{{{number}}}"))))],
        ..product(&format!("p{number}"), &format!("thing {number}"), &[])
    };
    let same = |number: usize| Product { name: format!("again {number}"), ..numbered(1) };
    let mut shop: Vec<Product> = (1..=MOST_PATTERNS).map(numbered).collect();
    shop.push(Product { id: ProductId::new("again").unwrap(), ..same(1) });
    assert!(Catalogue::new(shop.clone()).is_ok());
    shop.push(numbered(MOST_PATTERNS + 1));
    let problem = CatalogueProblem::TooManyPatterns;
    let part = Part::Product(MOST_PATTERNS + 1);
    assert_eq!(Catalogue::new(shop), Err(vec![CatalogueFault { part, problem }]));
}

#[test]
fn discounts_and_limits_have_bounds() {
    let discount = |name: &str, percent| Discount {
        name: name.into(),
        percent: Percent(percent),
        from_items: None,
        from_subtotal: None,
        role: Some(RoleId::new(5)),
    };
    let below_nothing = Discount { from_subtotal: Some(Amount(-1)), ..discount("d", 1) };
    let discounts = vec![discount("", 1), discount("b", 0), discount("c", 10_001), below_nothing];
    let limits = Limits {
        most_lines: Some(0),
        most_items: Some(0),
        most_total: Some(Amount::ZERO),
        hold_hours: Some(0),
    };
    let tariff = Tariff { discounts, limits, ..Tariff::default() };
    let faults = Catalogue::with_tariff(vec![], tariff).unwrap_err();
    let parts: Vec<Part> = faults.iter().map(|fault| fault.part).collect();
    let discounts = [0, 1, 2, 3].map(Part::Discount);
    assert_eq!(parts, [discounts.as_slice(), &[Part::Limits; 4]].concat());
    let many = |count| Tariff { discounts: vec![discount("d", 1); count], ..Tariff::default() };
    assert!(Catalogue::with_tariff(vec![], many(MOST_DISCOUNTS)).is_ok());
    assert!(Catalogue::with_tariff(vec![], many(MOST_DISCOUNTS + 1)).is_err());
    let nobody = Product { most: Some(0), ..product("a", "A", &[]) };
    assert!(Catalogue::new(vec![nobody]).is_err(), "nobody could order it");
    let gone = Product { stock: Some(0), ..product("a", "A", &[]) };
    assert!(Catalogue::new(vec![gone]).is_ok(), "sold out");
}

#[test]
fn a_choice_is_known_by_its_words_and_kept_by_its_label() {
    let colour = choice("Colour", &[("Light Blue", 5), ("Red", 0), ("🔴", 0)]);
    for (said, label) in [(" light-blue ", "Light Blue"), ("RED!", "Red"), ("🔴", "🔴")] {
        assert_eq!(colour.answer(said).as_deref(), Ok(label));
    }
    for said in ["", "blue", "🔵", "red or blue"] {
        assert_eq!(colour.answer(said), Err(AnswerFault::NoSuchChoice), "{said}");
    }
}

#[test]
fn a_pattern_matches_the_whole_answer() {
    let plate = words("Plate", TextRule { longest: 8, ..text(Some("[A-Z]{1,3}|[0-9]+")) });
    for (said, answer) in [
        ("ABC", Ok("ABC".to_owned())),
        (" 1234 ", Ok("1234".to_owned())),
        ("ABCD", Err(AnswerFault::NotAsHinted)),
        ("A1", Err(AnswerFault::NotAsHinted)),
        ("x A", Err(AnswerFault::NotAsHinted)),
        ("", Err(AnswerFault::NotOneLine)),
        ("A\nB", Err(AnswerFault::NotOneLine)),
        ("123456789", Err(AnswerFault::TooLong(8))),
    ] {
        assert_eq!(plate.answer(said), answer, "{said:?}");
    }
    let anchored = words("Plate", text(Some("^[A-Z]$")));
    assert_eq!(anchored.answer("A").as_deref(), Ok("A"));
    assert_eq!(anchored.answer("AB"), Err(AnswerFault::NotAsHinted));
    assert_eq!(words("Note", text(None)).answer("für dich").as_deref(), Ok("für dich"));
}
