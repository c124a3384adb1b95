//! The words that nothing explained, as the customer wrote them.

use super::roles::Role;
use super::tokens::{Gap, Tokens};

/// The phrases of `text` made of words that no name and no count `used`, in their order.
pub(super) fn phrases(text: &str, tokens: &Tokens, roles: &[Role], used: &[bool]) -> Vec<String> {
    let mut phrases = Vec::new();
    let mut open: Option<Phrase> = None;
    for (at, (role, used)) in roles.iter().zip(used).enumerate() {
        let belongs = !used && matches!(role, Role::Content | Role::Number(_) | Role::Figure);
        if !belongs || parts_phrases(tokens.gap(at)) {
            finish(text, open.take(), &mut phrases);
        }
        if belongs {
            let source = &tokens.all[at].source;
            let phrase =
                open.get_or_insert(Phrase { from: source.start, to: source.end, says: false });
            phrase.to = source.end;
            phrase.says |= *role == Role::Content || tokens.is_digits(at);
        }
    }
    finish(text, open, &mut phrases);
    phrases
}

/// A phrase, from byte `from` to byte `to`.
struct Phrase {
    from: usize,
    to: usize,
    /// Whether there is more in it than the names of numbers.
    says: bool,
}

fn finish(text: &str, phrase: Option<Phrase>, phrases: &mut Vec<String>) {
    if let Some(phrase) = phrase.filter(|phrase| phrase.says) {
        phrases.push(text[phrase.from..phrase.to].to_owned());
    }
}

fn parts_phrases(gap: Gap) -> bool {
    gap.ends_name() || gap.has(Gap::OPEN.or(Gap::CLOSE))
}
