//! What was not understood of a message, as far as there is room beside an order and a question.

use super::blocks::{fitting, plain};
use crate::{
    domain::{clip::clip, notice::Misread, recognise::MOST_OF_ONE},
    texts::{Text, Voice},
};

/// For the names or words of one line, without the word for how many more there are.
const ROOM: usize = 350;
/// For all lines that ask which of several products was meant: at least one such line.
const ROOM_FOR_UNCLEAR: usize = 480;
/// The longest name or word.
const LONGEST: usize = 100;

/// Lines, each begun with a line break.
pub(super) fn lines(voice: &Voice, misread: &Misread) -> String {
    let shown = |text: &String| plain(clip(text, LONGEST));
    let bold = |text: &String| format!("**{}**", shown(text));
    let or = format!(" {} ", voice.say(Text::Or));
    let near = (!misread.near.is_empty()).then_some(&misread.near);
    let unclear = misread.unclear.iter().chain(near).map(|names| {
        let names = fitting(voice, names.iter().map(bold), &or, ROOM);
        format!("\n{}", voice.say(Text::DidYouMean { names: &names }))
    });
    let mut lines = fitting(voice, unclear, "", ROOM_FOR_UNCLEAR);
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
