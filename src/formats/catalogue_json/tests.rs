//! JSON catalogues, well and badly written.

mod advice;

use super::*;
use crate::domain::catalogue::{
    Choice, Discount, Limits, OptionKind, Percent, ProductId, ProductOption, TextRule,
};
use crate::domain::ids::RoleId;
use crate::domain::money::Amount;

#[track_caller]
fn faults(file: &str, expected: &[&str]) {
    let found = read(file.as_bytes()).unwrap_err();
    let found: Vec<_> = found.iter().map(FileFault::to_string).collect();
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found:?} does not start with {expected:?}");
    }
}

#[test]
fn both_shapes_are_read() {
    let list =
        r#"[{"name": "Adder", "aliases": ["veyron"], "price": 5}, {"id": "t", "name": "T20"}]"#;
    let catalogue = read(list.as_bytes()).unwrap().catalogue;
    let wrapped = format!("\u{feff}{{\"version\": 1, \"products\": {list}}}\r\n");
    assert_eq!(read(wrapped.as_bytes()).unwrap().catalogue, catalogue);
    let adder = catalogue.product(&ProductId::new("adder").unwrap()).unwrap();
    assert_eq!(adder.aliases, ["veyron"]);
    assert_eq!(adder.price, Some(Amount(5)));
    assert_eq!(catalogue.products()[1].id.as_str(), "t");
}

#[test]
fn what_is_written_is_read_again() {
    let file = "[{\"Name\": \" Adder \", \"note\": {\"a\": [1, null]}}]";
    let catalogue = read(file.as_bytes()).unwrap().catalogue;
    let text = write(&catalogue);
    assert_eq!(read(text.as_bytes()).unwrap().catalogue, catalogue);
    assert_eq!(write(&read(text.as_bytes()).unwrap().catalogue), text);
}

#[test]
fn every_fault_has_its_place() {
    faults(
        "[\n  {\"name\": \"Adder\"},\n  {\"name\": 5},\n  \"T20\",\n  {\"id\": \"a b\", \"name\": \"é\"},\n  \
         {\"name\": \"ADDER\", \"id\": \"x\"}, {\"aliases\": \"no\", \"name\": \"Ok\"},\n  {}\n]",
        &[
            "line 3, column 12: \"name\" must be a text",
            "line 4, column 3: a product is written as an object",
            "line 5, column 3: \"a b\" is not an id",
            "line 6, column 3: \"ADDER\" reads the same as \"Adder\" of line 2, column 3: change",
            "line 6, column 45: \"aliases\" must be a list",
            "line 7, column 3: this product has no name",
        ],
    );
    faults(
        "[{\"name\": \"a\", \"NAME\": \"b\"}]",
        &["line 1, column 24: the field \"NAME\" is there twice"],
    );
    faults("[{\"name\": \"寿司\"}]", &["line 1, column 2: no id can be made of the name \"寿司\""]);
}

#[test]
fn files_that_are_no_catalogue() {
    faults("", &["the file is empty"]);
    faults(" \n", &["the file is empty"]);
    faults("[\n{\"name\" \"a\"}]", &["line 2, column 9: this is not JSON: expected `:`"]);
    faults(
        "[{\"name\": \"a\"}",
        &["line 1, column 14: this is not JSON: EOF while parsing a list"],
    );
    faults("5", &["line 1, column 1: write a list of products"]);
    faults("{\"items\": []}", &["line 1, column 1: write a list of products"]);
    faults("{\"products\": {}}", &["line 1, column 14: write a list of products"]);
    let latin = read(b"[\n{\"name\": \"caf\xe9\"}]").unwrap_err();
    assert!(latin[0].to_string().starts_with("line 2: this is not UTF-8"), "{latin:?}");
    let utf16 = read(b"\xff\xfe[\0]\0").unwrap_err();
    assert!(utf16[0].to_string().starts_with("this is not UTF-8"), "{utf16:?}");
    let large = read(&vec![b' '; crate::formats::LARGEST_FILE + 1]).unwrap_err();
    assert!(large[0].to_string().starts_with("the file has 8388609 bytes"), "{large:?}");
}

