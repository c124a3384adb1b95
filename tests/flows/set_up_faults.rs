//! `/ticketflow setup` where something is wrong: all of it is named with its remedy, and nothing
//! is changed.

use crate::support::shop::{Shop, TOKEN};
use discord_sim::{
    options::SimOptions,
    people::guild::Allow,
    world::permissions::bits::{EVERYONE_DEFAULT, USE_APPLICATION_COMMANDS},
};
use serde_json::{Value, json};
use ticketflow::{
    clock,
    discord::{Call, Priority, Rest, RestSettings},
    domain::permissions::Permissions,
    intake,
    secret::Secret,
};

/// A shop with a worker that was never set up.
async fn unfinished() -> Shop {
    let mut shop = Shop::build(SimOptions::default()).await;
    shop.start().await;
    shop
}

/// The command is refused with all of these words, and nothing is changed or posted.
async fn refused(shop: &Shop, options: Value, words: &[&str]) {
    let answer = shop.command("ticketflow setup", options, "Nothing was changed").await;
    for words in words {
        assert!(answer.contains(words), "“{words}” in: {answer}");
    }
    assert!(shop.desk().settings.is_none(), "nothing was changed");
    assert!(shop.said(&shop.ann, shop.shop).is_empty(), "nothing was posted");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_permission_that_is_missing_in_the_server_is_named_with_its_remedy() {
    let shop = unfinished().await;
    let needed = Permissions::NEEDED_IN_GUILD;
    let bits: Vec<_> = (0..64).map(|bit| Permissions(1 << bit)).collect();
    let bits: Vec<_> = bits.into_iter().filter(|bit| needed.contains(*bit)).collect();
    assert_eq!(bits.len(), 7, "all that are needed are tried");
    for missing in bits {
        let granted = (needed | Permissions::MENTION_EVERYONE) - missing;
        shop.guild.set_role_permissions(shop.bot_role, granted.0).unwrap();
        // @everyone must not make up for it.
        shop.guild.set_role_permissions(shop.guild.id, USE_APPLICATION_COMMANDS).unwrap();
        let name = name(missing);
        let named = format!("lacks the permission **{name}** in this server: Server Settings");
        refused_quietly(&shop, &named).await;
    }
    shop.guild.set_role_permissions(shop.guild.id, EVERYONE_DEFAULT).unwrap();
    let all = needed | Permissions::MENTION_EVERYONE;
    shop.guild.set_role_permissions(shop.bot_role, all.0).unwrap();
    shop.command("ticketflow setup", shop.set_up_options(), "All set").await;
    shop.judge().await;
}

/// What Discord's client calls a permission.
fn name(permission: Permissions) -> &'static str {
    const NAMES: [(Permissions, &str); 7] = [
        (Permissions::MANAGE_CHANNELS, "Manage Channels"),
        (Permissions::VIEW_CHANNEL, "View Channels"),
        (Permissions::SEND_MESSAGES, "Send Messages"),
        (Permissions::EMBED_LINKS, "Embed Links"),
        (Permissions::ATTACH_FILES, "Attach Files"),
        (Permissions::READ_MESSAGE_HISTORY, "Read Message History"),
        (Permissions::MANAGE_ROLES, "Manage Roles"),
    ];
    let named = NAMES.iter().find(|(it, _)| *it == permission);
    named.expect("every permission that is needed has a name").1
}

/// As [`refused`], where nobody but the owner may look into the channel.
async fn refused_quietly(shop: &Shop, named: &str) {
    let answer =
        shop.command("ticketflow setup", shop.set_up_options(), "Nothing was changed").await;
    assert!(answer.contains(named), "“{named}” in: {answer}");
    assert!(shop.desk().settings.is_none(), "nothing was changed");
    assert!(shop.said(&shop.ada, shop.shop).is_empty(), "nothing was posted");
}

