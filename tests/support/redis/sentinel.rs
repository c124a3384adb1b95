//! A primary and its replicas, watched by three sentinels.

use super::{Server, conf};

/// Under which name the sentinels know the primary.
const NAME: &str = "shop";

/// How many sentinels there are.
const SENTINELS: usize = 3;

/// All of them. The server that was the primary at first is the first.
pub(crate) struct Sentinels {
    pub(crate) servers: Vec<Server>,
    pub(crate) sentinels: Vec<Server>,
}

impl Sentinels {
    /// Starts them and waits until everybody knows everybody.
    pub(crate) async fn start(replicas: usize) -> Self {
        let mut servers = vec![Server::start(&[]).await];
        let primary = servers[0].port();
        for _ in 0..replicas {
            let follow = format!("replicaof 127.0.0.1 {primary}");
            servers.push(Server::start(&[&follow]).await);
        }
        for replica in &servers[1..] {
            replica.follows().await;
        }
        let ports: Vec<u16> = (0..SENTINELS).map(|_| conf::port()).collect();
        let mut sentinels = Vec::new();
        for me in 0..SENTINELS {
            let lines = settings(&servers, &ports, me);
            sentinels.push(Server::start_with(ports[me], &lines, &["--sentinel"]).await);
        }
        for sentinel in &sentinels {
            sentinel
                .eventually("it can vote", async |sentinel| {
                    let usable = ["SENTINEL", "CKQUORUM", NAME];
                    sentinel.try_say::<String>(&usable).await.is_ok()
                })
                .await;
        }
        Self { servers, sentinels }
    }

    /// How a worker names them.
    pub(crate) fn url(&self) -> String {
        let hosts: Vec<_> =
            self.sentinels.iter().map(|it| format!("127.0.0.1:{}", it.port())).collect();
        format!("redis+sentinel://{}/{NAME}", hosts.join(","))
    }

    /// Tells the sentinels to make a replica the primary. The old one goes on answering for a while.
    pub(crate) async fn fail_over(&self) {
        let () = self.sentinels[0].say(&["SENTINEL", "FAILOVER", NAME]).await;
    }

    /// Hands over from the primary at this place to the replica at that one, without loss.
    pub(crate) async fn hand_over(&self, from: usize, to: usize) {
        let port = self.servers[to].port().to_string();
        // A replica that has just caught up is not known to have for a moment.
        self.servers[from]
            .eventually("it can hand over", async |server| {
                let words = ["FAILOVER", "TO", "127.0.0.1", &port];
                server.try_say::<()>(&words).await.is_ok()
            })
            .await;
    }

    /// Which of the servers the first living sentinel takes for the primary.
    pub(crate) async fn primary(&self) -> usize {
        for sentinel in &self.sentinels {
            let ask = ["SENTINEL", "GET-MASTER-ADDR-BY-NAME", NAME];
            if let Ok((_, port)) = sentinel.try_say::<(String, u16)>(&ask).await {
                let is_it = |server: &Server| server.port() == port;
                return self.servers.iter().position(is_it).expect("one of ours");
            }
        }
        panic!("no sentinel answers");
    }
}

impl Server {
    /// Waits until it is a replica that has caught up.
    pub(crate) async fn follows(&self) {
        self.eventually("it follows", async |server| {
            server.info("master_link_status").await == "up"
        })
        .await;
    }
}

fn settings(servers: &[Server], ports: &[u16], me: usize) -> Vec<String> {
    let primary = servers[0].port();
    let id = |at: usize| format!("{:040x}", 0xabc0 + at);
    let mut lines = vec![
        format!("sentinel myid {}", id(me)),
        format!("sentinel monitor {NAME} 127.0.0.1 {primary} 2"),
        format!("sentinel down-after-milliseconds {NAME} 1000"),
        format!("sentinel failover-timeout {NAME} 3000"),
    ];
    // What they would find out by and by, so that nobody waits for it.
    for replica in &servers[1..] {
        lines.push(format!("sentinel known-replica {NAME} 127.0.0.1 {}", replica.port()));
    }
    for (at, port) in ports.iter().enumerate().filter(|(at, _)| *at != me) {
        lines.push(format!("sentinel known-sentinel {NAME} 127.0.0.1 {port} {}", id(at)));
    }
    lines
}
