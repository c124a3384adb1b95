//! Row 2: what a bot may put into overwrites.

use discord_sim::people::guild::Allow;
use discord_sim::rules::Rule;
use discord_sim::world::permissions::bits;
use serde_json::{Value, json};

use crate::support::proves;
use crate::support::town::{BOT_RIGHTS, Town};

fn channel(town: &Town, field: &str, named: u64) -> Value {
    let overwrite = json!({ "id": town.ann.user.to_string(), "type": 1, field: named.to_string() });
    json!({ "name": "ticket", "permission_overwrites": [overwrite] })
}

async fn creation(town: &Town) -> Result<(), String> {
    let path = format!("/guilds/{}/channels", town.guild.id);
    let everyone = bits::VIEW_CHANNEL | bits::SEND_MESSAGES;
    town.guild.set_role_permissions(town.guild.id, everyone).unwrap();
    let without = BOT_RIGHTS & !bits::ATTACH_FILES;
    town.guild.set_role_permissions(town.bot_role, without).unwrap();
    let before = town.ann.channels().len();
    for field in ["allow", "deny"] {
        let body = channel(town, field, bits::VIEW_CHANNEL | bits::ATTACH_FILES);
        town.rest.post(&path, body).await.is(403, 50013)?;
    }
    crate::support::ensure(town.ann.channels().len() == before, || "a channel exists".to_owned())?;
    town.guild.set_role_permissions(town.bot_role, BOT_RIGHTS).unwrap();
    town.rest.post(&path, channel(town, "allow", bits::ATTACH_FILES)).await.is(201, 0)?;
    let manage = channel(town, "allow", bits::MANAGE_ROLES);
    town.rest.post(&path, manage.clone()).await.is(403, 50013)?;
    town.guild.set_role_permissions(town.bot_role, bits::ADMINISTRATOR).unwrap();
    town.rest.post(&path, manage).await.is(201, 0)
}

#[tokio::test]
async fn a_bot_hands_out_only_what_it_has_and_deny_counts() {
    proves(Rule::OverwriteGrant, creation).await;
}

async fn editing(town: &Town) -> Result<(), String> {
    let guild = &town.guild;
    guild.set_role_permissions(guild.id, bits::VIEW_CHANNEL).unwrap();
    guild.set_role_permissions(town.bot_role, BOT_RIGHTS & !bits::EMBED_LINKS).unwrap();
    let category = guild.add_category("Tickets").unwrap();
    let ticket = guild.add_text_channel("ticket", Some(category), &[]).unwrap();
    let path = format!("/channels/{ticket}/permissions/{}", town.ann.user);
    let body = json!({ "type": 1, "allow": bits::EMBED_LINKS.to_string() });
    town.rest.put(&path, body.clone()).await.is(403, 50013)?;
    // What the bot may do in the category, it may hand out in its channels.
    guild.set_overwrites(category, &[Allow::role(town.bot_role, bits::EMBED_LINKS, 0)]).unwrap();
    town.rest.put(&path, body.clone()).await.is(204, 0)?;
    guild.set_overwrites(category, &[]).unwrap();
    guild.set_overwrites(ticket, &[]).unwrap();
    town.rest.put(&path, body.clone()).await.is(403, 50013)?;
    // An overwrite that gives the bot MANAGE_ROLES lets it hand out anything.
    guild.set_overwrites(ticket, &[Allow::role(town.bot_role, bits::MANAGE_ROLES, 0)]).unwrap();
    town.rest.put(&path, body).await.is(204, 0)
}

#[tokio::test]
async fn an_edit_may_use_the_rights_of_the_category() {
    proves(Rule::OverwriteGrant, editing).await;
}
