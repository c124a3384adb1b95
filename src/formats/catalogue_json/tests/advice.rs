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
