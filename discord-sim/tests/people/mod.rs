//! What people see and do, and what their client refuses.

mod commands;
mod components;
mod visibility;
