//! `ticketflow inspect`: what is stored.

use super::{Failure, say};
use crate::{
    domain::{
        ids::{GuildId, TicketNumber},
        ticket::{State, Ticket},
    },
    store::embedded::Glance,
};
use clap::{Args, Subcommand};
use std::{fmt::Write, path::Path};

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
    /// Gateway sessions, by shard.
    Sessions,
}

pub(super) fn inspect(store: &Path, arguments: &Arguments) -> Result<(), Failure> {
    let glance = Glance::open(store)?;
    let text = match &arguments.what {
        What::Servers => servers(&glance)?,
        What::Tickets { guild } => tickets(&glance, *guild)?,
        What::Ticket { guild, number } => ticket(&glance, *guild, TicketNumber(*number))?,
        What::Outbox => outbox(&glance)?,
        What::Sessions => sessions(&glance)?,
    };
    say(&text);
    Ok(())
}

fn servers(glance: &Glance) -> Result<String, Failure> {
    let mut text = String::new();
    for (guild, desk) in glance.desks()? {
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

fn tickets(glance: &Glance, guild: GuildId) -> Result<String, Failure> {
    let mut text = String::new();
    for (version, ticket) in glance.tickets(guild)? {
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
fn ticket(glance: &Glance, guild: GuildId, number: TicketNumber) -> Result<String, Failure> {
    let found = glance.tickets(guild)?.into_iter().find(|(_, ticket)| ticket.number == number);
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

fn outbox(glance: &Glance) -> Result<String, Failure> {
    let mut text = String::new();
    for entry in glance.outbox()? {
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
    Ok(or_nothing(text, "The outbox is empty.\n"))
}

fn sessions(glance: &Glance) -> Result<String, Failure> {
    let mut text = String::new();
    for (shard, session) in glance.sessions()? {
        line(
            &mut text,
            format_args!(
                "shard {shard} of {}  session {}  committed {}  saved at {} ms",
                session.shards, session.id, session.committed, session.saved_at.0
            ),
        );
    }
    Ok(or_nothing(text, "No session is saved.\n"))
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
