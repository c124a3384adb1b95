//! What each token does where it is no part of a name: counts, joins, asks, or means nothing.

use super::tokens::{Gap, Tokens};
use super::words::{self, Word};

/// What a token does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// May be a name or a word that is not understood.
    Content,
    /// A number that may count something.
    Number(u32),
    /// A part of a figure such as "10,000" or "12:30", which counts nothing.
    Figure,
    /// A price, a time, an account … and its unit: neither counts nor names anything.
    Foreign,
    /// The number of a line in a list.
    Enumerator,
    /// A word of the language.
    Word(Word),
}

/// The role of every token.
pub(super) fn of(tokens: &Tokens) -> Vec<Role> {
    let mut roles: Vec<Role> = (0..tokens.all.len()).map(|at| alone(tokens, at)).collect();
    for at in 0..roles.len() {
        join_phrase(tokens, &mut roles, at);
    }
    for at in 0..roles.len() {
        if matches!(roles[at], Role::Number(_) | Role::Figure | Role::Word(Word::Tens(_))) {
            set_aside(tokens, &mut roles, at);
        }
    }
    drop_enumeration(tokens, &mut roles, after_mark, 2);
    drop_enumeration(tokens, &mut roles, before_dash, 3);
    for numbers_a_line in [before_colon, in_brackets] {
        // "5: adder" among them counts, and so do all.
        let numbered = |at: &usize| tokens.is_digits(*at) && numbers_a_line(tokens, *at);
        let lines = (0..roles.len()).filter(numbered);
        if lines.zip(1..).all(|(at, line)| roles[at] == Role::Number(line)) {
            drop_enumeration(tokens, &mut roles, numbers_a_line, 3);
        }
    }
    roles
}

/// Gives the words of a phrase that begins at `at` what they do together.
fn join_phrase(tokens: &Tokens, roles: &mut [Role], at: usize) {
    let goes_on = |at: usize, key: &str| tokens.key(at) == key && !tokens.gap(at).ends_name();
    let said = words::phrases(tokens.key(at))
        .iter()
        .find(|(rest, _)| rest.iter().zip(at + 1..).all(|(key, at)| goes_on(at, key)));
    if let Some((rest, word)) = said {
        roles[at..=at + rest.len()].fill(Role::Word(*word));
    }
    // "whichever is in stock".
    let open = matches!(tokens.key(at), "whichever" | "whatever")
        && matches!(
            tokens.key(at + 1),
            "is" | "s" | "are" | "you" | "u" | "has" | "comes" | "works"
        );
    let mut next = at + 1;
    while open
        && next < roles.len().min(at + LONGEST_CHOICE)
        && !tokens.gap(next).ends_name()
        && !matches!(roles[next], Role::Number(_))
    {
        roles[next] = Role::Word(Word::Indifferent);
        next += 1;
    }
}

fn alone(tokens: &Tokens, at: usize) -> Role {
    let key = tokens.key(at);
    if tokens.is_digits(at) {
        // "10 000": the second half of a figure with a space.
        let grouped = key.len() > 1 && key.bytes().all(|byte| byte == b'0');
        // "0170": a number to call, a plate.
        let dialled = key.len() > 2 && key.starts_with('0');
        return if grouped || dialled {
            Role::Figure
        } else {
            Role::Number(key.parse().unwrap_or(u32::MAX))
        };
    }
    // The rests of "I'd", "it's", "we'll".
    let contracted = tokens.gap(at) == Gap::APOSTROPHE;
    if contracted && key == "t" {
        return Role::Word(Word::Negates);
    }
    if contracted && matches!(key, "s" | "d" | "m" | "ll" | "re" | "ve") {
        return Role::Word(Word::Filler);
    }
    if key == "w" && is_short_for_with(tokens, at) {
        return Role::Word(Word::Joins);
    }
    if (words::is_container(key) && holds(tokens, at))
        || (words::is_pack(key) && is_counted(tokens, at) && precedes_of(tokens, at))
    {
        return Role::Word(Word::Between);
    }
    if let Some(role) = counts_otherwise(tokens, at) {
        return role;
    }
    // "the left stick": what is left is said at the end.
    if key == "left" && at + 1 < tokens.all.len() && !tokens.gap(at + 1).ends_name() {
        let next = tokens.key(at + 1);
        if !tokens.is_digits(at + 1) && words::meaning(next).is_none() {
            return Role::Word(Word::Filler);
        }
    }
    // "baller st", which is no 1st.
    if is_ordinal(key) && !at.checked_sub(1).is_some_and(|at| tokens.is_digits(at)) {
        return Role::Content;
    }
    // "dark green".
    if words::is_shade(key)
        && words::is_colour(tokens.key(at + 1))
        && !tokens.gap(at + 1).ends_name()
    {
        return Role::Word(Word::Filler);
    }
    match words::meaning(key) {
        // Eleven in Spanish stands before what it counts.
        Some(Word::Number(_)) if key == "once" && !is_eleven(tokens, at) => {
            Role::Word(Word::Filler)
        }
        Some(Word::Number(value)) => Role::Number(value),
        Some(word) => Role::Word(word),
        None => words::drawn_out(key).map_or(Role::Content, Role::Word),
    }
}

