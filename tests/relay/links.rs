//! A worker's line to the store: who it takes for the primary, and its rounds of the barrier.

use super::{
    servers::Role,
    worker::Purpose,
    world::{Call, DEADLINE, Event, Found, HISTORIES, World},
};
use std::{rc::Rc, time::Duration};
use ticketflow::store::{
    Kept, Stamp,
    redis::{
        Canary,
        quorum::{ALONE, Former, NEVER_SEEN, Quorum, Round, Verdict},
    },
};

/// So many answers in a row may be late before the line is given up.
const LATE: u8 = 2;

pub(crate) struct Link {
    pub(crate) server: usize,
    pub(crate) history: usize,
    number: u32,
    late: u8,
    /// The round under way.
    round: Option<u64>,
    /// Whether that answers a question, and whether one waits for the next.
    is_asked: bool,
    is_asked_again: bool,
}

impl World {
    pub(crate) fn connect(&mut self, at: usize) {
        let worker = &self.workers[at];
        if worker.link.is_some() || !worker.is_up {
            return;
        }
        // Who reaches no sentinel makes no new links, unless to one that knows nothing new.
        let is_told = !worker.is_blind && worker.side == 0;
        let is_told_something = !self.is_careful || worker.side != 0;
        let target = if is_told { self.primary } else { worker.address };
        let server = &self.servers[target];
        let answers = server.is_up && server.frozen_until <= self.now && server.side == worker.side;
        if !answers || server.role != Role::Primary || !(is_told || is_told_something) {
            let wait = self.some(20, 250);
            self.after(wait, Event::Connect { worker: at });
            return;
        }
        let history = server.history;
        let connected = self.replicas_of(target);
        let worker = &mut self.workers[at];
        worker.address = target;
        worker.links += 1;
        worker.has_seen_replica |= connected > 0;
        let missed_for = if worker.has_seen_replica { Some(ALONE) } else { Some(NEVER_SEEN) };
        let missed_for = missed_for.filter(|_| self.servers.len() > 1);
        let number = worker.links;
        worker.link = Some(Link {
            server: target,
            history,
            number,
            late: 0,
            round: None,
            is_asked: false,
            is_asked_again: false,
        });
        let known = u32::try_from(self.servers.len() - 1).unwrap();
        match worker.watches.iter_mut().find(|(of, ..)| *of == history) {
            Some((.., quorum)) => quorum.resume(connected, known),
            None => {
                let mut canary = Canary::default();
                canary.sit("a");
                let former = worker.looked_after.and_then(|(server, history)| {
                    let watch = worker.watches.iter().find(|(of, ..)| *of == history);
                    watch.map(|(.., quorum)| (server == target, quorum))
                });
                let former = match former {
                    None => Former::Nobody,
                    Some((true, quorum)) => Former::Itself(quorum),
                    Some((false, quorum)) => Former::Another(quorum),
                };
                let name = HISTORIES[history];
                let quorum = Quorum::new(self.wanted, name, (connected, known), former, missed_for);
                worker.watches.push((history, canary, quorum));
            }
        }
        worker.looked_after = Some((target, history));
        let number = worker.links;
        self.glance(at, number);
    }

    /// Looks now and then whether replicas are there, though nobody asks.
    pub(crate) fn glance(&mut self, at: usize, number: u32) {
        if self.workers[at].link.as_ref().is_some_and(|it| it.number == number) {
            self.begin_round(at);
            let wait = self.some(400, 600);
            self.after(wait, Event::Glance { worker: at, link: number });
        }
    }

    /// The sentinels have news.
    pub(crate) fn poll(&mut self, at: usize) {
        let worker = &self.workers[at];
        if worker.is_blind || worker.side != 0 {
            return;
        }
        if worker.link.as_ref().is_some_and(|it| it.server != self.primary) {
            self.hang_up(at);
        }
    }

    /// Lines to a server break.
    pub(crate) fn hang_up_on(&mut self, server: usize) {
        for at in 0..self.workers.len() {
            if self.workers[at].link.as_ref().is_some_and(|it| it.server == server) {
                self.hang_up(at);
            }
        }
    }

    pub(crate) fn hang_up(&mut self, at: usize) {
        let Some(link) = self.workers[at].link.take() else { return };
        if link.is_asked || link.is_asked_again {
            self.after(50, Event::Confirm { worker: at, history: link.history });
        }
        for (.., purpose) in std::mem::take(&mut self.workers[at].calls) {
            self.unknown(at, purpose);
        }
        let wait = self.some(0, 40);
        self.after(wait, Event::Connect { worker: at });
    }

