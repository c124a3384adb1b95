//! `ticketflow flow simulate`: a conversation in the terminal, typed ahead.

use super::program::{Ended, ticketflow};
use std::{fs, path::Path};

/// A run with what is typed, and files to name on the command line.
async fn typed(arguments: &[&str], files: &[(&str, &str)], lines: &[&str]) -> Ended {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        fs::write(&file, text).expect("it can be written");
        file.to_str().expect("a path").to_owned()
    };
    let named: Vec<_> = files.iter().map(|(name, text)| (*name, write(name, text))).collect();
    let path = |word: &str| named.iter().find(|(name, _)| *name == word).map(|(_, path)| &**path);
    let arguments: Vec<_> = arguments.iter().map(|word| path(word).unwrap_or(word)).collect();
    let input = write("typed", &lines.iter().map(|line| format!("{line}\n")).collect::<String>());
    let program = ticketflow(&[&["flow", "simulate"], &*arguments].concat());
    program.reading(Path::new(&input)).ended().await
}

/// What was printed, after a run without a fault.
async fn held(arguments: &[&str], files: &[(&str, &str)], lines: &[&str]) -> String {
    let ended = typed(arguments, files, lines).await;
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{}", ended.out);
    ended.out
}

/// The texts stand in it, one behind the other.
fn in_order(out: &str, texts: &[&str]) {
    // Amounts have spaces at which no line breaks.
    let out = out.replace('\u{a0}', " ");
    let mut rest = out.as_str();
    for text in texts {
        let (_, behind) = rest.split_once(text).unwrap_or_else(|| panic!("no “{text}” in {rest}"));
        rest = behind;
    }
}

const CARS: &str = "# currency,$\nname,price,options\nAdder,1000,\nTurismo R,500,\n\
    Turismo Classic,700,\nBanshee,100,Colour=black|red (+10)\n";

#[tokio::test]
async fn the_built_in_conversation_is_held_to_its_end() {
    let lines = [
        "2x addr, a turismo, a banshee and a flying carpet",
        "/2",
        "/Red",
        "make it 3 adders",
        "/No such thing",
        "/I take it",
        "/yes",
        "well",
        "/Yes",
        "/I take it",
    ];
    let files = [("cars.csv", CARS), ("terms.txt", "Pay within a day.\n")];
    let arguments = ["default", "--catalogue", "cars.csv", "--terms", "terms.txt"];
    let out = held(&arguments, &files, &lines).await;
    let said = [
        "“Purchase request”, 3 stages.",
        "── Stage 0: Welcome (catalogue) ──",
        "What would you like to buy?",
        "[1] Write  [2] Close Ticket",
        "> 2x addr, a turismo, a banshee and a flying carpet",
        "── Stage 0: Welcome (catalogue), a question about the order ──",
        "“turismo” can mean several",
        "Not understood: “flying carpet”",
        "[1] Turismo R  [2] Turismo Classic\n",
        "> /2",
        "The question above says now: ✅ Turismo Classic — @you",
        "[1] black  [2] red",
        "> /Red",
        "── Stage 5: Your order (yes_no, about the order) ──\n",
        "bot, the order card\n",
        "2 × Adder — 2 × $1,000 = $2,000",
        "1 × Banshee · Colour: red — $110",
        "Press a button or write yes or no.",
        "[1] Yes  [2] No  [3] Close Ticket  [4] Change",
        "[5] 2 × Adder\n",
        "> make it 3 adders",
        "3 × Adder",
        "> /No such thing",
        "There is no “No such thing” to press",
        "> /I take it",
        "There is no “I take it” to press",
        "> /yes",
        "── Stage 20: Terms and conditions (yes_no, about the terms) ──",
        "The order card follows. Status: Confirmed",
        "Pay within a day.",
        "> well",
        "Yes or no?",
        "> /Yes",
        "── The request is complete ──",
        "@Staff new request from @you",
        "[2] I take it",
        "> /I take it",
        "bot, to you alone\n  │ Only staff can do this.",
        "── Summary ──\n  The request is complete.\n  Stages: 0 → 5 → 20 → complete\n",
        "Order: 3 × Adder, 1 × Banshee (Colour: red), 1 × Turismo Classic: $3,810\n",
        "Terms: accepted\n  Staff are called: “@Staff new request from @you”\n",
    ];
    in_order(&out, &said);
    assert!(!out.contains("instead"), "both were given: {out}");
}

