//! The fleet, in lines.

use super::{Failure, line, or_nothing};
use crate::store::{Division, Divisions, FleetView, Lease};
use std::time::Duration;

/// Workers, shards and what Discord still allows.
pub(super) fn fleet(view: &FleetView) -> Result<String, Failure> {
    let mut text = String::new();
    if let Some(divisions) = view.divisions {
        division(&mut text, view, divisions);
    }
    for member in &view.members {
        let worker = &member.worker;
        let held = view.leases.iter().filter(|it| it.owner == worker.name && is_held(it)).count();
        line(
            &mut text,
            format_args!(
                "worker {}  revision {}  up {}  heard {} ago  {}  shards {held}{}",
                worker.name,
                worker.revision,
                seconds(view.now.since(worker.started_at)),
                seconds(member.silent_for),
                if member.connected { "connected" } else { "not connected" },
                if worker.draining { "  leaving" } else { "" }
            ),
        );
    }
    for lease in &view.leases {
        let holder = if is_held(lease) {
            format!("held by {} for {} more", lease.owner, seconds(lease.left))
        } else {
            format!("free, last held by {}", lease.owner)
        };
        let session = lease.session.as_ref().map_or("no session".to_owned(), |session| {
            let age = seconds(view.now.since(session.saved_at));
            format!("session {} at {} saved {age} ago", session.id, session.committed)
        });
        line(
            &mut text,
            format_args!("shard {}  {holder}  epoch {}  {session}", lease.shard, lease.fence.epoch),
        );
    }
    let known = |shard| view.leases.iter().any(|lease| lease.shard == shard);
    let all = view.divisions.into_iter().flat_map(Divisions::shards);
    for shard in all.filter(|shard| !known(*shard)) {
        line(&mut text, format_args!("shard {shard}  free  no session"));
    }
    if let Some((remaining, total)) = view.budget {
        line(&mut text, format_args!("new sessions left today: {remaining} of {total}"));
    }
    Ok(or_nothing(text, "No worker has been here.\n"))
}

/// How the fleet is divided, and how far a change of that is.
fn division(text: &mut String, view: &FleetView, divisions: Divisions) {
    line(text, format_args!("division {}", divisions.present));
    let Some(coming) = divisions.coming else { return };
    let of = |it: Division| view.leases.iter().filter(move |lease| it.has(lease.shard));
    let held = of(coming).filter(|it| is_held(it)).count();
    let saved = of(coming).filter(|it| is_held(it) && it.session.is_some()).count();
    let listens = of(coming).filter(|it| is_held(it) && it.reached.is_some()).count();
    line(
        text,
        format_args!(
            "coming division {coming}  held {held}  with a session {saved}  listening {listens}"
        ),
    );
    let since = of(coming).filter_map(|it| it.reached).max();
    let waits = divisions.present.shards().find(|shard| {
        let lease = of(divisions.present).find(|lease| lease.shard == *shard && is_held(lease));
        lease.and_then(|it| it.reached).is_none_or(|at| since.is_some_and(|since| at <= since))
    });
    if let Some(shard) = waits.filter(|_| listens == coming.of as usize) {
        line(text, format_args!("it waits for what was heard through shard {shard}"));
    }
}

/// Sessions alone.
pub(super) fn sessions(view: &FleetView) -> Result<String, Failure> {
    let mut text = String::new();
    for lease in &view.leases {
        if let Some(session) = &lease.session {
            line(
                &mut text,
                format_args!(
                    "shard {} of {}  session {}  committed {}  saved {} ago",
                    lease.shard.number,
                    session.shards,
                    session.id,
                    session.committed,
                    seconds(view.now.since(session.saved_at))
                ),
            );
        }
    }
    Ok(or_nothing(text, "No session is saved.\n"))
}

fn is_held(lease: &Lease) -> bool {
    !lease.left.is_zero() && !lease.released
}

fn seconds(span: Duration) -> String {
    format!("{:.1} s", span.as_secs_f64())
}
