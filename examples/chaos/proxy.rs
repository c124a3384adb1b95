//! A proxy in front of Discord or Redis that can be slow, silent or cut, for one worker alone.
//!
//! Whose a connection is, the system tells: the worker that has the other end of it open.

use super::workers::Ids;
use anyhow::Context as _;
use std::{
    collections::HashMap,
    fs, io,
    net::SocketAddr,
    task::{Context, Poll, Waker},
    time::Duration,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, ReadBuf},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::watch,
    task::JoinHandle,
};

/// How it is with a worker's connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// What comes is passed on so much later.
    Slow(Duration),
    /// Connections stand, and nothing passes. What a process sent that ends meanwhile is lost.
    Silent,
    /// The same, but what a process sent arrives in the end, however dead its sender.
    Late,
    /// Connections are ended, and new ones as well.
    Cut,
}

type Lines = HashMap<u32, Line>;

/// A listener that passes everything on to one address.
pub(crate) struct Proxy {
    /// Where it listens.
    pub(crate) address: SocketAddr,
    target: watch::Sender<SocketAddr>,
    lines: watch::Sender<Lines>,
    accepting: JoinHandle<()>,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Proxy {
    /// Starts one in front of `target`, such as `127.0.0.1:6379`.
    pub(crate) async fn start(target: &str, workers: Ids) -> anyhow::Result<Self> {
        let target: SocketAddr = target.parse().with_context(|| format!("the address {target}"))?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let lines = watch::Sender::new(Lines::new());
        let target = watch::Sender::new(target);
        let (conditions, where_to) = (lines.clone(), target.subscribe());
        let accepting = tokio::spawn(async move {
            while let Ok((client, peer)) = listener.accept().await {
                let owner = owner_of(peer.port(), address.port(), &workers.all());
                let conditions = conditions.subscribe();
                let target = *where_to.borrow();
                tokio::spawn(converse(client, target, owner, conditions));
            }
        });
        Ok(Self { address, target, lines, accepting })
    }

    /// New connections go to that port from now on.
    pub(crate) fn point_to(&self, port: u16) {
        self.target.send_modify(|target| target.set_port(port));
    }

    /// From now on, this is how it is with the connections of a worker.
    pub(crate) fn put(&self, worker: u32, line: Line) {
        self.lines.send_modify(|lines| {
            lines.insert(worker, line);
        });
    }

    /// All is well again.
    pub(crate) fn heal(&self) {
        self.lines.send_modify(Lines::clear);
    }
}

/// Passes on in both directions until either ends.
async fn converse(
    client: TcpStream,
    target: SocketAddr,
    owner: Option<u32>,
    lines: watch::Receiver<Lines>,
) {
    let Ok(server) = TcpStream::connect(target).await else { return };
    // Without it small packets of a conversation wait for each other.
    if client.set_nodelay(true).is_err() || server.set_nodelay(true).is_err() {
        return;
    }
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let (mut there, mut back) = (Way::new(owner, &lines), Way::new(owner, &lines));
    // How a connection ended, its two ends see for themselves.
    tokio::select! {
        _ = there.pass(from_client, to_server) => {}
        _ = back.pass(from_server, to_client) => {}
    }
}

/// One direction of a connection.
struct Way {
    owner: Option<u32>,
    lines: watch::Receiver<Lines>,
}

impl Way {
    fn new(owner: Option<u32>, lines: &watch::Receiver<Lines>) -> Self {
        Self { owner, lines: lines.clone() }
    }

    fn line(&mut self) -> Option<Line> {
        let lines = self.lines.borrow_and_update();
        self.owner.and_then(|owner| lines.get(&owner).copied())
    }

    async fn pass(&mut self, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) -> io::Result<()> {
        let mut buffer = vec![0; 16 * 1024];
        loop {
            if self.line() == Some(Line::Cut) {
                return Ok(());
            }
            let read = tokio::select! {
                read = from.read(&mut buffer) => read?,
                changed = self.lines.changed() => match changed {
                    Ok(()) => continue,
                    Err(_) => return Ok(()),
                },
            };
            if read == 0 {
                return Ok(());
            }
            loop {
                match self.line() {
                    None => break,
                    Some(Line::Cut) => return Ok(()),
                    Some(Line::Slow(by)) => {
                        tokio::time::sleep(by).await;
                        break;
                    }
                    Some(line @ (Line::Silent | Line::Late)) => {
                        if self.lines.changed().await.is_err() {
                            return Ok(());
                        }
                        if line == Line::Silent && has_ended(&from) {
                            return Ok(());
                        }
                    }
                }
            }
            to.write_all(&buffer[..read]).await?;
        }
    }
}

/// Whether the other end has hung up.
fn has_ended(from: &OwnedReadHalf) -> bool {
    let mut byte = [0];
    let mut peeked = ReadBuf::new(&mut byte);
    let mut context = Context::from_waker(Waker::noop());
    match from.as_ref().poll_peek(&mut context, &mut peeked) {
        Poll::Ready(Ok(read)) => read == 0,
        Poll::Ready(Err(_)) => true,
        Poll::Pending => false,
    }
}

/// The process that has the client's end of a connection open.
fn owner_of(client: u16, listener: u16, workers: &[u32]) -> Option<u32> {
    let table = fs::read_to_string("/proc/net/tcp").ok()?;
    let (from, to) = (format!(":{client:04X}"), format!(":{listener:04X}"));
    let inode = table.lines().skip(1).find_map(|line| {
        let mut columns = line.split_whitespace().skip(1);
        let (local, remote) = (columns.next()?, columns.next()?);
        (local.ends_with(&from) && remote.ends_with(&to)).then(|| columns.nth(6)).flatten()
    })?;
    let socket = format!("socket:[{inode}]");
    workers.iter().copied().find(|id| {
        let files = fs::read_dir(format!("/proc/{id}/fd")).into_iter().flatten();
        files.filter_map(Result::ok).any(|file| {
            fs::read_link(file.path()).is_ok_and(|link| link.to_string_lossy() == socket)
        })
    })
}

/// The proxies of a run.
pub(crate) struct Proxies {
    pub(crate) rest: Proxy,
    pub(crate) gateway: Proxy,
    /// None where the store is a file, or where the servers tell their own addresses.
    pub(crate) redis: Option<Proxy>,
}

impl Proxies {
    /// Those that can be disturbed, with their names.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&'static str, &Proxy)> {
        let redis = self.redis.iter().map(|it| ("Redis", it));
        [("REST", &self.rest), ("gateway", &self.gateway)].into_iter().chain(redis)
    }

    /// All is well again.
    pub(crate) fn heal(&self) {
        self.all().for_each(|(_, proxy)| proxy.heal());
    }
}
