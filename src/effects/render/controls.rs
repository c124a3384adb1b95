//! The buttons and menus under messages.

use super::blocks;
use crate::{
    domain::{
        answer::Answer,
        control::{CardPart, Control, ListPart, Part, Press, Touch},
        ids::TicketNumber,
        notice::{Answers, LineView},
        order::LineId,
    },
    texts::{Text, Voice},
};
use twilight_model::channel::message::{
    Component,
    component::{ActionRow, ButtonStyle, SelectMenu, SelectMenuOption, SelectMenuType},
};

/// Buttons in a row at the most (Discord docs, Action Row).
const ROW: usize = 5;
/// Up to so many choices are buttons; more are a menu.
const MOST_BUTTONS: usize = 10;
/// Entries of a menu at the most (Discord docs, String Select).
const MOST_ENTRIES: usize = 25;
/// The longest label of a button and of a menu's entry (Discord docs, Button, Select Option).
const BUTTON_LABEL: usize = 80;
const ENTRY_LABEL: usize = 100;

pub(super) type Button = (ButtonStyle, String, Control);

/// "Close Ticket".
pub(super) fn close(voice: &Voice, ticket: TicketNumber) -> Button {
    (ButtonStyle::Secondary, voice.say(Text::CloseTicket), Control::Close { ticket })
}

pub(super) fn close_row(voice: &Voice, ticket: TicketNumber) -> Component {
    blocks::row([close(voice, ticket)])
}

/// What answers a question.
pub(super) fn answers(
    voice: &Voice,
    ticket: TicketNumber,
    turn: u32,
    answers: &Answers,
    (is_changeable, lists): (bool, bool),
) -> Vec<Component> {
    match answers {
        Answers::YesNo => vec![yes_no(voice, ticket, turn, is_changeable, lists)],
        Answers::Choices { labels } => {
            let mut rows = choices(voice, ticket, turn, labels);
            rows.push(close_row(voice, ticket));
            rows
        }
        Answers::Words | Answers::Hinted { .. } => {
            let write = write(voice.say(Text::Write), ticket, turn);
            vec![blocks::row([write, close(voice, ticket)])]
        }
        Answers::Products => {
            let write = write(voice.say(Text::Write), ticket, turn);
            vec![blocks::row([write, list(voice, ticket), close(voice, ticket)])]
        }
        Answers::Files => vec![close_row(voice, ticket)],
    }
}

/// Opens a form: for those who would rather not write into the channel, and where the bot may not
/// read what is written there.
fn write(label: String, ticket: TicketNumber, turn: u32) -> Button {
    (ButtonStyle::Secondary, label, Control::Question { ticket, turn, part: Part::Write })
}

/// Opens the list of products.
fn list(voice: &Voice, ticket: TicketNumber) -> Button {
    let id = Control::List { ticket, part: ListPart::Open };
    (ButtonStyle::Secondary, voice.say(Text::List), id)
}

/// Yes, No, "Close Ticket", a form for a change where words are read as one, and the list of
/// products where there is one.
pub(super) fn yes_no(
    voice: &Voice,
    ticket: TicketNumber,
    turn: u32,
    is_changeable: bool,
    lists: bool,
) -> Component {
    let yes = (ButtonStyle::Success, voice.say(Text::Yes), answer(ticket, turn, Answer::Yes));
    let change = is_changeable.then(|| write(voice.say(Text::Change), ticket, turn));
    let list = lists.then(|| list(voice, ticket));
    let others = [no(voice, ticket, turn), close(voice, ticket)];
    blocks::row([yes].into_iter().chain(others).chain(change).chain(list))
}

/// What an order of products can be answered with that goes beyond a limit: anything but Yes.
pub(super) fn no_or_change(voice: &Voice, ticket: TicketNumber, turn: u32) -> Component {
    let change = write(voice.say(Text::Change), ticket, turn);
    blocks::row([no(voice, ticket, turn), close(voice, ticket), change, list(voice, ticket)])
}

fn no(voice: &Voice, ticket: TicketNumber, turn: u32) -> Button {
    (ButtonStyle::Danger, voice.say(Text::No), answer(ticket, turn, Answer::No))
}

fn answer(ticket: TicketNumber, turn: u32, answer: Answer) -> Control {
    Control::Question { ticket, turn, part: Part::Press(Press::Answer(answer)) }
}

/// Choices, as buttons or as a menu.
pub(super) fn choices(
    voice: &Voice,
    ticket: TicketNumber,
    turn: u32,
    labels: &[String],
) -> Vec<Component> {
    let numbered = labels.iter().zip(0_u16..).take(MOST_ENTRIES);
    if labels.len() > MOST_BUTTONS {
        let entries = numbered.map(|(label, nth)| (nth.to_string(), label.clone(), None, false));
        let id = Control::Question { ticket, turn, part: Part::Menu };
        return vec![menu(id, voice.say(Text::ChoiceMenu), entries)];
    }
    let buttons: Vec<Button> = numbered
        .map(|(label, nth)| {
            let part = Part::Press(Press::Nth(nth));
            let id = Control::Question { ticket, turn, part };
            (ButtonStyle::Primary, shown(label, BUTTON_LABEL), id)
        })
        .collect();
    rows(&buttons)
}

