//! This worker's places in buckets that the whole fleet draws on.

use std::{
    collections::{HashMap, VecDeque},
    time::Duration,
};

use tokio::time::Instant;

use super::{headers::BucketHeaders, route::Template};
use crate::store::{BucketAnswer, BucketAsk};

/// Pure: places by route, and what the fleet has not been told of their buckets yet.
#[derive(Debug, Default)]
pub(super) struct Lots {
    lots: HashMap<Template, Lot>,
    /// In the order of the last question.
    asked: Vec<Template>,
}

#[derive(Debug, Default)]
struct Lot {
    places: VecDeque<Instant>,
    /// How long after its time a place may be used.
    valid: Duration,
    /// Before this a question would bring no place.
    not_before: Option<Instant>,
    /// Discord's name, how many calls a window holds, and the longest that was seen of one.
    known: Option<(String, u32, Duration)>,
    used_up_until: Option<Instant>,
    found: Option<bool>,
    is_urgent: bool,
}

/// Calls that lack a place, by route.
pub(super) type Lacking = Vec<(Template, u32)>;

impl Lots {
    /// When the next call of this route may go, or when to ask; none when it is to be asked for
    /// now.
    pub(super) fn next(&mut self, template: &Template, now: Instant) -> Option<Instant> {
        let lot = self.lots.entry(template.plain()).or_default();
        lot.forget(now);
        let place = lot.places.front().map(|place| (*place).max(now));
        place.or_else(|| lot.not_before.filter(|at| *at > now))
    }

    /// A call of this route goes now.
    pub(super) fn take(&mut self, template: &Template) {
        if let Some(lot) = self.lots.get_mut(&template.plain()) {
            lot.places.pop_front();
        }
    }

    /// What an answer told. The first word of a limit and the end of a window's calls are urgent:
    /// others wait for the one, and run into the other.
    pub(super) fn learn(
        &mut self,
        template: &Template,
        name: String,
        told: &BucketHeaders,
        now: Instant,
    ) {
        let lot = self.lots.entry(template.plain()).or_default();
        lot.is_urgent |= lot.known.is_none() || told.remaining == 0;
        let longest = match &lot.known {
            Some((_, limit, window)) if *limit == told.limit => (*window).max(told.reset_after),
            Some(_) | None => told.reset_after,
        };
        lot.known = Some((name, told.limit, longest));
        if told.remaining == 0 {
            lot.used_up_until = Some(now + told.reset_after);
        }
    }

    /// Whether each channel or server was found to have a count of its own.
    pub(super) fn found(&mut self, template: &Template, is_apart: bool) {
        let lot = self.lots.entry(template.plain()).or_default();
        lot.found = Some(is_apart);
        lot.is_urgent = true;
    }

    /// When to ask, if there were no other reason; `soonest` is the soonest for places.
    pub(super) fn due(&self, lacking: &Lacking, soonest: Instant, now: Instant) -> Option<Instant> {
        let urgent = self.lots.values().any(|lot| lot.is_urgent).then_some(now);
        let ready = |(template, calls): &(Template, u32)| {
            let lot = self.lots.get(template)?;
            let lacks = usize::try_from(*calls).unwrap_or(usize::MAX) > lot.places.len();
            lacks.then(|| lot.not_before.unwrap_or(now).max(soonest))
        };
        lacking.iter().filter_map(ready).chain(urgent).min()
    }

    /// What is asked and told.
    pub(super) fn ask(&mut self, lacking: &Lacking, now: Instant) -> Vec<BucketAsk> {
        let calls = |template: &Template| {
            lacking.iter().find(|(lacks, _)| lacks == template).map_or(0, |(_, calls)| *calls)
        };
        let mut asks = Vec::new();
        self.asked.clear();
        for (template, lot) in &mut self.lots {
            let held = u32::try_from(lot.places.len()).unwrap_or(u32::MAX);
            let calls = calls(template).saturating_sub(held);
            if calls > 0 || lot.is_urgent {
                self.asked.push(template.clone());
                asks.push(lot.ask(template, calls, now));
            }
        }
        asks
    }

    /// What came of it. Says which routes others have found to have no common count.
    pub(super) fn granted(&mut self, answers: &[BucketAnswer], now: Instant) -> Vec<Template> {
        let mut apart = Vec::new();
        for (template, answer) in std::mem::take(&mut self.asked).into_iter().zip(answers) {
            let Some(lot) = self.lots.get_mut(&template) else { continue };
            lot.valid = answer.valid;
            lot.places.extend(answer.places.iter().map(|place| now + *place));
            lot.not_before = Some(now + answer.again);
            if answer.is_apart {
                self.lots.remove(&template);
                apart.push(template);
            }
        }
        apart
    }

    /// No answer came: what was told is told again, and places are not relied on any more.
    pub(super) fn failed(&mut self, asks: &[BucketAsk]) {
        self.lots.values_mut().for_each(|lot| lot.places.clear());
        for (template, ask) in std::mem::take(&mut self.asked).into_iter().zip(asks) {
            let lot = self.lots.entry(template).or_default();
            lot.is_urgent = true;
            lot.found = lot.found.or(ask.is_apart);
        }
    }
}

impl Lot {
    fn forget(&mut self, now: Instant) {
        while self.places.front().is_some_and(|place| *place + self.valid <= now) {
            self.places.pop_front();
        }
    }

    fn ask(&mut self, template: &Template, calls: u32, now: Instant) -> BucketAsk {
        let (name, limit, window) = self.known.clone().unwrap_or_default();
        let left = |until: Instant| until.saturating_duration_since(now);
        self.is_urgent = false;
        BucketAsk {
            route: template.to_string(),
            name,
            calls,
            limit,
            window,
            used_up: self.used_up_until.map(left).unwrap_or_default(),
            is_apart: self.found.take(),
        }
    }
}

#[cfg(test)]
mod tests;
