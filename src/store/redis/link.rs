//! One line to one primary, and what is known of the server at its other end.

use super::{
    super::Stamp,
    barrier::Barrier,
    dial::Dial,
    fault::{Course, Fault},
    script::Script,
    unmet::no_redis,
    url::Address,
};
use redis::{
    Cmd, FromRedisValue, PushInfo, PushKind, Value,
    aio::{ConnectionLike, MultiplexedConnection},
    cmd,
};
use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicU8, Ordering},
};
use tokio::sync::Notify;

/// So many answers in a row may be late before the line is given up.
const LATE: u8 = 2;

/// The oldest version that has what we need.
const MAJOR: u32 = 7;

/// A connection that all callers share, to a server that was a primary when it was made.
pub(super) struct Link {
    pub(super) address: Address,
    /// The history of the server.
    pub(super) stamp: Stamp,
    /// What keeps watch over what is committed through this link.
    pub(super) barrier: Barrier,
    connection: MultiplexedConnection,
    state: Arc<State>,
}

/// Whether a link can be used, and whom to tell when not.
pub(super) struct State {
    broken: AtomicBool,
    late: AtomicU8,
    wake: Arc<Notify>,
}

/// What a server says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct About {
    pub(super) version: String,
    pub(super) is_sentinel: bool,
    pub(super) is_primary: bool,
    pub(super) follows: Option<Address>,
    pub(super) is_loading: bool,
    pub(super) history: String,
    /// Whether it took its history over from another, as who was a replica has done.
    pub(super) was_replica: bool,
    /// Which process it is; empty if it does not say.
    pub(super) process: String,
    /// Replicas that are connected, those that read the data included.
    pub(super) replicas: u32,
    /// Those of them that have read it and follow.
    pub(super) online: u32,
    pub(super) eviction: Option<String>,
}

impl State {
    /// The link is not to be used any more; a new one is made at once.
    pub(super) fn give_up(&self) {
        if !self.broken.swap(true, Ordering::Relaxed) {
            self.wake.notify_one();
        }
    }
}

/// A server that we are connected to, before it is known to be of use.
pub(super) struct Met {
    pub(super) about: About,
    pub(super) state: Arc<State>,
    connection: MultiplexedConnection,
}

impl Met {
    /// Connects and asks. Only a primary that we can work with is taken.
    pub(super) async fn meet(
        dial: &Dial,
        address: &Address,
        wake: &Arc<Notify>,
    ) -> Result<Self, Fault> {
        let state = Arc::new(State {
            broken: AtomicBool::new(false),
            late: AtomicU8::new(0),
            wake: Arc::clone(wake),
        });
        let watched = Arc::clone(&state);
        let how = dial.config().set_push_sender(move |push: PushInfo| {
            if push.kind == PushKind::Disconnection {
                watched.give_up();
            }
            Ok::<(), redis::aio::SendError>(())
        });
        let mut connection = dial.connect(address, how).await?;
        let info = cmd("INFO");
        let said = tokio::time::timeout(dial.deadline, info.query_async::<String>(&mut connection));
        let said = match said.await {
            Ok(said) => said.map_err(|error| Fault::of(&error, address))?,
            Err(_) => return Err(Fault::silent(address)),
        };
        let about = About::read(&said);
        about.check(address)?;
        Ok(Self { about, state, connection })
    }

    /// Makes it a link.
    pub(super) fn link(self, address: &Address, stamp: Stamp, barrier: Barrier) -> Link {
        let (connection, state) = (self.connection, self.state);
        Link { address: address.clone(), stamp, barrier, connection, state }
    }
}

impl Link {
    /// Whether calls may go over it.
    pub(super) fn stands(&self) -> bool {
        !self.state.broken.load(Ordering::Relaxed)
    }

    /// It is not to be used any more.
    pub(super) fn give_up(&self) {
        self.state.give_up();
    }

    /// An answer has not come in time.
    pub(super) fn was_late(&self) {
        if self.state.late.fetch_add(1, Ordering::Relaxed) + 1 >= LATE {
            self.give_up();
        }
    }