/// "w/ fries", "w our logo", "w gold rims".
fn is_short_for_with(tokens: &Tokens, at: usize) -> bool {
    let next = tokens.key(at + 1);
    let thing = !next.is_empty() && words::meaning(next).is_none() && !tokens.is_digits(at + 1);
    let leads = thing
        || words::is_colour(next)
        || matches!(next, "a" | "my" | "our" | "the" | "extra" | "no");
    tokens.gap(at + 1).has(Gap::SLASH) || (leads && at > 0 && !tokens.gap(at + 1).ends_name())
}

/// What a word does that counts, or does not, by what stands beside it.
fn counts_otherwise(tokens: &Tokens, at: usize) -> Option<Role> {
    let key = tokens.key(at);
    // "sorry, wrong one".
    let wrong = || {
        let before = at.checked_sub(1).map(|at| tokens.key(at));
        let ends = at + 1 >= tokens.all.len() || tokens.gap(at + 1).ends_name();
        matches!(before, Some("wrong" | "right")) && !tokens.gap(at).ends_name() && ends
    };
    if key == "one" && wrong() {
        return Some(Role::Word(Word::Filler));
    }
    // "um par de": two; "par" is "by" in French.
    if key == "par" && follows_article(tokens, at) && precedes_of(tokens, at) {
        return Some(Role::Number(2));
    }
    // "a second adder": one more.
    let more = is_second(key) && follows_article(tokens, at) && counts_a_name(tokens, at);
    more.then_some(Role::Word(Word::More))
}

/// Whether a bottle or a box at `at` stands between a number or an article and what is in it.
fn holds(tokens: &Tokens, at: usize) -> bool {
    let next = tokens.key(at + 1);
    let counts = is_counted(tokens, at) && !next.is_empty();
    !tokens.gap(at + 1).ends_name() && (precedes_of(tokens, at) || counts)
}

fn is_counted(tokens: &Tokens, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let key = tokens.key(before);
    words::is_article(key)
        || tokens.is_digits(before)
        || matches!(words::meaning(key), Some(Word::Number(_)))
}

fn precedes_of(tokens: &Tokens, at: usize) -> bool {
    let next = tokens.key(at + 1);
    matches!(next, "of" | "de" | "d" | "von" | "di" | "van" | "z")
        && !tokens.gap(at + 1).ends_name()
}

