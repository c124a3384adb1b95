//! What stays wished for: removals and corrections, read from left to right over the lines that
//! exist already and the names and numbers of the text.

mod all;
mod all_but;
mod alone;
mod anew;
mod apart;
mod cues;
mod instead;
mod judged;
mod named;
mod never_mind;
mod numbered;
mod only;
mod preferred;
mod refusal;
mod removal;
mod repeated;
mod signed;
mod some;
mod stay;
mod swapped;
mod taken;
mod talked;

use std::fmt;
use std::ops::Range;

use smallvec::SmallVec;

use super::Ordered;
use super::described::Described;
use super::evidence::Doubt;
use super::index::Index;
use super::mentions::Mention;
use super::quantity::Counts;
use super::revise::Purpose;
use super::roles::Role;
use super::tokens::{Gap, Tokens};
use super::words::Word;
use stay::Stay;

/// What is wished for: one of the products, so many times.
#[derive(Debug, Clone)]
pub(super) struct Wish {
    /// None for a line whose product the catalogue does not have.
    pub(super) products: SmallVec<[u32; 4]>,
    pub(super) count: Option<u32>,
    /// Which line it was before the text.
    pub(super) had: Option<usize>,
    /// The options of that line, as the text leaves them.
    pub(super) options: Vec<(String, String)>,
    /// The tokens that name it.
    pub(super) tokens: Range<usize>,
    /// What it is wished for.
    pub(super) purpose: Purpose,
    /// It is asked after, not asked for.
    pub(super) inquired: bool,
    /// The text speaks of it.
    said: bool,
    /// When it was last spoken of: the latest is "it".
    touched: u32,
}

/// What became of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Wished,
    /// "not a sultan", "cancel the sultan".
    Removed,
    /// "I meant a sultan", "make it 3": it changed an earlier wish.
    Corrected,
    /// "do you have a sultan?"
    Inquired,
}

impl fmt::Display for Fate {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Wished => "wished for",
            Self::Removed => "not wished for, or no longer",
            Self::Corrected => "corrects what was said before",
            Self::Inquired => "asked after; whether it is wished for would be asked",
        })
    }
}

/// What stays.
pub(super) struct Wishes {
    pub(super) stay: Vec<Wish>,
    /// What is to be taken out, where it is not certain which product that is.
    pub(super) unclear: Vec<Wish>,
    /// Per name: what became of it.
    pub(super) fates: Vec<Fate>,
    /// The lines that go because others alone are wished for: "only the adders".
    pub(super) left_out: Vec<usize>,
}

/// What was read of the text so far.
#[derive(Clone, Copy)]
pub(super) struct Text<'t> {
    pub(super) tokens: &'t Tokens,
    pub(super) roles: &'t [Role],
    pub(super) mentions: &'t [Mention],
    pub(super) described: &'t Described,
    /// Names that are spoken of, and not as wishes.
    pub(super) doubted: &'t [(Mention, Doubt)],
}

/// Reads removals and corrections of the lines that were `had` and of what the text itself names.
/// Numbers that correct are marked as used in `counts`.
pub(super) fn read(index: &Index, text: Text<'_>, counts: &mut Counts, had: &[Ordered]) -> Wishes {
    let Text { tokens, roles, mentions, described, doubted } = text;
    let mut reader = Reader {
        tokens,
        roles,
        mentions,
        described,
        doubted,
        talked: None,
        stay: Stay::new(index, described, had),
        begun: had,
        unclear: Vec::new(),
        fates: Vec::with_capacity(mentions.len()),
        negated: None,
        swapped: None,
        corrects: None,
        adds: false,
        more: false,
        removed: false,
        lessens: false,
        takes: false,
        apart: None,
        only: Only::No,
        counted: false,
        leaves_rest: false,
        vacated: None,
        takes_place: false,
        refused: None,
        asked: false,
        set: None,
        split: None,
        shared: false,
        times: None,
        edits: None,
        understood: Vec::new(),
        missed: Vec::new(),
        aside: 0,
    };
    reader.begin();
    let mut stray = std::mem::take(&mut counts.stray).into_iter().peekable();
    let mut names = mentions.iter().zip(&counts.of_mention).peekable();
    let mut at = 0;
    while at < roles.len() {
        reader.pass(at);
        if let Some((mention, count)) = names.next_if(|(mention, _)| mention.tokens.start <= at) {
            reader.name(mention, *count);
            at = mention.tokens.end.max(at + 1);
        } else if let Some(count) = stray.next_if(|count| count.tokens.start <= at) {
            let understood = reader.number(&count);
            if understood && count.is_range {
                counts.told.push(count.tokens.clone());
            } else if understood {
                counts.used[count.tokens.clone()].fill(true);
            }
            at = count.tokens.end.max(at + 1);
        } else {
            reader.word(at);
            at += 1;
        }
    }
    reader.finish(counts)
}

