//! People: what they see, what they do, and what Discord's client would not let them do.

mod channels;
pub mod guild;
pub mod interaction;
mod invoke;
mod modal;
pub mod person;
mod press;
pub mod refused;
pub mod seat;
pub mod view;