const SHOP: &str = r#"{
  "currency": "EUR",
  "discounts": [
    {
      "name": "Police",
      "percent": 12.5,
      "role": "9007199254740993"
    },
    {
      "name": "Ten",
      "percent": 5,
      "from_items": 10,
      "from_subtotal": 100.00
    }
  ],
  "limits": {
    "most_lines": 5,
    "most_total": 2500.50,
    "hold_hours": 48
  },
  "products": [
    {
      "id": "adder",
      "name": "Adder",
      "price": 9105.07,
      "options": [
        {
          "name": "Colour",
          "choices": [
            "black",
            {
              "label": "gold",
              "surcharge": 0.50
            }
          ]
        },
        {
          "name": "Plate",
          "required": false,
          "pattern": "[A-Z0-9 ]{1,8}",
          "hint": "1 to 8 letters",
          "longest": 8
        }
      ],
      "most": 2,
      "stock": 1,
      "brand": "Truffade"
    }
  ]
}
"#;

#[test]
fn everything_that_is_sold_by_is_read_and_written() {
    let catalogue = read(SHOP.as_bytes()).unwrap().catalogue;
    let police = Discount {
        name: "Police".into(),
        percent: Percent(1250),
        from_items: None,
        from_subtotal: None,
        role: Some(RoleId::new(9_007_199_254_740_993)),
    };
    let ten = Discount {
        name: "Ten".into(),
        percent: Percent(500),
        from_items: Some(10),
        from_subtotal: Some(Amount(10_000)),
        role: None,
    };
    let limits = Limits {
        most_lines: Some(5),
        most_items: None,
        most_total: Some(Amount(250_050)),
        hold_hours: Some(48),
    };
    let currency = Currency::of_code("EUR").unwrap();
    assert_eq!(*catalogue.tariff(), Tariff { currency, discounts: vec![police, ten], limits });
    let black = Choice { label: "black".into(), ..Choice::default() };
    let gold = Choice { label: "gold".into(), surcharge: Amount(50), ..Choice::default() };
    let colour = OptionKind::Choice { choices: vec![black, gold] };
    let plate = OptionKind::Text(TextRule {
        pattern: Some("[A-Z0-9 ]{1,8}".into()),
        hint: Some("1 to 8 letters".into()),
        longest: 8,
    });
    let adder = &catalogue.products()[0];
    assert_eq!(adder.price, Some(Amount(910_507)));
    let option = |name: &str, required, kind| ProductOption { name: name.into(), required, kind };
    assert_eq!(adder.options, [option("Colour", true, colour), option("Plate", false, plate)]);
    assert_eq!((adder.most, adder.stock, adder.extra.len()), (Some(2), Some(1), 1));
    assert_eq!(write(&catalogue), SHOP);
}

#[test]
fn decimals_without_a_currency_are_told_once() {
    let product = |name: &str, price: &str| format!("{{\"name\": \"{name}\", \"price\": {price}}}");
    let list = [product("A", "24.99"), product("B", "12"), product("C", "1.5"), product("D", "-1")];
    let faults = read(format!("[{}]", list.join(",\n")).as_bytes()).unwrap_err();
    let told: Vec<_> = faults.iter().map(FileFault::to_string).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("line 1, column 25: \"24.99\" has too many digits"), "{told:?}");
    assert!(told[0].ends_with("other amounts like it: 1"), "{told:?}");
    assert!(told[1].contains("\"-1\" is not an amount"), "{told:?}");
}

#[test]
fn money_is_read_as_it_is_written() {
    let price = |currency: &str, price: &str| {
        let file = format!(
            "{{\"products\": [{{\"name\": \"A\", \"price\": {price}}}], \"currency\": {currency}}}"
        );
        let read =
            read(file.as_bytes()).map(|it| it.catalogue.products()[0].price.map(|price| price.0));
        read.map_err(|faults| {
            faults.iter().map(FileFault::to_string).collect::<Vec<_>>().join("\n")
        })
    };
    for (currency, written, amount) in [
        ("\"EUR\"", "0.29", Some(29)),
        ("\"EUR\"", "\"0.29\"", Some(29)),
        ("\"EUR\"", "10000000000.00", Some(1_000_000_000_000)),
        ("{\"sign\": \"cr\", \"decimals\": 4}", "0.0003", Some(3)),
        ("null", "910500", Some(910_500)),
        ("null", "910500.0", Some(910_500)),
        ("\"gold\"", "null", None),
    ] {
        assert_eq!(price(currency, written), Ok(amount), "{currency} {written}");
    }
    for (currency, written, said) in [
        (
            "null",
            "12.5",
            "whole numbers only (if that is not so, write which one it is: in JSON {\"currency\"",
        ),
        ("\"EUR\"", "0.295", "line 1, column 38: \"0.295\" has too many digits after the point"),
        ("\"EUR\"", "\"1,250\"", "\"1,250\" is not an amount: write digits only"),
        ("\"EUR\"", "1e3", "is not an amount"),
        ("\"EUR\"", "-5", "is not an amount"),
        ("\"EUR\"", "[5]", "\"price\" must be an amount"),
        ("\"EUR\"", "10000000000.01", "the most is 10000000000.00"),
        ("\"QQQ\"", "0.29", "line 1, column 58: \"QQQ\" is no currency code"),
        ("5", "0.29", "\"currency\" must be a code such as \"EUR\""),
        ("{\"sign\": \"$\", \"place\": \"left\"}", "5", "\"place\" must be \"before\""),
        ("{\"decimals\": 2}", "5", "\"sign\" is missing"),
    ] {
        let found = price(currency, written).unwrap_err();
        assert!(
            found.contains(said) && found.lines().count() == 1,
            "{currency} {written}: {found}"
        );
    }
}

