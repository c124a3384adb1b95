//! What staff are told about aliases that they teach.

use super::blocks::{fitting, plain};
use crate::{
    domain::{catalogue::LONGEST_NAME, clip::clip, notice::NotTaught},
    texts::{Text, Voice},
};

/// How much room the names have that are offered in place of one that there is not.
const NEAR: usize = 1_000;

pub(super) fn taught(voice: &Voice, alias: &str, product: &str, version: u32) -> String {
    let (alias, product) = (&name(alias), &name(product));
    voice.say(Text::AliasTaught { alias, product, version })
}

pub(super) fn not_taught(voice: &Voice, because: &NotTaught) -> String {
    match because {
        NotTaught::NotWritten => voice.say(Text::NotTaughtWritten),
        NotTaught::NothingToRecognise => voice.say(Text::NotTaughtNothing),
        NotTaught::MeansSomethingElse => voice.say(Text::NotTaughtElse),
        NotTaught::TooLong => {
            let most = u32::try_from(LONGEST_NAME).unwrap_or(u32::MAX);
            voice.say(Text::NotTaughtLong { most })
        }
        NotTaught::TooMany { product } => {
            voice.say(Text::NotTaughtMany { product: &name(product) })
        }
        NotTaught::Known { product } => voice.say(Text::NotTaughtKnown { product: &name(product) }),
        NotTaught::Taken { product } => voice.say(Text::NotTaughtTaken { product: &name(product) }),
        NotTaught::NoSuchProduct { written, near } if near.is_empty() => {
            voice.say(Text::NoSuchProduct { written: &name(written) })
        }
        NotTaught::NoSuchProduct { written, near } => {
            let names = near.iter().map(|it| format!("**{}**", name(it)));
            let names = &fitting(voice, names, ", ", NEAR);
            voice.say(Text::NoSuchProductNear { written: &name(written), names })
        }
    }
}

/// A name as it is shown. It may be of a catalogue that is gone, or written by anybody.
pub(super) fn name(text: &str) -> String {
    plain(clip(text, LONGEST_NAME))
}
