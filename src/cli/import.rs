//! `ticketflow import`: tickets of an old bot.

use super::{Failure, block_on, place, say};
use crate::{
    clock,
    config::StoreSettings,
    domain::{desk::DocumentKind, flow::Flow, ids::GuildId, input::Subject, ticket::Ticket},
    formats::legacy_state::{self, LegacyState, Server},
    store::Records,
};
use clap::Args;
use std::{fmt::Write, path::PathBuf};

#[derive(Args)]
pub(super) struct Arguments {
    /// The JSON file, keyed by channel id.
    file: PathBuf,
    /// The server that its channels belong to.
    #[arg(long, value_parser = super::guild_id)]
    guild: GuildId,
}

pub(super) fn import(store: &StoreSettings, arguments: &Arguments) -> Result<(), Failure> {
    let path = arguments.file.display();
    let text = std::fs::read(&arguments.file)
        .map_err(|fault| Failure::File(format!("{path} cannot be read: {fault}")))?;
    let text = String::from_utf8(text)
        .map_err(|_| Failure::File(format!("{path} is not text in UTF-8: save it as such")))?;
    let report = block_on(async {
        let here = place::name(store);
        let look = async { place::look(store).await };
        let store = place::change(store).await?;
        let look = look.await?;
        place::refuse_workers(&*look, &here).await?;
        place::refuse_half_filled(&*look, &here).await?;
        let (_, desk) = store.load(arguments.guild, Subject::Desk).await?.desk;
        let flow = match desk.flow {
            0 => Flow::clone(Flow::built_in()),
            version => {
                let flow = store.document(arguments.guild, DocumentKind::Flow, version).await?;
                let read = flow.and_then(|it| serde_json::from_str(&it.body).ok());
                read.ok_or_else(|| Failure::File(format!("flow {version} cannot be read")))?
            }
        };
        let server = Server { flow: &flow, pins: desk.pins(None), language: desk.language };
        let state = legacy_state::read(&text, server, clock::now())
            .map_err(|fault| Failure::File(format!("{path} cannot be imported: {fault}")))?;
        take_over(&*store, arguments.guild, state).await
    })?;
    say(&report.lines)?;
    if report.is_refused {
        let why = "all that is in it was refused, as told above";
        return Err(Failure::File(format!("nothing of {path} was taken over: {why}")));
    }
    Ok(())
}

/// What became of the entries.
struct Report {
    lines: String,
    /// Whether every one of them was refused, and there was one.
    is_refused: bool,
}

async fn take_over(
    store: &dyn Records,
    guild: GuildId,
    state: LegacyState,
) -> Result<Report, Failure> {
    let (mut taken, mut known) = (0, 0);
    let mut report = String::new();
    let mut line = |text: std::fmt::Arguments<'_>| {
        let _ = writeln!(report, "{text}");
    };
    let refused = state.refused.len();
    for (ticket, remarks) in state.tickets {
        let at = place(&ticket);
        match store.adopt(guild, ticket).await? {
            Some(number) => {
                taken += 1;
                line(format_args!("{at}: taken over as ticket {number}"));
                for remark in remarks {
                    line(format_args!("  note: {remark}"));
                }
            }
            None => {
                known += 1;
                line(format_args!("{at}: not taken over, it has a ticket already"));
            }
        }
    }
    for (key, why) in state.refused {
        line(format_args!("channel {key:?}: not taken over, {why}"));
    }
    line(format_args!("{taken} taken over, {known} there already, {refused} refused"));
    let is_refused = refused > 0 && taken + known == 0;
    Ok(Report { lines: report, is_refused })
}

fn place(ticket: &Ticket) -> String {
    ticket.channel().map_or("no channel".to_owned(), |channel| {
        format!("channel {channel}, stage {}", ticket.standing().stage.0)
    })
}
