//! Whether a name in a text is spoken of as a wish.

mod around;
mod asked;
mod figurative;
mod inquiry;
mod named_before;
mod offer;
mod passing;
mod past;
mod person;
mod received;
mod statement;
mod story;
mod surroundings;
mod variant;
mod whole;

use std::cell::OnceCell;
use std::fmt;
use std::ops::Range;

use super::index::{Index, Rank};
use super::mentions::Mention;
use super::roles::Role;
use super::tokens::{Gap, Tokens};
use super::words::{self, Word};
use around::Around;
pub(super) use around::is_please;

/// Why a name is no wish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// It goes on with a word that makes it something else: "banshee gts".
    Variant,
    /// It is told of: "sold my t20".
    Told,
    /// It is said to be broken: "my phone screen is cracked". Another may be wanted, or a repair.
    Broken,
    /// It is what a question or a judgement is about: "does the tiramisu contain nuts?".
    Discussed,
    /// It says again what is named clearly beside it.
    Repeated,
    /// It means something else as well, and nothing speaks for the product.
    Word,
    /// So it does, and nothing stands beside it but words that are not known: "adder bla".
    Noise,
}

impl Doubt {
    /// Whether `mention` is what a later "give me two" may be about.
    pub(super) fn is_talk(self, mention: &Mention) -> bool {
        let exact = mention.rank.is_whole() && mention.slips == 0;
        match self {
            Self::Discussed => true,
            Self::Word | Self::Noise => exact,
            Self::Variant | Self::Told | Self::Broken | Self::Repeated => false,
        }
    }

    /// Whether the product of `mention` may be what the customer meant all the same.
    pub(super) fn leaves_near(self, mention: &Mention) -> bool {
        mention.products.len() == 1
            && match self {
                Self::Variant | Self::Broken | Self::Noise | Self::Discussed => true,
                Self::Word => mention.slips > 0,
                Self::Told | Self::Repeated => false,
            }
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Variant => "it goes on with a word that makes it another product",
            Self::Told => "it is told of, not asked for",
            Self::Broken => "it is said to be broken, and perhaps asked for",
            Self::Discussed => "it is spoken about, not asked for",
            Self::Repeated => "it says again what is named beside it",
            Self::Word | Self::Noise => {
                "it may be meant as a word, and nothing asks for the product"
            }
        })
    }
}

/// What a text says about its names.
pub(super) struct Evidence<'t> {
    index: &'t Index,
    tokens: &'t Tokens,
    roles: &'t [Role],
    mentions: &'t [Mention],
    /// The products of the order that the text may be about.
    ordered: &'t [u32],
    /// Per token: whether a name owns it.
    named: Vec<bool>,
    /// The tokens that are a text of the customer's own: "engraving saying Love".
    own_text: Range<usize>,
    /// Nothing stands beside the names that an order does not have.
    bare: bool,
    /// No word stands beside the names that means something without the catalogue.
    listed: bool,
    /// The text counts or asks.
    asks: bool,
    /// Or holds nothing else.
    is_order: bool,
    /// It counts, asks, is polite, changes an order or names money.
    wishes: bool,
    /// It does so in words: a mark of a question does not.
    asks_in_words: bool,
    /// It has a figure that is no count.
    is_priced: bool,
    /// It has words or marks of a question.
    talks: bool,
    /// Something is taken back or put in the place of what was said.
    corrects: bool,
    /// A number, "more" or a question is left beside what the names have.
    wants_more: OnceCell<bool>,
    /// Something tells of what was before, or did not come.
    tells_of_past: OnceCell<bool>,
    /// Which names are certain or counted, once somebody asks.
    certain: OnceCell<Vec<bool>>,
    /// Which names are counted or asked for.
    asked_mentions: OnceCell<Vec<bool>>,
    /// It names something with a question mark and says nothing else: "a sultan?"
    is_bare_question: bool,
}

