//! A cluster of three primaries with a replica each.

use super::{
    Servers,
    server::{Server, free_port},
};
use anyhow::ensure;
use std::path::Path;
use tokio::process::Command;

impl Servers {
    pub(super) async fn start_cluster(&mut self, folder: &Path) -> anyhow::Result<()> {
        for _ in 0..6 {
            let settings = [
                "cluster-enabled yes".to_owned(),
                format!("cluster-port {}", free_port()?),
                "cluster-node-timeout 1000".to_owned(),
                "cluster-replica-validity-factor 0".to_owned(),
            ];
            let mut node = Server::new(folder, &settings)?;
            node.run().await?;
            self.nodes.push(node);
        }
        let addresses = self.nodes.iter().map(|it| format!("127.0.0.1:{}", it.port));
        let mut create = Command::new("redis-cli");
        create.args(["--cluster", "create"]).args(addresses);
        let output = create.args(["--cluster-replicas", "1", "--cluster-yes"]).output().await?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
        Ok(())
    }

    /// Whether every node sees every slot served.
    pub(super) async fn cluster_is_well(&self) -> bool {
        for node in &self.nodes {
            let info = node.ask(&["CLUSTER", "INFO"]).await.unwrap_or_default();
            if !info.contains("cluster_state:ok") || !info.contains("cluster_known_nodes:6") {
                return false;
            }
        }
        true
    }
}