    /// Asks the store. If there is no line, it is not asked.
    pub(crate) fn call(&mut self, at: usize, purpose: Purpose, call: Call) {
        let Some(link) = &self.workers[at].link else {
            self.unknown(at, purpose);
            return;
        };
        let (server, history) = (link.server, link.history);
        let worker = &mut self.workers[at];
        worker.called += 1;
        let number = worker.called;
        worker.calls.push((number, history, purpose));
        self.after(DEADLINE, Event::TimesOut { worker: at, number });
        let wait = self.some(0, 2);
        let call = Rc::new(call);
        self.after(wait, Event::Arrives { worker: at, server, number, call });
    }

    pub(crate) fn is_late(&mut self, at: usize) {
        let Some(link) = &mut self.workers[at].link else { return };
        link.late += 1;
        if link.late >= LATE {
            self.hang_up(at);
        }
    }

    pub(crate) fn is_in_time(&mut self, at: usize) {
        if let Some(link) = &mut self.workers[at].link {
            link.late = 0;
        }
    }

    /// Finds out what became of a history.
    pub(crate) fn confirm(&mut self, at: usize, history: usize) {
        match &mut self.workers[at].link {
            None => self.after(50, Event::Confirm { worker: at, history }),
            Some(link) if link.history == history => {
                link.is_asked_again = true;
                self.begin_round(at);
            }
            Some(_) => self.is_known(at, Stamp(history as u64), Kept::Forgotten),
        }
    }

    fn begin_round(&mut self, at: usize) {
        let worker = &mut self.workers[at];
        let Some(link) = &mut worker.link else { return };
        if link.round.is_some() {
            return;
        }
        let watch = worker.watches.iter_mut().find(|(of, ..)| *of == link.history);
        let Some((_, canary, quorum)) = watch else { return };
        let (_, number) = canary.next_one();
        link.round = Some(number);
        link.is_asked = std::mem::take(&mut link.is_asked_again);
        let (server, link, wanted) =
            (link.server, link.number, quorum.wanted(Duration::from_millis(self.now)));
        let wait = self.some(0, 2);
        self.after(wait, Event::RoundArrives { worker: at, server, link, number, wanted });
        self.after(DEADLINE, Event::RoundFails { worker: at, link, number });
    }

    /// Whether this ends the round under way.
    fn ends(&mut self, at: usize, link: u32, number: u64) -> bool {
        let of = self.workers[at].link.as_mut().filter(|it| it.number == link);
        of.is_some_and(|it| it.round.take_if(|it| *it == number).is_some())
    }

    pub(crate) fn round_answered(&mut self, at: usize, link: u32, found: &Found) {
        if !self.ends(at, link, found.number) {
            return;
        }
        let now = Duration::from_millis(self.now);
        let worker = &mut self.workers[at];
        let Some(link) = &mut worker.link else { return };
        worker.has_seen_replica |= found.round.connected > 0;
        worker.seen = Some((link.history, usize::from(found.round.have.min(found.round.wanted))));
        let watch = worker.watches.iter_mut().find(|(of, ..)| *of == link.history);
        let Some((_, canary, quorum)) = watch else { return };
        let canary_is_ours = canary.is_ours(now, ("a", found.number), found.canary);
        let round = Round { canary_is_ours, ..found.round };
        let (verdict, history) = (quorum.judge(now, &round), link.history);
        let is_asked = std::mem::take(&mut link.is_asked);
        let kept = match verdict {
            Verdict::Kept(_) => Kept::Kept,
            Verdict::SetBack => Kept::Forgotten,
            Verdict::Replaced => {
                self.hang_up(at);
                Kept::Forgotten
            }
            Verdict::Short => {
                if is_asked {
                    self.after(50, Event::Confirm { worker: at, history });
                }
                self.begin_next_round(at);
                return;
            }
        };
        if is_asked {
            self.is_known(at, Stamp(history as u64), kept);
        }
        self.begin_next_round(at);
    }

    fn begin_next_round(&mut self, at: usize) {
        if self.workers[at].link.as_ref().is_some_and(|it| it.is_asked_again) {
            self.begin_round(at);
        }
    }

    pub(crate) fn round_fails(&mut self, at: usize, link: u32, number: u64) {
        if self.ends(at, link, number) {
            self.hang_up(at);
        }
    }
}
