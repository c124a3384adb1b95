//! What goes wrong, and what sentinels and operators do.

use super::{
    servers::Role,
    world::{Event, World},
};
use ticketflow::store::redis::Replicas;

#[derive(Clone, Copy, Debug)]
pub(crate) enum Fault {
    /// The primary, or a replica, dies and is started again.
    Kill {
        replica: bool,
        length: u64,
    },
    Restart(usize),
    /// One does nothing for a while, and then goes on as if nothing had been.
    Freeze {
        replica: bool,
        length: u64,
    },
    /// The primary is cut off from the sentinels, with the worker and maybe a replica.
    Split {
        with_worker: bool,
        with_replica: bool,
        length: u64,
    },
    Heal,
    /// A replica hears late for a while.
    Lag(u64),
    /// The sentinels find this server away.
    FailOver(usize),
    HandOver,
    /// The sentinels make another the primary although this one is there (SENTINEL FAILOVER), which
    /// it learns later.
    Depose,
    KillWorker(u64),
    PauseWorker(u64),
    /// The worker does not reach the sentinels.
    Blind(u64),
    Sees(usize),
    AddWorker,
}

/// The least and the most until sentinels have a server that calls itself a primary and is none
/// follow the one that is, in milliseconds.
const RECONVERSION: (u64, u64) = (8_000, 10_000);

impl World {
    pub(crate) fn fault(&mut self, fault: Fault) {
        if self.is_careful && !self.is_bearable(fault) {
            return;
        }
        match fault {
            Fault::Kill { replica, length } => {
                let Some(at) = self.victim(replica) else { return };
                self.kill(at);
                self.after(length, Event::Fault(Fault::Restart(at)));
                self.will_be_missed(at);
            }
            Fault::Restart(at) => self.restart(at),
            Fault::Freeze { replica, length } => {
                let Some(at) = self.victim(replica) else { return };
                self.servers[at].frozen_until = self.now + length;
                self.will_be_missed(at);
            }
            Fault::Split { with_worker, with_replica, length } => {
                self.split(with_worker, with_replica, length);
            }
            Fault::Heal => self.heal_split(),
            Fault::Lag(length) => {
                if let Some(at) = self.victim(true) {
                    self.servers[at].lag = if length > 0 { self.some(20, 1_500) } else { 0 };
                    // Until it has heard what was sent, and is known to keep up.
                    self.servers[at].lagged_until = self.now + length + 4_000;
                    if length > 0 {
                        self.after(length, Event::Fault(Fault::Lag(0)));
                    }
                }
            }
            Fault::FailOver(old) => self.fail_over(old),
            Fault::HandOver => self.hand_over_primary(),
            Fault::Depose => self.depose(),
            Fault::KillWorker(wait) => {
                if let Some(at) = self.discord.heard_by {
                    self.workers[at].is_up = false;
                    self.after(wait, Event::Fault(Fault::AddWorker));
                }
            }
            Fault::PauseWorker(length) => {
                let Some(at) = self.discord.heard_by else { return };
                self.workers[at].paused_until = self.now + length;
                // Its leases end.
                if length > 3_000 {
                    self.after(3_000, Event::Fault(Fault::AddWorker));
                }
            }
            Fault::Blind(length) => {
                let Some(worker) = self.discord.heard_by else { return };
                self.workers[worker].is_blind = true;
                self.after(length, Event::Fault(Fault::Sees(worker)));
            }
            Fault::Sees(worker) => {
                self.workers[worker].is_blind = false;
                self.after(0, Event::Poll { worker });
            }
            Fault::AddWorker => self.add_worker(),
        }
    }

    /// Whether what is promised holds whatever becomes of it.
    fn is_bearable(&self, fault: Fault) -> bool {
        let hits_a_server = matches!(
            fault,
            Fault::Kill { .. }
                | Fault::Freeze { .. }
                | Fault::Split { .. }
                | Fault::HandOver
                | Fault::Depose
        );
        // A number below all is no promise while a primary is replaced that goes on with the
        // others.
        let goes_on = match fault {
            Fault::Freeze { replica, .. } => !replica,
            Fault::Split { .. } | Fault::Depose => true,
            _ => false,
        };
        (self.is_well() || !hits_a_server) && (self.counts_on_all() || !goes_on)
    }