    /// One call.
    pub(super) async fn send(&self, command: &Cmd, asking: bool) -> Result<Value, Fault> {
        let mut connection = self.connection.clone();
        let answer = if asking {
            let mut both = redis::pipe();
            both.cmd("ASKING").add_command(command.clone());
            let answers = connection.req_packed_commands(&both, 0, 2).await;
            answers.and_then(|mut answers| answers.pop().unwrap_or(Value::Nil).extract_error())
        } else {
            command.query_async(&mut connection).await
        };
        if answer.is_ok() {
            self.state.late.store(0, Ordering::Relaxed);
        }
        answer.map_err(|error| Fault::of(&error, &self.address))
    }

    /// Gives it a script to keep.
    pub(super) async fn load(&self, script: &Script) -> Result<(), Fault> {
        let mut load = cmd("SCRIPT");
        load.arg("LOAD").arg(script.source());
        self.send(&load, false).await.map(drop)
    }

    /// One call whose answer has a form.
    pub(super) async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, Fault> {
        let answer = self.send(command, false).await?;
        T::from_redis_value(answer)
            .map_err(|_| Fault::new(Course::Lost, &self.address, "it does not answer like a Redis"))
    }
}

impl About {
    /// Reads the answer to INFO.
    pub(super) fn read(info: &str) -> Self {
        let find = |name: &str| {
            info.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim)
        };
        let (host, port) = (find("master_host"), find("master_port"));
        let follows = host.zip(port.and_then(|port| port.parse().ok()));
        // Whoever hides the lines of its replicas may tell how many they are.
        let (replicas, online) = replicas(info).unwrap_or_else(|| {
            let count = find("connected_slaves").and_then(|it| it.parse().ok());
            (count.unwrap_or_default(), 0)
        });
        let policy = find("maxmemory_policy").filter(|policy| *policy != "noeviction");
        Self {
            version: find("redis_version").unwrap_or_default().to_owned(),
            is_sentinel: find("redis_mode") == Some("sentinel"),
            is_primary: find("role") == Some("master"),
            follows: follows.map(|(host, port)| Address { host: host.to_owned(), port }),
            is_loading: find("loading") == Some("1"),
            history: find("master_replid").unwrap_or_default().to_owned(),
            was_replica: find("master_replid2").is_none_or(|id| id.bytes().any(|it| it != b'0')),
            process: find("run_id").unwrap_or_default().to_owned(),
            online,
            replicas,
            eviction: policy.map(str::to_owned),
        }
    }

    /// The history, as commits name it.
    pub(super) fn stamp(&self) -> Stamp {
        // A replication id is 40 random hexadecimal digits: the first 16 are as good as a hash.
        let head = self.history.get(..16).unwrap_or_default();
        Stamp(u64::from_str_radix(head, 16).unwrap_or_default())
    }

    fn check(&self, address: &Address) -> Result<(), Fault> {
        if self.version.is_empty() {
            return Err(no_redis(address));
        }
        if self.is_sentinel {
            let words = "it is a sentinel and holds no data: write redis+sentinel://HOST:PORT/NAME, \
                         with the name under which it knows the primary";
            return Err(Fault::new(Course::Refused, address, words));
        }
        let major = self.version.split('.').next().and_then(|it| it.parse::<u32>().ok());
        if major.is_none_or(|major| major < MAJOR) {
            return Err(Fault::too_old(address, &self.version));
        }
        if self.is_loading {
            let words = "it is still reading its data from disk (LOADING): wait until it is done";
            return Err(Fault::new(Course::Later, address, words));
        }
        if !self.is_primary {
            let of = self.follows.as_ref().map(|it| format!(" of {it}")).unwrap_or_default();
            let words = format!(
                "it is a replica{of} and cannot be written: the address of Redis (REDIS_URL) must \
                 be that of the primary, or of sentinels or a cluster that know it; workers that \
                 have the address of one server do not follow it to another"
            );
            let course = self.follows.clone().map_or(Course::Later, Course::Follows);
            return Err(Fault::new(course, address, &words));
        }
        Ok(())
    }
}

