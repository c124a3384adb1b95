//! Listening on channels, again and again after every loss.

use super::{fault::Fault, keeper::Shared, slots::slot_of, url::Address};
use redis::{PushInfo, PushKind, aio::MultiplexedConnection, cmd};
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::{mpsc, watch},
    task::JoinHandle,
    time::timeout,
};

/// The pause before it is tried again.
const PAUSE: Duration = Duration::from_millis(50);

/// How often the line is tried: the loss of a machine is not told.
const CHECK: Duration = Duration::from_secs(2);

/// Something that came, or may have been missed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Something was said on this channel.
    Channel(String),
    /// The line was lost and stands again: what was said meanwhile is not known.
    Interrupted,
}

/// A line on which channels are listened to. It ends when this is dropped.
pub struct Listening {
    heard: mpsc::UnboundedReceiver<Heard>,
    stands: watch::Receiver<bool>,
    task: JoinHandle<()>,
}

impl Listening {
    /// Returns as soon as it stands, or after the deadline of a call.
    pub(super) async fn begin(shared: &Arc<Shared>, channels: &[&str]) -> Self {
        let (tell, heard) = mpsc::unbounded_channel();
        let (is_standing, mut stands) = watch::channel(false);
        let deadline = shared.dial.deadline;
        let ear = Ear {
            shared: Arc::clone(shared),
            channels: channels.iter().map(|&channel| channel.to_owned()).collect(),
            tell,
            is_standing,
        };
        let task = tokio::spawn(ear.listen());
        // If it does not stand by then, it will later.
        drop(timeout(deadline, stands.wait_for(|stands| *stands)).await);
        Self { heard, stands, task }
    }

    /// The next thing heard. Never comes back if nothing is.
    pub async fn next(&mut self) -> Heard {
        match self.heard.recv().await {
            Some(heard) => heard,
            None => std::future::pending().await,
        }
    }

    /// Whether the line stands now.
    #[must_use]
    pub fn stands(&self) -> bool {
        *self.stands.borrow()
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        self.task.abort();
    }
}

struct Ear {
    shared: Arc<Shared>,
    channels: Vec<String>,
    tell: mpsc::UnboundedSender<Heard>,
    is_standing: watch::Sender<bool>,
}

impl Ear {
    async fn listen(self) {
        let mut was_standing = false;
        loop {
            let address = self.address().await;
            match self.subscribe(&address).await {
                Ok((line, lost)) => {
                    self.is_standing.send_replace(true);
                    if was_standing {
                        // Nobody is left to hear it if this fails.
                        drop(self.tell.send(Heard::Interrupted));
                    }
                    was_standing = true;
                    self.until_lost(line, lost, &address).await;
                    self.is_standing.send_replace(false);
                }
                // The keeper of the links says what is wrong with Redis.
                Err(fault) => tracing::debug!("cannot listen: {}", fault.words),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    /// Where the channels are, as soon as that is known.
    async fn address(&self) -> Address {
        let mut routes = self.shared.route.subscribe();
        loop {
            if let Some(address) = self.address_now(&mut routes) {
                return address;
            }
            if routes.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    fn address_now(
        &self,
        routes: &mut watch::Receiver<Arc<super::route::Route>>,
    ) -> Option<Address> {
        let slot = self.channels.first().map_or(0, |channel| slot_of(channel));
        routes.borrow_and_update().to(slot).map(|link| link.address.clone())
    }

    async fn subscribe(
        &self,
        address: &Address,
    ) -> Result<(MultiplexedConnection, mpsc::UnboundedReceiver<()>), Fault> {
        let (lose, lost) = mpsc::unbounded_channel();
        let tell = self.tell.clone();
        let how = self.shared.dial.config().set_push_sender(move |push: PushInfo| {
            match push.kind {
                PushKind::SMessage => {
                    let channel = push.data.into_iter().next();
                    let channel = channel.and_then(|it| redis::from_redis_value(it).ok());
                    // Nobody is left to hear it if this fails.
                    drop(channel.map(|channel| tell.send(Heard::Channel(channel))));
                }
                // A server that no longer has the slot ends the subscription itself.
                PushKind::Disconnection | PushKind::SUnsubscribe => drop(lose.send(())),
                _ => {}
            }
            Ok::<(), redis::aio::SendError>(())
        });
        let mut line = self.shared.dial.connect(address, how).await?;
        let mut subscribe = redis::pipe();
        let worker = self.shared.habits.worker.as_str();
        subscribe.cmd("CLIENT").arg("SETNAME").arg(worker).ignore();
        subscribe.cmd("SSUBSCRIBE").arg(&self.channels).ignore();
        match timeout(self.shared.dial.deadline, subscribe.exec_async(&mut line)).await {
            Ok(done) => done.map_err(|error| Fault::of(&error, address))?,
            Err(_) => return Err(Fault::silent(address)),
        }
        Ok((line, lost))
    }

    /// Waits until the line is lost or the channels have moved to another server.
    async fn until_lost(
        &self,
        mut line: MultiplexedConnection,
        mut lost: mpsc::UnboundedReceiver<()>,
        address: &Address,
    ) {
        let mut routes = self.shared.route.subscribe();
        loop {
            if self.address_now(&mut routes).is_some_and(|now| now != *address) {
                return;
            }
            tokio::select! {
                _ = lost.recv() => return,
                changed = routes.changed() => if changed.is_err() { return },
                () = tokio::time::sleep(CHECK) => {
                    let ping = cmd("PING");
                    let answer = ping.exec_async(&mut line);
                    if !matches!(timeout(self.shared.dial.deadline, answer).await, Ok(Ok(()))) {
                        return;
                    }
                }
            }
        }
    }
}