    /// Whether every server is there and has the data.
    fn is_well(&self) -> bool {
        (0..self.servers.len()).all(|at| {
            let it = &self.servers[at];
            let is_in_place = if at == self.primary { it.is_up } else { it.follows(self.primary) };
            is_in_place && self.is_there(at) && it.lagged_until <= self.now
        }) && self.is_counted_on()
    }

    /// Whether the workers know of all replicas that they count on: those that were there when they
    /// asked last.
    fn is_counted_on(&self) -> bool {
        let all = (self.servers[self.primary].history, self.servers.len() - 1);
        let (heard_by, waits) = (self.discord.heard_by, Some(self.holder + 1));
        let has_seen_all = |at: Option<usize>| {
            let worker = at.and_then(|at| self.workers.get(at));
            worker.is_some_and(|worker| worker.seen == Some(all))
        };
        self.wanted != Replicas::Auto || has_seen_all(heard_by) && has_seen_all(waits)
    }

    fn victim(&mut self, replica: bool) -> Option<usize> {
        if !replica {
            return Some(self.primary).filter(|at| self.servers[*at].is_up);
        }
        let others = self.servers.len() - 1;
        if others == 0 {
            return None;
        }
        let at = (self.primary + self.random.usize(1..=others)) % self.servers.len();
        Some(at).filter(|at| self.servers[*at].is_up)
    }

    fn will_be_missed(&mut self, at: usize) {
        let wait = self.some(1_000, 2_500);
        self.after(wait, Event::Fault(Fault::FailOver(at)));
    }

    fn kill(&mut self, at: usize) {
        self.servers[at].is_up = false;
        self.forget_waiters(at);
        self.hang_up_on(at);
    }

    pub(crate) fn restart(&mut self, at: usize) {
        let it = &mut self.servers[at];
        if it.is_up {
            return;
        }
        (it.is_up, it.frozen_until) = (true, 0);
        if it.role == Role::Primary {
            self.new_history(at);
        }
        if at == self.primary {
            for replica in (0..self.servers.len()).filter(|it| *it != at) {
                if self.servers[replica].role == Role::ReplicaOf(at) {
                    self.follow(replica);
                }
            }
        } else {
            let is_replica = self.servers[at].role != Role::Primary;
            let (least, most) = if is_replica { (1, 300) } else { RECONVERSION };
            let wait = self.some(least, most);
            if is_replica {
                self.follow(at);
            } else {
                self.after(wait, Event::Attach { replica: at });
            }
        }
    }

    fn new_history(&mut self, at: usize) {
        let history = self.histories;
        self.histories += 1;
        self.servers[at].reign(history);
        // Who followed it before, as another primary, has to read its data anew.
        for server in self.servers.iter_mut().filter(|it| it.role == Role::ReplicaOf(at)) {
            server.is_synced = false;
        }
    }

    fn split(&mut self, with_worker: bool, with_replica: bool, length: u64) {
        if self.servers.iter().any(|it| it.side != 0) {
            return;
        }
        let primary = self.primary;
        let replicas = self.servers.len() - 1;
        if replicas == 0 {
            return;
        }
        let goes_along = with_replica && replicas > 1;
        // Longer than that, and a worker that is there takes its server for one without replicas.
        let most = if goes_along && self.wanted == Replicas::Auto { 4_000 } else { 12_500 };
        let length = if self.is_careful { length.min(most) } else { length };
        self.servers[primary].side = 1;
        if goes_along {
            let at = (primary + 1) % self.servers.len();
            self.servers[at].side = 1;
        }
        if with_worker && let Some(at) = self.discord.heard_by {
            self.workers[at].side = 1;
            // On the other side its leases end.
            if length > 3_500 {
                self.after(3_500, Event::Fault(Fault::AddWorker));
            }
        }
        self.after(length, Event::Fault(Fault::Heal));
        self.will_be_missed(primary);
    }

