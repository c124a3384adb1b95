//! The second built-in flow: a restaurant and its guest, in German from the first word to the last.

use crate::support::shop::Shop;
use discord_sim::options::SimOptions;
use serde_json::json;
use ticketflow::formats::flow::RESTAURANT;

/// Its menu.
const MENU: &str = "\
# currency;EUR
name;aliases;price
Pizza Margherita;Margherita;8.50
Pizza Salami;Salami;9.50
Lasagne;;10.90
Bier;Pils;3.80
Cola;;3.20
Tiramisu;;5.50
";
/// Its terms.
const TERMS: &str = "Bezahlt wird bar bei Übergabe.";

impl Shop {
    /// A German restaurant that goes by the flow that comes with the program.
    async fn restaurant() -> Self {
        let mut shop = Self::build(SimOptions::default()).await;
        shop.guild.set_locale("de");
        shop.sim.person(shop.ann.user).unwrap().set_locale("de");
        shop.start().await;
        shop.command("ticketflow setup", shop.set_up_options(), "All set").await;
        let file = json!({"file": {"filename": "menu.csv", "text": MENU}});
        shop.command("ticketflow catalogue import", file, "6 products").await;
        shop.command("ticketflow terms set", json!({ "text": TERMS }), "terms are set").await;
        shop.publish_flow("restaurant.yaml", RESTAURANT).await;
        shop
    }
}

/// What stands in every order.
const PIZZA: &str = "**2 ×** Pizza Margherita — 2 × 8,50 € = 17,00 €";
/// Words that no German says.
const ENGLISH: [&str; 14] = [
    "the", "you", "your", "please", "order", "yes", "no", "and", "or", "is", "what", "not", "for",
    "with",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_guest_orders_in_german_words_from_the_greeting_to_the_call_for_staff() {
    let mut shop = Shop::restaurant().await;
    let press = shop.ann.press_label(shop.shop, "Ticket erstellen").unwrap();
    shop.answered(&press, "Dein Ticket ist bereit").await;
    let channel = shop.ticket_of(&shop.ann).await;
    let menu = "Pizza Margherita, Pizza Salami, Lasagne, Bier, Cola, Tiramisu";
    shop.says(&shop.ann, channel, menu).await;
    shop.stop().await;
    shop.time_passes(channel).await;
    shop.start().await;
    shop.says(&shop.ann, channel, "Weißt du schon, was du möchtest?").await;

    shop.lift_message_limits();
    let mut said = 2;
    for (words, answers, answer) in [
        ("hallo, was gibts denn so?", 1, "nicht gefunden. Schreib es bitte so, wie es dort steht."),
        ("zwei Pizza Magherita und ein Bier bitte", 2, "selbst abholen, oder sollen wir liefern?"),
        ("keine Ahnung", 1, "Bitte wähl eine der Antworten"),
        ("Lieferung bitte!", 1, "Straße, Hausnummer und Ort, bitte."),
        ("bei mir zu Hause", 1, "zum Beispiel „Hauptstraße 5, Neustadt“"),
        ("Hauptstraße 5, Neustadt", 1, "Für wann?"),
        ("gegen sieben", 1, "Das war keine Uhrzeit."),
        ("19:30 Uhr", 1, "Unter welcher Nummer erreichen wir dich"),
        (
            "0170 1234567",
            1,
            "**1 ×** Bier — 3,80 €\n\n**Summe: 20,80 €**\n\nLieferung, Wunschzeit: 19:30 Uhr\nAdresse: Hauptstraße 5, Neustadt\nTelefon: 0170 1234567",
        ),
        (
            "statt Bier lieber drei Cola",
            1,
            "**3 ×** Cola — 3 × 3,20 € = 9,60 €\n\n**Summe: 26,60 €**",
        ),
        ("Passt so, danke!", 1, "Bezahlt wird bar bei Übergabe."),
        ("ja, einverstanden", 1, "Lieferung, Wunschzeit: 19:30 Uhr. Wir melden uns gleich."),
    ] {
        shop.ann.write(channel, words).unwrap();
        said += answers;
        let last = shop.says_the(said, &shop.ann, channel).await;
        // What may not be broken over two lines is joined by such spaces.
        let told = last.embed_text.replace('\u{a0}', " ");
        assert!(told.contains(answer), "“{words}”: {told}");
        assert!(!answer.contains("Summe") || told.contains(PIZZA), "“{words}”: {told}");
    }
    let placed = shop.says(&shop.ann, channel, "Danke!").await;
    assert!(placed.content.contains("neue Anfrage von <@"), "{}", placed.content);
    assert_eq!(placed.pinged_roles, [shop.staff_role]);
    shop.says(&shop.ann, channel, "Vollständig").await;
    for message in shop.said(&shop.ann, channel) {
        let buttons = message.buttons.iter().map(|it| it.label.as_str());
        let all = [message.content.as_str(), &message.embed_text].into_iter().chain(buttons);
        for words in all {
            let mut each = words.split(|it: char| !it.is_alphanumeric());
            let english = each.find(|it| ENGLISH.contains(&it.to_lowercase().as_str()));
            assert_eq!(english, None, "{words}");
        }
    }
    shop.judge().await;
}
