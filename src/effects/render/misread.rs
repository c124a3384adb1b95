//! What was not understood of a message, as far as there is room beside an order and a question.

use super::blocks::{fitting, plain};
use crate::{
    domain::{clip::clip, notice::Misread},
    texts::{Text, Voice},
};
use std::collections::BTreeSet;

/// For the names or words of one line, without the word for how many more there are.
const ROOM: usize = 350;
/// For all lines that tell a limit or what does not fit: at least one such line.
const ROOM_FOR_LIMITS: usize = 540;
/// The longest name of an option.
const LONGEST_OPTION: usize = 45;
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
    let short = by_number(&misread.short).map(|(left, names)| {
        let names = fitting(voice, names.map(bold), ", ", ROOM);
        let names = &names;
        let text = if left == 0 { Text::SoldOut { names } } else { Text::OnlyLeft { left, names } };
        format!("\n{}", voice.say(text))
    });
    let capped = by_number(&misread.capped).map(|(most, names)| {
        let names = fitting(voice, names.map(bold), ", ", ROOM);
        format!("\n{}", voice.say(Text::AtMost { most, names: &names }))
    });
    let unfit = misread.unfit.iter().map(|it| {
        let option = format!("**{}**", plain(clip(&it.option, LONGEST_OPTION)));
        let said = voice.say(Text::Quoted { words: &plain(clip(&it.said, LONGEST_OPTION)) });
        let (option, said) = (option.as_str(), said.as_str());
        let hint = it.hint.as_ref().map(shown);
        let text = match &hint {
            Some(hint) => Text::UnfitHinted { option, said, hint },
            None => Text::Unfit { option, said },
        };
        format!("\n{}", voice.say(text))
    });
    let names = fitting(voice, misread.dropped.iter().map(bold), ", ", ROOM);
    let dropped = (!misread.dropped.is_empty())
        .then(|| format!("\n{}", voice.say(Text::Dropped { names: &names })));
    let limits: Vec<_> = dropped.into_iter().chain(unfit).chain(short).chain(capped).collect();
    lines.push_str(&fitting(voice, limits, "", ROOM_FOR_LIMITS));
    lines
}

/// The names that have each number, the smallest number first.
fn by_number(
    named: &[(String, u32)],
) -> impl Iterator<Item = (u32, impl Iterator<Item = &String> + Clone)> {
    let numbers: BTreeSet<u32> = named.iter().map(|(_, number)| *number).collect();
    let names = |number| named.iter().filter(move |it| it.1 == number).map(|(name, _)| name);
    numbers.into_iter().map(move |number| (number, names(number)))
}