impl<'t> Evidence<'t> {
    pub(super) fn new(
        index: &'t Index,
        tokens: &'t Tokens,
        roles: &'t [Role],
        mentions: &'t [Mention],
        ordered: &'t [u32],
    ) -> Self {
        let mut named = vec![false; roles.len()];
        for mention in mentions {
            named[mention.tokens.clone()].fill(true);
        }
        let around = Around { tokens, roles, mentions };
        let own_text = around.own_text(index);
        let rest = || (0..roles.len()).filter(|at| !named[*at]);
        let before = |at: usize, back: usize| at.checked_sub(back).map_or("", |at| tokens.key(at));
        let tells = |at: usize| match roles[at] {
            Role::Number(_) | Role::Figure | Role::Foreign | Role::Enumerator => false,
            Role::Word(word) if !matches!(word, Word::Grammar | Word::Tells) => false,
            // "for my crew" may stand beside any order.
            _ if around.is_for_whom(at) => false,
            _ if own_text.contains(&at) => false,
            // Nor does "without onions" tell anything.
            Role::Content if leaves_out(before(at, 1)) => false,
            Role::Content if around.is_adjective(at) || around.is_with_it(at) => false,
            Role::Word(Word::Grammar) if around.is_to_go(at) => false,
            Role::Content => !index.describes(tokens.key(at)),
            Role::Word(_) => true,
        };
        let means = |at: usize| roles[at] != Role::Content || words::is_common(tokens.key(at));
        let (bare, listed) = (!rest().any(tells), !rest().any(|at| tells(at) && means(at)));
        let asks = rest().any(|at| counts_or_asks(roles[at]));
        let is_order = asks || rest().all(|at| roles[at] != Role::Content);
        let questions = |at: usize| {
            matches!(roles[at], Role::Word(Word::Inquires | Word::Grammar))
                || tokens.key(at) == "have"
                || (matches!(tokens.key(at), "will" | "would")
                    && matches!(tokens.key(at + 1), "i" | "we"))
        };
        let queried = tokens.gaps.iter().any(|gap| gap.has(Gap::QUERY));
        let talks = queried || rest().any(questions);
        let corrects = rest().any(|at| roles[at] == Role::Word(Word::Corrects));
        let mut evidence = Self {
            index,
            tokens,
            roles,
            mentions,
            ordered,
            named,
            own_text,
            bare,
            listed,
            asks,
            is_order,
            wishes: bare || queried || !ordered.is_empty(),
            asks_in_words: false,
            is_priced: roles.contains(&Role::Foreign),
            talks,
            corrects,
            wants_more: OnceCell::new(),
            tells_of_past: OnceCell::new(),
            certain: OnceCell::new(),
            asked_mentions: OnceCell::new(),
            is_bare_question: false,
        };
        evidence.asks_in_words = (0..roles.len()).any(|at| evidence.asks_at(at));
        evidence.wishes |= evidence.asks_in_words;
        evidence.is_bare_question = queried && evidence.is_all_there_is();
        evidence
    }

    /// Why mention `at` is no wish; `None` if it is one.
    pub(super) fn doubt(&self, at: usize) -> Option<Doubt> {
        let other = || self.is_of_another_thing(self.mentions.get(at)?).then_some(Doubt::Variant);
        self.doubt_of_wish(at).or_else(other)
    }

    fn doubt_of_wish(&self, at: usize) -> Option<Doubt> {
        let mention = self.mentions.get(at)?;
        if self.own_text.contains(&mention.tokens.start) {
            return Some(Doubt::Told);
        }
        if self.is_another(at) {
            return Some(Doubt::Variant);
        }
        if self.is_factor(mention) || self.is_of_named(at) || self.is_no_product(mention) {
            return Some(Doubt::Word);
        }
        let counted = self.is_counted(mention);
        if self.is_bid_for(mention.tokens.start) {
            return self.leads_to_wish(at).then_some(Doubt::Discussed);
        }
        if self.is_past(mention) {
            return Some(Doubt::Told);
        }
        if !counted && self.is_told(&mention.tokens) {
            return Some(self.told(&mention.tokens));
        }
        if let Some(doubt) = self.stands_in_story(at, counted) {
            let is_word = doubt == Doubt::Discussed && self.is_weak(mention);
            return Some(if is_word { Doubt::Word } else { doubt });
        }
        // "the comet was bright" is seldom about a product.
        if self.is_judged(mention) || (!counted && self.is_beside_the_point(at)) {
            return Some(if self.is_weak(mention) { Doubt::Word } else { Doubt::Discussed });
        }
        if self.is_discussed(mention) {
            let is_word = self.is_weak(mention) && !self.is_queried(mention.tokens.end);
            return Some(if is_word { Doubt::Word } else { Doubt::Discussed });
        }
        if !counted && self.is_stated(mention) {
            return Some(Doubt::Noise);
        }
        let is_ordered = mention.products.iter().any(|it| self.ordered.contains(it));
        if is_ordered || self.takes_back(at, mention) || !self.is_weak(mention) {
            return None;
        }
        if mention.slips > 0 && (self.follows_stranger(mention) || self.is_from_there(mention)) {
            return Some(Doubt::Word);
        }
        if self.is_other_word(mention) {
            let asked = counted || self.is_asked_for(mention.tokens.start) || self.is_polite();
            return (!asked).then_some(Doubt::Word);
        }
        if !counted && self.is_figurative(mention) {
            return Some(Doubt::Word);
        }
        let lone_word = mention.rank == Rank::Word;
        if lone_word && !self.is_introduced(&mention.tokens, self.is_order) {
            return (!self.is_all_described(mention)).then_some(Doubt::Word);
        }
        if lone_word && mention.slips == 0 && !self.is_common(mention) {
            return None;
        }
        let wished = counted
            || self.is_settled_on(mention)
            || (!self.is_used_as_word(mention) && self.is_led_to(at, mention));
        let noise = self.is_nearly_all(mention);
        (!wished).then_some(if noise { Doubt::Noise } else { Doubt::Word })
    }