/// The label of one of so many choices that adds to the price, which is shown whole.
pub(super) fn dearer(label: &str, amount: &str, many: usize) -> String {
    let longest = if many > MOST_BUTTONS { ENTRY_LABEL } else { BUTTON_LABEL };
    let behind = format!(" (+{amount})");
    match longest.checked_sub(behind.encode_utf16().count()) {
        Some(room) if room > 0 => format!("{}{behind}", shown(label, room)),
        _ => label.to_owned(),
    }
}

/// Buttons, as many in a row as there can be.
pub(super) fn rows(buttons: &[Button]) -> Vec<Component> {
    buttons.chunks(ROW).map(|row| blocks::row(row.iter().cloned())).collect()
}

/// "None of these", and "Close Ticket".
pub(super) fn neither_row(voice: &Voice, ticket: TicketNumber, turn: u32) -> Component {
    let part = Part::Press(Press::Neither);
    let id = Control::Question { ticket, turn, part };
    let neither = (ButtonStyle::Secondary, voice.say(Text::Neither), id);
    blocks::row([neither, close(voice, ticket)])
}

/// The lines of an order to pick one from, and the buttons of the one that was picked.
pub(super) fn lines(
    voice: &Voice,
    ticket: TicketNumber,
    lines: &[LineView],
    picked: Option<LineId>,
) -> Vec<Component> {
    if lines.is_empty() {
        return vec![];
    }
    let entries = lines.iter().take(MOST_ENTRIES).map(|line| {
        let options: Vec<_> = line.options.iter().map(|(_, value)| value.as_str()).collect();
        let options = (!options.is_empty()).then(|| options.join(", "));
        let label = format!("{} × {}", line.quantity, line.name);
        (line.id.0.to_string(), label, options, picked == Some(line.id))
    });
    let id = Control::Card { ticket, part: CardPart::Menu };
    let mut rows = vec![menu(id, voice.say(Text::CardMenu), entries)];
    if let Some(line) = lines.iter().find(|line| picked == Some(line.id)) {
        let touch = |touch| Control::Card { ticket, part: CardPart::Touch(touch) };
        let name = &shown(&line.name, 50);
        rows.push(blocks::row([
            (ButtonStyle::Secondary, "−1".to_owned(), touch(Touch::Less(line.id))),
            (ButtonStyle::Secondary, "+1".to_owned(), touch(Touch::More(line.id))),
            (
                ButtonStyle::Danger,
                voice.say(Text::CardRemove { name }),
                touch(Touch::Remove(line.id)),
            ),
        ]));
    }
    rows
}

/// For staff: to take a request, or to give it back.
pub(super) fn claim_row(voice: &Voice, ticket: TicketNumber, is_taken: bool) -> Component {
    let (text, touch, style) = if is_taken {
        (Text::Release, Touch::Release, ButtonStyle::Secondary)
    } else {
        (Text::Claim, Touch::Claim, ButtonStyle::Primary)
    };
    let id = Control::Card { ticket, part: CardPart::Touch(touch) };
    blocks::row([(style, voice.say(text), id), close(voice, ticket)])
}

/// A menu of entries: value, label, what stands below it, whether it is chosen.
fn menu(
    id: Control,
    placeholder: String,
    entries: impl Iterator<Item = (String, String, Option<String>, bool)>,
) -> Component {
    let options = entries.map(|(value, label, description, default)| SelectMenuOption {
        default,
        description: description.map(|it| shown(&it, ENTRY_LABEL)),
        emoji: None,
        label: shown(&label, ENTRY_LABEL),
        value,
    });
    let menu = Component::SelectMenu(SelectMenu {
        channel_types: None,
        custom_id: id.to_string(),
        default_values: None,
        disabled: false,
        id: None,
        kind: SelectMenuType::Text,
        max_values: Some(1),
        min_values: Some(1),
        options: Some(options.collect()),
        placeholder: Some(placeholder),
        required: None,
    });
    Component::ActionRow(ActionRow { id: None, components: vec![menu] })
}

/// A label, which Discord shows as it is and refuses if it is empty.
fn shown(text: &str, longest: usize) -> String {
    // As Discord counts at the most; see `blocks::fitting`.
    let mut length = 0;
    let fits = |letter: &char| {
        length += letter.len_utf16();
        length <= longest
    };
    let text: String = text.trim().chars().take_while(fits).collect();
    if text.is_empty() { "…".to_owned() } else { text }
}
