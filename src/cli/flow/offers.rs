//! What can be pressed: the controls of the messages that were shown, with numbers.

use crate::domain::{control::Control, ids::MessageId, rehearsal::Rehearsal};
use twilight_model::channel::message::Component;

/// Something that can be pressed or chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) on: MessageId,
    pub(super) control: Control,
    /// The entry, of a menu.
    pub(super) value: Option<String>,
    pub(super) label: String,
}

/// Controls that stand together.
#[derive(Clone, Debug)]
pub(super) enum Row {
    Buttons(Vec<Offer>),
    Menu { name: String, entries: Vec<Offer> },
}

/// What stands under messages, and what of it has numbers now.
#[derive(Debug, Default)]
pub(super) struct Offers {
    /// From the oldest message to the newest.
    messages: Vec<(MessageId, Vec<Row>)>,
    numbered: Vec<Offer>,
}

impl Offers {
    /// The controls under a message are these from now on.
    pub(super) fn stand(&mut self, on: MessageId, rows: Vec<Row>) {
        match self.messages.iter_mut().find(|(message, _)| *message == on) {
            Some((_, former)) => *former = rows,
            None => self.messages.push((on, rows)),
        }
    }

    /// Numbers begin anew.
    pub(super) fn renumber(&mut self) {
        self.numbered.clear();
    }

    /// The controls under a message with their numbers, a line for each row of buttons and each
    /// entry of a menu. A control that stands under several messages has one number.
    pub(super) fn lines(&mut self, on: MessageId) -> Vec<String> {
        let rows = self.messages.iter().find(|(message, _)| *message == on);
        let rows = rows.map(|(_, rows)| rows.clone()).unwrap_or_default();
        rows.iter().flat_map(|row| self.lines_of(row)).collect()
    }

    /// The controls of messages further up that still do something and have no number yet.
    pub(super) fn rest(&mut self, rehearsal: &Rehearsal) -> Vec<String> {
        let rows: Vec<_> = self.messages.iter().rev().flat_map(|(_, rows)| rows.clone()).collect();
        let mut lines = vec![];
        for row in rows {
            let is_left = |offer: &Offer| {
                rehearsal.takes(&offer.control) && !self.numbered.iter().any(|it| it.is(offer))
            };
            if let Some(row) = row.only(is_left) {
                lines.extend(self.lines_of(&row));
            }
        }
        lines
    }

    /// What somebody presses by its number or by what it says.
    pub(super) fn named(&self, name: &str) -> Option<&Offer> {
        let digits = Some(name).filter(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
        let number = digits.and_then(|it| it.parse::<usize>().ok()?.checked_sub(1));
        let by_number = number.and_then(|at| self.numbered.get(at));
        by_number.or_else(|| {
            // The sign on the button is none that a keyboard has.
            let plain = |text: &str| text.to_lowercase().replace('−', "-");
            // What a choice costs stands behind it.
            let bare = |label: &str| label.split(" (+").next().map(plain);
            let is_it = |label: &str| plain(label) == plain(name);
            let whole = self.numbered.iter().find(|offer| is_it(&offer.label));
            whole.or_else(|| self.numbered.iter().find(|it| bare(&it.label) == Some(plain(name))))
        })
    }

    fn lines_of(&mut self, row: &Row) -> Vec<String> {
        match row {
            Row::Buttons(buttons) => {
                let buttons: Vec<_> = buttons.iter().map(|it| self.shown(it)).collect();
                vec![buttons.join("  ")]
            }
            Row::Menu { name, entries } => {
                let entries = entries.iter().map(|it| format!("  {}", self.shown(it)));
                std::iter::once(name.clone()).chain(entries).collect()
            }
        }
    }

    fn shown(&mut self, offer: &Offer) -> String {
        let at = self.numbered.iter().position(|it| it.is(offer)).unwrap_or_else(|| {
            self.numbered.push(offer.clone());
            self.numbered.len() - 1
        });
        format!("[{}] {}", at + 1, offer.label)
    }
}

impl Offer {
    /// Whether pressing either does the same.
    fn is(&self, other: &Self) -> bool {
        (&self.control, &self.value) == (&other.control, &other.value)
    }
}

impl Row {
    /// It with some of its controls; none without any.
    fn only(self, wanted: impl Fn(&Offer) -> bool) -> Option<Self> {
        let kept = |offers: Vec<Offer>| {
            let offers: Vec<_> = offers.into_iter().filter(wanted).collect();
            Some(offers).filter(|it| !it.is_empty())
        };
        Some(match self {
            Self::Buttons(buttons) => Self::Buttons(kept(buttons)?),
            Self::Menu { name, entries } => Self::Menu { name, entries: kept(entries)? },
        })
    }
}

/// What can be pressed among these components of a message.
pub(super) fn rows(on: MessageId, components: &[Component]) -> Vec<Row> {
    components.iter().filter_map(|component| row(on, component)).collect()
}

fn row(on: MessageId, component: &Component) -> Option<Row> {
    let Component::ActionRow(row) = component else { return None };
    if let Some(Component::SelectMenu(menu)) = row.components.first() {
        let control = Control::read(&menu.custom_id)?;
        let entries = menu.options.iter().flatten().map(|entry| {
            let below = entry.description.as_ref().map(|it| format!(" ({it})"));
            let label = format!("{}{}", entry.label, below.unwrap_or_default());
            Offer { on, control: control.clone(), value: Some(entry.value.clone()), label }
        });
        let name = menu.placeholder.clone().unwrap_or_default();
        return Some(Row::Menu { name, entries: entries.collect() });
    }
    let buttons = row.components.iter().filter_map(|button| {
        let Component::Button(button) = button else { return None };
        // The list of products is Discord's to show; here they are typed.
        let control = Control::read(button.custom_id.as_ref()?)
            .filter(|it| !matches!(it, Control::List { .. }))?;
        Some(Offer { on, control, value: None, label: button.label.clone().unwrap_or_default() })
    });
    Some(Row::Buttons(buttons.collect()))
}
