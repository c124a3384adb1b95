//! A primary and its replicas, watched by three sentinels.

use super::{Manner, Server, conf};

/// Under which name the sentinels know the primary.
const NAME: &str = "shop";

/// How many sentinels there are.
const SENTINELS: usize = 3;

/// All of them. The server that was the primary at first is the first.
pub(crate) struct Sentinels {
    pub(crate) servers: Vec<Server>,
    pub(crate) sentinels: Vec<Server>,
    manner: Manner,
}

/// A sentinel that knows no other, and for which this is the primary since an epoch.
pub(crate) async fn watching(primary: &Server, epoch: u64) -> Server {
    let lines = [
        format!("sentinel monitor {NAME} 127.0.0.1 {} 1", primary.port()),
        format!("sentinel config-epoch {NAME} {epoch}"),
        format!("sentinel current-epoch {epoch}"),
    ];
    Server::start_with(conf::port(), &lines, &["--sentinel"]).await
}

impl Sentinels {
    /// Starts them and waits until everybody knows everybody.
    pub(crate) async fn start(replicas: usize) -> Self {
        Self::start_as(replicas, Manner::default()).await
    }

    /// The same in some manner.
    pub(crate) async fn start_as(replicas: usize, manner: Manner) -> Self {
        let mut servers: Vec<Server> = Vec::new();
        for _ in 0..=replicas {
            let mut lines = [conf::usual(), manner.lines_of_server()].concat();
            if let Some(primary) = servers.first() {
                lines.push(format!("replicaof 127.0.0.1 {}", primary.public_port()));
            }
            let mut server = Server::prepare_as(&manner, conf::port(), &lines, &[]);
            server.run().await;
            servers.push(server);
        }
        for replica in &servers[1..] {
            replica.follows().await;
        }
        let mut sentinels: Vec<_> = (0..SENTINELS)
            .map(|me| {
                let lines = settings(&servers, me, &manner);
                Server::prepare_as(&manner, conf::port(), &lines, &["--sentinel"])
            })
            .collect();
        let ports: Vec<u16> = sentinels.iter().map(Server::public_port).collect();
        for (me, sentinel) in sentinels.iter_mut().enumerate() {
            sentinel.configure(&acquaintances(&ports, me));
            sentinel.run().await;
        }
        for sentinel in &sentinels {
            sentinel
                .eventually("it can vote", async |sentinel| {
                    let usable = ["SENTINEL", "CKQUORUM", NAME];
                    sentinel.try_say::<String>(&usable).await.is_ok()
                })
                .await;
        }
        Self { servers, sentinels, manner }
    }

    /// How a worker names them.
    pub(crate) fn url(&self) -> String {
        let ports: Vec<_> = self.sentinels.iter().map(Server::public_port).collect();
        self.manner.url("sentinel", &ports, &format!("/{NAME}"))
    }

    /// Tells the sentinels to make a replica the primary. The old one goes on answering for a
    /// while.
    pub(crate) async fn fail_over(&self) {
        let () = self.sentinels[0].say(&["SENTINEL", "FAILOVER", NAME]).await;
    }

    /// Hands over from the primary at this place to the replica at that one, without loss.
    pub(crate) async fn hand_over(&self, from: usize, to: usize) {
        let port = self.servers[to].public_port().to_string();
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
                let is_it = |server: &Server| server.public_port() == port;
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

fn id(at: usize) -> String {
    format!("{:040x}", 0xabc0 + at)
}

fn settings(servers: &[Server], me: usize, manner: &Manner) -> Vec<String> {
    let primary = servers[0].public_port();
    let mut lines = vec![
        format!("sentinel myid {}", id(me)),
        format!("sentinel monitor {NAME} 127.0.0.1 {primary} 2"),
        format!("sentinel down-after-milliseconds {NAME} 1000"),
        format!("sentinel failover-timeout {NAME} 3000"),
    ];
    lines.extend(manner.lines_of_sentinel(NAME));
    // What they would find out by and by, so that nobody waits for it.
    for replica in &servers[1..] {
        lines.push(format!("sentinel known-replica {NAME} 127.0.0.1 {}", replica.public_port()));
    }
    lines
}

/// The other sentinels, whom it would find by and by too.
fn acquaintances(ports: &[u16], me: usize) -> Vec<String> {
    let others = ports.iter().enumerate().filter(|(at, _)| *at != me);
    others
        .map(|(at, port)| format!("sentinel known-sentinel {NAME} 127.0.0.1 {port} {}", id(at)))
        .collect()
}
