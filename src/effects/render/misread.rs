//! What was not understood of a message, as far as there is room beside an order and a question.

use super::blocks::{fitting, plain};
use crate::{
    domain::{clip::clip, notice::Misread, recognise::MOST_OF_ONE},
    texts::{Text, Voice},
};

/// For the names or words of one line, without the word for how many more there are.
const ROOM: usize = 350;
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
    if !misread.capped.is_empty() {
        let names = fitting(voice, misread.capped.iter().map(bold), ", ", ROOM);
        lines.push('\n');
        lines.push_str(&voice.say(Text::AtMost { most: MOST_OF_ONE, names: &names }));
    }
    lines
}