/// How many replicas are connected, and how many of them follow, by lines like
/// `slave0:ip=…,port=…,state=online,…`. Whoever fetches a copy of the data (`redis-cli --rdb`) has
/// such a line too, and never says that it has anything. A replica tells where it listens, even
/// before it reads; they do not, and stand there with port 0. None if there is no such line.
fn replicas(info: &str) -> Option<(u32, u32)> {
    let (mut connected, mut online, mut is_told) = (0, 0, false);
    for line in info.lines() {
        let Some((number, fields)) = line.strip_prefix("slave").and_then(|it| it.split_once(':'))
        else {
            continue;
        };
        let has = |wanted: &str| fields.trim().split(',').any(|field| field == wanted);
        if number.parse::<u32>().is_err() {
            continue;
        }
        is_told = true;
        if has("port=0") {
            continue;
        }
        connected += 1;
        online += u32::from(has("state=online"));
    }
    is_told.then_some((connected, online))
}

#[cfg(test)]
mod tests {
    use super::*;

    const INFO: &str = "# Server\r\nredis_version:7.0.15\r\nrun_id:7f\r\nloading:0\r\n# Replication\r\n\
                        role:master\r\nconnected_slaves:2\r\n\
                        slave0:ip=::1,port=1,state=online,offset=7,lag=0\r\n\
                        slave1:ip=::1,port=2,state=send_bulk,offset=0,lag=0\r\n\
                        slave_read_only:1\r\n\
                        master_replid:00000000000000ffaaaaaaaaaaaaaaaaaaaaaaaa\r\n\
                        master_replid2:1111\r\nmaxmemory_policy:allkeys-lru\r\n";

    #[test]
    fn what_a_server_says_is_read() {
        let about = About::read(INFO);
        assert_eq!((about.replicas, about.online, about.is_primary), (2, 1, true));
        assert_eq!(about.stamp(), Stamp(255));
        assert_eq!(about.follows, None);
        assert_eq!((about.was_replica, about.process.as_str()), (true, "7f"));
        let first = About::read(&INFO.replace("1111", &"0".repeat(40)));
        assert!(!first.was_replica);
        assert!(About::read("master_replid:1\r\n").was_replica, "who does not tell may have been");
        assert_eq!(about.eviction.as_deref(), Some("allkeys-lru"));
        let place = "db:6379".parse().expect("an address");
        assert_eq!(about.check(&place), Ok(()));
    }

    #[test]
    fn who_only_fetches_a_copy_is_no_replica() {
        for state in ["wait_bgsave", "send_bulk", "online"] {
            let copying = format!("slave2:ip=::1,port=0,state={state},offset=0,lag=0\r\n");
            let info = INFO.replace("connected_slaves:2", "connected_slaves:3");
            let about =
                About::read(&info.replace("slave_read_only", &(copying + "slave_read_only")));
            assert_eq!((about.replicas, about.online), (2, 1), "{state}");
        }
    }

    #[test]
    fn a_server_of_no_use_is_refused_with_the_reason() {
        let place = "db:6379".parse().expect("an address");
        let with = |from: &str, to: &str| About::read(&INFO.replace(from, to)).check(&place);
        let old = with("7.0.15", "6.2.1").expect_err("too old");
        assert_eq!(old.course, Course::TooOld("6.2.1".to_owned()));
        assert!(old.words.contains("needs Redis 7.0 or newer"), "{}", old.words);
        let sentinel = with("loading:0", "redis_mode:sentinel").expect_err("a sentinel");
        assert!(sentinel.is_final(), "{}", sentinel.words);
        assert!(sentinel.words.contains("write redis+sentinel://"), "{}", sentinel.words);
        let other = with("redis_version", "version").expect_err("no Redis");
        assert!(other.words.contains("does not speak Redis"), "{}", other.words);
        let loading = with("loading:0", "loading:1").expect_err("loading");
        assert!(loading.words.contains("reading its data from disk"), "{}", loading.words);
        let role = "role:slave\r\nmaster_host:up\r\nmaster_port:7";
        let replica = with("role:master", role).expect_err("a replica");
        assert_eq!(replica.course, Course::Follows("up:7".parse().expect("an address")));
        assert!(replica.words.contains("it is a replica"), "{}", replica.words);
    }
}
