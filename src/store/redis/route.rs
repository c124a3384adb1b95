//! Which link leads to which keys.

use super::{super::Stamp, link::Link, slots::SLOTS, url::Address};
use std::{ops::RangeInclusive, sync::Arc};

/// All links, as of now.
#[derive(Default)]
pub(super) struct Route {
    pub(super) stretches: Vec<Stretch>,
}

/// The slots of one primary, and the way to it.
pub(super) struct Stretch {
    pub(super) slots: Vec<RangeInclusive<u16>>,
    /// None while it cannot be reached.
    pub(super) link: Option<Arc<Link>>,
}

impl Route {
    /// The way to a slot, if it stands.
    pub(super) fn to(&self, slot: u16) -> Option<Arc<Link>> {
        let has = |stretch: &&Stretch| stretch.slots.iter().any(|range| range.contains(&slot));
        let link = self.stretches.iter().find(has)?.link.as_ref()?;
        link.stands().then(|| Arc::clone(link))
    }

    /// The way to a server, if it stands.
    pub(super) fn at(&self, address: &Address) -> Option<Arc<Link>> {
        self.links().find(|link| link.address == *address).cloned()
    }

    /// The way to the server that has this history, if it stands.
    pub(super) fn of(&self, stamp: Stamp) -> Option<Arc<Link>> {
        self.links().find(|link| link.stamp == stamp).cloned()
    }

    /// One link for each primary; none if one of them cannot be reached or a slot has none.
    pub(super) fn all(&self) -> Option<Vec<Arc<Link>>> {
        let covered: usize =
            self.stretches.iter().flat_map(|it| &it.slots).map(ExactSizeIterator::len).sum();
        let links: Vec<_> = self.links().cloned().collect();
        (links.len() == self.stretches.len() && covered == usize::from(SLOTS)).then_some(links)
    }

    /// How many replicas follow the primary that has the fewest, of those that are linked.
    pub(super) fn replicas(&self) -> u32 {
        self.links().map(|link| link.barrier.online()).min().unwrap_or_default()
    }

    /// The first slot that no primary has.
    pub(super) fn gap(&self) -> Option<u16> {
        let mut ranges: Vec<_> = self.stretches.iter().flat_map(|it| &it.slots).collect();
        ranges.sort_unstable_by_key(|range| *range.start());
        let mut next = 0;
        for range in ranges {
            if *range.start() > next {
                break;
            }
            next = next.max(range.end().saturating_add(1));
        }
        (next < SLOTS).then_some(next)
    }

    fn links(&self) -> impl Iterator<Item = &Arc<Link>> {
        self.stretches.iter().filter_map(|it| it.link.as_ref()).filter(|link| link.stands())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slot_that_nobody_has_is_found() {
        let gap = |ranges: &[&[RangeInclusive<u16>]]| {
            let stretch = |slots: &&[_]| Stretch { slots: slots.to_vec(), link: None };
            Route { stretches: ranges.iter().map(stretch).collect() }.gap()
        };
        assert_eq!(gap(&[&[0..=SLOTS - 1]]), None);
        assert_eq!(gap(&[&[100..=SLOTS - 1], &[0..=49, 50..=99]]), None);
        assert_eq!(gap(&[]), Some(0));
        assert_eq!(gap(&[&[1..=SLOTS - 1]]), Some(0));
        assert_eq!(gap(&[&[0..=98, 100..=SLOTS - 1]]), Some(99));
        assert_eq!(gap(&[&[0..=SLOTS - 2]]), Some(SLOTS - 1));
    }
}
