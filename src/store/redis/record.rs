//! The stored form of a record: what scripts read of it, then its JSON.
//!
//! The form is counted up when a worker of before could no longer make sense of what is written.
//! What a worker does not know of a record it keeps: see the `beyond` of the records.

use crate::{
    domain::{
        effect::{Effect, Entry},
        ids::{EffectId, GuildId, Owner, TicketNumber, Version},
        ticket::Ticket,
        time::Timestamp,
    },
    store::{Damage, StoreError},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

/// The form in which we write, and the newest that we read.
const FORM: u32 = 1;

/// A record as text.
pub(super) fn json<T: Serialize>(record: &T) -> Result<String, StoreError> {
    let json = serde_json::to_string(record)
        .map_err(|fault| StoreError::Unavailable(format!("a record cannot be written: {fault}")))?;
    Ok(format!("{FORM} {json}"))
}

/// What scripts read of a ticket: its channel, and its customer while it is current.
pub(super) fn head(ticket: &Ticket) -> String {
    let or_none = |id: Option<String>| id.unwrap_or_else(|| "-".to_owned());
    let customer = ticket.opener.filter(|_| ticket.is_current());
    let channel = or_none(ticket.channel().map(|id| id.to_string()));
    format!("{channel} {}", or_none(customer.map(|id| id.to_string())))
}

/// A ticket, out of its field.
pub(super) fn ticket(key: &str, number: &str, text: &str) -> Result<(Version, Ticket), StoreError> {
    let name = || format!("{key} field {number}");
    let mut parts = text.splitn(4, ' ');
    let (version, _channel, _customer, rest) =
        (parts.next(), parts.next(), parts.next(), parts.next());
    let version = version_of(&name, version)?;
    let mut ticket: Ticket = parse(&name, rest.unwrap_or_default())?;
    // A new ticket is written before it has its number.
    ticket.number =
        TicketNumber(number.parse().map_err(|_| damage(&name, "its field is no number"))?);
    Ok((version, ticket))
}

/// A desk or a ledger; the one that a server has before anything is written, if the text is empty.
pub(super) fn only<T: DeserializeOwned + Default>(
    key: &str,
    text: &str,
) -> Result<(Version, T), StoreError> {
    if text.is_empty() {
        return Ok((Version::default(), T::default()));
    }
    let name = || key.to_owned();
    let (version, rest) = text.split_once(' ').unwrap_or((text, ""));
    Ok((version_of(&name, Some(version))?, parse(&name, rest)?))
}

/// What an entry of the outbox is stored as: its name stands in its field.
#[derive(Deserialize, Serialize)]
pub(super) struct StoredEffect {
    pub(super) effect: Effect,
    pub(super) decided_at: Timestamp,
}

/// The owner of effects, as scripts write it.
pub(super) fn owner(owner: Owner) -> String {
    match owner {
        Owner::Desk => "desk".to_owned(),
        Owner::Ticket(number) => number.0.to_string(),
    }
}

/// An entry of the outbox, out of its field.
pub(super) fn entry(
    key: &str,
    guild: GuildId,
    field: &str,
    text: &str,
) -> Result<Entry, StoreError> {
    let name = || format!("{key} field {field}");
    let (owner, rest) = text.split_once(' ').unwrap_or((text, ""));
    let owner = match owner {
        "desk" => Owner::Desk,
        number => Owner::Ticket(TicketNumber(
            number.parse().map_err(|_| damage(&name, "its owner is no number"))?,
        )),
    };
    let place = field
        .split_once('.')
        .and_then(|(commit, index)| Some((commit.parse().ok()?, index.parse().ok()?)));
    let (commit, index) = place.ok_or_else(|| damage(&name, "its field is no place"))?;
    let StoredEffect { effect, decided_at } = parse(&name, rest)?;
    Ok(Entry { id: EffectId { guild, owner, commit, index }, effect, decided_at })
}

/// A record of a form.
pub(super) fn parse<T: DeserializeOwned>(
    name: &impl Fn() -> String,
    text: &str,
) -> Result<T, StoreError> {
    let (form, json) = text.split_once(' ').unwrap_or((text, ""));
    let form: u32 = form.parse().map_err(|_| damage(name, "its form is no number"))?;
    if form > FORM {
        let why = format!(
            "its form is {form}, and this version reads up to form {FORM}: the newer version that \
             wrote it reads it"
        );
        return Err(damage(name, &why));
    }
    // Not the error's text: it may quote what people wrote.
    serde_json::from_str(json).map_err(|fault| {
        damage(name, &format!("{:?} error at column {}", fault.classify(), fault.column()))
    })
}

fn version_of(name: &impl Fn() -> String, text: Option<&str>) -> Result<Version, StoreError> {
    let version = text.and_then(|text| text.parse().ok());
    version.map(Version).ok_or_else(|| damage(name, "its version is no number"))
}

fn damage(name: &impl Fn() -> String, why: &str) -> StoreError {
    StoreError::Damaged(Damage { key: name(), why: why.to_owned() })
}
