//! What Discord does not say: each answer is a switch, and a run chooses the positions.

use anyhow::bail;
use discord_sim::{
    gateway::settings::{Expired, Superseded},
    options::SimOptions,
};

/// One question that Discord's documentation leaves open.
struct Doubt {
    name: &'static str,
    /// Puts the switch in the position that is not the simulator's own.
    turn: fn(&mut SimOptions),
}

const DOUBTS: &[Doubt] = &[
    Doubt { name: "trim", turn: |it| it.gateway.trim_on_heartbeat = true },
    Doubt { name: "buffer", turn: |it| it.gateway.resume_buffer = 1_000 },
    Doubt { name: "window", turn: |it| it.gateway.resume_window_ms = 30_000 },
    Doubt { name: "timed-out", turn: |it| it.gateway.expired = Expired::TimedOut },
    Doubt { name: "mute", turn: |it| it.gateway.superseded = Superseded::Mute },
    Doubt { name: "newest-twin", turn: |it| it.gateway.shard_twins_receive = false },
    Doubt { name: "counted", turn: |it| it.gateway.refused_identify_counts = true },
    Doubt { name: "patience", turn: |it| it.gateway.identify_patience_ms = Some(30_000) },
    Doubt { name: "nonce", turn: |it| it.limits.nonce_ms = 60_000 },
    Doubt { name: "late", turn: |it| it.events.before_response = false },
    Doubt { name: "hidden", turn: |it| it.events.hidden_channels = false },
];

/// Turns the switches that are named: some by name, `all`, `none`, or `random`, which tosses a coin
/// for each. Returns the names of those that were turned.
pub(crate) fn turn(
    wanted: &str,
    random: &mut fastrand::Rng,
    options: &mut SimOptions,
) -> anyhow::Result<Vec<&'static str>> {
    let names: Vec<&str> = match wanted {
        "none" => vec![],
        "all" => DOUBTS.iter().map(|it| it.name).collect(),
        "random" => DOUBTS.iter().map(|it| it.name).filter(|_| random.bool()).collect(),
        some => some.split(',').map(str::trim).collect(),
    };
    let mut turned = Vec::new();
    for name in names {
        let Some(doubt) = DOUBTS.iter().find(|it| it.name == name) else {
            let known: Vec<_> = DOUBTS.iter().map(|it| it.name).collect();
            bail!("there is no doubt “{name}”; write all, none, random, or some of {known:?}");
        };
        (doubt.turn)(options);
        turned.push(doubt.name);
    }
    Ok(turned)
}
