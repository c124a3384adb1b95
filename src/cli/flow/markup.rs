//! Words that were made for Discord's clients, for a terminal.

/// Without Discord's markup, and with names in place of mentions: there is one customer in a
/// rehearsal, and staff are the only role that is ever called.
pub(super) fn plain(text: &str) -> String {
    text.split('\n').map(plain_line).collect::<Vec<_>>().join("\n")
}

fn plain_line(line: &str) -> String {
    let letters: Vec<char> = line.chars().collect();
    let at = |index: usize| letters.get(index).copied();
    let mut plain = String::with_capacity(line.len());
    let mut emphasised = false;
    let mut index = 0;
    while let Some(letter) = at(index) {
        let next = at(index + 1);
        index += 1;
        match letter {
            '\\' if next.is_some_and(|it| it.is_ascii_punctuation()) => {
                plain.extend(next);
                index += 1;
            }
            '*' if next == Some('*') => index += 1,
            // A lone one begins emphasis only before a letter, and if another ends it.
            '*' if emphasised => emphasised = false,
            '*' if next.is_some_and(|it| !it.is_whitespace())
                && letters.iter().skip(index + 1).any(|it| *it == '*') =>
            {
                emphasised = true;
            }
            '<' => match mention(letters.get(index..).unwrap_or_default()) {
                Some((name, length)) => {
                    plain.push_str(name);
                    index += length;
                }
                None => plain.push('<'),
            },
            letter => plain.push(letter),
        }
    }
    plain
}

/// The name in place of a mention, and how much of what stands behind `<` it takes.
fn mention(letters: &[char]) -> Option<(&'static str, usize)> {
    let end = letters.iter().position(|it| *it == '>')?;
    let inside: String = letters.iter().take(end).collect();
    let is_id = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let name = if inside.strip_prefix("@&").is_some_and(is_id) {
        "@Staff"
    } else if inside.strip_prefix('@').is_some_and(is_id) {
        "@you"
    } else {
        return None;
    };
    Some((name, end + 1))
}

/// Lines of at most so many letters, broken between words where that is possible.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![];
    for line in text.split('\n') {
        let mut row = String::new();
        for word in line.trim_end().split(' ') {
            if !row.is_empty() && row.chars().count() + 1 + word.chars().count() > width {
                lines.push(std::mem::take(&mut row));
            } else if !row.is_empty() {
                row.push(' ');
            }
            row.push_str(word);
        }
        lines.push(row);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_discord_would_show_is_left() {
        for (text, left) in [
            ("write **yes** or **no**", "write yes or no"),
            ("*1 to 8 letters*", "1 to 8 letters"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("* one\n* two", "* one\n* two"),
            (r"5\*3 \<@1\> C:\Users", r"5*3 <@1> C:\Users"),
            ("<@&12> for <@3>, <3 <@x>", "@Staff for @you, <3 <@x>"),
        ] {
            assert_eq!(plain(text), left);
        }
    }

    #[test]
    fn long_lines_are_broken_between_words() {
        assert_eq!(wrapped("one two three\n\nfour", 8), ["one two", "three", "", "four"]);
        assert_eq!(wrapped("a Donaudampfschiff b", 5), ["a", "Donaudampfschiff", "b"]);
        assert_eq!(wrapped("", 5), [""]);
    }
}
