//! Operators change the number of shards, or their minds.

use super::Nemesis;
use std::process::Stdio;

/// The numbers of shards that the fleet goes to and fro between: Discord lets sixteen begin at a
/// time.
const COUNTS: [u32; 2] = [16, 32];

impl Nemesis {
    pub(super) async fn reshard(&mut self) -> anyhow::Result<()> {
        let cancels = self.random.f64() < 0.15;
        let present = self.store().shards().await?;
        let [one, other] = COUNTS;
        let shards = if present == Some(one) { other } else { one }.to_string();
        let words = if cancels { vec!["--cancel"] } else { vec!["--shards", &shards] };
        let words: Vec<_> = ["reshard"].into_iter().chain(words).collect();
        let mut command = self.workers.launch.command(&words);
        command.env("RUST_LOG", "off").stdout(Stdio::null()).stderr(Stdio::null());
        let done = command.status().await?.success();
        self.tally.add(match (done, cancels) {
            (true, false) => "resharding begun",
            (true, true) => "resharding taken back",
            // Another is under way, or none, or Redis is away.
            (false, _) => "resharding refused",
        });
        Ok(())
    }
}
