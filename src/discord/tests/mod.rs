//! The executor against a scripted Discord.