#[tokio::test]
async fn the_restaurant_is_held_in_german_with_the_example_menu() {
    let lines = [
        "2x margerita und eine cola",
        "/large",
        "liefern",
        "zuhause",
        "/Schreiben",
        "Hauptstraße 5, Neustadt",
        "18:30",
        "0170 1234567",
        "/nein",
        "eine calzone",
        "/Abholung",
        "sofort",
        "0170 1234567",
        "passt so",
        "nö",
        "jo",
    ];
    let out = held(&["restaurant"], &[], &lines).await;
    let said = [
        "“Restaurant”, 7 stages.",
        "It takes orders, and there is no --catalogue: a small menu is sold instead.",
        "Margherita, Calzone, Lasagne Classica, Lasagne Verdura, Cola, Tiramisu\n",
        "It shows terms, and there are no --terms: the bot's own are shown instead.",
        "── Stage 0: Speisekarte (catalogue) ──",
        "Hallo @you! Was darf es sein?",
        "(After 10 minutes of silence: Weißt du schon, was du möchtest?)",
        "[1] small  [2] large",
        "── Stage 10: Abholung oder Lieferung? (choice, kept as “weg”) ──",
        "2 × Margherita — 2 × 8,50 € = 17,00 €",
        "> liefern",
        "── Stage 20: Adresse (text, kept as “adresse”) ──",
        "> zuhause",
        "Dazu brauchen wir Straße, Hausnummer und Ort",
        "> /Schreiben",
        "(A form opens, “Deine Antwort”.",
        "── Stage 30: Wunschzeit",
        "── Stage 40: Telefon",
        "── Stage 50: Stimmt alles? (yes_no, about the order) ──",
        "Lieferung, Wunschzeit: 18:30\n  │ Adresse: Hauptstraße 5, Neustadt",
        "> /nein",
        "── Stage 0: Speisekarte",
        "Noch einmal von vorn",
        "> /Abholung",
        "── Stage 30: Wunschzeit",
        "> passt so",
        "── Stage 60: Bedingungen",
        "> nö",
        "Ohne Zustimmung geht es nicht",
        "> jo",
        "── The request is complete ──",
        "Danke!",
        "Stages: 0 → 10 → 20 → 30 → 40 → 50 → 0 → 10 → 30 → 40 → 50 → 60 → complete",
        "Order: 1 × Calzone: 9,50 €",
        "stage 10, “weg”: Abholung",
        "Terms: accepted",
    ];
    in_order(&out, &said);
}

const ALL_KINDS: &str = r#"
name: All kinds
stages:
  - {number: 1, prompt: How many?, as: many, expect: number, least: 1, then: 2}
  - {number: 2, prompt: When?, expect: date, earliest: 0, then: 3}
  - {number: 3, prompt: A picture!, as: picture, expect: file, kinds: [image], then: 4}
  - number: 4
    prompt: "{answer.many}, {answer.picture}: sure?"
    expect: yes_no
    "yes": done
    "no": close
"#;

