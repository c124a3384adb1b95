//! An order goes over to another catalogue while it is being made.

use super::{Line, LineId, Order, Unclear};
use crate::domain::{
    catalogue::Catalogue,
    money::Amount,
    notice::{News, Repriced},
};
use std::collections::HashMap;

impl Order {
    /// Goes over to another catalogue: what is not sold any more goes, and what is called or
    /// priced otherwise is so from now on. What of this its customer should know.
    pub fn follow(&mut self, catalogue: &Catalogue) -> News {
        let mut news = News::default();
        let before = self.units();
        let lines = std::mem::take(&mut self.lines);
        self.lines =
            lines.into_iter().filter_map(|line| followed(line, catalogue, &mut news)).collect();
        for mut unclear in std::mem::take(&mut self.unclear) {
            unclear.candidates.retain(|id| catalogue.product(id).is_some());
            let products = unclear.candidates.iter().filter_map(|id| catalogue.product(id));
            unclear.options.retain(|it| products.clone().all(|product| product.takes(it)));
            let instead_of =
                unclear.instead_of.take().and_then(|line| followed(line, catalogue, &mut news));
            if unclear.candidates.is_empty() {
                // What was to give way to what is not sold any more stays.
                self.lines.extend(instead_of);
            } else {
                self.unclear.push(Unclear { instead_of, ..unclear });
            }
        }
        // What was asked of another catalogue is answered.
        self.before = self.before.take().filter(|it| it.doubt.is_none());
        if let Some(before) = &mut self.before {
            // They are told of this when they come back, by the order that is shown then.
            let lines = std::mem::take(&mut before.lines);
            let mut untold = News::default();
            let stay = lines.into_iter().filter_map(|line| followed(line, catalogue, &mut untold));
            (before.lines, before.priced) = (stay.collect(), None);
        }
        self.reprice(catalogue);
        let now = self.units();
        for line in &self.lines {
            // A line that comes back was not shown with a price of late.
            let (Some(before), Some(now)) = (before.get(&line.id), now.get(&line.id)) else {
                continue;
            };
            if before != now {
                let (name, before, now) = (line.name.clone(), *before, *now);
                news.repriced.push(Repriced { name, before, now });
            }
        }
        if let Some(priced) = &self.priced {
            news.currency = priced.currency.clone();
        }
        news
    }

    /// What a piece of each line costs, as its customer was shown last.
    fn units(&self) -> HashMap<LineId, Option<Amount>> {
        let priced = self.priced.iter().flat_map(|it| &it.lines);
        self.lines.iter().zip(priced).map(|(line, priced)| (line.id, priced.unit)).collect()
    }
}

/// A line as this catalogue has it, if it has its product.
fn followed(mut line: Line, catalogue: &Catalogue, news: &mut News) -> Option<Line> {
    let Some(product) = catalogue.product(&line.product) else {
        news.gone.push(line.name);
        return None;
    };
    if line.name != product.name {
        news.renamed.push((line.name, product.name.clone()));
        line.name = product.name.clone();
    }
    for (_, value) in line.options.extract_if(.., |it| !product.takes(it)) {
        news.dropped.push((line.name.clone(), value));
    }
    Some(line)
}
