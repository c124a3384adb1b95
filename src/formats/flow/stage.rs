//! Reads a stage.

use super::{
    form::{ANY_EXPECTED, EXPECTS, Field, OPTION, REMIND, SAID, STAGE},
    reading::{Fields, Reading, Unread},
    tree::{Node, Value},
};
use crate::domain::flow::{
    About, Choice, Expects, FileKind, LONGEST_ANSWER, Next, Pattern, Reminder, Said, Stage, Step,
    Template, Text, USUAL_LONGEST,
};

const EXPECT: &str = "catalogue, yes_no, choice, text, number, date or file";

/// The stage as far as it can be read; `at` is its place in the list.
pub(super) fn read(reading: &mut Reading, node: &Node, at: usize) -> Step {
    let expect = expected(reading, node);
    let known = expect.map_or(ANY_EXPECTED.as_slice(), |(_, _, fields)| fields);
    let fields = reading.fields(node, &STAGE, known);
    let number = reading.field(fields, "number", Unread::Stage, Reading::stage);
    Step {
        // A number that could not be read must not be that of another stage.
        number: number.unwrap_or(Stage(u16::MAX - u16::try_from(at).unwrap_or(u16::MAX))),
        title: fields.get("title").and_then(|it| reading.text(it)),
        prompt: text_or_any(reading, fields, "prompt"),
        again: fields.get("again").map(|it| said(reading, it)),
        hint: fields.get("hint").and_then(|it| reading.text(it)),
        key: reading
            .field(fields, "as", Unread::Key, |it, node| it.parsed(node, "a name, such as plate")),
        remind: fields.get("remind").and_then(|it| remind(reading, it)),
        expects: match expect {
            Some((name, ..)) => expects(reading, fields, name),
            None => Expects::any_text(Next::Done),
        },
    }
}

/// Which fields there are depends on what is expected, so that is looked at first.
fn expected(
    reading: &mut Reading,
    node: &Node,
) -> Option<&'static (&'static str, &'static str, &'static [Field])> {
    let Value::Fields(entries) = &node.value else { return None };
    let expect = entries.iter().find(|entry| entry.name == "expect")?;
    if matches!(expect.value.value, Value::Null) {
        return None;
    }
    let known: Vec<_> = EXPECTS.iter().map(|kind| (kind.0, kind)).collect();
    let found = reading.one_of(&expect.value, &known, EXPECT);
    if found.is_none() {
        reading.unread.insert(Unread::Way);
    }
    found
}

pub(super) fn said(reading: &mut Reading, node: &Node) -> Said {
    let fields = reading.fields(node, &SAID, &[]);
    Said {
        title: fields.get("title").and_then(|it| reading.text(it)),
        text: text_or_any(reading, fields, "text"),
    }
}

fn remind(reading: &mut Reading, node: &Node) -> Option<Reminder> {
    let fields = reading.fields(node, &REMIND, &[]);
    let after = fields.get("after").and_then(|it| reading.parsed(it, "a time, such as 2h"));
    let text = fields.get("text").and_then(|it| reading.text(it));
    Some(Reminder { after: after?, text })
}

fn expects(reading: &mut Reading, fields: Fields<'_>, expect: &str) -> Expects {
    let then = next(reading, fields, "then");
    match expect {
        "catalogue" => Expects::Catalogue { then },
        "yes_no" => {
            let about =
                [("nothing", About::Nothing), ("order", About::Order), ("terms", About::Terms)];
            let known = "nothing, order or terms";
            let about = reading
                .field(fields, "about", Unread::About, |it, node| it.one_of(node, &about, known));
            let (yes, no) = (next(reading, fields, "yes"), next(reading, fields, "no"));
            Expects::YesNo { about: about.unwrap_or_default(), yes, no }
        }
        "choice" => {
            let options = reading.field(fields, "options", Unread::Way, |it, node| {
                it.list(node, "a list of options")
            });
            let options =
                options.unwrap_or_default().iter().map(|node| option(reading, node)).collect();
            Expects::Choice { options }
        }
        "text" => text(reading, fields, then),
        "number" => {
            let mut number =
                |name| fields.get(name).and_then(|it| reading.whole(it, "a whole number"));
            let (least, most) = (number("least"), number("most"));
            let whole = fields.get("whole").and_then(|it| reading.bool(it));
            Expects::Number { least, most, whole: whole.unwrap_or(true), then }
        }
        "date" => {
            let mut days =
                |name| fields.get(name).and_then(|it| reading.whole(it, "a number of days"));
            let (earliest, latest) = (days("earliest"), days("latest"));
            Expects::Date { earliest, latest, then }
        }
        _ => file(reading, fields, then),
    }
}

fn text(reading: &mut Reading, fields: Fields<'_>, then: Next) -> Expects {
    let pattern = fields.get("pattern").and_then(|node| {
        let text = reading.plain(node, "a regular expression in single quotes")?;
        Pattern::new(text).map_err(|problem| reading.fault(node.place, problem)).ok()
    });
    let example = fields.get("example").and_then(|it| reading.plain(it, "a text"));
    let mut length = |name| {
        let node = fields.get(name)?;
        reading.whole(node, "a number of characters, from 1 to 2000")
    };
    let (shortest, longest) = (length("shortest"), length("longest"));
    // One that could not be read may be any.
    let usual = if fields.get("longest").is_some() { LONGEST_ANSWER } else { USUAL_LONGEST };
    Expects::Text {
        pattern,
        example: example.map(str::to_owned),
        shortest: shortest.unwrap_or(1),
        longest: longest.unwrap_or(usual),
        then,
    }
}

fn file(reading: &mut Reading, fields: Fields<'_>, then: Next) -> Expects {
    let mut many =
        |name| fields.get(name).and_then(|it| reading.whole(it, "a number from 1 to 10"));
    let (least, most) = (many("least"), many("most"));
    let kinds = [
        ("image", FileKind::Image),
        ("video", FileKind::Video),
        ("audio", FileKind::Audio),
        ("pdf", FileKind::Pdf),
        ("text", FileKind::Text),
    ];
    const KNOWN: &str = "image, video, audio, pdf or text";
    let listed = fields
        .get("kinds")
        .and_then(|it| reading.list(it, "a list of kinds, such as [image, pdf]"));
    let kinds = listed
        .unwrap_or_default()
        .iter()
        .filter_map(|it| reading.one_of(it, &kinds, KNOWN))
        .collect();
    let least = least.unwrap_or(1);
    Expects::File { least, most: most.unwrap_or(least), kinds, then }
}

fn option(reading: &mut Reading, node: &Node) -> Choice {
    let fields = reading.fields(node, &OPTION, &[]);
    Choice {
        label: text_or_any(reading, fields, "label"),
        words: fields.get("words").map_or_else(Vec::new, |it| reading.words(it)),
        then: next(reading, fields, "then"),
    }
}

fn next(reading: &mut Reading, fields: Fields<'_>, name: &str) -> Next {
    reading.field(fields, name, Unread::Way, Reading::next).unwrap_or(Next::Done)
}

/// A text that must be there; some text where it could not be read, in which nothing is wrong.
fn text_or_any(reading: &mut Reading, fields: Fields<'_>, name: &str) -> Text {
    let text = fields.get(name).and_then(|it| reading.text(it));
    text.unwrap_or_else(|| Text::Plain(Template::literal("?")))
}
