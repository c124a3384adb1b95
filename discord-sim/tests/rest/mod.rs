//! Routes beyond the rules: lists, edits, deletions, uploads.

mod channels;
mod messages;
mod uploads;
