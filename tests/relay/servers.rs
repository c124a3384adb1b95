//! Servers: each a history of writes that its replicas follow later.

use super::{
    data::{Data, Outcome, Write},
    world::{Call, Event, Found, HISTORIES, World},
};
use std::rc::Rc;
use ticketflow::store::redis::quorum::Round;

/// How long replicas may take in one round of the barrier.
const PATIENCE: u64 = 100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Primary,
    ReplicaOf(usize),
}

pub(crate) struct Server {
    pub(crate) data: Data,
    pub(crate) role: Role,
    pub(crate) history: usize,
    pub(crate) is_up: bool,
    pub(crate) frozen_until: u64,
    /// Servers and workers reach those on their own side; the sentinels are on side 0.
    pub(crate) side: u8,
    /// How much later than others it hears as a replica.
    pub(crate) lag: u64,
    pub(crate) lagged_until: u64,
    /// Where its data are in the stream of its history.
    pub(crate) offset: usize,
    /// How often it was told to follow somebody: what was sent before does not count.
    attachment: u32,
    pub(crate) is_synced: bool,
    /// As a primary: what was written since its history began, and where that was.
    log: Vec<Write>,
    base: usize,
    heard: [usize; 4],
    is_sending: [bool; 4],
}

/// Somebody who waits for replicas.
pub(crate) struct Waiter {
    server: usize,
    worker: usize,
    link: u32,
    offset: usize,
    found: Found,
}

impl Server {
    pub(crate) fn new(data: Data, at: usize) -> Self {
        Self {
            data,
            role: if at == 0 { Role::Primary } else { Role::ReplicaOf(0) },
            history: 0,
            is_up: true,
            frozen_until: 0,
            side: 0,
            lag: 0,
            lagged_until: 0,
            offset: 0,
            attachment: 0,
            is_synced: at > 0,
            log: vec![],
            base: 0,
            heard: [0; 4],
            is_sending: [false; 4],
        }
    }

    /// Whether it has the data of a primary, or nearly.
    pub(crate) fn follows(&self, primary: usize) -> bool {
        self.is_up && self.role == Role::ReplicaOf(primary) && self.is_synced
    }

    /// Begins a history.
    pub(crate) fn reign(&mut self, history: usize) {
        (self.role, self.history) = (Role::Primary, history);
        self.log.clear();
        self.base = self.offset;
        (self.heard, self.is_sending) = ([0; 4], [false; 4]);
    }
}

impl World {
    /// What reaches a server; it waits for one that is frozen.
    pub(crate) fn at_server(&mut self, event: Event) {
        let (Event::Arrives { server: at, .. }
        | Event::RoundArrives { server: at, .. }
        | Event::WaitEnds { server: at, .. }
        | Event::Replicate { replica: at, .. }
        | Event::Synced { replica: at, .. }
        | Event::Attach { replica: at, .. }
        | Event::Acknowledge { primary: at, .. }) = event
        else {
            return;
        };
        let frozen_until = self.servers[at].frozen_until;
        if self.now < frozen_until {
            self.after(frozen_until - self.now, event);
            return;
        }
        match event {
            Event::Attach { replica, .. } => self.attach(replica),
            _ if !self.servers[at].is_up => {}
            Event::Arrives { worker, server, number, call } => {
                self.arrives(worker, server, number, &call);
            }
            Event::RoundArrives { worker, server, link, number, wanted } => {
                self.round_arrives(worker, server, link, (number, wanted));
            }
            Event::WaitEnds { waiter, .. } => self.wait_ends(waiter),
            Event::Replicate { replica, attachment, upto } => {
                self.replicate(replica, attachment, upto);
            }
            Event::Acknowledge { replica, attachment, upto, .. } => {
                self.acknowledge(replica, attachment, upto);
            }
            Event::Synced { replica, attachment } => self.synced(replica, attachment),
            _ => {}
        }
    }