#[tokio::test]
async fn every_kind_of_answer_can_be_given() {
    let lines = [
        "many",
        "",
        "3",
        "today",
        "/file a.txt",
        "here",
        "there",
        "hm",
        "/file my.png",
        "/help",
        "yes",
    ];
    let ended = typed(&["all.yaml"], &[("all.yaml", ALL_KINDS)], &lines).await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.err.contains("advice: a request can become complete"), "as by the check");
    let out = ended.out;
    let said = [
        "── Stage 1 (number, kept as “many”) ──",
        "> many",
        "Please write a number in digits. From 1 on.",
        "── Stage 2 (date) ──",
        "── Stage 3 (file, kept as “picture”) ──",
        "> /file a.txt",
        "Please send a file here in the channel. What is taken: pictures.",
        "> there",
        "Please send a file here in the channel. What is taken: pictures.",
        "> hm",
        "(The bot says nothing to that.)",
        "> /file my.png",
        "── Stage 4 (yes_no) ──",
        "3, my.png: sure?",
        "> /help",
        "/restart          begins a new ticket",
        "> yes",
        "── The request is complete ──",
        "How many? 3\n",
        "A picture! my.png\n  │\n  │ Our staff will take it from here.",
        "Order: nothing",
    ];
    in_order(&out, &said);
    assert!(!out.contains("--catalogue") && !out.contains("Terms:"), "it needs neither: {out}");
}

#[tokio::test]
async fn a_ticket_is_closed_and_another_begun() {
    let lines = ["/close ticket", "/keep it open", "/close ticket", "/yes, close it", "hello?"];
    let more = ["/restart", "a calzone", "/edit two calzone", "/quit", "not heard"];
    let out = held(&["default", "--staff"], &[], &[&lines[..], &more[..]].concat()).await;
    let said = [
        "bot, to you alone\n  │ Close this ticket?",
        "[1] Yes, close it  [2] Keep it open",
        "> /yes, close it",
        "── The ticket is closed ──",
        "> hello?",
        "(The bot says nothing to that.)",
        "> /restart",
        "── Stage 0: Welcome",
        "> /edit two calzone",
        "2 × Calzone",
        "> /quit",
        "The request is not complete. It waits at this point:\n    Stage 5: Your order",
        "Not seen this time: 20\n",
        "Terms: not accepted\n  Staff are not called.\n",
    ];
    in_order(&out, &said);
    assert!(!out.contains("not heard"), "{out}");
}

#[tokio::test]
async fn the_customer_is_whom_the_admin_wants_to_try() {
    let catalogue = r#"{"currency": "EUR", "products": [{"name": "Adder", "price": 100}],
        "discounts": [{"name": "Police", "percent": 50, "role": "123456789012345678"}]}"#;
    let files = [("cars.json", catalogue)];
    let lines = ["/products", "ein adder", "ja", "ja", "/Ich übernehme"];
    let role = ["--role", "123456789012345678"];
    let given = ["default", "--catalogue", "cars.json", "--language", "de", "--staff"];
    let out = held(&[&given[..], &role[..]].concat(), &files, &lines).await;
    let sold = "Adder: 100,00 €\n";
    in_order(
        &out,
        &["Was möchtest du kaufen?", sold, "Police (−50 %)", "50,00 €", "@you kümmert sich"],
    );

    let lines = ["a car and a boat", "and a bike", "/edit no boat", "how long does it take?"];
    let out = held(&["default", "--no-catalogue"], &[], &lines).await;
    in_order(&out, &["> a car and a boat", "── Stage 5", "│ > a car and a boat\n  │ > and a bike"]);
    let all = "a car and a boat\nno boat\nhow long does it take?";
    in_order(&out, &[&format!("Order: “{all}”")]);

    let lines = ["a car", "no", "a boat"];
    let out = held(&["default", "--no-catalogue"], &[], &lines).await;
    in_order(&out, &["Let's start over", "Order: “a boat”"]);
}

