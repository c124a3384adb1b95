//! What an answer of Redis that is none means: what to do, and what to tell the operator.

use super::{
    super::{Damage, HALF_FILLED_WORDS, OpenError, StoreError},
    url::Address,
};
use redis::{ErrorKind, RedisError, ServerErrorKind};

/// A call that brought no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// What to do about it.
    pub(super) course: Course,
    /// What an operator is told.
    pub(super) words: String,
}

/// What to do about a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// The line broke: whether the call was carried out is not known.
    Lost,
    /// This server is not the one to ask, and did nothing.
    Elsewhere,
    /// This server is a replica of that one.
    Follows(Address),
    /// The key belongs to another server, and nothing was done.
    Moved,
    /// This key is on its way to another server, which is to be asked this once.
    Ask(Address),
    /// It did nothing, and may do it soon.
    Later,
    /// It does not have the script, and did nothing.
    Unloaded,
    /// It did nothing, and will not until somebody mends it.
    Refused,
    /// The record is not what was written.
    Damaged,
    /// It is too old.
    TooOld(String),
}

impl Fault {
    /// Reads what the client library says.
    pub(super) fn of(error: &RedisError, place: &Address) -> Self {
        let detail = error.detail().unwrap_or_default();
        let (course, words) = match error.kind() {
            ErrorKind::Server(kind) => server(kind, error, detail),
            ErrorKind::AuthenticationFailed => (Course::Refused, login()),
            ErrorKind::RESP3NotSupported => (Course::TooOld("below 6".to_owned()), too_old()),
            ErrorKind::Extension => extension(error.code().unwrap_or_default(), detail),
            ErrorKind::Io if error.is_connection_refusal() => {
                (Course::Later, "nobody listens there: start Redis, or correct the address".into())
            }
            ErrorKind::Io if error.is_timeout() => {
                (Course::Lost, "it does not answer; whether the call was done is not known".into())
            }
            ErrorKind::Io => (Course::Lost, format!("the connection failed ({error})")),
            // What its reader says of bytes that it cannot read is of no use to anybody.
            ErrorKind::Parse => (Course::Lost, "it does not speak Redis any more".to_owned()),
            _ => (Course::Lost, format!("it does not answer like a Redis ({error})")),
        };
        Self { course, words: format!("Redis at {place}: {words}") }
    }

    /// Reads what it says of a call to a sentinel, which has users and passwords of its own.
    pub(super) fn of_sentinel(error: &RedisError, place: &Address) -> Self {
        let is_login = error.kind() == ErrorKind::AuthenticationFailed
            || matches!(error.code(), Some("NOAUTH" | "WRONGPASS"));
        if is_login {
            let words = "this sentinel refuses our user or password: set ?sentinel_password= (and \
                         &sentinel_user= if it has users) at the end of the address of Redis";
            return Self::new(Course::Refused, place, words);
        }
        Self::of(error, place)
    }

    /// Something else that was found.
    pub(super) fn new(course: Course, place: &Address, words: &str) -> Self {
        Self { course, words: format!("Redis at {place}: {words}") }
    }

    /// It says nothing.
    pub(super) fn silent(place: &Address) -> Self {
        Self::new(Course::Later, place, "it does not answer")
    }

    /// A server older than what we need.
    pub(super) fn too_old(place: &Address, found: &str) -> Self {
        Self::new(Course::TooOld(found.to_owned()), place, &too_old())
    }

    /// As an error of a call for a key.
    pub(super) fn for_key(self, key: &str) -> StoreError {
        match self.course {
            Course::Damaged => Damage { key: key.to_owned(), why: self.words }.into(),
            _ => StoreError::Unavailable(self.words),
        }
    }

    /// As an error of the start.
    pub(super) fn at_start(self) -> OpenError {
        match self.course {
            Course::Refused => OpenError::RedisRefuses(self.words),
            Course::TooOld(found) => OpenError::RedisTooOld { found, why: self.words },
            _ => OpenError::RedisUnreachable(self.words),
        }
    }

    /// Whether only a person can help.
    pub(super) fn is_final(&self) -> bool {
        matches!(self.course, Course::Refused | Course::TooOld(_))
    }
}