    fn arrives(&mut self, worker: usize, server: usize, number: u32, call: &Rc<Call>) {
        if self.workers[worker].side != self.servers[server].side {
            return;
        }
        if self.servers[server].role != Role::Primary {
            let wait = self.some(0, 2);
            self.after(wait, Event::Refused { worker, number, server });
            return;
        }
        self.commits += 1;
        let commit = self.commits;
        let (mut outcome, writes) = match &**call {
            Call::Commit(it) => self.servers[server].data.commit(it, commit, &self.discord.inputs),
            Call::Settle(ids) => {
                (Outcome::Settled, ids.iter().copied().map(Write::Settle).collect())
            }
            Call::TakeOver(guild, fence) => self.servers[server].data.take_over(*guild, *fence),
        };
        self.write(server, &writes);
        if let Outcome::Committed(entries, _) = &mut outcome {
            *entries = self.servers[server].data.entries_of(commit);
        }
        if self.answer_gets_through(worker, server) {
            let at = (self.now + self.some(0, 2)).max(self.workers[worker].answered_at);
            self.workers[worker].answered_at = at;
            self.after(at - self.now, Event::Answered { worker, number, outcome });
        }
    }

    fn answer_gets_through(&mut self, worker: usize, server: usize) -> bool {
        self.workers[worker].side == self.servers[server].side && !self.chance(self.loses)
    }

    fn write(&mut self, server: usize, writes: &[Write]) {
        let it = &mut self.servers[server];
        for write in writes {
            it.data.apply(*write);
            it.log.push(*write);
            it.offset += 1;
        }
        self.send(server);
    }

    /// Sends replicas what they do not have.
    fn send(&mut self, primary: usize) {
        for replica in 0..self.servers.len() {
            let it = &self.servers[replica];
            let (attachment, lag) = (it.attachment, it.lag);
            let upto = self.servers[primary].offset;
            if self.servers[primary].role != Role::Primary
                || !it.follows(primary)
                || it.offset >= upto
                || it.offset < self.servers[primary].base
                || self.servers[primary].is_sending[replica]
            {
                continue;
            }
            self.servers[primary].is_sending[replica] = true;
            let wait = self.some(0, 8) + lag;
            self.after(wait, Event::Replicate { replica, attachment, upto });
        }
    }

    fn replicate(&mut self, replica: usize, attachment: u32, upto: usize) {
        let it = &self.servers[replica];
        let Role::ReplicaOf(primary) = it.role else { return };
        if it.attachment != attachment {
            return;
        }
        if it.side != self.servers[primary].side {
            self.after(200, Event::Replicate { replica, attachment, upto });
            return;
        }
        let from = it.offset;
        let base = self.servers[primary].base;
        if from < base {
            return;
        }
        for at in from..upto {
            let write = self.servers[primary].log[at - base];
            self.servers[replica].data.apply(write);
        }
        self.servers[replica].offset = upto;
        self.servers[primary].is_sending[replica] = false;
        let wait = self.some(0, 2);
        self.after(wait, Event::Acknowledge { primary, replica, attachment, upto });
        if self.servers[primary].is_up && self.servers[primary].frozen_until <= self.now {
            self.send(primary);
        }
    }

    fn acknowledge(&mut self, replica: usize, attachment: u32, upto: usize) {
        let it = &self.servers[replica];
        let Role::ReplicaOf(primary) = it.role else { return };
        if it.attachment != attachment || it.side != self.servers[primary].side {
            return;
        }
        let heard = &mut self.servers[primary].heard[replica];
        *heard = upto.max(*heard);
        self.send(primary);
        let of_primary = |(_, it): &&(u32, Waiter)| it.server == primary;
        let waiting: Vec<_> = self.waiters.iter().filter(of_primary).map(|it| it.0).collect();
        for waiter in waiting {
            let Some((_, it)) = self.waiters.iter().find(|it| it.0 == waiter) else { continue };
            if self.have(it) >= it.found.round.wanted {
                self.wait_ends(waiter);
            }
        }
    }

