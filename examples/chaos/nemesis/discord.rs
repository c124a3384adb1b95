//! Discord at its worst: its gateway, its events, its REST.

use super::Nemesis;
use discord_sim::{
    faults::{Effect, Fault, LimitScope},
    gateway::levers::{Lever, Target},
};
use std::{sync::atomic::Ordering, time::Duration};

/// The calls that change something.
const CALLS: [(&str, &str); 6] = [
    ("POST", "/interactions/{interaction}/{token}/callback"),
    ("POST", "/guilds/{guild}/channels"),
    ("POST", "/channels/{channel}/messages"),
    ("PATCH", "/webhooks/{application}/{token}/messages/@original"),
    ("POST", "/webhooks/{application}/{token}"),
    ("PATCH", "/channels/{channel}"),
];

impl Nemesis {
    pub(super) async fn disturb_discord(&mut self) -> anyhow::Result<()> {
        match self.random.u32(0..10) {
            0..3 => self.pull_lever(),
            3..6 => self.disturb_events().await,
            _ => self.disturb_rest().await,
        }
        Ok(())
    }

    /// One shard, or all.
    fn pull_lever(&mut self) {
        let (kind, lever) = match self.random.u32(0..14) {
            0..3 => ("gateway: connection dropped", Lever::Drop),
            3..5 => ("gateway: closed with 4000", Lever::Close { code: 4_000 }),
            5 => ("gateway: closed with 1001", Lever::Close { code: 1_001 }),
            6 => ("gateway: closed with 4009, session over", Lever::Close { code: 4_009 }),
            7..10 => ("gateway: op 7", Lever::Reconnect),
            10..12 => ("gateway: op 9, resumable", Lever::InvalidSession { resumable: true }),
            12 => ("gateway: op 9, session over", Lever::InvalidSession { resumable: false }),
            _ => ("gateway: session expired without a word", Lever::ExpireSessions),
        };
        // A new session costs an identify, of which there are only so many in a day.
        let ends = kind.contains("over") || kind.contains("expired");
        let all = !ends && self.random.f64() < 0.2;
        let shard = self.random.u32(0..self.town.shards);
        let target = Target { shard: (!all).then_some(shard), ..Target::default() };
        self.town.sim.gateway().pull(&target, &lever);
        self.tally.add(kind);
    }

    /// Events that come late, twice or in another order; newcomers who are turned away.
    async fn disturb_events(&mut self) {
        let gateway = self.town.sim.gateway();
        let now = self.town.sim.clock().now_ms();
        let some = self.random.u64(1..20);
        let span = Duration::from_secs_f64(self.plan.time_scale * 2.0 * self.random.f64());
        let ms = u64::try_from(span.as_millis()).unwrap_or(1_000);
        match self.random.u32(0..4) {
            0 => {
                self.tally.add("events: some come twice");
                gateway.change_weather(|weather| weather.duplicate_next = some);
            }
            1 => {
                self.tally.add("events: some are overtaken");
                self.town.overtaken.store(true, Ordering::SeqCst);
                gateway.change_weather(|weather| weather.reorder_next = some);
            }
            2 => {
                self.tally.add("events: late for a while");
                let late = self.random.u64(50..1_000);
                gateway.change_weather(|weather| weather.delay_ms = late);
                tokio::time::sleep(span).await;
                gateway.change_weather(|weather| weather.delay_ms = 0);
            }
            _ => {
                self.tally.add("gateway: turns newcomers away for a while");
                gateway.change_weather(|weather| weather.outage_until_ms = now + ms);
                gateway.pull(&Target::default(), &Lever::Drop);
            }
        }
    }

    /// Some calls go wrong for a while.
    async fn disturb_rest(&mut self) {
        let limited = |scope| Effect::RateLimited { scope, retry_after_ms: 300 };
        let (kind, effect) = match self.random.u32(0..60) {
            0..8 => ("REST: 5xx", Effect::Status { status: 503, html: true }),
            8..16 => ("REST: applied, then 5xx", Effect::FailAfter { status: 500 }),
            16..30 => ("REST: applied, reply lost", Effect::LoseReply),
            30..38 => ("REST: connection cut before", Effect::Drop),
            38..44 => ("REST: 429 of a route", limited(LimitScope::User)),
            44..50 => (
                "REST: 429, shared or global",
                limited(if self.random.bool() { LimitScope::Shared } else { LimitScope::Global }),
            ),
            // It stops a well-behaved bot for long, whatever it asks for.
            50 => ("REST: 429 without headers", limited(LimitScope::Bare)),
            _ => ("REST: slow", Effect::Delay { before_ms: 100, after_ms: 400 }),
        };
        self.tally.add(kind);
        let faults = self.town.sim.faults();
        let chance = 0.2 + 0.8 * self.random.f64();
        let calls = CALLS.iter().filter(|_| self.random.bool());
        let struck: Vec<_> = calls
            .map(|(method, route)| {
                faults.add(Fault::on(method, route, effect.clone()).with_probability(chance))
            })
            .collect();
        tokio::time::sleep(Duration::from_secs_f64(
            self.plan.time_scale * (0.2 + self.random.f64()),
        ))
        .await;
        struck.into_iter().for_each(|number| faults.remove(number));
    }
}
