//! A cluster of three primaries, each with a replica.

use super::{Manner, Server, conf};

/// How many primaries there are, and how many replicas.
const PRIMARIES: usize = 3;

/// How many slots there are.
const SLOTS: usize = 16384;

/// All nodes: the first three are primaries at first, and the next three their replicas in order.
pub(crate) struct Cluster {
    pub(crate) nodes: Vec<Server>,
    manner: Manner,
}

/// A node that knows no other and finds that it has the first so many slots alone, since an epoch.
pub(crate) async fn alone(slots: usize, epoch: u64) -> Server {
    let (port, bus) = (conf::port(), conf::port());
    let node = format!("{} 127.0.0.1:{port}@{bus} myself,master - 0 0 {epoch}", id(0));
    let map = format!("{node} connected 0-{}\n", slots - 1);
    let mut server = Server::prepare(port, &settings(bus), &[]);
    server.put("nodes.conf", &format!("{map}vars currentEpoch {epoch} lastVoteEpoch 0\n"));
    server.run().await;
    server
}

impl Cluster {
    /// Starts it and waits until it works.
    pub(crate) async fn start() -> Self {
        Self::start_as(Manner::default()).await
    }

    /// The same in some manner.
    pub(crate) async fn start_as(manner: Manner) -> Self {
        let mut nodes: Vec<Server> = Vec::new();
        let mut ports = Vec::new();
        for _ in 0..2 * PRIMARIES {
            let bus = conf::port();
            let mut lines = [settings(bus), manner.lines_of_server()].concat();
            if manner.certificate.is_some() {
                lines.push("tls-cluster yes".to_owned());
            }
            let node = Server::prepare_as(&manner, conf::port(), &lines, &[]);
            ports.push((node.public_port(), bus));
            nodes.push(node);
        }
        for (me, node) in nodes.iter_mut().enumerate() {
            // What they would tell each other by and by, so that nobody waits for it.
            node.put("nodes.conf", &map(&ports, me));
            node.run().await;
        }
        let cluster = Self { nodes, manner };
        cluster.works().await;
        for replica in &cluster.nodes[PRIMARIES..] {
            replica.follows().await;
        }
        cluster
    }

    /// How a worker names it.
    pub(crate) fn url(&self) -> String {
        let ports: Vec<_> = self.nodes[..2].iter().map(Server::public_port).collect();
        self.manner.url("cluster", &ports, "")
    }

    /// Waits until every node finds that it works.
    pub(crate) async fn works(&self) {
        for node in &self.nodes {
            node.eventually("the cluster works", async |node| {
                let info: String = node.say(&["CLUSTER", "INFO"]).await;
                info.contains("cluster_state:ok")
            })
            .await;
        }
    }

    /// The primary of a key at first.
    pub(crate) async fn home(&self, key: &str) -> usize {
        let slot = self.slot(key).await;
        (0..PRIMARIES).find(|&at| range(at).contains(&slot)).expect("every slot has one")
    }

    /// A key of which this is the primary at first.
    pub(crate) async fn key_on(&self, primary: usize) -> String {
        for number in 0.. {
            let key = format!("{{k{number}}}");
            if self.home(&key).await == primary {
                return key;
            }
        }
        unreachable!("every primary has slots")
    }

    /// The slot of a key.
    pub(crate) async fn slot(&self, key: &str) -> usize {
        self.nodes[0].say(&["CLUSTER", "KEYSLOT", key]).await
    }

    /// Begins to move a slot: keys that are not there any more are asked for elsewhere.
    pub(crate) async fn begin_move(&self, slot: usize, from: usize, to: usize) {
        let slot = slot.to_string();
        let () = self.nodes[to].say(&["CLUSTER", "SETSLOT", &slot, "IMPORTING", &id(from)]).await;
        let () = self.nodes[from].say(&["CLUSTER", "SETSLOT", &slot, "MIGRATING", &id(to)]).await;
    }

    /// Moves the keys of a slot.
    pub(crate) async fn move_keys(&self, slot: usize, from: usize, to: usize) {
        let ask = ["CLUSTER", "GETKEYSINSLOT", &slot.to_string(), "1000"];
        for key in self.nodes[from].say::<Vec<String>>(&ask).await {
            self.move_key(&key, from, to).await;
        }
    }

    /// Moves one key.
    pub(crate) async fn move_key(&self, key: &str, from: usize, to: usize) {
        let port = self.nodes[to].port().to_string();
        let () = self.nodes[from].say(&["MIGRATE", "127.0.0.1", &port, key, "0", "5000"]).await;
    }

    /// Ends the move of a slot.
    pub(crate) async fn end_move(&self, slot: usize, to: usize) {
        let slot = slot.to_string();
        for at in [to, 0, 1, 2] {
            let () = self.nodes[at].say(&["CLUSTER", "SETSLOT", &slot, "NODE", &id(to)]).await;
        }
    }

    /// How often each command was called, on all nodes together.
    pub(crate) async fn calls(&self) -> std::collections::BTreeMap<String, u64> {
        let mut all = std::collections::BTreeMap::new();
        for node in &self.nodes {
            for (name, count) in node.calls().await {
                *all.entry(name).or_default() += count;
            }
        }
        all
    }

    /// Removes everything in it.
    pub(crate) async fn flush(&self) {
        for node in &self.nodes {
            // A replica refuses, and gets it from its primary.
            drop(node.try_say::<()>(&["FLUSHALL"]).await);
        }
    }
}

fn settings(bus: u16) -> Vec<String> {
    let mut lines = conf::usual();
    lines.push("cluster-enabled yes".to_owned());
    lines.push(format!("cluster-port {bus}"));
    lines.push("cluster-node-timeout 1000".to_owned());
    lines.push("cluster-replica-validity-factor 0".to_owned());
    lines
}

fn id(at: usize) -> String {
    format!("{:040x}", 0xdef0 + at)
}

fn range(primary: usize) -> std::ops::Range<usize> {
    primary * SLOTS / PRIMARIES..(primary + 1) * SLOTS / PRIMARIES
}

/// The file in which a node keeps what it knows of the others.
fn map(ports: &[(u16, u16)], me: usize) -> String {
    let mut text = String::new();
    for (at, (port, bus)) in ports.iter().enumerate() {
        let myself = if at == me { "myself," } else { "" };
        let head = format!("{} 127.0.0.1:{port}@{bus} {myself}", id(at));
        let line = if at < PRIMARIES {
            let range = range(at);
            let (first, last, epoch) = (range.start, range.end - 1, at + 1);
            format!("{head}master - 0 0 {epoch} connected {first}-{last}\n")
        } else {
            let primary = at - PRIMARIES;
            format!("{head}slave {} 0 0 {} connected\n", id(primary), primary + 1)
        };
        text.push_str(&line);
    }
    text + &format!("vars currentEpoch {PRIMARIES} lastVoteEpoch 0\n")
}
