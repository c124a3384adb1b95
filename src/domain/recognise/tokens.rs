//! Cutting a text into runs of letters and of digits, folded, with what stood between them.

mod gap;

use std::ops::Range;

use crate::domain::text;
pub(super) use gap::Gap;

/// A run of letters or a run of digits.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Where it stands in the text, in bytes.
    pub(super) source: Range<usize>,
    /// Its folded form.
    key: String,
    /// Whether it is made of the digits 0 to 9.
    pub(super) digits: bool,
}

/// A text, cut.
#[derive(Debug, Default, Clone)]
pub(super) struct Tokens {
    /// The tokens in their order.
    pub(super) all: Vec<Token>,
    /// `gaps[i]` stands before token `i`; one more stands after the last token.
    pub(super) gaps: Vec<Gap>,
}

impl Tokens {
    /// The folded form of token `at`; empty beyond the last.
    pub(super) fn key(&self, at: usize) -> &str {
        self.all.get(at).map_or("", |token| &token.key)
    }

    /// The folded forms of all tokens, joined.
    pub(super) fn keys(&self) -> String {
        self.all.iter().map(|token| token.key.as_str()).collect()
    }

    /// What stands before token `at`.
    pub(super) fn gap(&self, at: usize) -> Gap {
        self.gaps.get(at).copied().unwrap_or(Gap::BREAK)
    }

    /// What of `text`, the text that was cut, these tokens were cut out of.
    pub(super) fn written<'t>(&self, text: &'t str, tokens: &Range<usize>) -> &'t str {
        let all = self.all.get(tokens.clone()).unwrap_or_default();
        let ends = all.first().zip(all.last());
        ends.map_or("", |(first, last)| &text[first.source.start..last.source.end])
    }

    /// Token `at` is read as `key` from now on.
    pub(super) fn respell(&mut self, at: usize, key: &str) {
        if let Some(token) = self.all.get_mut(at) {
            key.clone_into(&mut token.key);
        }
    }

    /// Whether token `at` is a run of digits.
    pub(super) fn is_digits(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|token| token.digits)
    }
}

/// Cuts `text`. `is_word` says whether the catalogue has a word: such a word keeps an "x" that
/// would otherwise be cut off a neighbouring number ("2xadder", but "2xls").
pub(super) fn read(text: &str, is_word: impl Fn(&str) -> bool) -> Tokens {
    let tokens = Tokens {
        all: Vec::with_capacity(text.len() / LETTERS_OF_A_WORD + 1),
        gaps: Vec::with_capacity(text.len() / LETTERS_OF_A_WORD + 2),
    };
    let mut reader = Reader { text, tokens, gap: Gap::default(), run: None, folded: String::new() };
    // An address may begin within a word.
    let has_address = text.contains("://");
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        if matches!(letter, '<' | '~' | 'h')
            && let Some((length, gap)) = removed(&text[at..])
        {
            reader.separate(gap, &is_word);
            at += length;
            continue;
        }
        let next = at
            + match letter.is_ascii_alphanumeric() {
                true if has_address => 1,
                true => run_length(&text.as_bytes()[at..]),
                false => letter.len_utf8(),
            };
        reader.take(letter, at..next, &is_word);
        at = next;
    }
    reader.separate(Gap::BREAK, &is_word);
    reader.tokens.gaps.push(reader.gap);
    reader.tokens
}

/// How many plain letters, or how many digits, a text begins with.
fn run_length(text: &[u8]) -> usize {
    let is_digit = text.first().is_some_and(u8::is_ascii_digit);
    let goes_on = |it: &&u8| it.is_ascii_alphanumeric() && it.is_ascii_digit() == is_digit;
    text.iter().take_while(goes_on).count()
}

/// The length of what is no part of the words at the start of `rest`, and what it leaves behind:
/// Discord's mentions, custom emoji and time stamps, addresses, and struck-through text.
fn removed(rest: &str) -> Option<(usize, Gap)> {
    if rest.starts_with('<') {
        let inside = rest.as_bytes().get(1).copied()?;
        let end = rest.bytes().take(LONGEST_MARKUP).position(|byte| byte == b'>')?;
        return matches!(inside, b'@' | b'#' | b':' | b'a' | b't' | b'/' | b'i' | b'h')
            .then_some((end + 1, Gap::SPACE));
    }
    if let Some(struck) = rest.strip_prefix("~~") {
        let length = struck.find("~~").map_or(2, |end| end + 4);
        return Some((length, Gap::SPACE.or(Gap::BREAK)));
    }
    if rest.starts_with("http://") || rest.starts_with("https://") {
        return Some((rest.find(char::is_whitespace).unwrap_or(rest.len()), Gap::SPACE));
    }
    None
}

struct Reader<'t> {
    text: &'t str,
    tokens: Tokens,
    gap: Gap,
    run: Option<Run>,
    /// What was read last, which is kept for its room.
    folded: String,
}

/// The token being read.
struct Run {
    source: Range<usize>,
    key: String,
    digits: bool,
    /// The writing has no spaces between words, so that every letter is a token.
    alone: bool,
}

