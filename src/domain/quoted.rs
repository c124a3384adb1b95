//! What of a message is said by its author.

use std::borrow::Cow;

/// A message without the lines that quote somebody: `> ` before one line, `>>> ` before all that
/// follow, as Discord shows them. A message that is nothing else is taken as it is written: its
/// author may have meant a list.
#[must_use]
pub fn unquoted(text: &str) -> Cow<'_, str> {
    if !text.lines().any(is_quoted) {
        return Cow::Borrowed(text);
    }
    let until_end = text.lines().take_while(|line| !line.starts_with(">>> "));
    let own: Vec<_> = until_end.filter(|line| !is_quoted(line)).collect();
    if own.iter().all(|line| line.trim().is_empty()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(own.join("\n"))
}

/// Whether the line quotes somebody, or begins to.
#[must_use]
pub fn is_quoted(line: &str) -> bool {
    line.starts_with("> ") || line.starts_with(">>> ")
}

#[cfg(test)]
mod tests {
    use super::unquoted;

    #[test]
    fn what_is_quoted_is_not_said() {
        for (text, own) in [
            ("no", "no"),
            ("> 5 battery\nno", "no"),
            ("yes\n> is it right?\nplease", "yes\nplease"),
            ("ok\n>>> one\ntwo", "ok"),
            ("> 2 adder\n> 1 t20", "> 2 adder\n> 1 t20"),
            ("> 2 adder\n\n", "> 2 adder\n\n"),
            ("2 > 1", "2 > 1"),
            (">:(", ">:("),
            ("", ""),
        ] {
            assert_eq!(unquoted(text), own, "{text:?}");
        }
    }
}