#[tokio::test]
async fn what_cannot_be_used_is_said_as_by_the_check() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bad.yaml");
    fs::write(&file, ALL_KINDS.replace("then: 2", "then: 20")).expect("it can be written");
    let path = file.to_str().expect("a path");
    let checked = ticketflow(&["flow", "check", path]).ended().await;
    let simulated = ticketflow(&["flow", "simulate", path]).ended().await;
    assert_eq!(simulated.code, Some(6));
    assert_eq!((simulated.err, simulated.out), (checked.err, String::new()));

    let good = [("all.yaml", ALL_KINDS), ("empty.txt", " \n"), ("cars.csv", "price\n1\n")];
    for (arguments, code, words) in [
        (&["all.yaml", "--terms", "none.txt"][..], 6, "none.txt cannot be read"),
        (&["all.yaml", "--terms", "empty.txt"][..], 6, "empty.txt is empty"),
        (&["all.yaml", "--catalogue", "cars.csv"][..], 6, "cars.csv is no catalogue"),
        (&["all.yaml", "--language", "klingon"][..], 2, "\"klingon\" is no language"),
        (&["all.yaml", "--role", "police"][..], 2, "a role's id is a number"),
        (&["all.yaml", "--no-catalogue", "--catalogue", "cars.csv"][..], 2, "cannot be used with"),
        (&["-"][..], 2, "standard input"),
    ] {
        let ended = typed(arguments, &good, &[]).await;
        assert_eq!((ended.code, ended.out.as_str()), (Some(code), ""), "{ended:?}");
        assert!(ended.err.contains(words), "{words}: {ended:?}");
    }
}

/// What stands in the guide between the first of these and the next fence.
fn of_guide(fence: &str) -> &'static str {
    let guide = include_str!("../../docs/flows.md");
    let (_, behind) = guide.split_once(fence).unwrap_or_else(|| panic!("no {fence}"));
    behind.split("```").next().unwrap_or_default()
}

#[tokio::test]
async fn the_guide_shows_what_happens() {
    let flow = of_guide("```yaml\n");
    let shown = of_guide("```console\n$ ticketflow flow simulate my.yaml\n");
    let lines: Vec<_> = shown.lines().filter_map(|line| line.strip_prefix("> ")).collect();
    assert!(lines.len() > 5, "{shown}");
    let out = held(&["my.yaml"], &[("my.yaml", flow)], &lines).await;
    in_order(&out, &shown.split("…\n").collect::<Vec<_>>());

    let slips = flow.replacen("then: 10", "then: 12", 1).replace("prompt: Where", "promt: Where");
    let ended = typed(&["my.yaml"], &[("my.yaml", &slips)], &[]).await;
    let told = of_guide("```console\n$ ticketflow flow check my.yaml\nticketflow: ");
    let (_, faults) = ended.err.split_once("ticketflow: ").expect("faults");
    assert_eq!(faults.split_once("is no").map(|it| it.1), told.split_once("is no").map(|it| it.1));
}

#[tokio::test]
async fn nobody_is_told_to_press_what_is_not_there() {
    for (language, words) in [
        ("en", "for example “2x Name”. Our staff can read"),
        ("de", "zum Beispiel „2x Name“. Unser Team"),
    ] {
        let out = held(&["default", "--language", language], &[], &["a flying carpet"]).await;
        let out = out.replace("\n  │ ", " ");
        in_order(&out, &["a flying carpet", words]);
        assert!(!out.contains("Choose products") && !out.contains("Produkte auswählen"), "{out}");
    }
}

#[tokio::test]
async fn the_number_of_the_ticket_is_in_the_name_of_a_stage() {
    let flow = "name: Numbered\nlanguage: en\nstages:\n  - number: 1\n    title: Ticket {ticket}\n    \
                prompt: What for in {ticket}?\n    expect: text\n    then: done\n";
    // Some editors write a mark before the first line.
    let lines = ["\u{feff}/Write", "a gift"];
    let out = typed(&["own.yaml"], &[("own.yaml", flow)], &lines).await.out;
    let said = [
        "── Stage 1: Ticket 0000 (text) ──",
        "│ Ticket 0000\n",
        "What for in 0000?",
        "A form opens",
        "── The request is complete ──",
    ];
    in_order(&out, &said);
    assert!(!out.contains("{ticket}"), "{out}");
}

#[tokio::test]
async fn what_discord_would_not_take_is_not_sent() {
    let long = "margherita ".repeat(400);
    let out = held(&["default"], &[], &[&long, "2 tiramisu"]).await;
    in_order(&out, &["no message of more than 4000 characters", "Order: 2 × Tiramisu: €11.00"]);
}