impl Reader<'_> {
    fn take(&mut self, letter: char, at: Range<usize>, is_word: &impl Fn(&str) -> bool) {
        if letter.is_ascii_alphanumeric() {
            return self.plain(letter, at, is_word);
        }
        if letter == ' ' {
            return self.separate(Gap::SPACE, is_word);
        }
        if text::is_decoration(letter) {
            return;
        }
        if letter == '½' {
            self.separate(Gap::SPACE, is_word);
            self.word("half", at, is_word);
        } else if letter == '&' {
            self.word("and", at, is_word);
        } else if letter == '+' && self.is_plus(&at) && is_word("plus") {
            self.word("plus", at, is_word);
        } else if self.is_times_star(letter, &at) {
            self.separate(Gap::MARKUP, is_word);
            self.word("x", at, is_word);
        } else if matches!(letter, '×' | '✕' | '✖') {
            self.word("x", at, is_word);
        } else if letter == '@'
            && self.text[at.end..]
                .starts_with([' ', '1', '2', '3', '4', '5', '6', '7', '8', '9', '0'])
        {
            self.separate(Gap::SPACE, is_word);
            self.word("at", at, is_word);
            self.separate(Gap::SPACE, is_word);
        } else if !letter.is_ascii() && (letter.is_alphanumeric() || is_mark(letter)) {
            self.letter(letter, at, is_word);
        } else {
            let sign = if self.is_sign(letter, &at) { Gap::SIGN } else { Gap::default() };
            self.separate(Gap::of(letter).or(sign), is_word);
        }
    }

    /// Whether a dash or a plus at `at` belongs to the number behind it.
    fn is_sign(&self, letter: char, at: &Range<usize>) -> bool {
        let (before, after) = (&self.text[..at.start], &self.text[at.end..]);
        matches!(letter, '-' | '+' | '−')
            && after.starts_with(|next: char| next.is_ascii_digit())
            && (before.is_empty() || before.ends_with(char::is_whitespace))
    }

    /// "VIP+" is another rank than "VIP", but "adder+t20" are two wishes.
    fn is_plus(&self, at: &Range<usize>) -> bool {
        let before = self.text[..at.start].trim_end_matches('+');
        before.ends_with(char::is_alphanumeric)
            && !self.text[at.end..].starts_with(char::is_alphanumeric)
    }

    /// "*3" multiplies; "**3**" is bold and "* 3" is a bullet.
    fn is_times_star(&self, letter: char, at: &Range<usize>) -> bool {
        letter == '*'
            && self.text[at.end..].starts_with(|next: char| next.is_ascii_digit())
            && !self.text[..at.start].ends_with('*')
    }

    /// Plain letters, or digits, of which `first` is the first.
    fn plain(&mut self, first: char, at: Range<usize>, is_word: &impl Fn(&str) -> bool) {
        self.folded.clear();
        self.folded.push_str(&self.text[at.clone()]);
        self.folded.make_ascii_lowercase();
        self.go_on(at, first.is_ascii_digit(), false, is_word);
    }

    fn letter(&mut self, letter: char, at: Range<usize>, is_word: &impl Fn(&str) -> bool) {
        self.folded.clear();
        text::fold(letter, &mut self.folded);
        let is_part = |part: char| part.is_alphanumeric() || is_mark(part);
        if self.folded.is_empty() || !self.folded.chars().all(is_part) {
            return self.separate(Gap::SPACE, is_word);
        }
        let digits = self.folded.bytes().all(|byte| byte.is_ascii_digit());
        self.go_on(at, digits, stands_alone(letter), is_word);
    }

    /// What was folded is more of the run that is being read, or begins the next one.
    fn go_on(
        &mut self,
        at: Range<usize>,
        digits: bool,
        alone: bool,
        is_word: &impl Fn(&str) -> bool,
    ) {
        match &mut self.run {
            Some(run) if run.digits == digits && !run.alone && !alone => {
                run.source.end = at.end;
                run.key.push_str(&self.folded);
            }
            _ => {
                self.close(digits, is_word);
                self.run = Some(Run { source: at, key: self.folded.clone(), digits, alone });
            }
        }
    }

    fn word(&mut self, key: &str, at: Range<usize>, is_word: &impl Fn(&str) -> bool) {
        self.close(false, is_word);
        self.run = Some(Run { source: at, key: key.to_owned(), digits: false, alone: true });
    }

    fn separate(&mut self, gap: Gap, is_word: &impl Fn(&str) -> bool) {
        self.close(false, is_word);
        let sentence = self.gap.has(Gap::STOP) && gap.has(Gap::STOP);
        if self.gap.has(Gap::MONEY) {
            self.gap = self.gap.or(Gap::PAID);
        }
        self.gap = self.gap.or(gap);
        if sentence {
            self.gap = self.gap.or(Gap::BREAK);
        }
    }

    /// Ends the run; `digits_follow` when a digit comes right after it.
    fn close(&mut self, digits_follow: bool, is_word: &impl Fn(&str) -> bool) {
        let Some(run) = self.run.take() else { return };
        let source = self.text[run.source.clone()].as_bytes();
        let follows_digits =
            self.gap.is_glued() && self.tokens.all.last().is_some_and(|token| token.digits);
        // "1xL" is one L, though there is an XL; "2xl" may be it.
        let sized = source.starts_with(b"x")
            && source.len() > 1
            && source[1..].iter().all(u8::is_ascii_uppercase);
        let splits = (follows_digits || digits_follow)
            && !run.digits
            && !run.alone
            && run.key.len() > 1
            && ((sized && follows_digits) || !is_word(&run.key));
        let is_x = |byte: Option<&u8>| byte.is_some_and(|byte| byte.eq_ignore_ascii_case(&b'x'));
        let begins_with_x = splits && follows_digits && is_x(source.first());
        let ends_with_x = || splits && digits_follow && is_x(source.last());
        let whole = Token { source: run.source, key: run.key, digits: run.digits };
        if begins_with_x {
            let in_source = whole.source.start + 1;
            self.push_split(whole, in_source, 1);
        } else if ends_with_x() && whole.key.ends_with('x') {
            let (in_source, in_key) = (whole.source.end - 1, whole.key.len() - 1);
            self.push_split(whole, in_source, in_key);
        } else {
            self.push(whole);
        }
    }

    fn push(&mut self, token: Token) {
        let mut gap = std::mem::take(&mut self.gap);
        let follows_digits = self.tokens.all.last().is_some_and(|token| token.digits);
        if gap == Gap::COMMA && token.digits && follows_digits {
            // "0,5" is what others write "0.5".
            gap = Gap::STOP;
        }
        self.tokens.gaps.push(gap);
        self.tokens.all.push(token);
    }

    /// Pushes `token` as two, of which one is a plain "x".
    fn push_split(&mut self, token: Token, in_source: usize, in_key: usize) {
        let Token { source, mut key, digits } = token;
        let rest = key.split_off(in_key);
        self.push(Token { source: source.start..in_source, key, digits });
        self.push(Token { source: in_source..source.end, key: rest, digits });
    }
}