#[tokio::test(flavor = "multi_thread")]
async fn each_permission_that_is_missing_in_a_channel_is_named_with_the_channel() {
    let shop = unfinished().await;
    let cases = [
        (shop.shop, Permissions::NEEDED_FOR_PANEL),
        (shop.open, Permissions::NEEDED_IN_CATEGORY),
        (shop.closed, Permissions::NEEDED_IN_CATEGORY),
    ];
    for (channel, needed) in cases {
        for missing in (0..64).map(|bit| Permissions(1 << bit)).filter(|it| needed.contains(*it)) {
            let denied = Allow::role(shop.bot_role, 0, missing.0);
            shop.guild.set_overwrites(channel, &[denied]).unwrap();
            let name = name(missing);
            let place = format!(" in <#{channel}>: Edit Channel → Permissions");
            refused(&shop, shop.set_up_options(), &[&format!("**{name}**"), &place]).await;
        }
        shop.guild.set_overwrites(channel, &[]).unwrap();
    }
    shop.command("ticketflow setup", shop.set_up_options(), "All set").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn channels_of_the_wrong_kind_are_refused() {
    let shop = unfinished().await;
    let voice = shop.guild.add_voice_channel("voice", None, &[]).unwrap();
    let with = |name: &str, id: u64| {
        let mut options = shop.set_up_options();
        options[name] = json!(id.to_string());
        options
    };
    let no_text = format!("<#{voice}> is not a text channel");
    refused(&shop, with("panel", voice), &[&no_text]).await;
    let no_text = format!("<#{}> is not a text channel", shop.open);
    refused(&shop, with("panel", shop.open), &[&no_text]).await;
    let no_category = format!("<#{}> is not a category", shop.shop);
    refused(&shop, with("open", shop.shop), &[&no_category]).await;
    refused(&shop, with("closed", shop.shop), &[&no_category]).await;
    refused(&shop, with("closed", 77), &["<#77> is not in this server"]).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everyone_and_unknown_roles_are_no_staff() {
    let shop = unfinished().await;
    for name in ["staff", "managers"] {
        let mut options = shop.set_up_options();
        options[name] = json!(shop.guild.id.to_string());
        refused(&shop, options, &["would show every ticket to everybody"]).await;
        let mut options = shop.set_up_options();
        options[name] = json!("77");
        refused(&shop, options, &["<@&77> is not in this server"]).await;
    }
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_that_the_bot_cannot_call_are_named() {
    let shop = unfinished().await;
    shop.guild.set_role_permissions(shop.bot_role, Permissions::NEEDED_IN_GUILD.0).unwrap();
    let cannot = |role: u64| format!("cannot call <@&{role}>");
    let (staff, managers) = (cannot(shop.staff_role), cannot(shop.manager_role));
    refused(&shop, shop.set_up_options(), &[&staff, &managers, "@mention this role"]).await;
    for role in [shop.staff_role, shop.manager_role] {
        shop.guild.set_role_mentionable(role, true).unwrap();
    }
    shop.command("ticketflow setup", shop.set_up_options(), "All set").await;
    let channel = shop.placed_by(&shop.ann).await;
    let placed = shop.says(&shop.ann, channel, "Request complete").await;
    assert_eq!(placed.pinged_roles, [shop.staff_role], "and they are called");
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_is_wrong_is_named_at_once() {
    let shop = unfinished().await;
    let granted = Permissions::NEEDED_IN_GUILD - Permissions::MANAGE_ROLES;
    shop.guild.set_role_permissions(shop.bot_role, granted.0).unwrap();
    let mut options = shop.set_up_options();
    options["staff"] = json!(shop.guild.id.to_string());
    options["closed"] = json!(shop.shop.to_string());
    let faults = ["**Manage Roles**", "to everybody", "is not a category", "cannot call"];
    refused(&shop, options, &faults).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_set_up_leaves_the_one_before_it_as_it_was() {
    let shop = Shop::open().await;
    let before = shop.desk();
    let mut options = shop.set_up_options();
    options["panel"] = json!(shop.open.to_string());
    shop.command("ticketflow setup", options, "Nothing was changed").await;
    assert_eq!(shop.desk(), before);
    shop.opened_by(&shop.ann).await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panel_text_that_is_too_long_is_not_even_sent() {
    let shop = unfinished().await;
    let mut options = shop.set_up_options();
    options["text"] = json!("x".repeat(2_001));
    let refused = shop.ada.command(shop.shop, "ticketflow setup", &options);
    assert!(refused.is_err(), "Discord's own client keeps it back");
    options["text"] = json!("x".repeat(2_000));
    shop.command("ticketflow setup", options, "All set").await;
    shop.judge().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_manage_the_server_is_refused_even_if_discord_shows_the_command() {
    let shop = unfinished().await;
    assert!(shop.bob.commands().is_empty(), "Discord hides it from him");
    // An admin has opened the command to everybody.
    let mut commands = intake::definitions();
    commands[0]["default_member_permissions"] = Value::Null;
    register(&shop, &commands).await;

    let text = json!({"text": "pay Bob"});
    for (name, options) in [
        ("ticketflow setup", shop.set_up_options()),
        ("ticketflow terms set", text),
        ("ticketflow refresh", json!({"enabled": false})),
        ("ticketflow catalogue export", json!({})),
        (
            "ticketflow catalogue import",
            json!({"file": {"filename": "a.csv", "text": "name\nA\n"}}),
        ),
    ] {
        let command = shop.bob.command(shop.shop, name, &options).unwrap();
        shop.answered(&command, "**Manage Server**").await;
    }
    assert_eq!(shop.desk(), ticketflow::domain::desk::Desk::default(), "nothing was changed");
    assert!(shop.said(&shop.ann, shop.shop).is_empty(), "nothing was posted");
    shop.judge().await;
}

async fn register(shop: &Shop, commands: &Value) {
    use twilight_http::request::{Method, RequestBuilder};
    let rest = Rest::new(RestSettings {
        base: shop.sim.rest_url().parse().unwrap(),
        ..RestSettings::new(Secret::new(TOKEN.to_owned()))
    });
    let path = format!("applications/{}/commands", shop.app.id);
    let request = RequestBuilder::raw(Method::Put, path).json(commands).build().unwrap();
    let deadline = clock::instant() + std::time::Duration::from_secs(5);
    rest.unwrap().send(Call::repeatable(request), Priority::Person, deadline).await.unwrap();
}