#[test]
fn a_slip_in_what_is_sold_by_is_named() {
    let start = |products: &str| format!("{{\"currency\": \"$\",\n\"products\": [{products}]}}");
    let option = |option: &str| start(&format!("{{\"name\": \"A\", \"options\":\n[{option}]}}"));
    for (file, expected) in [
        (start("{\"name\": \"A\", \"most\": 0}"), "line 2, column 14: \"most\" is 0"),
        (start("{\"name\": \"A\", \"most\": 1.5}"), "line 2, column 36: \"most\" must be a whole"),
        (start("{\"name\": \"A\", \"stock\": \"few\"}"), "line 2, column 37: \"stock\" must be"),
        (start("{\"name\": \"A\", \"stock\": 4294967296}"), "line 2, column 37: \"stock\" must"),
        (
            option("{\"name\": \"C\", \"choice\": [\"a\"]}"),
            "line 3, column 26: \"choice\" is not known",
        ),
        (option("{\"choices\": [\"a\"]}"), "line 3, column 2: \"name\" is missing"),
        (option("5"), "line 3, column 2: \"options\" must be a list of objects"),
        (
            option("{\"name\": \"C\", \"choices\": [\"a\"], \"hint\": \"b\"}"),
            "line 3, column 2: an option has \"choices\", or",
        ),
        (
            option("{\"name\": \"C\", \"choices\": [{\"label\": \"a\", \"surcharge\": 0.5}]}"),
            "line 3, column 56: \"0.5\" has too many digits",
        ),
        (
            option("{\"name\": \"P\", \"pattern\": \"[A\"}"),
            "line 2, column 14: the pattern \"[A\" of \"P\" cannot be used: unclosed character class",
        ),
        (option("{\"name\": \"P\", \"required\": 1}"), "line 3, column 28: \"required\" must be"),
    ] {
        faults(&file, &[expected]);
    }
    faults(
        r#"{"discounts": [
            {"name": "a", "percent": 101},
            {"name": "b", "precent": 5, "form_items": 10},
            {"name": "c"},
            {"name": "d", "percent": 0},
            {"name": "e", "percent": 1, "role": 9007199254740993}],
            "limits": {"most_items": 0, "most": 3},
            "products": [{"name": "A"}]}"#,
        &[
            "line 2, column 38: \"101\" is too much: the most is 100.00",
            "line 3, column 38: \"precent\" is not known here",
            "line 3, column 55: \"form_items\" is not known here: remove it, or correct it to one of name, percent, from_items",
            "line 4, column 13: \"percent\" is missing",
            "line 5, column 13: the percent of \"d\" is not between",
            "line 6, column 49: \"role\" must be the id of a role in quotes",
            "line 7, column 23: \"most_items\" is 0",
            "line 7, column 49: \"most\" is not known here",
        ],
    );
    faults(
        "{\"currency\": \"EUR\", \"Currency\": \"USD\", \"Products\": [{\"name\": \"A\"}]}",
        &["line 1, column 33: the field \"Currency\" is there twice"],
    );
}

