//! Redis servers on this machine, of the layout that a run wants, and what can happen to them.

mod cluster;
mod sentinel;
mod server;
mod standalone;

use super::proxy::Proxy;
use anyhow::bail;
use server::Server;
use std::{
    path::{Path, PathBuf},
    time::Duration,
};

/// How long servers may take to be as they should be.
const PATIENCE: Duration = Duration::from_secs(30);

/// How the servers belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// A primary and a replica; who is who, the proxy in front of them knows.
    Standalone,
    /// A primary and one or more replicas, with three sentinels.
    Sentinel,
    /// Three primaries, each with a replica.
    Cluster,
}

/// All servers of a run.
pub(crate) struct Servers {
    pub(crate) layout: Layout,
    nodes: Vec<Server>,
    sentinels: Vec<Server>,
    /// The primary of [`Layout::Standalone`].
    primary: usize,
}

/// What can happen to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// A primary is killed; its replica takes its place and the old one comes back as a replica.
    KillPrimary,
    /// A primary is paused for so long that its replica takes its place, and then wakes.
    PauseLong,
    /// A primary is paused for a moment.
    PauseShort,
    /// The primary's place is given to the replica on purpose.
    Planned,
    /// A primary is killed and started again at once.
    Restart,
    /// A replica is killed and started again.
    KillReplica,
    /// A replica is paused: what is written is not copied.
    PauseReplica,
    /// All connections of clients are ended.
    Disconnect,
}

impl Trouble {
    /// All that there is.
    pub(crate) const ALL: [Self; 8] = [
        Self::KillPrimary,
        Self::PauseLong,
        Self::PauseShort,
        Self::Planned,
        Self::Restart,
        Self::KillReplica,
        Self::PauseReplica,
        Self::Disconnect,
    ];

    /// Whether another server is the primary afterwards.
    pub(crate) const fn fails_over(self) -> bool {
        matches!(self, Self::KillPrimary | Self::PauseLong | Self::Planned)
    }

    /// In words, for the table.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::KillPrimary => "Redis failover: primary killed",
            Self::PauseLong => "Redis failover: primary paused, replica promoted, old one wakes",
            Self::PauseShort => "Redis: primary paused for a moment",
            Self::Planned => "Redis failover: planned (FAILOVER, SENTINEL or CLUSTER FAILOVER)",
            Self::Restart => "Redis: primary killed and started again",
            Self::KillReplica => "Redis: replica killed and started again",
            Self::PauseReplica => "Redis: replica paused",
            Self::Disconnect => "Redis: all connections ended",
        }
    }
}

impl Servers {
    /// Starts them and waits until they are as they should be.
    pub(crate) async fn start(layout: Layout, copies: u8, folder: &Path) -> anyhow::Result<Self> {
        let mut servers = Self { layout, nodes: Vec::new(), sentinels: Vec::new(), primary: 0 };
        let folder: PathBuf = folder.join("redis");
        match layout {
            Layout::Standalone => servers.start_pair(&folder).await?,
            Layout::Sentinel => {
                servers.start_pair(&folder).await?;
                for _ in 1..copies {
                    servers.add_copy(&folder).await?;
                }
                servers.start_sentinels(&folder).await?;
            }
            Layout::Cluster => servers.start_cluster(&folder).await?,
        }
        servers.settle().await?;
        Ok(servers)
    }

    /// The value of REDIS_URL.
    pub(crate) fn url(&self, proxy: Option<&Proxy>) -> String {
        let addresses = |all: &[Server]| {
            let all: Vec<_> = all.iter().map(|it| format!("127.0.0.1:{}", it.port)).collect();
            all.join(",")
        };
        match (self.layout, proxy) {
            (Layout::Standalone, Some(proxy)) => format!("redis://{}", proxy.address),
            (Layout::Standalone, None) => format!("redis://127.0.0.1:{}", self.nodes[0].port),
            (Layout::Sentinel, _) => {
                format!("redis+sentinel://{}/chaos", addresses(&self.sentinels))
            }
            (Layout::Cluster, _) => format!("redis+cluster://{}", addresses(&self.nodes)),
        }
    }

