//! `ticketflow recognise`: messages to two shops, with what should be understood of them.

use super::program::{Ended, ticketflow};
use serde_json::Value;
use std::{collections::BTreeMap, fs, path::PathBuf};

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/cli/recognise").join(name)
}

async fn recognise(catalogue: &str, input: &str, more: &[&str]) -> Ended {
    let catalogue = file(catalogue);
    let mut arguments = vec!["recognise", "--catalogue", catalogue.to_str().expect("a path")];
    arguments.extend(more);
    ticketflow(&arguments).reading(&file(input)).ended().await
}

/// The items and the candidates of a message or prediction.
fn understood(line: &Value) -> (BTreeMap<String, u64>, Vec<String>) {
    let items = line["items"].as_array().expect("items").iter();
    let id = |value: &Value| value.as_str().expect("an id").to_owned();
    let mut asked: Vec<_> = line["ambiguous"].as_array().into_iter().flatten().map(id).collect();
    asked.sort();
    (items.map(|it| (id(&it["product"]), it["qty"].as_u64().expect("a number"))).collect(), asked)
}

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[tokio::test]
async fn messages_to_two_shops_are_understood() {
    for shop in ["pizza", "menu"] {
        let input = format!("{shop}.jsonl");
        let ended = recognise(&format!("{shop}.json"), &input, &["--jsonl"]).await;
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
        let wanted = lines(&fs::read_to_string(file(&input)).expect("a fixture"));
        let got = lines(&ended.out);
        assert_eq!(got.len(), wanted.len());
        let mut wrong = Vec::new();
        for (wanted, got) in wanted.iter().zip(&got) {
            assert_eq!(wanted["id"], got["id"]);
            let ((items, asked), (their_items, their_asked)) =
                (understood(wanted), understood(got));
            let may_ask = wanted["allow_suggest"] == Value::Bool(true);
            if items != their_items || (asked != their_asked && !may_ask) {
                wrong.push(format!("{}: {got}", wanted["text"]));
            }
        }
        assert!(wrong.len() * 20 <= wanted.len(), "{shop}:\n{}", wrong.join("\n"));
    }
}

#[tokio::test]
async fn it_says_why() {
    let ended = recognise("pizza.json", "plain.txt", &["--explain"]).await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    for words in [
        r#"{"id":1,"items":[{"product":"calzone","qty":2}]"#,
        "“calzonne” → calzone (a name, 1 slip): wished for; 2 of it, as “2” says",
        "“fanta” → fanta (a name): not wished for, or no longer",
        "“coke” → coke (a name): it is told of, not asked for",
        "“cold” → nothing: no name has it or is near to it",
    ] {
        assert!(ended.out.contains(words), "{words} in {}", ended.out);
    }
}

#[tokio::test]
async fn it_says_which_option_words_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let (shop, said) = (folder.path().join("shop.json"), folder.path().join("messages"));
    let catalogue =
        r#"[{"name": "Signet ring", "options": [{"name": "Size", "pattern": "[0-9]{1,2}"}]}]"#;
    fs::write(&shop, catalogue).expect("it can be written");
    fs::write(&said, "a signet ring size 9\n").expect("it can be written");
    let catalogue = shop.to_str().expect("a path");
    let arguments = ["recognise", "--explain", "--catalogue", catalogue];
    let ended = ticketflow(&arguments).reading(&said).ended().await;
    let words = "“9” → Size of signet-ring, in the customer's words";
    assert!(ended.out.contains(words), "{ended:?}");
}

/// What is understood of an input, or what is told.
async fn of_input(input: &str, more: &[&str]) -> Ended {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("messages");
    fs::write(&path, input).expect("it can be written");
    recognise("pizza.json", path.to_str().expect("a path"), more).await
}

