//! Words of names in another sense: "im at the office", "sounds good", "the cake you sent".

use std::ops::Range;

use super::Evidence;
use crate::domain::recognise::index::Rank;
use crate::domain::recognise::mentions::Mention;
use crate::domain::recognise::roles::Role;
use crate::domain::recognise::words::{self, Word};

impl Evidence<'_> {
    /// "sandpaper, 10 sheets", where there is a Dust Sheet.
    pub(super) fn is_pack_of_another(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let key = self.tokens.key(start);
        let counted = start.checked_sub(1).is_some_and(|at| {
            matches!(self.roles[at], Role::Number(_)) && !self.ends_before(start)
        });
        let follows = self.mentions.iter().any(|it| it.tokens.end < start);
        mention.rank == Rank::Word
            && mention.tokens.len() == 1
            && (words::is_container(key) || words::is_pack(key))
            && counted
            && follows
            && (self.ends_before(mention.tokens.end) || self.is(mention.tokens.end, Word::Each))
    }

    /// "on second thought", "give me a second", where there is a Second Chance.
    pub(super) fn is_in_phrase(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let of_phrases = Role::Word(Word::Corrects) == self.roles[start]
            || Role::Word(Word::Indifferent) == self.roles[start]
            || Role::Word(Word::Filler) == self.roles[start];
        mention.tokens.len() == 1
            && !mention.rank.is_whole()
            && mention.slips == 0
            && of_phrases
            && words::meaning(self.tokens.key(start)).is_none()
    }

    /// "im at the office", "you have a gift for explaining", "super, thanks": a word of English
    /// that is a part of a name as well.
    pub(super) fn is_figurative(&self, mention: &Mention) -> bool {
        if mention.tokens.len() > 1 {
            return false;
        }
        let start = mention.tokens.start;
        let article = start.checked_sub(1).filter(|_| !self.ends_before(start));
        let articled = article.is_some_and(|at| self.is_article(at));
        if !articled && !mention.rank.is_whole() && self.is_act(mention) {
            return true;
        }
        if !mention.rank.is_whole() && self.is_degree(mention) {
            return true;
        }
        if !self.is_common(mention) {
            return false;
        }
        if self.is_praise(mention) || self.is_called_so(mention) {
            return true;
        }
        let back = |by: usize| self.back(start, by);
        let next = |by: usize| self.tokens.key(start + by);
        let placed = articled && article.is_some_and(|at| self.is_place(at));
        let talent = back(2) == "have" && next(1) == "for" && next(2).ends_with("ing");
        // "take the lead on this".
        let led = back(0) == "lead"
            && back(1) == "the"
            && next(1) == "on"
            && matches!(next(2), "this" | "that" | "it" | "these");
        let exclaimed = matches!(
            back(0),
            "super" | "top" | "prime" | "ace" | "sweet" | "lovely" | "brilliant" | "magic" | "gold"
        ) && article.is_none()
            && self.ends_before(start + 1)
            && (0..self.roles.len()).all(|at| at == start || self.is(at, Word::Filler));
        led || (!mention.rank.is_whole() && (placed || talent || exclaimed))
    }

    /// "super quick service".
    fn is_degree(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        matches!(self.tokens.key(start), "super" | "mega" | "ultra" | "hyper" | "extra")
            && !self.ends_before(end)
            && words::is_manner(self.tokens.key(end))
    }

    /// "legend, thank you so much".
    fn is_praise(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let thanks = words::is_thanks(self.tokens.key(end));
        start == 0
            && self.roles.len() > MOST_OF_THANKS
            && thanks
            && matches!(
                self.tokens.key(start),
                "legend"
                    | "king"
                    | "queen"
                    | "hero"
                    | "star"
                    | "champ"
                    | "champion"
                    | "boss"
                    | "angel"
                    | "gem"
                    | "beauty"
                    | "saint"
                    | "genius"
                    | "chief"
                    | "ace"
                    | "diamond"
            )
    }

    /// "ur a hero", "feeling lucky".
    fn is_called_so(&self, mention: &Mention) -> bool {
        let start = mention.tokens.start;
        let back = |by: usize| self.back(start, by);
        let you = matches!(back(2), "ur" | "youre" | "re")
            || (back(2) == "are" && matches!(back(3), "you" | "u"));
        let feels = matches!(back(1), "feeling" | "feelin" | "feel");
        !self.ends_before(start) && (feels || (you && matches!(back(1), "a" | "an" | "the" | "my")))
    }

    /// "ring twice", "pump it up", "bear with me", "take cover", "mini me".
    fn is_act(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let next = self.tokens.key(end);
        let near = !self.ends_before(end);
        let rung = matches!(self.tokens.key(start), "ring" | "knock" | "call" | "buzz" | "check");
        let done = matches!(next, "it" | "me" | "us" | "this")
            || (rung && matches!(next, "twice" | "thrice"))
            || (next == "with" && matches!(self.tokens.key(end + 1), "me" | "us"));
        let taken = !self.ends_before(start)
            && self.back(start, 1) == "take"
            && matches!(
                self.tokens.key(start),
                "cover"
                    | "note"
                    | "notes"
                    | "turns"
                    | "charge"
                    | "heart"
                    | "aim"
                    | "part"
                    | "place"
                    | "action"
                    | "shape"
                    | "root"
                    | "hold"
                    | "control"
                    | "credit"
                    | "advantage"
                    | "shelter"
                    | "flight"
                    | "stock"
            );
        (near && done) || taken
    }

    /// Whether the article at `at` follows what says where: "at the back", "2 chairs for the
    /// office", "im on a case", but "in on the" and "interested in the".
    pub(super) fn is_place(&self, at: usize) -> bool {
        let Some(link) = at.checked_sub(1).filter(|_| !self.ends_before(at)) else {
            return false;
        };
        let before = link.checked_sub(1).filter(|_| !self.ends_before(link));
        let key = before.map_or("", |at| self.tokens.key(at));
        match self.tokens.key(link) {
            "at" | "near" => true,
            "on" | "in" | "from" => matches!(
                key,
                "im" | "m"
                    | "am"
                    | "is"
                    | "are"
                    | "was"
                    | "were"
                    | "been"
                    | "hes"
                    | "shes"
                    | "stuck"
                    | "sitting"
                    | "live"
                    | "work"
                    | "working"
            ),
            "for" => {
                let whole = self.mentions.iter().find(|it| it.tokens.end == link);
                self.tokens.key(at) == "the"
                    && (before.is_none()
                        || key == "so"
                        || whole.is_some_and(|it| it.rank.is_whole()))
            }
            _ => false,
        }
    }

    /// "the cake you sent was stale", in a text that counts nothing else.
    pub(super) fn was_given(&self, at: usize) -> bool {
        let guys = usize::from(self.tokens.key(at + 1) == "guys");
        let verb = at + 1 + guys;
        matches!(self.tokens.key(at), "you" | "u" | "yall" | "they")
            && matches!(
                self.tokens.key(verb),
                "sent" | "gave" | "sold" | "delivered" | "shipped" | "made" | "baked" | "installed"
            )
            && matches!(
                self.tokens.key(verb + 1),
                "was"
                    | "were"
                    | "wasnt"
                    | "werent"
                    | "is"
                    | "isnt"
                    | "are"
                    | "arrived"
                    | "came"
                    | "never"
                    | "broke"
                    | "stopped"
            )
            && !self.wants_more()
    }

    /// "already got a": what is had, in a text that counts nothing else.
    pub(super) fn already_got(&self, at: usize) -> bool {
        let already = at.saturating_sub(1);
        self.tokens.key(at) == "got"
            && self.tokens.key(at + 1) != "to"
            && self.back(at, 1) == "already"
            && (self.ends_before(already)
                || matches!(self.back(at, 2), "" | "i" | "we" | "ve" | "ive" | "weve"))
            && !self.wants_more()
    }

    /// "2 more", "another", "one please", but not the number of a name.
    fn wants_more(&self) -> bool {
        *self.wants_more.get_or_init(|| self.has_more())
    }

    fn has_more(&self) -> bool {
        let named = |at: usize| self.named.get(at).copied().unwrap_or(false);
        (0..self.roles.len()).any(|at| {
            let more = match self.roles[at] {
                Role::Number(_) => !named(at + 1),
                role => matches!(role, Role::Word(Word::More | Word::Adds | Word::Inquires)),
            };
            (more && !named(at)) || self.tokens.key(at) == "another"
        })
    }

    /// Whether the one word is a verb where it stands: "sounds good", "carry on".
    pub(super) fn is_verb(&self, span: &Range<usize>) -> bool {
        let (key, next) = (self.tokens.key(span.start), self.tokens.key(span.end));
        let seems = is_sense(key)
            && matches!(
                next,
                "good" | "great" | "fine" | "nice" | "perfect" | "right" | "amazing" | "like"
            );
        let phrasal = matches!(next, "on" | "up") && self.ends_before(span.end + 1);
        span.len() == 1 && !self.ends_before(span.end) && (seems || phrasal)
    }

    /// "the panther one".
    pub(super) fn is_the_one(&self, mention: &Mention) -> bool {
        let Range { start, end } = mention.tokens;
        let the = start.checked_sub(1).is_some_and(|at| self.tokens.key(at) == "the");
        the && !self.ends_before(start)
            && !self.ends_before(end)
            && matches!(self.tokens.key(end), "one" | "ones")
    }
}

/// "sounds", "looks": how something seems follows.
fn is_sense(key: &str) -> bool {
    matches!(
        key.strip_suffix('s').unwrap_or(key),
        "sound" | "look" | "work" | "taste" | "feel" | "smell" | "run"
    )
}

/// "legend ty" may be a wish.
const MOST_OF_THANKS: usize = 3;
