//! What can be pressed, chosen and filled in on our messages, and the ids that it carries.

use super::{answer::Answer, desk::TypeId, ids::TicketNumber, order::LineId};
use std::fmt;

/// A button, menu or form of ours.
///
/// Its id names no person and no channel: where it was used and by whom comes from Discord,
/// and the number is checked against the ticket of that channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Control {
    /// "Create Ticket", on the panel. Its id never changes, so that old panels keep working.
    Create {
        /// The type of ticket; none on a panel without types.
        of: Option<TypeId>,
    },
    /// "Try it": begins a rehearsal of the flow in use.
    Rehearse {
        /// Of which type of tickets; of the server's own if none.
        of: Option<TypeId>,
    },
    /// "Close Ticket": asks whether to.
    Close {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// "Yes, close it".
    CloseForReal {
        /// The ticket.
        ticket: TicketNumber,
    },
    /// "Keep it open".
    KeepOpen,
    /// The form in which staff teach an alias.
    Lesson,
    /// Something that answers the question of this turn.
    Question {
        /// The ticket.
        ticket: TicketNumber,
        /// The question.
        turn: u32,
        /// What of it.
        part: Part,
    },
    /// Something on the order card.
    Card {
        /// The ticket.
        ticket: TicketNumber,
        /// What of it.
        part: CardPart,
    },
    /// Something of the list of products, which only who opened it sees.
    List {
        /// The ticket.
        ticket: TicketNumber,
        /// What of it.
        part: ListPart,
    },
}

/// What belongs to the list of products.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListPart {
    /// The button that opens it.
    Open,
    /// A button that turns to a page.
    Page {
        /// Which, from 0.
        page: u16,
        /// What the names on it are searched for; all are on it if nothing.
        letters: String,
    },
    /// The menu of a page, each entry of which is the id of a product.
    Menu,
    /// A button that opens a form to search with.
    Search,
    /// That form.
    Form,
}

/// The most that can be searched for, in UTF-16 units, as an id takes it beside the rest.
pub const MOST_LETTERS: usize = 60;

/// What belongs to a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A button that is an answer by itself.
    Press(Press),
    /// A menu, each entry of which is the place of a choice.
    Menu,
    /// A button that opens a form to write into.
    Write,
    /// That form.
    Form,
}

/// An answer that was pressed or chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// Yes or No.
    Answer(Answer),
    /// The choice at this place, from 0.
    Nth(u16),
    /// None of the choices.
    Neither,
}

/// What belongs to the order card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardPart {
    /// The menu of its lines, each entry of which is the id of a line.
    Menu,
    /// A button that does this.
    Touch(Touch),
}

/// What somebody does to the order card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// Pick a line, to change it.
    Pick(LineId),
    /// One fewer.
    Less(LineId),
    /// One more.
    More(LineId),
    /// None any more.
    Remove(LineId),
    /// "I take it": who presses handles the ticket.
    Claim,
    /// "I give it back".
    Release,
}

impl Control {
    /// The ticket that it names, if it names one.
    #[must_use]
    pub fn ticket(&self) -> Option<TicketNumber> {
        match self {
            Self::Close { ticket }
            | Self::CloseForReal { ticket }
            | Self::Question { ticket, .. }
            | Self::Card { ticket, .. }
            | Self::List { ticket, .. } => Some(*ticket),
            Self::Create { .. } | Self::Rehearse { .. } | Self::KeepOpen | Self::Lesson => None,
        }
    }

    /// Reads an id; none if it is not of something that we make.
    #[must_use]
    pub fn read(id: &str) -> Option<Self> {
        let parts: Vec<&str> = id.split(':').collect();
        let ["tf", "1", name, rest @ ..] = parts.as_slice() else { return None };
        let number = |text: &str| text.parse().ok().map(TicketNumber);
        Some(match (*name, rest) {
            ("create", []) => Self::Create { of: None },
            ("create", [of]) => {
                let of = TypeId::typed(of);
                Self::Create { of: Some(of.is_good().then_some(of)?) }
            }
            ("try", []) => Self::Rehearse { of: None },
            ("try", [of]) => {
                let of = TypeId::typed(of);
                Self::Rehearse { of: Some(of.is_good().then_some(of)?) }
            }
            ("keep", []) => Self::KeepOpen,
            ("lesson", []) => Self::Lesson,
            ("close", [ticket]) => Self::Close { ticket: number(ticket)? },
            ("close!", [ticket]) => Self::CloseForReal { ticket: number(ticket)? },
            (name, [ticket, rest @ ..]) => {
                let ticket = number(ticket)?;
                if let Some(part) = ListPart::read(name, rest) {
                    return Some(Self::List { ticket, part });
                }
                match CardPart::read(name, rest) {
                    Some(part) => Self::Card { ticket, part },
                    None => {
                        let (turn, rest) = rest.split_first()?;
                        let part = Part::read(name, rest)?;
                        Self::Question { ticket, turn: turn.parse().ok()?, part }
                    }
                }
            }
            _ => return None,
        })
    }
}

