//! What stands between two tokens.

/// What stood between two tokens: a set of the constants of this type.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in super::super) struct Gap(u32);

impl Gap {
    pub(in super::super) const SPACE: Gap = Gap(1);
    pub(in super::super) const LINE: Gap = Gap(2);
    pub(in super::super) const COMMA: Gap = Gap(4);
    pub(in super::super) const PLUS: Gap = Gap(8);
    pub(in super::super) const OPEN: Gap = Gap(16);
    pub(in super::super) const CLOSE: Gap = Gap(32);
    pub(in super::super) const DASH: Gap = Gap(64);
    pub(in super::super) const COLON: Gap = Gap(128);
    pub(in super::super) const STOP: Gap = Gap(256);
    pub(in super::super) const SLASH: Gap = Gap(512);
    pub(in super::super) const MONEY: Gap = Gap(1024);
    pub(in super::super) const HASH: Gap = Gap(2048);
    pub(in super::super) const APOSTROPHE: Gap = Gap(4096);
    pub(in super::super) const PERCENT: Gap = Gap(8192);
    /// Something was removed here, or a sentence ended.
    pub(in super::super) const BREAK: Gap = Gap(16384);
    /// Emphasis or quotation marks.
    pub(in super::super) const MARKUP: Gap = Gap(32768);
    /// A question ended here.
    pub(in super::super) const QUERY: Gap = Gap(65536);
    /// "→"; with a dash before it "->".
    pub(in super::super) const ARROW: Gap = Gap(131_072);
    /// The dash or the plus is the sign of the number behind it: "adder -1", not "adder - 1".
    pub(in super::super) const SIGN: Gap = Gap(262_144);

    /// A quotation mark that behind a number means inches.
    pub(in super::super) const INCHES: Gap = Gap(524_288);

    /// The sign of money does not stand right before what follows: "30$, 2 adders".
    pub(in super::super) const PAID: Gap = Gap(1_048_576);

    pub(in super::super) const fn or(self, other: Gap) -> Gap {
        Gap(self.0 | other.0)
    }

    /// What is left of it apart from `others`.
    pub(in super::super) const fn without(self, others: Gap) -> Gap {
        Gap(self.0 & !others.0)
    }

    /// Whether it holds any of `wanted`.
    pub(in super::super) fn has(self, wanted: Gap) -> bool {
        self.0 & wanted.0 != 0
    }

    /// Whether nothing at all stood there.
    pub(in super::super) fn is_glued(self) -> bool {
        self.0 == 0
    }

    /// "a → b", "a -> b", "a => b", which no line break and no comma parts.
    pub(in super::super) fn is_arrow(self) -> bool {
        self.has(Gap::ARROW)
            && self.has(Gap::DASH.or(Gap::COLON))
            && !self.has(Gap::LINE.or(Gap::COMMA).or(Gap::STOP).or(Gap::BREAK))
    }

    /// Whether a name cannot go on across it.
    pub(in super::super) fn ends_name(self) -> bool {
        const ALWAYS: Gap =
            Gap::LINE.or(Gap::COMMA).or(Gap::PLUS).or(Gap::BREAK).or(Gap::COLON).or(Gap::MONEY);
        const WITH_SPACE: Gap = Gap::DASH.or(Gap::SLASH).or(Gap::STOP);
        self.has(ALWAYS) || (self.has(Gap::SPACE) && self.has(WITH_SPACE)) || self.is_arrow()
    }

    /// What a letter or sign that is no part of a word means.
    pub(super) fn of(letter: char) -> Self {
        match letter {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => Gap::LINE.or(Gap::SPACE),
            ',' | ';' | '、' | '，' | '；' | '،' => Gap::COMMA,
            '+' => Gap::PLUS,
            '(' | '[' | '{' | '（' => Gap::OPEN,
            ')' | ']' | '}' | '）' => Gap::CLOSE,
            '-' | '\u{2010}'..='\u{2015}' | '−' | '~' => Gap::DASH,
            ':' | '=' | '：' => Gap::COLON,
            '?' | '？' => Gap::STOP.or(Gap::QUERY),
            '.' | '!' | '…' | '。' | '！' => Gap::STOP,
            '→' | '➜' | '➡' | '⇒' => Gap::DASH.or(Gap::ARROW),
            '>' => Gap::ARROW.or(Gap::SPACE),
            '/' | '\\' | '|' => Gap::SLASH,
            '$' | '€' | '£' | '¥' | '₽' | '₹' | '₩' | '₺' => Gap::MONEY,
            '#' | '№' => Gap::HASH,
            '\'' | '’' | '‘' | '´' | 'ʼ' => Gap::APOSTROPHE,
            '%' => Gap::PERCENT,
            // Markup of emphasis and quotation joins or parts nothing by itself.
            '*' | '_' | '“' | '„' | '`' => Gap::MARKUP,
            '"' | '”' | '″' => Gap::MARKUP.or(Gap::INCHES),
            _ => Gap::SPACE,
        }
    }
}