/// Takes the number `at` out of the counting if it is a price, a time, a label or part of a figure.
fn set_aside(tokens: &Tokens, roles: &mut [Role], at: usize) {
    let (before, after) = (tokens.gap(at), tokens.gap(at + 1));
    const FIGURE: Gap =
        Gap::STOP.or(Gap::COMMA).or(Gap::COLON).or(Gap::SLASH).or(Gap::DASH).or(Gap::APOSTROPHE);
    let joined = |gap: Gap| gap.has(FIGURE) && !gap.has(Gap::SPACE);
    // The digits of "t20,2 adders" belong to a word.
    let in_word = at > 0 && before.is_glued() && !tokens.is_digits(at - 1);
    let raised = after.is_glued();
    if tokens.is_digits(at) && tokens.is_digits(at + 1) && (joined(after) || raised) && !in_word {
        roles[at] = Role::Figure;
        roles[at + 1] = Role::Figure;
    }
    // "a 7 3/8".
    let mixed = tokens.is_digits(at + 1)
        && tokens.is_digits(at + 2)
        && tokens.gap(at + 1) == Gap::SPACE
        && tokens.gap(at + 2) == Gap::SLASH
        && matches!(tokens.key(at + 2), "2" | "3" | "4" | "8" | "16")
        && tokens.key(at + 1).len() == 1;
    if mixed {
        roles[at] = Role::Figure;
    }
    // "19:30".
    let clock = tokens.is_digits(at + 1)
        && after == Gap::COLON
        && tokens.key(at).len() <= 2
        && tokens.key(at + 1).len() == 2
        && !in_word;
    let measured = matches!(roles.get(at + 1), Some(Role::Word(Word::Measures)))
        && !after.ends_name()
        && (after.is_glued() || !is_ordinal(tokens.key(at + 1)));
    if measured {
        roles[at + 1] = Role::Foreign;
    }
    // Of "30$, 2 adders" and "2 adders, $30" one number alone is money.
    let digits_before = at.checked_sub(1).is_some_and(|at| tokens.is_digits(at));
    // "10€ 50", but "500€ 10 adders".
    let counts = roles.get(at + 1) == Some(&Role::Content) && !after.ends_name();
    let cents = !counts
        && tokens.key(at).len() == 2
        && before.without(Gap::PAID.or(Gap::MONEY)) == Gap::SPACE;
    let paid = before.has(Gap::PAID) && digits_before && !cents;
    let leads = before.has(Gap::MONEY) && !paid;
    let of_next = tokens.is_digits(at + 1) && after.has(Gap::SPACE) && !after.has(Gap::PAID);
    let money = leads || (after.has(Gap::MONEY) && !after.has(Gap::LINE) && !of_next);
    if measured || money || clock || before.has(Gap::HASH) || after.has(Gap::PERCENT) {
        set_figure_foreign(tokens, roles, at);
    } else if is_labelled(tokens, roles, at) {
        set_figure_foreign(tokens, roles, at);
        if tokens.key(at - 1) == "no" {
            roles[at - 1] = Role::Foreign;
        }
    }
}

/// Sets the number `at` aside with the other parts of its figure ("1,500 $", "at 12:30").
fn set_figure_foreign(tokens: &Tokens, roles: &mut [Role], at: usize) {
    roles[at] = Role::Foreign;
    let mut earlier = at;
    while earlier > 0 && roles[earlier - 1] == Role::Figure && !tokens.gap(earlier).has(Gap::SPACE)
    {
        earlier -= 1;
        roles[earlier] = Role::Foreign;
    }
    let mut later = at + 1;
    while tokens.is_digits(later) && !tokens.gap(later).has(Gap::SPACE) {
        roles[later] = Role::Foreign;
        later += 1;
    }
}

/// Whether something that may be counted stands behind "once" at `at`.
fn is_eleven(tokens: &Tokens, at: usize) -> bool {
    let next = tokens.key(at + 1);
    let open = matches!(words::meaning(next), None | Some(Word::Between));
    !next.is_empty() && open && !tokens.gap(at + 1).ends_name()
}

fn is_second(key: &str) -> bool {
    matches!(
        key,
        "second"
            | "zweite"
            | "zweiten"
            | "zweites"
            | "deuxieme"
            | "segundo"
            | "segunda"
            | "secondo"
            | "seconda"
            | "tweede"
    )
}

fn follows_article(tokens: &Tokens, at: usize) -> bool {
    at + 1 < tokens.all.len()
        && at.checked_sub(1).is_some_and(|at| words::is_article(tokens.key(at)))
}

