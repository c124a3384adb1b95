//! Who a message really pings: its text, `allowed_mentions`, and the author's rights.

use serde_json::Value;

use super::World;
use super::message::{Message, Pinged};
use super::permissions::bits;

/// What may ping when the request says nothing (Discord docs, Allowed Mentions Object).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MentionDefault {
    /// A bot's or a person's message: users, roles, everyone.
    Message,
    /// Interaction answers and webhooks: users only.
    Interaction,
}

/// `allowed_mentions`, read.
struct Allowed<'a> {
    users: Kind<'a>,
    roles: Kind<'a>,
    everyone: bool,
    replied_user: bool,
}

enum Kind<'a> {
    All,
    Listed(&'a [Value]),
}

impl Kind<'_> {
    fn allows(&self, id: u64) -> bool {
        match self {
            Self::All => true,
            Self::Listed(ids) => ids.iter().any(|listed| as_id(listed) == Some(id)),
        }
    }
}

/// An id given as a string or as an integer.
pub(crate) fn as_id(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

impl<'a> Allowed<'a> {
    fn read(given: Option<&'a Value>, default: MentionDefault) -> Self {
        let Some(given) = given.filter(|value| value.is_object()) else {
            let all = default == MentionDefault::Message;
            return Self {
                users: Kind::All,
                roles: if all { Kind::All } else { Kind::Listed(&[]) },
                everyone: all,
                replied_user: all,
            };
        };
        let parses = |kind: &str| {
            given["parse"].as_array().is_some_and(|parse| parse.iter().any(|k| k == kind))
        };
        let kind = |name: &str| {
            if parses(name) {
                Kind::All
            } else {
                Kind::Listed(given[name].as_array().map_or(&[], Vec::as_slice))
            }
        };
        Self {
            users: kind("users"),
            roles: kind("roles"),
            everyone: parses("everyone"),
            replied_user: given["replied_user"].as_bool().unwrap_or(false),
        }
    }
}

impl World {
    /// Who the message pings. Text in components counts as content.
    pub(crate) fn pings(
        &self,
        message: &Message,
        allowed: Option<&Value>,
        default: MentionDefault,
    ) -> Pinged {
        let allowed = Allowed::read(allowed, default);
        let mut text = message.content.clone();
        for component in &message.components {
            collect_text(component, &mut text);
        }
        let rights = self.permissions(message.author, message.channel);
        let guild = self.channels.get(&message.channel).and_then(|channel| channel.guild);
        let may_ping_all = rights & bits::MENTION_EVERYONE != 0;
        let mut pinged = Pinged::default();
        for user in marked(&text, "<@").chain(marked(&text, "<@!")) {
            let known = self.users.contains_key(&user) && !pinged.users.contains(&user);
            if known && allowed.users.allows(user) {
                pinged.users.push(user);
            }
        }
        for id in marked(&text, "<@&") {
            let role = guild.and_then(|guild| self.guilds.get(&guild)?.roles.get(&id));
            let may_ping = role.is_some_and(|role| role.mentionable || may_ping_all);
            if may_ping && allowed.roles.allows(id) && !pinged.roles.contains(&id) {
                pinged.roles.push(id);
            }
        }
        let names_all = text.contains("@everyone") || text.contains("@here");
        pinged.everyone = names_all && may_ping_all && allowed.everyone && guild.is_some();
        if let Some(Ok(replied)) = message.replied_to.map(|id| self.message(message.channel, id))
            && allowed.replied_user
            && !pinged.users.contains(&replied.author)
        {
            pinged.users.push(replied.author);
        }
        pinged
    }
}

fn collect_text(component: &Value, text: &mut String) {
    match component {
        Value::Object(fields) => {
            if fields.get("type").and_then(Value::as_u64) == Some(10)
                && let Some(content) = fields.get("content").and_then(Value::as_str)
            {
                text.push('\n');
                text.push_str(content);
            }
            fields.values().for_each(|value| collect_text(value, text));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_text(item, text)),
        _ => {}
    }
}

/// Ids written as `<prefix>123>` in the text.
fn marked<'a>(text: &'a str, prefix: &'a str) -> impl Iterator<Item = u64> + 'a {
    text.match_indices(prefix).filter_map(move |(start, _)| {
        let rest = text.get(start + prefix.len()..)?;
        rest.get(..rest.find('>')?)?.parse().ok()
    })
}