struct Reader<'t> {
    tokens: &'t Tokens,
    roles: &'t [Role],
    mentions: &'t [Mention],
    described: &'t Described,
    doubted: &'t [(Mention, Doubt)],
    /// What was spoken of last, if it was not wished for: "i love tiramisu".
    talked: Option<&'t Mention>,
    stay: Stay<'t>,
    /// The lines as they were before the text.
    begun: &'t [Ordered],
    unclear: Vec<Wish>,
    fates: Vec<Fate>,
    /// What is named now is not wished for.
    negated: Option<Negated>,
    /// What is named now gives way to what is named next, or to the number.
    swapped: Option<Swapped>,
    /// What comes next takes the place of what was said.
    corrects: Option<Corrects>,
    /// What is named now is wished for as well.
    adds: bool,
    /// So is everything else up to the end of the sentence.
    more: bool,
    /// Something was removed before, so that "instead" is explained.
    removed: bool,
    /// The number that comes next is taken away: "drop one".
    lessens: bool,
    /// "take … out" has begun.
    takes: bool,
    /// The word that stands apart from the verb that it takes something out with.
    apart: Option<usize>,
    only: Only,
    /// It is said how many there are to be of what was named last.
    counted: bool,
    /// Nobody said what becomes of the lines that go for that.
    leaves_rest: bool,
    /// What was refused in favour of something else, which takes its place and quantity.
    vacated: Option<(usize, Wish)>,
    /// The next name takes the place of what was refused.
    takes_place: bool,
    /// Which name was refused in this quantity alone, perhaps: "not two adders but three".
    refused: Option<usize>,
    /// The line that the last name changed, and its quantity before.
    set: Option<(usize, Option<u32>)>,
    /// How something is taken out is asked, up to the end of the sentence: "how do i cancel one?"
    asked: bool,
    /// So many of what was said become the product that is named now.
    split: Option<u32>,
    /// The text shares out what was said: "one for me".
    shared: bool,
    /// What is named now is wished for so many times as often: "double the adders".
    times: Option<u32>,
    /// Whether the text does nothing but say what is wished for, once somebody asks.
    edits: Option<bool>,
    /// Words out of no list that did something.
    understood: Vec<usize>,
    /// Names of what is to go and is not there.
    missed: Vec<Range<usize>>,
    /// What stands before this token has been read.
    aside: usize,
}

#[derive(Clone, Copy)]
struct Negated {
    /// The token that says so.
    at: usize,
    /// Something was named since.
    seen: bool,
    /// A number says how many fewer: "drop one adder".
    lessens: bool,
    gives_way: GivesWay,
}

/// Whether what is refused makes room for something else.
#[derive(Clone, Copy, PartialEq, Eq)]
enum GivesWay {
    No,
    /// "not the adder".
    Perhaps,
    /// "instead of the adder".
    Surely,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Swapped {
    /// Nothing was named yet.
    Nothing,
    /// This wish.
    Wish(usize),
    /// A product that had not been wished for.
    Stranger,
    /// Something else: "change my address".
    Another,
}

/// How surely something takes the place of what was said.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Corrects {
    /// "wait", "actually": perhaps only a thought that came late.
    Perhaps,
    /// "I meant", "instead".
    Surely,
}

/// "just 2 adders": whether nothing else stays.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    No,
    /// The next name decides.
    Begun,
    /// Only what the text names.
    Named,
    /// The same, unless it has another number than before: then it was about the number.
    Counted,
}

impl Reader<'_> {
    fn finish(mut self, counts: &mut Counts) -> Wishes {
        // What is to stay was not found: then nothing goes.
        let leaves_nothing_else = self.leaves_nothing_else() && self.stay.anything_said();
        if leaves_nothing_else {
            self.understood.extend(self.nothing_else().into_iter().flatten());
        }
        for at in self.understood {
            counts.used[at] = true;
        }
        for tokens in self.missed {
            counts.used[tokens.clone()].fill(false);
            counts.told.push(tokens);
        }
        let mut left_out = vec![];
        if leaves_nothing_else {
            let gone = self.stay.wishes.extract_if(.., |wish| !wish.said);
            let lines = gone.filter_map(|wish| wish.had);
            left_out.extend(lines.filter(|_| self.leaves_rest));
        }
        Wishes { stay: self.stay.wishes, unclear: self.unclear, fates: self.fates, left_out }
    }

    /// A comma or a sentence's end ends what "not" speaks of.
    fn pass(&mut self, at: usize) {
        let gap = self.tokens.gap(at);
        let sentence = gap.has(Gap::STOP) && gap.has(Gap::SPACE);
        if sentence || gap.has(Gap::COMMA.or(Gap::LINE).or(Gap::BREAK)) {
            self.negated = None;
            self.adds = false;
            self.lessens = false;
            self.takes = false;
            self.set = None;
        }
        // "everything except the adder: t20, sultan".
        if gap.has(Gap::COLON) && self.negated.is_some_and(|it| it.seen) {
            self.negated = None;
        }
        if sentence || gap.has(Gap::LINE) {
            self.swapped = None;
            self.more = false;
            self.takes_place = false;
            // "not 4 adders!! i want 1".
            let wants = matches!(self.key(at), "i" | "we" | "id" | "ill" | "just" | "only");
            self.refused = self.refused.filter(|_| wants);
            self.asked = false;
            self.split = None;
        }
        let talked =
            self.doubted.iter().find(|(it, doubt)| it.tokens.end == at && doubt.is_talk(it));
        self.talked = talked.map(|(it, _)| it).or(self.talked);
        let named = || self.mentions.iter().any(|it| it.tokens.end == at);
        // "adder -> 2".
        let counts = || matches!(self.roles[at], Role::Number(_)) && !self.names_next(at + 1);
        if gap.is_arrow() && !counts() && self.fates.last() == Some(&Fate::Wished) && named() {
            self.swapped = self.stay.it().map(Swapped::Wish);
        }
    }

    fn key(&self, at: usize) -> &str {
        self.tokens.key(at)
    }

    /// The key so many tokens before `at`.
    fn back(&self, at: usize, by: usize) -> &str {
        at.checked_sub(by).map_or("", |at| self.tokens.key(at))
    }

    fn is(&self, at: usize, word: Word) -> bool {
        self.roles.get(at) == Some(&Role::Word(word))
    }
}
