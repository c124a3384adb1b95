//! What was not understood of a message, as far as there is room beside an order and a question.

use super::blocks::{fitting, plain};
use crate::{
    domain::{clip::clip, notice::Misread},
    texts::{Text, Voice},
};

/// For the names or words of one line, without the word for how many more there are.
const ROOM: usize = 350;
/// For all lines that tell a limit: at least one such line.
const ROOM_FOR_LIMITS: usize = 540;
/// The longest name or word.
const LONGEST: usize = 100;

/// Lines, each begun with a line break.
pub(super) fn lines(voice: &Voice, misread: &Misread) -> String {
    let shown = |text: &String| plain(clip(text, LONGEST));
    let bold = |text: &String| format!("**{}**", shown(text));
    let or = format!(" {} ", voice.say(Text::Or));
    let mut lines = String::new();
    if !misread.near.is_empty() {
        let names = fitting(voice, misread.near.iter().map(bold), &or, ROOM);
        lines.push('\n');
        lines.push_str(&voice.say(Text::DidYouMean { names: &names }));
    }
    if !misread.unknown.is_empty() {
        let quoted = |text| voice.say(Text::Quoted { words: &shown(text) });
        let words = fitting(voice, misread.unknown.iter().map(quoted), ", ", ROOM);
        lines.push('\n');
        lines.push_str(&voice.say(Text::NotUnderstood { words: &words }));
    }
    let mut limits: Vec<u32> = misread.capped.iter().map(|(_, most)| *most).collect();
    limits.sort_unstable();
    limits.dedup();
    let capped = limits.into_iter().map(|most| {
        let names = misread.capped.iter().filter(|(_, it)| *it == most);
        let names = fitting(voice, names.map(|(name, _)| bold(name)), ", ", ROOM);
        format!("\n{}", voice.say(Text::AtMost { most, names: &names }))
    });
    lines.push_str(&fitting(voice, capped, "", ROOM_FOR_LIMITS));
    lines
}
