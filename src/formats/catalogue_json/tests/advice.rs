//! What is told of a catalogue that can be used.

use super::*;

#[test]
fn what_may_be_better_is_told_and_stops_nobody() {
    let file = r#"{
  "discounts": [
    {"name": "Sale", "percent": 5},
    {"name": "All", "percent": 5, "from_items": 1, "from_subtotal": 0},
    {"name": "Two", "percent": 5, "from_items": 2},
    {"name": "Much", "percent": 5, "from_subtotal": 1},
    {"name": "Staff", "percent": 5, "role": "5"}
  ],
  "products": [
    {"name": "Adder", "options": [
      {"name": "Colour", "choices": ["black"]},
      {"name": "Wrapped", "choices": ["yes"], "required": false},
      {"name": "Trim", "choices": ["red", "blue"]}
    ]},
    {"name": "T20", "options": [{"name": "Plate"}, {"name": "Seat", "choices": ["red"]}]}
  ]
}"#;
    let read = read(file.as_bytes()).unwrap();
    let told: Vec<String> = read.advice.iter().map(ToString::to_string).collect();
    let choice = "has one choice only, and customers are asked for it all the same: write another \
                  choice, remove the option, or let them do without it (\"required\": false; in a \
                  table a ? before the =)";
    let discount = "is taken off every order: if it is meant for some only, write \"from_items\" (2 \
                    or more), \"from_subtotal\" or \"role\"";
    assert_eq!(
        told,
        [
            format!("line 3, column 5: advice: the discount \"Sale\" {discount}"),
            format!("line 4, column 5: advice: the discount \"All\" {discount}"),
            format!("line 10, column 5: advice: \"Colour\" {choice}"),
            format!("line 15, column 5: advice: \"Seat\" {choice}"),
        ]
    );
    // Beside a mistake it may follow from that.
    let broken = file.replace("\"black\"", "\"black\", 5");
    faults(&broken, &["line 11, column 47: "]);
}

fn advice(file: &str) -> Vec<String> {
    read(file.as_bytes()).unwrap().advice.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_kept_and_not_used_is_told_once() {
    let read = "what the bot reads of a product is id, name, aliases, price, options, most, stock, \
                brand and category";
    let told = advice(
        "[{\"name\": \"A\"},\n {\"name\": \"B\", \"cost\": 5},\n {\"name\": \"C\", \"cost\": 6}]",
    );
    assert_eq!(told, [format!("line 2, column 2: advice: \"cost\" is kept, and not used: {read}")]);
    let told = advice(r#"[{"name": "A", "brand": "X", "class": "S", "cost": 5}]"#);
    let both = "\"class\", \"cost\" are kept, and not used";
    assert_eq!(told, [format!("line 1, column 2: advice: {both}: {read}")]);
    let none: &[String] = &[];
    let known = r#"[{"id": "a", "Name": "A", "Alias": ["b"], "price": 5, "most": 1, "stock": 2,
        "brand": "X", "category": "car"}]"#;
    assert_eq!(advice(known), none);
}

#[test]
fn what_is_called_like_a_currency_is_told_with_its_code() {
    let told = |word: &str| {
        advice(&format!(r#"{{"currency": "{word}", "products": [{{"name": "A", "price": 5}}]}}"#))
    };
    for (word, code) in [("EURO", "EUR"), ("euros", "EUR"), ("Dollar", "USD")] {
        let place = "line 1, column 14: advice: ";
        let said = "is taken for the money of a game, which has whole numbers: if the currency";
        assert_eq!(told(word), [format!("{place}\"{word}\" {said} {code} is meant, write {code}")]);
    }
    for word in ["EUR", "$", "Coins", "Euromark"] {
        assert!(told(word).is_empty(), "{word}");
    }
    let cents = r#"{"currency": "EURO", "products": [{"name": "A", "price": 5.50}]}"#;
    faults(cents, &["line 1, column 14: advice: ", "line 1, column 58: "]);
}

#[test]
fn several_choices_in_one_text_are_told() {
    let of = |choices: &str| {
        advice(&format!(
            r#"[{{"name": "A", "options": [{{"name": "Colour", "choices": [{choices}]}}]}}]"#
        ))
    };
    for choice in ["red, blue", "S/M/L"] {
        let told = of(&format!("\"{choice}\""));
        let said = format!("\"Colour\" has one choice only, \"{choice}\": if these are several");
        assert!(told.len() == 1 && told[0].contains(&said), "{told:?}");
    }
    assert!(of(r#""red, matte", "blue, matte""#).is_empty());
}

#[test]
fn choices_without_quotes_are_one_mistake() {
    let file = r#"[{"name": "A", "options": [{"name": "Size", "choices": [52, 54, 56]}]}]"#;
    faults(file, &["line 1, column 57: "]);
}
