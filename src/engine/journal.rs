//! What was committed and may still be forgotten: held back until the store says that it is kept,
//! and done again if it is not. Pure.

use crate::{
    domain::ids::GuildId,
    store::{Kept, Stamp},
};
use std::collections::{HashMap, VecDeque, hash_map};

/// What waits of each server, in the order of its commits. `T` is what follows from one of them.
///
/// What was committed after a server of the store was lost comes after what was committed before,
/// whatever is known first.
#[derive(Debug)]
pub struct Journal<T> {
    waiting: HashMap<GuildId, Waiting<T>>,
    questions: HashMap<Stamp, Question>,
}

/// What has become of something that waited.
#[derive(Debug, PartialEq, Eq)]
pub enum Due<T> {
    /// It is kept: what follows from it can be done.
    Kept(T),
    /// These were forgotten, in this order. The server has to be learned anew, and what led to them
    /// done again; then [`Journal::learned`] says what is next. Until then nothing of it is due.
    Forgotten(GuildId, Vec<T>),
}

#[derive(Debug)]
struct Waiting<T> {
    /// By history, the oldest first. A history that comes back has a second page.
    pages: VecDeque<Page<T>>,
    /// Whether the server is being learned anew.
    is_learning: bool,
}

#[derive(Debug)]
struct Page<T> {
    stamp: Stamp,
    items: VecDeque<T>,
    /// What is known of the first so many of them, which wait for their turn.
    judged: VecDeque<Kept>,
    /// So many after those are covered by the question that is under way.
    asked: usize,
}

/// The servers of which something waits for a history.
#[derive(Debug, Default)]
struct Question {
    /// Covered by the question that is under way.
    asked: Vec<GuildId>,
    /// Noted since.
    noted: Vec<GuildId>,
}

impl<T> Default for Journal<T> {
    fn default() -> Self {
        Self { waiting: HashMap::new(), questions: HashMap::new() }
    }
}

impl<T> Journal<T> {
    /// Notes what follows from a commit. Whether somebody has to begin to ask about its history:
    /// whoever asks already comes back for it.
    pub fn note(&mut self, stamp: Stamp, guild: GuildId, item: T) -> bool {
        let waiting = self.waiting_of(guild);
        match waiting.pages.back_mut().filter(|page| page.stamp == stamp) {
            Some(page) => page.items.push_back(item),
            None => waiting.pages.push_back(Page::new(stamp, item)),
        }
        self.inquire(stamp, guild)
    }

    /// Notes what was found when a server was learned, which goes before all that waits: it is
    /// everything of that history, in order. Whether somebody has to begin to ask.
    pub fn found(&mut self, stamp: Stamp, guild: GuildId, item: T) -> bool {
        self.waiting_of(guild).pages.push_front(Page::new(stamp, item));
        self.inquire(stamp, guild)
    }

    fn waiting_of(&mut self, guild: GuildId) -> &mut Waiting<T> {
        let nothing = || Waiting { pages: VecDeque::new(), is_learning: false };
        self.waiting.entry(guild).or_insert_with(nothing)
    }

    fn inquire(&mut self, stamp: Stamp, guild: GuildId) -> bool {
        let (question, is_first) = match self.questions.entry(stamp) {
            hash_map::Entry::Occupied(entry) => (entry.into_mut(), false),
            hash_map::Entry::Vacant(entry) => (entry.insert(Question::default()), true),
        };
        if question.noted.last() != Some(&guild) {
            question.noted.push(guild);
        }
        is_first
    }

    /// A question about a history is to be asked now: it covers all that was noted so far. False if
    /// nothing waits; then nobody asks any more.
    pub fn ask(&mut self, stamp: Stamp) -> bool {
        let Some(question) = self.questions.get_mut(&stamp) else { return false };
        question.asked = std::mem::take(&mut question.noted);
        if question.asked.is_empty() {
            self.questions.remove(&stamp);
            return false;
        }
        for guild in &question.asked {
            let pages = self.waiting.get_mut(guild).into_iter().flat_map(|it| &mut it.pages);
            for page in pages.filter(|page| page.stamp == stamp) {
                page.asked = page.items.len() - page.judged.len();
            }
        }
        true
    }

