//! A primary with a replica.

use super::{Servers, server::Server};
use std::path::Path;

impl Servers {
    pub(super) async fn start_pair(&mut self, folder: &Path) -> anyhow::Result<()> {
        let mut primary = Server::new(folder, &[])?;
        primary.run().await?;
        let follows = format!("replicaof 127.0.0.1 {}", primary.port);
        // With sentinels the file is theirs to change; without, who follows whom is said at each
        // start.
        let mut replica = match self.layout {
            super::Layout::Sentinel => Server::new(folder, &[follows])?,
            _ => Server::new(folder, &[])?,
        };
        let port = (self.layout == super::Layout::Standalone).then_some(primary.port);
        replica.run_as(port).await?;
        self.nodes = vec![primary, replica];
        Ok(())
    }

    /// One more replica, where sentinels say who follows whom.
    pub(super) async fn add_copy(&mut self, folder: &Path) -> anyhow::Result<()> {
        let follows = format!("replicaof 127.0.0.1 {}", self.first_port());
        let mut replica = Server::new(folder, &[follows])?;
        replica.run().await?;
        self.nodes.push(replica);
        Ok(())
    }

    /// Hands the primary's place over without losing a write.
    pub(super) async fn hand_over(&self, primary: usize, replica: usize) -> anyhow::Result<()> {
        let port = self.nodes[replica].port.to_string();
        self.nodes[primary].ask(&["FAILOVER", "TO", "127.0.0.1", &port, "TIMEOUT", "5000"]).await?;
        Ok(())
    }
}
