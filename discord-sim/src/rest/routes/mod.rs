//! The routes that are imitated, one table per resource.

mod channels;
mod commands;
mod followups;
mod guilds;
mod interactions;
mod members;
mod messages;
mod overwrites;
mod pins;
mod post;
mod users;

use super::router::Endpoint;

/// All routes; anything else is answered 501.
pub(crate) static TABLES: [&[Endpoint]; 10] = [
    channels::ROUTES,
    commands::ROUTES,
    followups::ROUTES,
    guilds::ROUTES,
    interactions::ROUTES,
    members::ROUTES,
    messages::ROUTES,
    overwrites::ROUTES,
    pins::ROUTES,
    users::ROUTES,
];
