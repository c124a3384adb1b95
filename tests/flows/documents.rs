//! Catalogue and terms: given by command, kept in versions, given back as files.

use crate::support::{
    look::quantities,
    shop::{Shop, TERMS, TOKEN},
};
use discord_sim::people::interaction::Interaction;
use serde_json::{Value, json};
use ticketflow::{
    discord::{Rest, RestSettings},
    secret::Secret,
};

fn file(name: &str, text: &str) -> Value {
    json!({"file": {"filename": name, "text": text}})
}

/// The text of the file that answers a command.
pub(crate) async fn received(shop: &Shop, command: &Interaction) -> (String, String) {
    let message = command.message().unwrap();
    let [file] = message.attachments.as_slice() else { panic!("one file: {message:?}") };
    let rest = Rest::new(RestSettings {
        base: shop.sim.rest_url().parse().unwrap(),
        ..RestSettings::new(Secret::new(TOKEN.to_owned()))
    });
    let bytes = rest.unwrap().fetch_file(&file.url, 10 << 20).await.unwrap();
    (file.filename.clone(), String::from_utf8(bytes.to_vec()).unwrap())
}

async fn exported(shop: &Shop, options: Value) -> (String, String) {
    let command = shop.ada.command(shop.shop, "ticketflow catalogue export", &options).unwrap();
    shop.answered(&command, "Catalogue, version").await;
    received(shop, &command).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_catalogue_goes_round_through_json_and_csv_without_loss() {
    let shop = Shop::open().await;
    let rich = r#"[
        {"id": "adder", "name": "Adder", "aliases": ["veyron", "bugatti"], "price": 910500},
        {"name": "Sultan \"RS\", Classic", "aliases": ["sultan"], "brand": "Karin"},
        {"name": "Élégy Rétro"}
    ]"#;
    shop.command("ticketflow catalogue import", file("cars.json", rich), "3 products").await;
    let (name, first) = exported(&shop, json!({})).await;
    assert_eq!(name, "catalogue-2.json");
    let products: Value = serde_json::from_str(&first).unwrap();
    assert_eq!(products[0]["price"], 910_500);
    assert_eq!(products[1]["brand"], "Karin");

    shop.command("ticketflow catalogue import", file("b.json", &first), "3 products").await;
    let (name, csv) = exported(&shop, json!({"format": "csv"})).await;
    assert_eq!(name, "catalogue-3.csv");
    assert_eq!(csv.lines().count(), 4, "{csv}");

    shop.command("ticketflow catalogue import", file("c.CSV", &csv), "3 products").await;
    let (_, again) = exported(&shop, json!({"format": "csv"})).await;
    assert_eq!(again, csv, "a table goes round unchanged");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mistake_of_a_table_is_named_by_its_line_and_nothing_is_changed() {
    let shop = Shop::open().await;
    let bad = "id,name,aliases\nadder,Adder,veyron\nBAD ID,T20,\nadder,Elegy,\n,,\nx,Veyron,\n";
    let answer = shop
        .command("ticketflow catalogue import", file("x.csv", bad), "Nothing was changed")
        .await;
    for words in
        ["line 3: \"BAD ID\" is not an id", "line 4: the id \"adder\"", "line 6: \"Veyron\""]
    {
        assert!(answer.contains(words), "“{words}” in: {answer}");
    }
    assert_eq!(shop.desk().catalogue, 1);
    let (_, kept) = exported(&shop, json!({"format": "csv"})).await;
    assert!(kept.contains("Sultan RS"), "{kept}");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_mistake_of_a_json_file_is_named_by_its_line() {
    let shop = Shop::open().await;
    let bad = "[\n{\"name\": \"Adder\"},\n{\"nam\": \"T20\"},\n{\"name\": 7},\n12\n]";
    let answer = shop
        .command("ticketflow catalogue import", file("x.json", bad), "Nothing was changed")
        .await;
    for words in ["line 3", "line 4", "line 5"] {
        assert!(answer.contains(words), "“{words}” in: {answer}");
    }
    let broken = "[\n{\"name\": \"Adder\"},\n{\"name\": \"T20\"\n]";
    let answer = shop
        .command("ticketflow catalogue import", file("x.json", broken), "Nothing was changed")
        .await;
    assert!(answer.contains("line 4") && answer.contains("not JSON"), "{answer}");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_mistakes_are_counted_in_the_answer_and_all_named_in_a_file() {
    let shop = Shop::open().await;
    let rows: String = (0..100).map(|n| format!("BAD {n},Product {n}\n")).collect();
    let bad = file("x.csv", &format!("id,name\n{rows}"));
    let import = shop.ada.command(shop.shop, "ticketflow catalogue import", &bad).unwrap();
    let answer = shop.answered(&import, "Nothing was changed").await;
    let named = answer.matches("is not an id").count();
    assert!(named > 10, "{answer}");
    assert!(answer.contains(&format!("and {} more", 100 - named)), "{answer}");
    let (name, all) = received(&shop, &import).await;
    assert_eq!(name, "mistakes.txt");
    let lines: Vec<_> = all.lines().collect();
    assert_eq!(lines.len(), 100);
    assert!(lines[99].starts_with("line 101: \"BAD 99\" is not an id"), "{}", lines[99]);

    let few = file("x.csv", "id,name\nBAD,Product\n");
    let import = shop.ada.command(shop.shop, "ticketflow catalogue import", &few).unwrap();
    shop.answered(&import, "line 2").await;
    assert!(import.message().unwrap().attachments.is_empty(), "one mistake needs no file");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_no_catalogue_are_refused_with_what_is_wanted() {
    let shop = Shop::open().await;
    for (name, text, words) in [
        ("cars.xlsx", "PK", "must end in .json or .csv"),
        ("cars.csv", "", "the file is empty"),
        ("cars.csv", "product,alias\nAdder,\n", "no column is called \"name\""),
        ("cars.json", "{}", "list of products"),
    ] {
        shop.command("ticketflow catalogue import", file(name, text), words).await;
    }
    let latin1 = json!({"file": {"filename": "a.csv", "bytes": [110, 97, 109, 101, 10, 0xe9]}});
    shop.command("ticketflow catalogue import", latin1, "UTF-8").await;
    assert_eq!(shop.desk().catalogue, 1);
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_nothing_to_export_before_the_first_import() {
    let mut shop = Shop::build(discord_sim::options::SimOptions::default()).await;
    shop.start().await;
    shop.command("ticketflow catalogue export", json!({}), "There is no catalogue yet").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_are_given_as_text_or_as_a_file() {
    let shop = Shop::open().await;
    shop.command("ticketflow terms set", json!({"text": "By text."}), "version 2").await;
    shop.command("ticketflow terms set", file("terms.txt", "# By file\n\n- one\n"), "version 3")
        .await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.ann.write(channel, "yes").unwrap();
    let asked = shop.says(&shop.ann, channel, "Do you agree?").await;
    assert!(
        asked.embed_text.contains("# By file\n\n- one\n\nDo you agree?"),
        "{}",
        asked.embed_text
    );
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn terms_that_cannot_be_taken_are_refused_with_the_reason() {
    let shop = Shop::open().await;
    let long = "x".repeat(3_501);
    assert!(
        shop.ada.command(shop.shop, "ticketflow terms set", &json!({"text": long})).is_err(),
        "Discord's own client keeps it back"
    );
    let huge = "x".repeat(100_000);
    for (options, words) in [
        (file("terms.txt", &long), "the terms are 3501 characters long"),
        (file("terms.txt", &huge), "more than 28000 bytes"),
        (file("terms.txt", "  \n "), "the terms are empty"),
        (json!({}), "as text or as a file"),
        (
            json!({"text": "a", "file": {"filename": "t.txt", "text": "b"}}),
            "as text or as a file, not both",
        ),
        (json!({"file": {"filename": "t.txt", "bytes": [0xff, 0xfe, 0x41]}}), "UTF-8"),
    ] {
        shop.command("ticketflow terms set", options, words).await;
    }
    assert_eq!(shop.desk().terms, 1);
    let most = "ä".repeat(3_500);
    shop.command("ticketflow terms set", file("terms.txt", &most), "version 2").await;
    let channel = shop.opened_by(&shop.ann).await;
    shop.ann.write(channel, "adder").unwrap();
    shop.says(&shop.ann, channel, "Is this what you want?").await;
    shop.ann.write(channel, "yes").unwrap();
    shop.says(&shop.ann, channel, "Do you agree?").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_ticket_keeps_its_terms_and_follows_the_catalogue_until_it_is_confirmed() {
    let shop = Shop::open().await;
    let old = shop.opened_by(&shop.ann).await;
    let boats = "name\nDinghy\nSqualo\n";
    shop.command("ticketflow catalogue import", file("boats.csv", boats), "2 products").await;
    shop.command("ticketflow terms set", json!({"text": "Cash only."}), "version 2").await;
    let new = shop.opened_by(&shop.bob).await;

    shop.ann.write(old, "2x adder and a dinghy").unwrap();
    let asked = shop.says(&shop.ann, old, "Is this what you want?").await;
    assert!(asked.embed_text.contains("Dinghy") && asked.embed_text.contains("adder”"));
    shop.bob.write(new, "2x adder and a dinghy").unwrap();
    let asked = shop.says(&shop.bob, new, "Is this what you want?").await;
    assert!(
        asked.embed_text.contains("Dinghy") && asked.embed_text.contains("adder”"),
        "{}",
        asked.embed_text
    );
    assert_eq!(quantities(&shop.ticket(new)), [("dinghy".to_owned(), 1)]);

    shop.ann.write(old, "yes").unwrap();
    let asked = shop.says(&shop.ann, old, "Do you agree?").await;
    assert!(asked.embed_text.contains(TERMS));
    shop.bob.write(new, "yes").unwrap();
    let asked = shop.says(&shop.bob, new, "Do you agree?").await;
    assert!(asked.embed_text.contains("Cash only."));

    shop.ann.write(old, "refresh").unwrap();
    shop.says(&shop.ann, old, "Let's start over").await;
    shop.ann.write(old, "a squalo").unwrap();
    // A fresh start takes what is in use now.
    shop.says(&shop.ann, old, "**1 ×** Squalo").await;
    shop.judge().await;
}