#[test]
fn a_slip_in_the_name_of_a_field_is_no_field_of_its_own() {
    let told = |file: &str| {
        let faults = read(file.as_bytes()).unwrap_err();
        faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(
        told(r#"[{"name": "Adder", "pirce": 5, "brand": "T", "cost": 4}]"#),
        "line 1, column 29: \"pirce\" is almost \"price\": did you mean that? Correct it, or give it \
         another name if it is not meant"
    );
    let told = told(r#"{"curency": "EUR", "made": "today", "products": [{"name": "Adder"}]}"#);
    assert!(told.contains("\"curency\" is almost \"currency\""), "{told}");
}

#[test]
fn a_slip_in_a_name_hides_nothing_else() {
    faults(
        r#"{"curency": "EUR", "limts": {"most": 1}, "currency": "QQQ",
            "prodcts": [
            {"name": "A", "pirce": "x", "alais": ["no"], "price": 5},
            {"nmae": "A", "id": "b", "stokc": "few"},
            {"name": 5, "id": "a b", "aliases": ["yes"], "most": 0},
            {"id": "寿", "name": "C", "pattern": 1, "opitons": [{"name": "P", "pattern": "["}]},
            {"name": "c"}, {"prize": 4}]}"#,
        &[
            "line 1, column 13: \"curency\" is almost \"currency\"",
            "line 1, column 29: \"limts\" is almost \"limits\"",
            "line 1, column 38: \"most\" is not known here",
            "line 1, column 54: \"QQQ\"",
            "line 2, column 24: \"prodcts\" is almost \"products\"",
            "line 3, column 13: the alias \"no\" is a word",
            "line 3, column 36: \"pirce\" is almost \"price\"",
            "line 3, column 50: \"alais\" is almost \"aliases\"",
            "line 4, column 13: \"A\" reads the same as \"A\" of line 3, column 13",
            "line 4, column 22: \"nmae\" is almost \"name\"",
            "line 4, column 47: \"stokc\" is almost \"stock\"",
            "line 4, column 47: \"stock\" must be a whole number",
            "line 5, column 13: the alias \"yes\" is a word",
            "line 5, column 13: \"most\" is 0",
            "line 5, column 22: \"name\" must be a text",
            "line 6, column 13: \"寿\" is not an id",
            "line 6, column 13: the pattern \"[\" of \"P\" cannot be used",
            "line 6, column 63: \"opitons\" is almost \"options\"",
            "line 7, column 13: \"c\" reads the same as \"C\" of line 6, column 13",
            "line 7, column 28: this product has no name",
        ],
    );
}

#[test]
fn a_product_that_is_there_twice_is_told_once() {
    faults(
        r#"[{"name": "Adder", "aliases": ["veyron"]}, {"name": "T20"}, {"name": "Adder", "aliases": ["veyron"]}]"#,
        &["line 1, column 61: \"Adder\" is there already, in line 1, column 2: remove one, or"],
    );
    faults(
        r#"[{"name": "Adder", "id": "x"}, {"name": "Adder", "id": "x"}, {"name": "Adder", "id": "x"}]"#,
        &[
            "line 1, column 32: \"Adder\" is there already, in line 1, column 2",
            "line 1, column 62: \"Adder\" is there already, in line 1, column 2",
        ],
    );
    // What is wrong in two ways is told twice.
    faults(
        r#"[{"name": "A", "id": "x"}, {"name": "B"}, {"name": "B", "id": "x"}]"#,
        &[
            "line 1, column 43: the id \"x\" belongs to the product of line 1, column 2 already",
            "line 1, column 43: \"B\" reads the same as \"B\" of line 1, column 28",
        ],
    );
}

#[test]
fn what_stands_in_for_a_name_is_no_double() {
    for file in [
        r#"[{"id": "unnamed-1", "name": "Tea"}, {"price": "1"}]"#,
        r#"[{"id": "tea", "name": "Unnamed 1"}, {"price": "1"}]"#,
    ] {
        faults(file, &["line 1, column 38: this product has no name"]);
    }
    faults(
        r#"[{"price": "1"}, {"id": "unnamed-0", "name": "Tea", "aliases": ["unnamed-0"]}]"#,
        &["line 1, column 2: this product has no name"],
    );
}

#[test]
fn a_catalogue_without_a_product_is_none() {
    let told = "there is no product in it: write at least one, for example [{\"name\": \"Adder\"}]";
    faults("\n[]", &[&format!("line 2, column 1: {told}")]);
    faults(
        r#"{"currency": "QQQ", "products": []}"#,
        &["line 1, column 14", &format!("line 1, column 33: {told}")],
    );
}

#[test]
fn a_place_counts_characters_and_is_told_once() {
    faults(
        "[{\"name\": \"é\" 5}]",
        &["line 1, column 15: this is not JSON: expected `,` or `}`: check"],
    );
    let deep = format!("[{{\"name\": \"A\", \"note\": {}{}}}]", "[".repeat(200), "]".repeat(200));
    faults(&deep, &["line 1, column 24: this is not JSON: recursion limit exceeded: check"]);
}
