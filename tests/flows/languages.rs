//! Everybody is spoken to in their own language.

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
}

#[tokio::test(flavor = "multi_thread")]
async fn the_customers_discord_decides_for_them_and_the_servers_for_staff() {
    let shop = Shop::of_many_tongues().await;
    let press = shop.ann.press_label(shop.shop, "Créer un ticket").unwrap();
    shop.answered(&press, "Dein Ticket ist bereit").await;
    let channel = shop.ticket_of(&shop.ann).await;
    shop.says(&shop.ann, channel, "Was möchtest du kaufen?").await;

    shop.ann.write(channel, "2x adder und xyzzy").unwrap();
    let asked = shop.says(&shop.ann, channel, "Ist es das, was du möchtest?").await;
    assert!(asked.embed_text.contains("Nicht verstanden: „"), "{}", asked.embed_text);
    let yes = shop.ann.press_label(channel, "Ja").unwrap();
    shop.answered(&yes, "✅ **Ja** — ").await;
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
