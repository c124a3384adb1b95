//! `ticketflow inspect`: what is stored, in a file or in Redis, without disturbing those who work
//! with it.

mod fleet;

use super::{Failure, block_on, place, say};
use crate::{
    config::StoreSettings,
    domain::{
        ids::{GuildId, TicketNumber},
        ticket::{Operation, State, Ticket},
    },
    store::{HALF_FILLED_WORDS, Look, redis::keys::family},
};
use clap::{Args, Subcommand};
use std::fmt::Write;

#[derive(Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Every server that is set up.
    Servers,
    /// The tickets of a server.
    Tickets {
        /// The server's id.
        #[arg(long, value_parser = super::guild_id)]
        guild: GuildId,
    },
    /// One ticket, with everything that is known of it.
    Ticket {
        /// The server's id.
        #[arg(long, value_parser = super::guild_id)]
        guild: GuildId,
        /// The ticket's number.
        number: u32,
    },
    /// Effects that are decided and not done.
    Outbox,
    /// Tickets whose channel is being made or hidden, and by whom.
    Locks,
    /// Workers and shards: who holds what, with which right, and how far each session has come.
    Fleet,
    /// Gateway sessions, by shard.
    Sessions,
    /// What a key in Redis is for.
    Key {
        /// The key, as Redis has it.
        key: String,
    },
}

pub(super) fn inspect(store: &StoreSettings, arguments: &Arguments) -> Result<(), Failure> {
    let text = block_on(async {
        if let What::Key { key } = &arguments.what {
            return explain(key);
        }
        let look = place::look(store).await?;
        let store: &dyn Look = &*look;
        let warning = warning(store).await?;
        let text = match &arguments.what {
            What::Servers => servers(store).await,
            What::Tickets { guild } => tickets(store, *guild).await,
            What::Ticket { guild, number } => ticket(store, *guild, TicketNumber(*number)).await,
            What::Outbox => outbox(store).await,
            What::Locks => locks(store).await,
            What::Fleet => fleet::fleet(&store.fleet().await?),
            What::Sessions => fleet::sessions(&store.fleet().await?),
            What::Key { key } => explain(key),
        }?;
        Ok(warning + &text)
    })?;
    say(&text)
}

/// That what is shown is not whole.
async fn warning(store: &dyn Look) -> Result<String, Failure> {
    Ok(store.half_filled().await?.map_or_else(String::new, |since| {
        format!("Since {:.1} s ago, {HALF_FILLED_WORDS}.\n", since.as_secs_f64())
    }))
}

fn explain(key: &str) -> Result<String, Failure> {
    let family = family(key).ok_or_else(|| {
        Failure::Other(anyhow::anyhow!("{key} is no key of TicketFlow of this version"))
    })?;
    Ok(format!("{}\n  {}\n", family.pattern, family.meaning))
}

async fn servers(store: &dyn Look) -> Result<String, Failure> {
    let mut text = String::new();
    for guild in store.guilds().await? {
        let desk = store.desk(guild).await?;
        let set_up = if desk.settings.is_some() { "set up" } else { "not set up" };
        let panel =
            desk.panel.map_or("none".to_owned(), |it| format!("{}/{}", it.channel, it.message));
        line(
            &mut text,
            format_args!(
                "{guild}  {set_up}  panel {panel}  catalogue v{}  terms v{}  refresh {}",
                desk.catalogue,
                desk.terms,
                if desk.refresh { "on" } else { "off" }
            ),
        );
    }
    Ok(or_nothing(text, "No server is set up.\n"))
}

async fn tickets(store: &dyn Look, guild: GuildId) -> Result<String, Failure> {
    let mut text = String::new();
    for (version, ticket) in store.tickets(guild).await? {
        let channel = ticket.channel().map_or("-".to_owned(), |it| it.to_string());
        let opener = ticket.opener.map_or("-".to_owned(), |it| it.to_string());
        line(
            &mut text,
            format_args!(
                "{}  {:<8} stage {:<3} channel {channel}  customer {opener}  version {}",
                ticket.number,
                state(&ticket),
                ticket.standing().stage.0,
                version.0
            ),
        );
    }
    Ok(or_nothing(text, "No tickets.\n"))
}

/// Interaction tokens in it are hidden.
async fn ticket(store: &dyn Look, guild: GuildId, number: TicketNumber) -> Result<String, Failure> {
    let all = store.tickets(guild).await?;
    let found = all.into_iter().find(|(_, ticket)| ticket.number == number);
    let Some((_, ticket)) = found else {
        return Err(Failure::Other(anyhow::anyhow!("server {guild} has no ticket {number}")));
    };
    let mut value = serde_json::to_value(&ticket).map_err(|fault| Failure::Other(fault.into()))?;
    hide_tokens(&mut value);
    let text =
        serde_json::to_string_pretty(&value).map_err(|fault| Failure::Other(fault.into()))?;
    Ok(text + "\n")
}

fn hide_tokens(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(fields) => {
            for (key, value) in fields {
                if key == "token" { *value = "***".into() } else { hide_tokens(value) }
            }
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(hide_tokens),
        _ => {}
    }
}

async fn outbox(store: &dyn Look) -> Result<String, Failure> {
    let mut text = String::new();
    for guild in store.guilds().await? {
        for entry in store.entries(guild).await? {
            line(
                &mut text,
                format_args!(
                    "{}  {:<14} {:?}  decided at {} ms",
                    entry.id,
                    entry.effect.kind(),
                    entry.id.owner,
                    entry.decided_at.0
                ),
            );
        }
    }
    Ok(or_nothing(text, "The outbox is empty.\n"))
}

async fn locks(store: &dyn Look) -> Result<String, Failure> {
    let mut text = String::new();
    for guild in store.guilds().await? {
        for lock in store.locks(guild).await? {
            let step = match lock.operation {
                Operation::Opening => "opening: its channel is being made",
                Operation::Closing => "closing: its channel is being hidden",
            };
            let channel = lock.channel.map_or("-".to_owned(), |it| it.to_string());
            line(
                &mut text,
                format_args!(
                    "{guild}  ticket {}  channel {channel}  {step}  by {} (epoch {})  since {} ms  until {} ms",
                    lock.ticket, lock.holder, lock.fence.epoch, lock.since.0, lock.deadline.0
                ),
            );
        }
    }
    Ok(or_nothing(text, "No lock is held.\n"))
}

fn state(ticket: &Ticket) -> &'static str {
    match ticket.state {
        State::Opening { .. } => "opening",
        State::Open { .. } => "open",
        State::Placed { .. } => "placed",
        State::Closing { .. } => "closing",
        State::Closed { .. } => "closed",
        State::Gone { .. } => "gone",
        State::Failed { .. } => "failed",
    }
}

fn line(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = writeln!(text, "{arguments}");
}

fn or_nothing(text: String, nothing: &str) -> String {
    if text.is_empty() { nothing.to_owned() } else { text }
}