    /// All fields of a hash.
    pub(crate) async fn hash(&self, key: &str) -> anyhow::Result<Vec<(String, String)>> {
        let text = self.nodes[self.primary].ask(&["-c", "HGETALL", key]).await?;
        let lines: Vec<&str> = text.lines().collect();
        let pairs = lines.chunks_exact(2).map(|it| (it[0].to_owned(), it[1].to_owned()));
        Ok(pairs.collect())
    }

    /// The port of the primary that is there at the start.
    pub(crate) fn first_port(&self) -> u16 {
        self.nodes[0].port
    }

    /// Waits until every primary has a replica that has caught up.
    pub(crate) async fn settle(&mut self) -> anyhow::Result<()> {
        let looking = async {
            while !self.is_whole().await {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        match tokio::time::timeout(PATIENCE, looking).await {
            Ok(()) => Ok(()),
            Err(_) => bail!("the Redis servers are not whole again after {PATIENCE:?}"),
        }
    }

    async fn is_whole(&self) -> bool {
        let mut primaries = 0;
        for node in &self.nodes {
            let Ok(info) = node.info().await else { return false };
            if info.is_primary() {
                let online = |at: usize| {
                    let replica = info.get(&format!("slave{at}"));
                    replica.is_some_and(|it| it.contains("state=online"))
                };
                if !(0..self.copies()).all(online) {
                    return false;
                }
                primaries += 1;
            } else if info.get("master_link_status") != Some("up") {
                return false;
            }
        }
        primaries * (1 + self.copies()) == self.nodes.len() && self.is_agreed().await
    }

    /// How many replicas each primary has.
    fn copies(&self) -> usize {
        match self.layout {
            Layout::Standalone | Layout::Cluster => 1,
            Layout::Sentinel => self.nodes.len() - 1,
        }
    }

    /// Whether whoever directs clients knows the primaries.
    async fn is_agreed(&self) -> bool {
        match self.layout {
            Layout::Standalone => true,
            Layout::Sentinel => self.sentinels_agree().await,
            Layout::Cluster => self.cluster_is_well().await,
        }
    }

    /// Lets something happen, and brings back what died of it.
    pub(crate) async fn suffer(
        &mut self,
        trouble: Trouble,
        proxy: Option<&Proxy>,
        random: &mut fastrand::Rng,
        moment: Duration,
    ) -> anyhow::Result<()> {
        let (primary, replica) = self.some_pair(random).await?;
        match trouble {
            Trouble::KillPrimary => {
                self.nodes[primary].kill().await?;
                let new = self.promoted((primary, replica), proxy).await?;
                tokio::time::sleep(moment).await;
                self.back_as_replica(primary, new).await
            }
            Trouble::PauseLong => {
                self.nodes[primary].signal("-STOP").await?;
                let promoted = self.promoted((primary, replica), proxy).await;
                self.nodes[primary].signal("-CONT").await?;
                let new = promoted?;
                if self.layout == Layout::Standalone {
                    self.nodes[primary].follow(self.nodes[new].port).await?;
                }
                Ok(())
            }
            Trouble::PauseShort => self.pause(primary, moment).await,
            Trouble::PauseReplica => self.pause(replica, moment).await,
            Trouble::Planned => self.switch(primary, replica, proxy).await,
            Trouble::Restart => self.restart(primary, moment / 4).await,
            Trouble::KillReplica => self.restart(replica, moment).await,
            Trouble::Disconnect => self.disconnect().await,
        }
    }

    async fn pause(&self, at: usize, moment: Duration) -> anyhow::Result<()> {
        self.nodes[at].signal("-STOP").await?;
        tokio::time::sleep(moment).await;
        self.nodes[at].signal("-CONT").await
    }

    async fn restart(&mut self, at: usize, after: Duration) -> anyhow::Result<()> {
        self.nodes[at].kill().await?;
        tokio::time::sleep(after).await;
        let follows = self.layout == Layout::Standalone && at != self.primary;
        let port = self.nodes[self.primary].port;
        self.nodes[at].run_as(follows.then_some(port)).await
    }

    async fn disconnect(&self) -> anyhow::Result<()> {
        for node in &self.nodes {
            for kind in ["normal", "pubsub"] {
                node.ask(&["CLIENT", "KILL", "TYPE", kind]).await?;
            }
        }
        Ok(())
    }

    /// A primary and its replica.
    async fn some_pair(&self, random: &mut fastrand::Rng) -> anyhow::Result<(usize, usize)> {
        let mut pairs = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            let info = node.info().await?;
            if let (false, Some(port)) = (info.is_primary(), info.get("master_port")) {
                let primary = self.nodes.iter().position(|it| it.port.to_string() == port);
                pairs.extend(primary.map(|primary| (primary, at)));
            }
        }
        random.choice(pairs).ok_or_else(|| anyhow::anyhow!("there is no replica"))
    }

    /// Waits until a replica has become the primary, and says which; without sentinels or a cluster
    /// we make it one.
    async fn promoted(
        &mut self,
        (old, replica): (usize, usize),
        proxy: Option<&Proxy>,
    ) -> anyhow::Result<usize> {
        if self.layout == Layout::Standalone {
            self.nodes[replica].ask(&["REPLICAOF", "NO", "ONE"]).await?;
        }
        self.primary = self.successor(old, replica).await?;
        if let Some(proxy) = proxy {
            proxy.point_to(self.nodes[self.primary].port);
        }
        Ok(self.primary)
    }

    /// Which server becomes the primary in the place of another. Sentinels choose by themselves.
    async fn successor(&self, old: usize, replica: usize) -> anyhow::Result<usize> {
        if self.layout != Layout::Sentinel {
            self.nodes[replica].becomes_primary().await?;
            return Ok(replica);
        }
        let candidates = (0..self.nodes.len()).filter(|at| *at != old);
        let becoming = candidates
            .map(|at| Box::pin(async move { self.nodes[at].becomes_primary().await.map(|()| at) }));
        Ok(futures_util::future::select_ok(becoming).await?.0)
    }

    /// What was the primary comes back.
    async fn back_as_replica(&mut self, old: usize, new: usize) -> anyhow::Result<()> {
        let new = self.nodes[new].port;
        let follows = (self.layout == Layout::Standalone).then_some(new);
        self.nodes[old].run_as(follows).await
    }

    async fn switch(
        &mut self,
        primary: usize,
        replica: usize,
        proxy: Option<&Proxy>,
    ) -> anyhow::Result<()> {
        match self.layout {
            Layout::Standalone => self.hand_over(primary, replica).await?,
            Layout::Sentinel => self.ask_sentinel_to_switch().await?,
            Layout::Cluster => self.nodes[replica].takes_its_place().await?,
        }
        self.primary = self.successor(primary, replica).await?;
        if let Some(proxy) = proxy {
            proxy.point_to(self.nodes[self.primary].port);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every trouble, twice, and the servers are whole again.
    async fn suffers(layout: Layout, copies: u8) {
        let folder = tempfile::tempdir().unwrap();
        let mut servers = Servers::start(layout, copies, folder.path()).await.unwrap();
        let mut random = fastrand::Rng::with_seed(1);
        for trouble in Trouble::ALL.iter().chain(&Trouble::ALL) {
            let moment = Duration::from_millis(300);
            servers.suffer(*trouble, None, &mut random, moment).await.unwrap();
            servers.settle().await.unwrap_or_else(|why| panic!("{trouble:?}: {why}"));
        }
    }

    #[tokio::test]
    async fn a_pair_survives() {
        suffers(Layout::Standalone, 1).await;
    }

    #[tokio::test]
    async fn sentinels_survive() {
        suffers(Layout::Sentinel, 1).await;
        suffers(Layout::Sentinel, 2).await;
    }

    #[tokio::test]
    async fn a_cluster_survives() {
        suffers(Layout::Cluster, 1).await;
    }
}
