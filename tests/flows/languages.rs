//! Everybody is spoken to in their own language.

use super::documents::received;
use crate::support::shop::Shop;
use discord_sim::options::SimOptions;
use serde_json::json;

impl Shop {
    /// A server of French people, with a customer whose Discord is German.
    async fn of_many_tongues() -> Self {
        let mut shop = Self::build(SimOptions::default()).await;
        shop.guild.set_locale("fr");
        shop.sim.person(shop.ann.user).unwrap().set_locale("de");
        shop.start().await;
        shop.set_up().await;
        shop
    }

    /// The channel of the German customer's ticket.
    async fn opened_in_german(&self) -> u64 {
        let press = self.ann.press_label(self.shop, "Créer un ticket").unwrap();
        self.answered(&press, "Dein Ticket ist bereit").await;
        let channel = self.ticket_of(&self.ann).await;
        self.says(&self.ann, channel, "Was möchtest du kaufen?").await;
        channel
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_customers_discord_decides_for_them_and_the_servers_for_staff() {
    let shop = Shop::of_many_tongues().await;
    let channel = shop.opened_in_german().await;

    shop.ann.write(channel, "2x adder und xyzzy").unwrap();
    let asked = shop.says(&shop.ann, channel, "Ist es das, was du möchtest?").await;
    assert!(asked.embed_text.contains("Nicht verstanden: „"), "{}", asked.embed_text);
    shop.ann.press_label(channel, "Ja").unwrap();
    shop.says(&shop.ann, channel, "Bist du einverstanden?").await;
    let stranger = shop.sam.press_label(channel, "Ja").unwrap();
    shop.told(&stranger, "Only the customer of this ticket").await;
    shop.ann.write(channel, "ja").unwrap();
    let placed = shop.says(&shop.ann, channel, "Anfrage vollständig").await;
    assert!(placed.content.contains("nouvelle demande de <@"), "{}", placed.content);
    assert_eq!(placed.pinged_roles, [shop.staff_role]);

    let ask = shop.ann.press_label(channel, "Ticket schließen").unwrap();
    shop.answered(&ask, "Dieses Ticket schließen?").await;
    shop.ann.press_label(channel, "Ja, schließen").unwrap();
    shop.says(&shop.mia, channel, "Fermé par").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_language_without_a_catalogue_is_answered_in_english() {
    let shop = Shop::of_many_tongues().await;
    shop.sim.person(shop.bob.user).unwrap().set_locale("pl");
    let press = shop.bob.press_label(shop.shop, "Créer un ticket").unwrap();
    shop.answered(&press, "Your ticket is ready").await;
    let channel = shop.ticket_of(&shop.bob).await;
    shop.says(&shop.bob, channel, "What would you like to buy?").await;

    shop.sim.person(shop.ada.user).unwrap().set_locale("es-419");
    shop.command("ticketflow refresh", json!({"enabled": false}), "«refresh» está").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_servers_own_texts_are_said_from_the_next_word_on() {
    let shop = Shop::of_many_tongues().await;
    let upload = |text: &str| {
        let file = json!({"filename": "t.ftl", "text": text});
        json!({"language": "de", "file": file})
    };
    let ours = "not-understood = Was ist { $words }\nclose-question = Wirklich weg?\n";
    shop.command("ticketflow texts upload", upload(ours), "2 texts of your own").await;
    let channel = shop.opened_in_german().await;
    shop.ann.write(channel, "2x adder und xyzzy").unwrap();
    let asked = shop.says(&shop.ann, channel, "Was ist „").await;
    assert!(asked.embed_text.contains("**2 ×** Adder"), "{}", asked.embed_text);
    let ask = shop.ann.press_label(channel, "Ticket schließen").unwrap();
    shop.answered(&ask, "Wirklich weg?").await;

    let bad = "yes = Ja\nticket-ready = { $price }\n";
    let told = shop.command("ticketflow texts upload", upload(bad), "Nothing was changed").await;
    assert!(told.contains("line 2, column 19: “ticket-ready” knows no $price"), "{told}");
    let (name, file) = downloaded(&shop, "de").await;
    assert_eq!(name, "texts-de.ftl");
    assert!(
        file.contains("\nnot-understood = Was ist { $words }") && file.contains("\nyes = Ja\n")
    );

    shop.command("ticketflow texts reset", json!({}), "comes with the bot").await;
    let ask = shop.ann.press_label(channel, "Ticket schließen").unwrap();
    shop.answered(&ask, "Dieses Ticket schließen?").await;
    let (_, file) = downloaded(&shop, "de").await;
    assert!(!file.contains("Was ist {"));
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn own_texts_outlive_a_restart() {
    let mut shop = Shop::of_many_tongues().await;
    let file = json!({"filename": "t.ftl", "text": "close-question = Vraiment ?\nclosed-text = Parti : { $by }"});
    let upload = json!({"language": "fr", "file": file});
    shop.command("ticketflow texts upload", upload, "2 texts of your own").await;
    let channel = shop.opened_in_german().await;
    shop.stop().await;
    shop.start().await;
    shop.sim.person(shop.sam.user).unwrap().set_locale("fr");
    let ask = shop.sam.press_label(channel, "Ticket schließen").unwrap();
    shop.answered(&ask, "Vraiment ?").await;
    shop.sam.press_label(channel, "Oui, fermer").unwrap();
    shop.says(&shop.mia, channel, "Parti :").await;
    shop.judge().await;
}

async fn downloaded(shop: &Shop, language: &str) -> (String, String) {
    let options = json!({ "language": language });
    let command = shop.ada.command(shop.shop, "ticketflow texts download", &options).unwrap();
    shop.answered(&command, "What is said now").await;
    received(shop, &command).await
}