/// Vowel signs and other marks without which a word is another word.
fn is_mark(letter: char) -> bool {
    unicode_normalization::char::is_combining_mark(letter) && !text::is_decoration(letter)
}

/// Whether `letter` belongs to a writing without spaces between words, or with particles that are
/// written onto the word (Chinese, Japanese, Korean, Thai, Lao, Burmese, Khmer); or is a raised or
/// lowered digit, which does not go on with the number before it.
fn stands_alone(letter: char) -> bool {
    matches!(letter,
        '²' | '³' | '¹' | '\u{2070}'..='\u{2099}'
        | '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

const LONGEST_MARKUP: usize = 120;
/// With the space behind it; how much room a text needs is guessed by it.
const LETTERS_OF_A_WORD: usize = 4;

#[cfg(test)]
mod tests {
    use super::read;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let tokens = read(text, |word| matches!(word, "xls" | "rsx"));
        let keys: Vec<_> = (0..tokens.all.len()).map(|at| tokens.key(at)).collect();
        assert_eq!(keys.join(" "), expected, "{text:?}");
        assert_eq!(tokens.gaps.len(), tokens.all.len() + 1);
    }

    #[test]
    fn letters_and_digits_part() {
        check("XA-21 and GT500", "xa 21 and gt 500");
        check("Kuruma (Armored)", "kuruma armored");
        check("fish & chips", "fish and chips");
    }

    #[test]
    fn times_sign_parts_from_words_that_the_catalogue_does_not_have() {
        check("2xadder adderx2 2xls rsx2", "2 x adder adder x 2 2 xls rsx 2");
        check("adder *3 adder×3 **3** adder", "adder x 3 adder x 3 3 adder");
    }

    #[test]
    fn a_plus_at_the_end_of_a_word_belongs_to_it_where_names_have_one() {
        let tokens = read("vip+, mvp++ and adder+t20 + 2 + x", |word| word == "plus");
        let keys: Vec<_> = (0..tokens.all.len()).map(|at| tokens.key(at)).collect();
        assert_eq!(keys.join(" "), "vip plus mvp plus plus and adder t 20 2 x");
        check("vip+, adder+ t20", "vip adder t 20");
    }

    #[test]
    fn markup_is_dropped() {
        check("<@123> hi <:car:1> <a:b:2> adder <t:1:R>", "hi adder");
        check("~~sultan~~ adder ~~ t20", "adder t 20");
        check("https://example.org/adder sultan", "sultan");
        check("5 < 6 adder", "5 6 adder");
    }

    #[test]
    fn writing_without_spaces_is_cut_at_every_letter() {
        check("寿司をください", "寿 司 を く た\u{3099} さ い");
    }

    #[test]
    fn raised_digits_do_not_go_on_with_a_number() {
        check("12² m³", "12 2 m 3");
    }
}