    fn counts_on_all(&self) -> bool {
        let all = u8::try_from(self.servers.len() - 1).unwrap();
        self.wanted == Replicas::Auto || self.wanted == Replicas::Exactly(all)
    }

    pub(crate) fn heal_split(&mut self) {
        for at in 0..self.servers.len() {
            let was_away = std::mem::take(&mut self.servers[at].side) != 0;
            if was_away && at != self.primary && !self.servers[at].follows(self.primary) {
                let wait = self.some(0, 1_000);
                self.after(wait, Event::Attach { replica: at });
            }
        }
        for worker in 0..self.workers.len() {
            self.workers[worker].side = 0;
            for input in std::mem::take(&mut self.workers[worker].untold) {
                self.acknowledge_input(worker, input);
            }
            let wait = self.some(0, 300);
            self.after(wait, Event::Poll { worker });
        }
    }

    /// Whether the sentinels reach a server.
    fn is_there(&self, at: usize) -> bool {
        let it = &self.servers[at];
        it.is_up && it.frozen_until <= self.now && it.side == 0
    }

    fn fail_over(&mut self, old: usize) {
        if self.primary != old || self.is_there(old) {
            return;
        }
        if !self.replace(old) {
            self.after(500, Event::Fault(Fault::FailOver(old)));
        }
    }

    fn depose(&mut self) {
        if self.is_there(self.primary) {
            self.replace(self.primary);
        }
    }

    /// Makes another the primary, if one can be.
    fn replace(&mut self, old: usize) -> bool {
        let candidates = (0..self.servers.len())
            .filter(|at| self.is_there(*at) && self.servers[*at].follows(old))
            .max_by_key(|at| self.servers[*at].offset);
        let Some(new) = candidates else { return false };
        self.promote(new);
        let it = &self.servers[old];
        if it.is_up && it.side == 0 {
            let frozen = it.frozen_until.saturating_sub(self.now);
            let wait = frozen + self.some(RECONVERSION.0, RECONVERSION.1);
            self.after(wait, Event::Attach { replica: old });
        }
        true
    }

    fn promote(&mut self, new: usize) {
        let old = self.primary;
        self.new_history(new);
        self.primary = new;
        for replica in (0..self.servers.len()).filter(|it| *it != new && *it != old) {
            let wait = self.some(10, 1_000);
            self.after(wait, Event::Attach { replica });
        }
        for worker in 0..self.workers.len() {
            let wait = self.some(0, 300);
            self.after(wait, Event::Poll { worker });
        }
    }

    /// The primary waits until a replica has all, and follows it.
    fn hand_over_primary(&mut self) {
        let old = self.primary;
        let follows = |at: &usize| self.is_there(*at) && self.servers[*at].follows(old);
        let Some(new) = (0..self.servers.len()).find(follows) else { return };
        if !self.is_there(old) {
            return;
        }
        let (data, offset) = (self.servers[old].data.clone(), self.servers[old].offset);
        (self.servers[new].data, self.servers[new].offset) = (data, offset);
        self.promote(new);
        self.follow(old);
    }

    /// Nothing goes wrong any more.
    pub(crate) fn heal(&mut self) {
        self.loses = 0;
        for at in 0..self.servers.len() {
            self.servers[at].lag = 0;
            self.servers[at].frozen_until = self.servers[at].frozen_until.min(self.now);
            self.restart(at);
        }
        self.heal_split();
        for worker in 0..self.workers.len() {
            let it = &mut self.workers[worker];
            it.is_blind = false;
            it.paused_until = it.paused_until.min(self.now);
        }
        for replica in 0..self.servers.len() {
            if !self.servers[replica].follows(self.primary) {
                let wait = self.some(100, RECONVERSION.1);
                self.after(wait, Event::Attach { replica });
            }
        }
        if !self.workers[self.holder].is_up {
            self.add_worker();
        }
    }
}