    /// The question about a history is answered. What is due now, in this order.
    pub fn answered(&mut self, stamp: Stamp, kept: Kept) -> Vec<Due<T>> {
        let mut due = Vec::new();
        let Some(question) = self.questions.get_mut(&stamp) else { return due };
        for guild in std::mem::take(&mut question.asked) {
            let pages = self.waiting.get_mut(&guild).into_iter().flat_map(|it| &mut it.pages);
            for page in pages.filter(|page| page.stamp == stamp) {
                let asked = std::mem::take(&mut page.asked);
                page.judged.extend(std::iter::repeat_n(kept, asked));
            }
            self.turn(guild, &mut due);
        }
        due
    }

    /// A server was learned anew, and what was forgotten of it is being done again. What is due
    /// now.
    pub fn learned(&mut self, guild: GuildId) -> Vec<Due<T>> {
        if let Some(waiting) = self.waiting.get_mut(&guild) {
            waiting.is_learning = false;
        }
        let mut due = Vec::new();
        self.turn(guild, &mut due);
        due
    }

    /// Whether something of a server waits that is of another history than this one, which what is
    /// known of the server is of: if it has to be done again, that comes before anything new.
    #[must_use]
    pub fn is_behind(&self, guild: GuildId, known: Stamp) -> bool {
        self.waiting.get(&guild).is_some_and(|waiting| {
            waiting.is_learning || waiting.pages.iter().any(|page| page.stamp != known)
        })
    }

    /// The history that the newest of what waits of a server went into or was read from: as long as
    /// that is not known to be kept, nor is what is known of the server. None if nothing waits.
    #[must_use]
    pub fn owes(&self, guild: GuildId) -> Option<Stamp> {
        self.waiting.get(&guild)?.pages.back().map(|page| page.stamp)
    }

    /// All that waits, in no order.
    pub fn waiting(&self) -> impl Iterator<Item = &T> {
        self.waiting.values().flat_map(|it| &it.pages).flat_map(|page| &page.items)
    }

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.waiting.is_empty() && self.questions.is_empty()
    }

    /// Takes what is due of a server.
    fn turn(&mut self, guild: GuildId, due: &mut Vec<Due<T>>) {
        let Some(waiting) = self.waiting.get_mut(&guild) else { return };
        while !waiting.is_learning
            && let Some(page) = waiting.pages.front_mut()
        {
            match page.judged.front() {
                Some(Kept::Kept) => {
                    page.judged.pop_front();
                    due.extend(page.items.pop_front().map(Due::Kept));
                }
                Some(Kept::Forgotten) => {
                    let all = page.judged.iter().take_while(|it| **it == Kept::Forgotten).count();
                    page.judged.drain(..all);
                    due.push(Due::Forgotten(guild, page.items.drain(..all).collect()));
                    waiting.is_learning = true;
                }
                None => return,
            }
            if page.items.is_empty() {
                waiting.pages.pop_front();
            }
        }
        if waiting.pages.is_empty() && !waiting.is_learning {
            self.waiting.remove(&guild);
        }
    }
}