#[tokio::test]
async fn a_mark_before_the_first_line_is_no_part_of_it() {
    for (input, more) in
        [("{\"id\":1,\"text\":\"a calzone\"}\n", &["--jsonl"][..]), ("calzone\n", &[])]
    {
        let (plain, marked) =
            (of_input(input, more).await, of_input(&format!("\u{feff}{input}"), more).await);
        assert_eq!((marked.code, marked.err.as_str()), (Some(0), ""));
        assert_eq!(marked.out, plain.out);
    }
    for more in [&["--jsonl"][..], &[]] {
        let nothing = of_input("\u{feff}\n", more).await;
        assert_eq!((nothing.code, nothing.out.as_str()), (Some(0), ""), "{nothing:?}");
    }
}

#[tokio::test]
async fn a_message_that_cannot_be_read_has_one_place() {
    let input = "{\"id\":1,\"text\":\"a calzone\"}\n\n{\"id\":\"é\", \"text\" 5}\n";
    let ended = of_input(input, &["--jsonl"]).await;
    assert_eq!(ended.code, Some(6), "{ended:?}");
    assert!(
        ended.err.contains("line 3, column 19: this is no message as JSON: expected `:`:"),
        "{ended:?}"
    );
    assert_eq!(ended.err.matches("line ").count(), 1, "{ended:?}");
}

#[tokio::test]
async fn what_may_be_better_in_the_catalogue_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("cars.csv");
    fs::write(&table, "name,options\nAdder,Colour=black\n").expect("it can be written");
    let arguments = ["recognise", "--catalogue", table.to_str().expect("a path")];
    let ended = ticketflow(&arguments).reading(&file("plain.txt")).ended().await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let told = "cars.csv: line 2: advice: \"Colour\" has one choice only";
    assert!(ended.err.contains(told), "{ended:?}");
}

#[tokio::test]
async fn what_cannot_be_read_is_code_6() {
    let no_messages = recognise("pizza.json", "plain.txt", &["--jsonl"]).await;
    assert_eq!(no_messages.code, Some(6), "{no_messages:?}");
    let told = "line 1, column 1: this is no message as JSON: invalid type: integer `2`, expected an object: write";
    assert!(no_messages.err.contains(told), "{no_messages:?}");
    let input = format!("a calzone\n{}\n", "calzone ".repeat(501));
    let too_long = of_input(&input, &[]).await;
    assert_eq!((too_long.code, too_long.out.lines().count()), (Some(6), 1), "{too_long:?}");
    assert!(too_long.err.contains("line 2 has 4008 characters"), "{too_long:?}");
    let no_catalogue = recognise("plain.txt", "plain.txt", &[]).await;
    assert_eq!(no_catalogue.code, Some(6), "{no_catalogue:?}");
    assert!(no_catalogue.err.contains("plain.txt is no catalogue"), "{no_catalogue:?}");
}

#[tokio::test]
async fn prices_in_no_currency_are_told_and_stop_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, menu) in [
        ("menu.json", "[{\"id\": \"pizza_m\", \"name\": \"Calzone\", \"price\": 8.5}]"),
        ("menu.csv", "id,name,price\npizza_m,Calzone,8.5\n"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, menu).expect("it can be written");
        let arguments = ["recognise", "--catalogue", path.to_str().expect("a path")];
        let ended = ticketflow(&arguments).reading(&file("plain.txt")).ended().await;
        assert_eq!(ended.code, Some(0), "{ended:?}");
        assert!(ended.out.contains("{\"product\":\"pizza_m\",\"qty\""), "{ended:?}");
        assert!(ended.err.contains("before it is uploaded: line "), "{ended:?}");
        assert!(ended.err.contains("write which one it is"), "{ended:?}");
    }
    // What else is wrong stops it.
    let path = folder.path().join("broken.json");
    fs::write(&path, "[{\"name\": \"Calzone\", \"price\": 8.5}, {\"name\": \"\"}]")
        .expect("it can be");
    let arguments = ["recognise", "--catalogue", path.to_str().expect("a path")];
    let ended = ticketflow(&arguments).reading(&file("plain.txt")).ended().await;
    assert_eq!((ended.code, ended.out.as_str()), (Some(6), ""), "{ended:?}");
}
