//! Three sentinels beside a primary and its replicas.

use super::{Servers, server::Server};
use anyhow::bail;
use std::{path::Path, time::Duration};

impl Servers {
    pub(super) async fn start_sentinels(&mut self, folder: &Path) -> anyhow::Result<()> {
        let settings = [
            format!("sentinel monitor chaos 127.0.0.1 {} 2", self.nodes[0].port),
            "sentinel down-after-milliseconds chaos 1000".to_owned(),
            "sentinel failover-timeout chaos 2000".to_owned(),
            "sentinel parallel-syncs chaos 1".to_owned(),
        ];
        for _ in 0..3 {
            let mut sentinel = Server::sentinel(folder, &settings)?;
            sentinel.run().await?;
            self.sentinels.push(sentinel);
        }
        Ok(())
    }

    /// Whether all sentinels know each other, the replica, and the primary that really is one.
    pub(super) async fn sentinels_agree(&self) -> bool {
        for sentinel in &self.sentinels {
            let Ok(address) = sentinel.ask(&["SENTINEL", "GET-MASTER-ADDR-BY-NAME", "chaos"]).await
            else {
                return false;
            };
            let port = address.lines().last().unwrap_or_default();
            let Some(node) = self.nodes.iter().find(|it| it.port.to_string() == port) else {
                return false;
            };
            let primary = node.info().await.is_ok_and(|info| info.is_primary());
            let master = sentinel.ask(&["SENTINEL", "MASTER", "chaos"]).await.unwrap_or_default();
            let lines: Vec<&str> = master.lines().collect();
            let field = |name: &str| {
                lines.chunks(2).find(|it| it[0] == name).and_then(|it| it.get(1).copied())
            };
            let known = field("num-slaves") == Some(&*self.copies().to_string())
                && field("num-other-sentinels") == Some("2")
                && field("flags") == Some("master");
            if !primary || !known {
                return false;
            }
        }
        true
    }

    /// A sentinel may still be busy with the last one.
    pub(super) async fn ask_sentinel_to_switch(&self) -> anyhow::Result<()> {
        for _ in 0..50 {
            let answer = self.sentinels[0].ask(&["SENTINEL", "FAILOVER", "chaos"]).await?;
            if answer == "OK" {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        bail!("the sentinels do not fail over when they are asked to")
    }
}
