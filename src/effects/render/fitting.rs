//! What is taken as an answer, for whoever has given something else.

use super::blocks;
use crate::{
    domain::{clip::clip, flow::FileKind, notice::Fits},
    texts::{Text, Voice},
};

/// What the names of options may take.
const OPTIONS: usize = 140;

pub(super) fn text(voice: &Voice, fits: &Fits) -> String {
    match fits {
        Fits::Words { .. } => joined([Some(voice.say(Text::AwaitedWords)), more(voice, fits)]),
        Fits::Number { least, most, either } => {
            let number = |it: &Option<i64>| it.map(|it| it.to_string());
            let range = range(voice, number(least).as_deref(), number(most).as_deref());
            let either =
                either.as_ref().map(|(one, other)| voice.say(Text::EitherNumber { one, other }));
            joined([either.or_else(|| Some(voice.say(Text::AwaitedNumber))), range])
        }
        Fits::Day { example, earliest, latest } => {
            let range = range(voice, earliest.as_deref(), latest.as_deref());
            joined([Some(voice.say(Text::AwaitedDay { example })), range])
        }
        Fits::Options { .. } => joined([Some(voice.say(Text::AwaitedChoice)), more(voice, fits)]),
        Fits::Files { .. } => joined([Some(voice.say(Text::AwaitedFiles)), more(voice, fits)]),
    }
}

/// The same for whoever gave it to another question than the one that waits; none if there is
/// nothing to say but that it does not fit.
pub(super) fn more(voice: &Voice, fits: &Fits) -> Option<String> {
    match fits {
        Fits::Words { example, length } => {
            let quoted = |example: &String| {
                let words = blocks::plain(clip(example, 100));
                let example = voice.say(Text::Quoted { words: &words });
                voice.say(Text::AwaitedExample { example: &example })
            };
            let length = length.map(|(least, most)| voice.say(Text::AwaitedLength { least, most }));
            let more = joined([example.as_ref().map(quoted), length]);
            (!more.is_empty()).then_some(more)
        }
        Fits::Options { labels } => {
            let labels = labels.iter().map(|it| blocks::plain(clip(it, 80)));
            let kinds = &blocks::fitting(voice, labels, ", ", OPTIONS);
            Some(voice.say(Text::AwaitedFilesKinds { kinds }))
        }
        Fits::Files { most, kinds } => {
            let most = (*most > 1).then(|| voice.say(Text::AwaitedFilesMost { most: *most }));
            let kinds: Vec<_> = kinds.iter().map(|it| voice.say(kind(*it))).collect();
            let kinds = (!kinds.is_empty())
                .then(|| voice.say(Text::AwaitedFilesKinds { kinds: &kinds.join(", ") }));
            let more = joined([most, kinds]);
            (!more.is_empty()).then_some(more)
        }
        Fits::Number { .. } | Fits::Day { .. } => Some(text(voice, fits)),
    }
}

fn range(voice: &Voice, least: Option<&str>, most: Option<&str>) -> Option<String> {
    match (least, most) {
        (Some(least), Some(most)) => Some(voice.say(Text::AwaitedBetween { least, most })),
        (Some(least), None) => Some(voice.say(Text::AwaitedFrom { least })),
        (None, Some(most)) => Some(voice.say(Text::AwaitedUpTo { most })),
        (None, None) => None,
    }
}

fn joined<const N: usize>(sentences: [Option<String>; N]) -> String {
    sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

const fn kind(kind: FileKind) -> Text<'static> {
    match kind {
        FileKind::Image => Text::KindImage,
        FileKind::Video => Text::KindVideo,
        FileKind::Audio => Text::KindAudio,
        FileKind::Pdf => Text::KindPdf,
        FileKind::Text => Text::KindText,
    }
}
