//! Which line "it" is of several: "make it 3", "one more", "remove one".

use super::{
    amend::{self, LONGEST_TEXT},
    talk::Talk,
};
use crate::domain::{
    catalogue::ProductId,
    notice::Misread,
    order::{Amendment, Asked, Line, LineId, Recount},
    recognise::{Index, Ordered, Purpose, Revision, revise},
    shelf::Stock,
};

/// Of more lines it is the last that is meant, as ever: each costs a reading.
const MOST_LINES: usize = 25;
/// How much more there might be of a line, to see whether a text says how many or how many more.
const MORE: u32 = 7;

impl Talk<'_> {
    /// Words that say how many there are to be of a line and not of which. It is the one that was
    /// added or changed last, if that was one alone; else it is asked. None if the text says
    /// anything else.
    pub(super) fn recount(&mut self, stock: &Stock, text: &str) -> Option<Misread> {
        let order = &self.next.order;
        let is_short = text.chars().nth(LONGEST_TEXT).is_none();
        if !is_short || order.is_unclear() || !(2..=MOST_LINES).contains(&order.lines.len()) {
            return None;
        }
        let had: Vec<_> = order.lines.iter().map(Line::ordered).collect();
        let recounted = |(at, line): (usize, &Line)| {
            let mut turned = had.clone();
            turned[at..].rotate_left(1);
            Some((line.id, recounted(&stock.index, text, &turned)?))
        };
        let found: Vec<_> = order.lines.iter().enumerate().filter_map(recounted).collect();
        let recount = found.first()?.1;
        let of: Vec<_> = found.iter().filter(|it| it.1 == recount).map(|it| it.0).collect();
        if of.len() < 2 {
            return None;
        }
        self.recount_one(&of, recount, text);
        Some(Misread { unknown: revise(&stock.index, text, &had).unknown, ..self.fit() })
    }

    /// The same where it is known how many there are to be: "can i have 2?".
    pub(super) fn recount_to(&mut self, count: u32, text: &str) -> Option<Misread> {
        let order = &self.next.order;
        if order.lines.is_empty() || order.is_unclear() {
            return None;
        }
        let it = self.it();
        let may_be = |line: &&Line| line.quantity != count || Some(line.id) == it;
        let of: Vec<_> = order.lines.iter().filter(may_be).map(|line| line.id).collect();
        let first = of.len().saturating_sub(MOST_LINES);
        self.recount_one(of.get(first..).unwrap_or_default(), Recount::To(count), text);
        Some(self.fit())
    }

    /// Recounts the line of these that was spoken of last, or asks which is meant.
    pub(super) fn recount_one(&mut self, of: &[LineId], recount: Recount, text: &str) {
        let mut of: Vec<_> = of.iter().map(|line| (*line, String::new())).collect();
        if of.is_empty() {
            return;
        }
        if let Some(it) = self.it().filter(|it| of.iter().any(|part| part.0 == *it)) {
            of.retain(|part| part.0 == it);
        }
        let meant = of.clone();
        let written = amend::shown(text);
        let order = &mut self.next.order;
        order.amendment =
            Some(Amendment { written, of, recount: Some(recount), ..Amendment::default() });
        if meant.len() == 1 {
            order.amend(&meant);
        }
    }

    /// How many there are to be of what may be several products, if words say that and not of
    /// which: "one more", "remove one".
    pub(super) fn recount_unclear(&self, stock: &Stock, text: &str) -> Option<Recount> {
        let unclear = self.next.order.unclear.first()?;
        let is_removed = unclear.purpose == Purpose::Remove;
        let [one, other, ..] = unclear.candidates.as_slice() else { return None };
        let alone = |product: &ProductId| {
            let line = Ordered { product: product.clone(), quantity: MORE, options: vec![] };
            recounted(&stock.index, text, &[line])
        };
        let recount = alone(one).filter(|it| !is_removed && alone(other) == Some(*it))?;
        matches!(recount, Recount::By(_) | Recount::Times(_) | Recount::To(0)).then_some(recount)
    }

    /// The line that was spoken of last, if that was one alone.
    pub(super) fn it(&self) -> Option<LineId> {
        let order = &self.next.order;
        if let Some(Asked::Option { line, .. }) = order.asked {
            return Some(line);
        }
        order.it()
    }
}

/// How many there are to be of the last line, if a text says nothing else.
fn recounted(index: &Index, text: &str, had: &[Ordered]) -> Option<Recount> {
    let now = had.last()?.quantity;
    let then = becomes(index, text, had).filter(|it| *it != now)?;
    let mut more = had.to_vec();
    more.last_mut()?.quantity = now.saturating_add(MORE);
    let probe = becomes(index, text, &more)?;
    if probe == then {
        return Some(Recount::To(then));
    }
    if then >= 2 * now && then % now == 0 && probe == then / now * (now + MORE) {
        return Some(Recount::Times(then / now));
    }
    let by = i32::try_from(probe).ok()? - i32::try_from(now.saturating_add(MORE)).ok()?;
    (then == now.saturating_add_signed(by)).then_some(Recount::By(by))
}

/// How many there are of the last line after a text; none if anything else is another one.
fn becomes(index: &Index, text: &str, had: &[Ordered]) -> Option<u32> {
    let Revision { lines, ambiguous, .. } = revise(index, text, had);
    let (last, others) = had.split_last()?;
    let is_new = lines.iter().any(|it| it.had.is_none());
    let after = |at: usize| lines.iter().find(|it| it.had == Some(at));
    let is_same = |at: usize, was: &Ordered| {
        after(at).is_none_or(|it| it.product == was.product && it.options == was.options)
    };
    let stays = |(at, was): (usize, &Ordered)| {
        is_same(at, was) && after(at).is_some_and(|it| it.quantity == was.quantity)
    };
    let is_alone = ambiguous.is_empty()
        && !is_new
        && others.iter().enumerate().all(stays)
        && is_same(others.len(), last);
    is_alone.then(|| after(others.len()).map_or(0, |it| it.quantity))
}