    fn connected(&self, primary: usize) -> impl Iterator<Item = usize> + '_ {
        let side = self.servers[primary].side;
        (0..self.servers.len()).filter(move |at| {
            let it = &self.servers[*at];
            it.is_up && it.role == Role::ReplicaOf(primary) && it.side == side
        })
    }

    /// How many are connected to a server.
    pub(crate) fn replicas_of(&self, primary: usize) -> u32 {
        u32::try_from(self.connected(primary).count()).unwrap()
    }

    fn have(&self, waiter: &Waiter) -> u8 {
        let heard = &self.servers[waiter.server].heard;
        let have = self.connected(waiter.server).filter(|it| heard[*it] >= waiter.offset);
        u8::try_from(have.count()).unwrap()
    }

    fn round_arrives(
        &mut self,
        worker: usize,
        server: usize,
        link: u32,
        (number, wanted): (u64, u8),
    ) {
        let it = &self.servers[server];
        if self.workers[worker].side != it.side {
            return;
        }
        if it.role != Role::Primary {
            self.after(1, Event::RoundFails { worker, link, number });
            return;
        }
        let canary = it.data.canary(worker);
        let before = HISTORIES[it.history];
        self.write(server, &[Write::Canary(worker, number)]);
        let round = Round {
            before,
            after: before,
            canary_is_ours: true,
            wanted,
            have: 0,
            connected: 0,
            online: 0,
        };
        let found = Found { number, canary, round };
        let offset = self.servers[server].offset;
        self.waits += 1;
        let waiter = self.waits;
        self.waiters.push((waiter, Waiter { server, worker, link, offset, found }));
        if wanted == 0 {
            self.wait_ends(waiter);
        } else {
            self.after(PATIENCE, Event::WaitEnds { server, waiter });
        }
    }

    fn wait_ends(&mut self, waiter: u32) {
        let Some(at) = self.waiters.iter().position(|it| it.0 == waiter) else { return };
        let (_, waiter) = self.waiters.swap_remove(at);
        let (worker, link) = (waiter.worker, waiter.link);
        if self.servers[waiter.server].role != Role::Primary {
            let number = waiter.found.number;
            self.after(1, Event::RoundFails { worker, link, number });
            return;
        }
        let mut found = waiter.found;
        found.round.after = HISTORIES[self.servers[waiter.server].history];
        found.round.have = self.have(&waiter);
        found.round.connected = self.replicas_of(waiter.server);
        found.round.online = found.round.connected;
        if self.answer_gets_through(worker, waiter.server) {
            let wait = self.some(0, 2);
            self.after(wait, Event::RoundAnswered { worker, link, found });
        }
    }

    /// The sentinels have a server follow the primary.
    fn attach(&mut self, replica: usize) {
        let primary = self.primary;
        let it = &mut self.servers[replica];
        if replica == primary || (it.role == Role::ReplicaOf(primary) && it.is_synced) {
            return;
        }
        if !it.is_up || it.side != 0 {
            self.after(500, Event::Attach { replica });
            return;
        }
        it.role = Role::ReplicaOf(primary);
        it.attachment += 1;
        it.is_synced = false;
        let attachment = it.attachment;
        let of_it = |it: &&(u32, Waiter)| it.1.server == replica;
        let failed: Vec<_> = self.waiters.iter().filter(of_it).map(|it| it.0).collect();
        for waiter in failed {
            self.wait_ends(waiter);
        }
        let wait = self.some(5, 800);
        self.after(wait, Event::Synced { replica, attachment });
    }

    fn synced(&mut self, replica: usize, attachment: u32) {
        let it = &self.servers[replica];
        let Role::ReplicaOf(primary) = it.role else { return };
        if it.attachment != attachment {
            return;
        }
        let from = &self.servers[primary];
        let answers = from.is_up && from.frozen_until <= self.now && from.role == Role::Primary;
        if !answers || from.side != it.side {
            self.after(100, Event::Synced { replica, attachment });
            return;
        }
        let (data, upto, history) = (from.data.clone(), from.offset, from.history);
        let it = &mut self.servers[replica];
        (it.data, it.offset, it.history, it.is_synced) = (data, upto, history, true);
        self.servers[primary].is_sending[replica] = false;
        self.after(1, Event::Acknowledge { primary, replica, attachment, upto });
    }

    /// It begins to follow from where it is: it was told before it was a replica of somebody else.
    pub(crate) fn follow(&mut self, replica: usize) {
        self.servers[replica].is_synced = false;
        self.attach(replica);
    }

    pub(crate) fn forget_waiters(&mut self, server: usize) {
        self.waiters.retain(|(_, it)| it.server != server);
    }
}
