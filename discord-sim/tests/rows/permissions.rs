//! Row 1: permissions from roles and overwrites, against an independent computation.

use discord_sim::people::guild::Allow;
use discord_sim::rules::Rule;
use discord_sim::world::permissions::bits;
use serde_json::json;
use twilight_model::channel::ChannelType;
use twilight_model::channel::permission_overwrite::{PermissionOverwrite, PermissionOverwriteType};
use twilight_model::guild::Permissions;
use twilight_model::id::Id;
use twilight_util::permission_calculator::PermissionCalculator;

use crate::support::town::Town;
use crate::support::{ensure, proves};

const CASES: usize = 10_000;

/// Sparse random bits, so that allow and deny meet often.
fn some_bits(random: &mut fastrand::Rng) -> u64 {
    random.u64(..) & random.u64(..) & Permissions::all().bits() & !bits::ADMINISTRATOR
}

async fn random_cases(town: &Town) -> Result<(), String> {
    let seed = fastrand::u64(..);
    let mut random = fastrand::Rng::with_seed(seed);
    let guild = &town.guild;
    let roles: Vec<u64> =
        (0..6).map(|n| guild.add_role(&format!("role {n}"), 0).unwrap()).collect();
    let (user, channel) = (town.ann.user, town.general);
    for case in 0..CASES {
        let everyone = some_bits(&mut random) | random.u64(..) & bits::VIEW_CHANNEL;
        guild.set_role_permissions(guild.id, everyone).unwrap();
        let mut held = Vec::new();
        for role in &roles {
            let admin = if random.u32(..40) == 0 { bits::ADMINISTRATOR } else { 0 };
            let permissions = some_bits(&mut random) | admin;
            guild.set_role_permissions(*role, permissions).unwrap();
            if random.bool() {
                held.push((*role, permissions));
            }
        }
        let ids: Vec<u64> = held.iter().map(|(role, _)| *role).collect();
        guild.set_member_roles(user, &ids).unwrap();
        let mut overwrites = Vec::new();
        for role in roles.iter().chain([&guild.id]) {
            if random.bool() {
                continue;
            }
            overwrites.push(Allow::role(*role, some_bits(&mut random), some_bits(&mut random)));
        }
        if random.bool() {
            overwrites.push(Allow::member(user, some_bits(&mut random), some_bits(&mut random)));
        }
        guild.set_overwrites(channel, &overwrites).unwrap();
        let expected = independent(guild.id, user, everyone, &held, &overwrites);
        let expected = implicit(expected) & in_text_channels(guild.id, user);
        let effective = guild.permissions(user, channel) & in_text_channels(guild.id, user);
        ensure(effective == expected, || {
            format!("seed {seed}, case {case}: {effective:#x} instead of {expected:#x}")
        })?;
        // Where no implicit rule applies, payloads carry the same number.
        let raw = guild.raw_permissions(user, channel) & in_text_channels(guild.id, user);
        let is_whole = expected & bits::SEND_MESSAGES != 0;
        ensure(!is_whole || raw == expected, || {
            format!("seed {seed}, case {case}: {raw:#x} instead of {expected:#x} in payloads")
        })?;
    }
    Ok(())
}

/// twilight's computation of the same case.
fn independent(
    guild: u64,
    user: u64,
    everyone: u64,
    held: &[(u64, u64)],
    overwrites: &[Allow],
) -> u64 {
    let roles: Vec<_> = held
        .iter()
        .map(|(role, bits)| (Id::new(*role), Permissions::from_bits_retain(*bits)))
        .collect();
    let overwrites: Vec<_> = overwrites
        .iter()
        .map(|overwrite| PermissionOverwrite {
            allow: Permissions::from_bits_retain(overwrite.allow),
            deny: Permissions::from_bits_retain(overwrite.deny),
            id: Id::new(overwrite.target),
            kind: if overwrite.is_member {
                PermissionOverwriteType::Member
            } else {
                PermissionOverwriteType::Role
            },
        })
        .collect();
    let everyone = Permissions::from_bits_retain(everyone);
    let calculator = PermissionCalculator::new(Id::new(guild), Id::new(user), everyone, &roles);
    calculator.in_channel(ChannelType::GuildText, &overwrites).bits()
}

/// The bits that twilight keeps for text channels; it leaves those of voice and of the guild out.
fn in_text_channels(guild: u64, user: u64) -> u64 {
    let all = Permissions::all().bits() & !bits::ADMINISTRATOR;
    independent(guild, user, all, &[], &[])
}

/// The implicit rules of text channels, written down a second time.
fn implicit(rights: u64) -> u64 {
    if rights & bits::VIEW_CHANNEL == 0 {
        return 0;
    }
    if rights & bits::SEND_MESSAGES != 0 {
        return rights;
    }
    let void =
        [bits::MENTION_EVERYONE, bits::SEND_TTS_MESSAGES, bits::ATTACH_FILES, bits::EMBED_LINKS];
    void.into_iter().fold(rights, |rights, bit| rights & !bit)
}

#[tokio::test]
async fn ten_thousand_random_cases_agree_with_an_independent_computation() {
    proves(Rule::Permissions, random_cases).await;
}

/// Every route of a channel: invisible is 50001, visible but not permitted 50013.
async fn routes(town: &Town) -> Result<(), String> {
    let message = town.ann.write(town.general, "hello").unwrap();
    let role = town.bot_role;
    let c = town.general;
    let routes = [
        ("POST", format!("/channels/{c}/messages"), json!({ "content": "x" }), bits::SEND_MESSAGES),
        (
            "GET",
            format!("/channels/{c}/messages/{message}"),
            json!(null),
            bits::READ_MESSAGE_HISTORY,
        ),
        ("PATCH", format!("/channels/{c}"), json!({ "nsfw": false }), bits::MANAGE_CHANNELS),
        ("PUT", format!("/channels/{c}/messages/pins/{message}"), json!(null), bits::PIN_MESSAGES),
        ("POST", format!("/channels/{c}/typing"), json!(null), bits::SEND_MESSAGES),
        (
            "PUT",
            format!("/channels/{c}/permissions/{}", town.ann.user),
            json!({ "type": 1, "allow": "1024" }),
            bits::MANAGE_ROLES,
        ),
        ("DELETE", format!("/channels/{c}/messages/{message}"), json!(null), bits::MANAGE_MESSAGES),
        ("DELETE", format!("/channels/{c}"), json!(null), bits::MANAGE_CHANNELS),
    ];
    for (method, path, body, needed) in routes {
        town.guild.set_overwrites(c, &[Allow::role(role, 0, bits::VIEW_CHANNEL)]).unwrap();
        town.rest.send(method, &path, &body).await.is(403, 50001)?;
        town.guild.set_overwrites(c, &[Allow::role(role, 0, needed)]).unwrap();
        town.rest.send(method, &path, &body).await.is(403, 50013)?;
        town.guild.set_overwrites(c, &[]).unwrap();
        town.rest.send(method, &path, &body).await.ok()?;
    }
    Ok(())
}

#[tokio::test]
async fn every_route_asks_for_its_permission() {
    proves(Rule::Permissions, routes).await;
}