fn server(kind: ServerErrorKind, error: &RedisError, detail: &str) -> (Course, String) {
    use ServerErrorKind as Kind;
    match kind {
        Kind::ReadOnly => (
            Course::Elsewhere,
            "it is a replica and cannot be written (READONLY): the address of Redis (REDIS_URL) \
             must be that of the primary, or of sentinels or a cluster that know it"
                .to_owned(),
        ),
        Kind::BusyLoading => (
            Course::Elsewhere,
            "it is still reading its data from disk (LOADING): wait until it is done".to_owned(),
        ),
        Kind::MasterDown => (
            Course::Elsewhere,
            "it is a replica that has lost its primary (MASTERDOWN): bring the primary back, or \
             wait for the failover"
                .to_owned(),
        ),
        Kind::Moved => (
            Course::Moved,
            "the key belongs to another server (MOVED): if this goes on, the address has to begin \
             with redis+cluster"
                .to_owned(),
        ),
        Kind::Ask => {
            let to = error.redirect_node().and_then(|(address, _)| address.parse().ok());
            let course = to.map_or(Course::Later, Course::Ask);
            (course, "the key is on its way to another server (ASK)".to_owned())
        }
        Kind::TryAgain => (
            Course::Later,
            "the keys are on their way to another server (TRYAGAIN): wait until the slot has moved"
                .to_owned(),
        ),
        Kind::ClusterDown => (
            Course::Later,
            "the cluster does not work now (CLUSTERDOWN): `redis-cli cluster info` says what is \
             missing; every slot needs a living primary"
                .to_owned(),
        ),
        Kind::NoScript => (Course::Unloaded, "it has forgotten the script".to_owned()),
        Kind::NoPerm => (
            Course::Refused,
            format!(
                "our user may not do this (NOPERM {detail}): give it more rights with ACL SETUSER"
            ),
        ),
        Kind::CrossSlot => {
            (Course::Refused, format!("keys of several slots in one call: {detail}"))
        }
        _ if detail.contains("max number of clients") => (
            Course::Later,
            "it has all the clients that it takes: raise maxclients, or close others".to_owned(),
        ),
        _ => (Course::Refused, format!("it refuses the call: {} {detail}", kind_name(error))),
    }
}

fn kind_name(error: &RedisError) -> &str {
    error.code().unwrap_or("ERR")
}

fn extension(code: &str, detail: &str) -> (Course, String) {
    let words = match code {
        "OOM" => "its memory is full (OOM): raise maxmemory, or make room; nothing was written"
            .to_owned(),
        "NOAUTH" | "WRONGPASS" => login(),
        "MISCONF" => "it cannot save to its disk and refuses to write (MISCONF): make room on the \
                      disk and see its log; it goes on when it can save again"
            .to_owned(),
        "NOREPLICAS" => {
            "it has too few replicas to be allowed to write (NOREPLICAS): bring them back, or \
             lower min-replicas-to-write"
                .to_owned()
        }
        // What our own script says.
        "HALFFILLED" => HALF_FILLED_WORDS.to_owned(),
        "BUSY" => {
            let words = "a script has been running for too long (BUSY): see its SLOWLOG";
            return (Course::Later, words.to_owned());
        }
        "WRONGTYPE" => {
            let words = "another kind of value is there (WRONGTYPE): something else uses our \
                         database; give TicketFlow one of its own";
            return (Course::Damaged, words.to_owned());
        }
        "NOPROTO" => return (Course::TooOld("below 6".to_owned()), too_old()),
        _ => format!("it refuses the call: {code} {detail}"),
    };
    (Course::Refused, words)
}

fn login() -> String {
    "it refuses our user or password: set user:password@ in the address of Redis".to_owned()
}

fn too_old() -> String {
    "its version is too old: TicketFlow needs Redis 7.0 or newer".to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_its_own_course_and_remedy() {
        let place: Address = "db:6379".parse().expect("an address");
        for (code, course, said) in [
            ("OOM", Course::Refused, "raise maxmemory"),
            ("NOAUTH", Course::Refused, "user:password@"),
            ("WRONGPASS", Course::Refused, "user:password@"),
            ("MISCONF", Course::Refused, "make room on the disk"),
            ("NOREPLICAS", Course::Refused, "min-replicas-to-write"),
            ("HALFFILLED", Course::Refused, "`ticketflow restore FILE` again"),
            ("BUSY", Course::Later, "SLOWLOG"),
            ("WRONGTYPE", Course::Damaged, "give TicketFlow one of its own"),
        ] {
            let error = redis::make_extension_error(code.to_owned(), Some("x".to_owned()));
            let fault = Fault::of(&error, &place);
            assert_eq!(fault.course, course, "{code}");
            assert!(fault.words.starts_with("Redis at db:6379: "), "{}", fault.words);
            assert!(fault.words.contains(said), "{code}: {}", fault.words);
            let of_sentinel = Fault::of_sentinel(&error, &place).words;
            let is_other = matches!(code, "NOAUTH" | "WRONGPASS");
            assert_eq!(of_sentinel.contains("?sentinel_password="), is_other, "{of_sentinel}");
        }
        for (kind, course) in [
            (ServerErrorKind::ReadOnly, Course::Elsewhere),
            (ServerErrorKind::BusyLoading, Course::Elsewhere),
            (ServerErrorKind::MasterDown, Course::Elsewhere),
            (ServerErrorKind::Moved, Course::Moved),
            (ServerErrorKind::ClusterDown, Course::Later),
            (ServerErrorKind::TryAgain, Course::Later),
            (ServerErrorKind::NoScript, Course::Unloaded),
            (ServerErrorKind::NoPerm, Course::Refused),
        ] {
            let error = RedisError::from((ErrorKind::Server(kind), "said"));
            assert_eq!(Fault::of(&error, &place).course, course, "{kind:?}");
        }
    }
}
