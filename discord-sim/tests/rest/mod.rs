//! Routes beyond the rules: lists, edits, deletions, uploads.

mod channels;
mod members;
mod messages;
mod uploads;