impl Part {
    /// What was pressed: a button's own answer, or the chosen entry of a menu. None for what is no
    /// answer by itself.
    #[must_use]
    pub fn chosen(self, value: Option<&str>) -> Option<Press> {
        match self {
            Self::Press(press) => Some(press),
            Self::Menu => value?.parse().ok().map(Press::Nth),
            Self::Write | Self::Form => None,
        }
    }

    fn read(name: &str, rest: &[&str]) -> Option<Self> {
        Some(match (name, rest) {
            ("yes", []) => Self::Press(Press::Answer(Answer::Yes)),
            ("no", []) => Self::Press(Press::Answer(Answer::No)),
            ("pick", [nth]) => Self::Press(Press::Nth(nth.parse().ok()?)),
            ("neither", []) => Self::Press(Press::Neither),
            ("menu", []) => Self::Menu,
            ("write", []) => Self::Write,
            ("form", []) => Self::Form,
            _ => return None,
        })
    }
}

impl CardPart {
    /// What was done: a button's own, or that the chosen entry of the menu was picked.
    #[must_use]
    pub fn chosen(self, value: Option<&str>) -> Option<Touch> {
        match self {
            Self::Touch(touch) => Some(touch),
            Self::Menu => value?.parse().ok().map(|line| Touch::Pick(LineId(line))),
        }
    }

    fn read(name: &str, rest: &[&str]) -> Option<Self> {
        let line = |text: &str| text.parse().ok().map(LineId);
        Some(match (name, rest) {
            ("lines", []) => Self::Menu,
            ("line", [id]) => Self::Touch(Touch::Pick(line(id)?)),
            ("less", [id]) => Self::Touch(Touch::Less(line(id)?)),
            ("more", [id]) => Self::Touch(Touch::More(line(id)?)),
            ("remove", [id]) => Self::Touch(Touch::Remove(line(id)?)),
            ("claim", []) => Self::Touch(Touch::Claim),
            ("release", []) => Self::Touch(Touch::Release),
            _ => return None,
        })
    }
}

impl ListPart {
    /// A page, searched for no more than an id takes.
    #[must_use]
    pub fn page(page: u16, letters: &str) -> Self {
        let mut length = 0;
        let fits = |letter: &char| {
            length += letter.len_utf16();
            length <= MOST_LETTERS
        };
        Self::Page { page, letters: letters.trim().chars().take_while(fits).collect() }
    }

    fn read(name: &str, rest: &[&str]) -> Option<Self> {
        Some(match (name, rest) {
            ("list", []) => Self::Open,
            ("page", [page, letters @ ..]) => Self::page(page.parse().ok()?, &letters.join(":")),
            ("product", []) => Self::Menu,
            ("search", []) => Self::Search,
            ("letters", []) => Self::Form,
            _ => return None,
        })
    }
}