impl<T> Page<T> {
    fn new(stamp: Stamp, item: T) -> Self {
        Self { stamp, items: VecDeque::from([item]), judged: VecDeque::new(), asked: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_model::id::Id;

    const OLD: Stamp = Stamp(7);
    const NEW: Stamp = Stamp(8);

    #[test]
    fn a_question_covers_what_was_noted_before_it() {
        let (mut journal, one) = (Journal::default(), Id::new(1));
        assert!(journal.note(OLD, one, 'a'));
        assert!(journal.ask(OLD));
        assert!(!journal.note(OLD, one, 'b'), "somebody asks already");
        assert_eq!(journal.owes(one), Some(OLD));
        assert!(journal.waiting().eq(&['a', 'b']));
        assert_eq!(journal.answered(OLD, Kept::Kept), [Due::Kept('a')]);
        assert!(journal.ask(OLD));
        assert_eq!(journal.answered(OLD, Kept::Kept), [Due::Kept('b')]);
        assert!(!journal.is_empty(), "somebody is still to come back");
        assert_eq!(journal.owes(one), None);
        assert!(!journal.ask(OLD));
        assert!(journal.is_empty());
    }

    #[test]
    fn what_a_server_owes_to_an_older_history_comes_first() {
        let (mut journal, one, two) = (Journal::default(), Id::new(1), Id::new(2));
        assert!(journal.note(OLD, one, 'a'));
        assert!(journal.note(NEW, one, 'b'));
        assert!(!journal.note(NEW, two, 'c'));
        assert!(journal.ask(OLD) && journal.ask(NEW));
        assert!(journal.is_behind(one, NEW) && !journal.is_behind(two, NEW));
        assert_eq!(journal.answered(NEW, Kept::Kept), [Due::Kept('c')]);
        assert_eq!(journal.answered(OLD, Kept::Kept), [Due::Kept('a'), Due::Kept('b')]);
        assert!(!journal.is_behind(one, NEW));
    }

    #[test]
    fn what_comes_after_something_forgotten_waits_until_that_is_done_again() {
        let (mut journal, one) = (Journal::default(), Id::new(1));
        journal.note(OLD, one, 'a');
        journal.note(OLD, one, 'b');
        journal.note(NEW, one, 'c');
        assert!(journal.ask(OLD) && journal.ask(NEW));
        assert_eq!(journal.answered(NEW, Kept::Forgotten), []);
        let first = Due::Forgotten(one, vec!['a', 'b']);
        assert_eq!(journal.answered(OLD, Kept::Forgotten), [first]);
        assert!(journal.is_behind(one, OLD) && journal.is_behind(one, NEW));
        assert_eq!(journal.learned(one), [Due::Forgotten(one, vec!['c'])]);
        assert_eq!(journal.learned(one), []);
        assert!(!journal.ask(OLD) && !journal.ask(NEW));
        assert!(journal.is_empty());
    }

    #[test]
    fn what_is_found_of_a_server_goes_before_what_waits() {
        let (mut journal, one) = (Journal::default(), Id::new(1));
        journal.note(OLD, one, 'a');
        journal.note(NEW, one, 'b');
        assert!(journal.ask(OLD) && journal.ask(NEW));
        let forgotten = Due::Forgotten(one, vec!['a']);
        assert_eq!(journal.answered(OLD, Kept::Forgotten), [forgotten]);
        assert_eq!(journal.answered(NEW, Kept::Kept), []);
        assert!(!journal.found(NEW, one, 'f'));
        assert_eq!(journal.learned(one), []);
        assert!(journal.ask(NEW));
        assert_eq!(journal.answered(NEW, Kept::Kept), [Due::Kept('f'), Due::Kept('b')]);
    }

    #[test]
    fn what_is_known_from_another_history_is_not_built_on() {
        let (mut journal, one) = (Journal::default(), Id::new(1));
        assert!(!journal.is_behind(one, NEW), "nothing waits");
        journal.note(OLD, one, 'a');
        assert!(!journal.is_behind(one, OLD));
        assert!(journal.is_behind(one, NEW));
        assert!(journal.ask(OLD));
        assert_eq!(journal.answered(OLD, Kept::Kept), [Due::Kept('a')]);
        assert!(!journal.is_behind(one, NEW));
    }

    #[test]
    fn a_history_that_comes_back_is_not_older_than_what_came_between() {
        let (mut journal, one) = (Journal::default(), Id::new(1));
        journal.note(OLD, one, 'a');
        journal.note(NEW, one, 'b');
        journal.note(OLD, one, 'c');
        assert!(journal.ask(OLD) && journal.ask(NEW));
        assert_eq!(journal.answered(OLD, Kept::Kept), [Due::Kept('a')]);
        assert_eq!(journal.answered(NEW, Kept::Kept), [Due::Kept('b'), Due::Kept('c')]);
    }
}