    /// Whether the name goes on as, or is a part of, something that is not sold.
    fn is_another(&self, at: usize) -> bool {
        let mention = &self.mentions[at];
        let next = self.mentions.get(at + 1);
        let next = next.filter(|it| self.touch(mention, it) && !self.is_in_phrase(it));
        let goes_on = match next {
            None => self.is_variant(mention),
            Some(next) if mention.rank.is_whole() => self.is_addition(next),
            // "kids helmet", where there are a Kids Tube and a Trail Helmet.
            Some(next) => self.is_out_of_another(mention, next),
        };
        goes_on
            || self.is_trim(at)
            || self.is_of_something_else(mention)
            || self.ends_plate(mention)
            || self.is_address(mention)
            || self.is_other_model(mention)
            || self.is_made_another(mention)
    }

    /// Whether a short name with a slip stands behind a word that is no maker: "fiat punto" is
    /// another car and no Panto.
    fn follows_stranger(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let letters: usize = mention.tokens.clone().map(|at| self.tokens.key(at).len()).sum();
        let Some(before) = start.checked_sub(1) else { return false };
        letters <= SHORT
            && !self.ends_before(start)
            && !self.named[before]
            && self.roles[before] == Role::Content
            && !self.is_maker(before)
    }

    /// "lasagna", which is a word, for Lasagne: which is meant must be asked.
    fn is_other_word(&self, mention: &Mention) -> bool {
        mention.slips > 0
            && mention.tokens.len() == 1
            && words::is_english(self.tokens.key(mention.tokens.start))
    }

    fn is_polite(&self) -> bool {
        let Self { tokens, roles, mentions, .. } = *self;
        Around { tokens, roles, mentions }.is_polite()
    }

    /// "double it", where there is a Double Cheeseburger.
    fn is_factor(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        !mention.rank.is_whole()
            && mention.tokens.len() == 1
            && words::factor(self.tokens.key(start)).is_some()
            && !self.tokens.gap(end).ends_name()
            && (words::is_it(self.tokens.key(end))
                || self.tokens.key(end + 1) == "order"
                || self.whole_follows(end))
    }

    /// "the fries": an article and a whole name.
    fn whole_follows(&self, at: usize) -> bool {
        let next = self.mentions.iter().find(|it| it.tokens.start >= at);
        next.is_some_and(|it| {
            let mut between = at..it.tokens.start;
            it.rank.is_whole()
                && !between.is_empty()
                && between.all(|at| {
                    self.is(at, Word::Between) || matches!(self.tokens.key(at), "my" | "our")
                })
                && (at..=it.tokens.start).all(|at| !self.tokens.gap(at).ends_name())
        })
    }

    /// Whether the match alone does not say enough.
    fn is_weak(&self, mention: &Mention) -> bool {
        let letters = || mention.tokens.clone().map(|at| self.tokens.key(at).len()).sum::<usize>();
        // "self inking stmp".
        let clear = mention.slips == 1
            && mention.tokens.len() > 1
            && mention.rank.is_whole()
            && mention.products.len() == 1
            && letters() >= LONG;
        mention.rank == Rank::Word || (mention.slips > 0 && !clear) || self.is_common(mention)
    }

    /// Whether the mention is made of nothing but words that mean something without the catalogue.
    fn is_common(&self, mention: &Mention) -> bool {
        // "una quiche": who writes so does not mean the word of English.
        let before = mention.tokens.start.checked_sub(1);
        if before.is_some_and(|at| words::is_foreign_article(self.tokens.key(at)))
            && !self.ends_before(mention.tokens.start)
        {
            return false;
        }
        mention.tokens.clone().all(|at| {
            let key = self.tokens.key(at);
            matches!(self.roles[at], Role::Word(_))
                || words::is_common(key)
                || key.strip_suffix('s').is_some_and(words::is_common)
        })
    }

    fn is(&self, at: usize, word: Word) -> bool {
        self.roles.get(at) == Some(&Role::Word(word)) && !self.named[at]
    }

    fn is_maker(&self, at: usize) -> bool {
        self.roles[at] == Role::Content && self.index.describes(self.tokens.key(at))
    }

    /// Whether nothing goes on across the gap before token `at`.
    fn ends_before(&self, at: usize) -> bool {
        let gap = self.tokens.gap(at);
        gap.ends_name() || gap.has(Gap::OPEN)
    }
}

fn counts_or_asks(role: Role) -> bool {
    matches!(role, Role::Number(_) | Role::Word(Word::Request | Word::Inquires | Word::Times))
}

/// Whether what follows is what the name is wished for without, or with more of.
fn leaves_out(key: &str) -> bool {
    matches!(
        key,
        "without" | "no" | "extra" | "ohne" | "sans" | "sin" | "sem" | "senza" | "zonder" | "bez"
    )
}

/// One slip in so many letters leaves no doubt.
const LONG: usize = 12;
/// So few letters may be another name as well as one with a slip.
const SHORT: usize = 5;