/// The id: `tf`, the version of this form, the name, what it needs. Discord takes up to
/// 100 characters (Discord docs, Component Reference).
impl fmt::Display for Control {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tf:1:")?;
        match self {
            Self::Create { of: None } => f.write_str("create"),
            Self::Create { of: Some(of) } => write!(f, "create:{of}"),
            Self::Rehearse { of: None } => f.write_str("try"),
            Self::Rehearse { of: Some(of) } => write!(f, "try:{of}"),
            Self::KeepOpen => f.write_str("keep"),
            Self::Lesson => f.write_str("lesson"),
            Self::Close { ticket } => write!(f, "close:{}", ticket.0),
            Self::CloseForReal { ticket } => write!(f, "close!:{}", ticket.0),
            Self::Question { ticket, turn, part } => {
                let (name, nth) = match part {
                    Part::Press(Press::Answer(Answer::Yes)) => ("yes", None),
                    Part::Press(Press::Answer(Answer::No)) => ("no", None),
                    Part::Press(Press::Nth(nth)) => ("pick", Some(nth)),
                    Part::Press(Press::Neither) => ("neither", None),
                    Part::Menu => ("menu", None),
                    Part::Write => ("write", None),
                    Part::Form => ("form", None),
                };
                write!(f, "{name}:{}:{turn}", ticket.0)?;
                nth.map_or(Ok(()), |nth| write!(f, ":{nth}"))
            }
            Self::List { ticket, part } => {
                let name = match part {
                    ListPart::Open => "list",
                    ListPart::Page { page, letters } => {
                        return write!(f, "page:{}:{page}:{letters}", ticket.0);
                    }
                    ListPart::Menu => "product",
                    ListPart::Search => "search",
                    ListPart::Form => "letters",
                };
                write!(f, "{name}:{}", ticket.0)
            }
            Self::Card { ticket, part } => {
                let (name, line) = match part {
                    CardPart::Menu => ("lines", None),
                    CardPart::Touch(Touch::Pick(line)) => ("line", Some(line)),
                    CardPart::Touch(Touch::Less(line)) => ("less", Some(line)),
                    CardPart::Touch(Touch::More(line)) => ("more", Some(line)),
                    CardPart::Touch(Touch::Remove(line)) => ("remove", Some(line)),
                    CardPart::Touch(Touch::Claim) => ("claim", None),
                    CardPart::Touch(Touch::Release) => ("release", None),
                };
                write!(f, "{name}:{}", ticket.0)?;
                line.map_or(Ok(()), |line| write!(f, ":{}", line.0))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_control_reads_back() {
        let (ticket, turn, line) = (TicketNumber(u32::MAX), u32::MAX, LineId(u16::MAX));
        let said = [
            Press::Answer(Answer::Yes),
            Press::Answer(Answer::No),
            Press::Nth(u16::MAX),
            Press::Neither,
        ];
        let parts = said.map(Part::Press).into_iter().chain([Part::Menu, Part::Write, Part::Form]);
        let touches = [
            Touch::Pick(line),
            Touch::Less(line),
            Touch::More(line),
            Touch::Remove(line),
            Touch::Claim,
            Touch::Release,
        ];
        let card = touches.map(CardPart::Touch).into_iter().chain([CardPart::Menu]);
        let list = [
            ListPart::Open,
            ListPart::page(0, ""),
            ListPart::page(u16::MAX, &"🚗".repeat(100)),
            ListPart::page(7, "a: b:"),
            ListPart::Menu,
            ListPart::Search,
            ListPart::Form,
        ];
        let controls = [
            Control::Create { of: None },
            Control::Rehearse { of: None },
            Control::Rehearse { of: Some(TypeId::typed("service")) },
            Control::Create { of: Some(TypeId::typed(&"x".repeat(TypeId::LONGEST))) },
            Control::Close { ticket },
            Control::CloseForReal { ticket },
            Control::KeepOpen,
            Control::Lesson,
        ]
        .into_iter()
        .chain(parts.map(|part| Control::Question { ticket, turn, part }))
        .chain(card.map(|part| Control::Card { ticket, part }))
        .chain(list.into_iter().map(|part| Control::List { ticket, part }));
        for control in controls {
            let id = control.to_string();
            assert!(id.encode_utf16().count() <= 100, "{id}");
            assert_eq!(Control::read(&id), Some(control));
        }
    }

    #[test]
    fn what_is_not_ours_is_no_control() {
        for id in [
            "",
            "tf",
            "tf:2:create",
            "tf:1:yes:1",
            "tf:1:yes:-1:0",
            "tf:1:close:x",
            "a:b:c",
            "tf:1:pick:1:1",
            "tf:1:pick:1:1:-1",
            "tf:1:less:1",
            "tf:1:less:1:70000",
            "tf:1:claim",
            "tf:1:list",
            "tf:1:list:1:1",
            "tf:1:page:1",
            "tf:1:page:1:-1:a",
            "tf:1:product:1:adder",
            "tf:1:yes:1:1:1",
        ] {
            assert_eq!(Control::read(id), None, "{id}");
        }
    }
}