/// Whether "a second" at `at` is no time, as in "wait a second", and may have a name behind it.
fn counts_a_name(tokens: &Tokens, at: usize) -> bool {
    let key = tokens.key(at + 1);
    let named = match words::meaning(key) {
        None => true,
        Some(Word::Number(_)) => key == "one" || tokens.is_digits(at + 1),
        Some(_) => words::is_colour(key),
    };
    let waits = at.checked_sub(2).is_some_and(|at| {
        matches!(
            tokens.key(at),
            "in" | "wait"
                | "just"
                | "on"
                | "me"
                | "sec"
                | "for"
                | "after"
                | "takes"
                | "en"
                | "em"
                | "espera"
                | "espere"
                | "dame"
                | "deme"
                | "aspetta"
                | "dammi"
                | "tra"
        )
    });
    named && !waits && !tokens.gap(at + 1).ends_name()
}

fn is_ordinal(key: &str) -> bool {
    matches!(key, "st" | "nd" | "rd" | "th")
}

/// Whether a word such as "account" stands before the number, at most "is" or another such word
/// between them.
fn is_labelled(tokens: &Tokens, roles: &[Role], at: usize) -> bool {
    // Elsewhere "no" refuses, and "id" stands for "I'd".
    let label = |at: usize| match tokens.key(at) {
        "no" => {
            tokens.gap(at + 1).has(Gap::STOP)
                || (at > 0 && roles[at - 1] == Role::Word(Word::Labels))
        }
        "id" => true,
        // "looking at 3 adders".
        "at" if at > 0 && matches!(tokens.key(at - 1), "look" | "looking" | "lookin") => false,
        // "im after 2 adders".
        "after" if at > 0 && matches!(tokens.key(at - 1), "im" | "m" | "am" | "were") => false,
        _ => roles[at] == Role::Word(Word::Labels),
    };
    if at == 0 || tokens.gap(at).has(Gap::COMMA.or(Gap::LINE)) {
        return false;
    }
    label(at - 1) || (at > 1 && tokens.key(at - 1) == "is" && label(at - 2))
}

/// "1. adder 2. sultan", "1) adder 2) sultan".
fn after_mark(tokens: &Tokens, at: usize) -> bool {
    let after = tokens.gap(at + 1);
    after.has(Gap::STOP.or(Gap::CLOSE)) && after.has(Gap::SPACE) && !tokens.gap(at).has(Gap::OPEN)
}

/// "1 - adder" at the start of a line.
fn before_dash(tokens: &Tokens, at: usize) -> bool {
    let after = tokens.gap(at + 1);
    let starts_line = at == 0 || tokens.gap(at).has(Gap::LINE);
    starts_line && after.has(Gap::DASH) && after.has(Gap::SPACE)
}

/// "1: adder" at the start of a line, and "1: adder 2: sultan 3: t20" in one.
fn before_colon(tokens: &Tokens, at: usize) -> bool {
    let starts_line = at == 0 || tokens.gap(at).has(Gap::LINE);
    let after = tokens.gap(at + 1);
    after.has(Gap::COLON)
        && (starts_line || (after.has(Gap::SPACE) && tokens.gap(at) == Gap::SPACE))
}

/// "(1) adder" at the start of a line.
fn in_brackets(tokens: &Tokens, at: usize) -> bool {
    let before = tokens.gap(at);
    before.has(Gap::OPEN)
        && (at == 0 || before.has(Gap::LINE))
        && tokens.gap(at + 1).has(Gap::CLOSE)
}

/// Takes 1, 2, 3 … out of the counting where they only number the lines of a list of at least
/// `fewest` lines.
fn drop_enumeration(
    tokens: &Tokens,
    roles: &mut [Role],
    numbers_a_line: fn(&Tokens, usize) -> bool,
    fewest: u32,
) {
    let mut places = Vec::new();
    let mut expected = 1;
    for (at, role) in roles.iter().enumerate() {
        let starts = || at == 0 || tokens.gap(at).has(Gap::LINE.or(Gap::COLON));
        let in_order = *role == Role::Number(expected) && (expected > 1 || starts());
        if in_order && tokens.is_digits(at) && numbers_a_line(tokens, at) {
            places.push(at);
            expected += 1;
        }
    }
    if expected > fewest {
        for at in places {
            roles[at] = Role::Enumerator;
        }
    }
}

/// "whichever you guys have in stock".
const LONGEST_CHOICE: usize = 7;
