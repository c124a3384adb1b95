//! Taking an order and changing it: what was written becomes lines.

use super::{card, talk::Talk, words::LINES_LIMIT};
use crate::domain::{
    catalogue::ProductId,
    flow::{About, Expects, Next, Step},
    notice::{Misread, News, Occasion, Refusal},
    order::{Before, Line, LineId, Order},
    recognise::MOST_OF_ONE,
    ticket::Evidence,
};

impl Talk<'_> {
    /// Words where an order is taken or confirmed.
    pub(super) fn hear_order(&mut self, text: &str) {
        let news = self.catch_up();
        if let Some(suggested) = self.suggestion_taken(text) {
            self.next.order.misread = Misread::default();
            return self.hear_order(&suggested);
        }
        if news.is_none() && self.tell_values(text) {
            if let Evidence::Message(message) = self.voice.evidence {
                self.next.order.idle = Some(message);
            }
            return;
        }
        let Order { lines, words, priced, misread: told, given, .. } = self.next.order.clone();
        let misread = self.take(text);
        let order = &mut self.next.order;
        let changed = order.lines != lines || order.words != words || order.is_unclear();
        let is_told_less = misread.is_less() && !order.is_empty();
        if !changed && !is_told_less && news.is_none() {
            if let Evidence::Message(message) = self.voice.evidence {
                order.idle = Some(message);
            }
            return self.nothing_heard(text, misread, &told);
        }
        if order.lines != lines || !order.unclear.is_empty() {
            order.note_spoken(given, &lines);
        }
        if let Evidence::Message(message) = self.voice.evidence {
            let misread = told;
            order.before = Some(Before { message, lines, words, misread, priced, doubt: None });
        }
        self.order_changed(changed_by(news, misread));
    }

    /// Words to somebody else where an order is taken or confirmed: only what they change counts,
    /// and nothing while a part of the order is in doubt. Whether they count.
    pub(super) fn overhear_order(&mut self, text: &str) -> bool {
        let Some(stock) = self.shelf.stock.as_deref() else { return false };
        let before = self.next.order.clone();
        self.take_lines(stock, text);
        let changed = !self.next.order.contents().eq(before.contents());
        self.next.order = before;
        let counts = changed && self.next.order.asked.is_none();
        if counts {
            self.hear_order(text);
        }
        counts
    }

    /// Reads words as an order or a change to it. What of them was not understood.
    pub(super) fn take(&mut self, text: &str) -> Misread {
        let lines = self.next.order.lines.clone();
        let misread = match self.shelf.stock.as_deref() {
            Some(stock) => self.take_lines(stock, text),
            None => self.take_words(text),
        };
        let order = &mut self.next.order;
        let is_understood = !misread.has_words() && (order.lines != lines || order.is_unclear());
        if is_understood {
            order.misread = Misread::default();
        }
        self.note_misread(&misread);
        misread
    }

    /// What was not understood stays to be seen beside what is not understood now.
    pub(super) fn note_misread(&mut self, misread: &Misread) {
        let order = &mut self.next.order;
        let mut before = std::mem::take(&mut order.misread);
        if let Some(stock) = self.shelf.stock.as_deref() {
            before.unfit.retain(|it| order.lacks(&stock.catalogue, &it.option));
        }
        order.misread = before.and(misread);
        let lines = &order.lines;
        order.misread.near.retain(|it| lines.iter().all(|line| line.name != *it));
    }

    /// One more of a product that was chosen from the list. Its line is the one to change next.
    pub(super) fn add_picked(&mut self, product: &ProductId) -> Result<(), Refusal> {
        if !card::is_changeable(&self.next, self.shelf) {
            return Err(Refusal::OrderFixed);
        }
        let news = self.catch_up();
        let stock = self.shelf.stock.as_deref().ok_or(Refusal::NotSold)?;
        let product = stock.catalogue.product(product).ok_or(Refusal::NotSold)?;
        let order = &mut self.next.order;
        (order.before, order.spoken) = (None, None);
        let mut misread = Misread::default();
        let is_new = |it: &Line| it.product != product.id || !it.options.is_empty();
        if order.lines.len() >= LINES_LIMIT && order.lines.iter().all(is_new) {
            misread.unknown.push(product.name.clone());
        } else {
            order.add(product, 1);
        }
        misread = Misread { unknown: misread.unknown, ..self.fit() };
        let order = &mut self.next.order;
        let line = order.lines.iter().rfind(|it| it.product == product.id);
        let picked = line.map(|it| (it.id, it.quantity));
        order.picked = picked.map(|(id, _)| id);
        self.note_misread(&misread);
        self.order_changed(changed_by(news, misread));
        self.note_picked(product.name.clone(), picked.map_or(0, |(_, quantity)| quantity));
        Ok(())
    }

    /// Another number of pieces of a line; 0 takes it away.
    pub(super) fn change_line(&mut self, line: LineId, to: impl Fn(u32) -> u32) {
        let news = self.catch_up();
        let lines = &mut self.next.order.lines;
        if let Some(changed) = lines.iter_mut().find(|it| it.id == line) {
            changed.quantity = to(changed.quantity).min(MOST_OF_ONE);
        }
        lines.retain(|it| it.quantity > 0);
        self.line_changed(news, vec![]);
    }

    /// A line goes, and that is told.
    pub(super) fn withdraw(&mut self, line: LineId) {
        let news = self.catch_up();
        let (gone, kept) =
            std::mem::take(&mut self.next.order.lines).into_iter().partition(|it| it.id == line);
        self.next.order.lines = kept;
        self.line_changed(news, listed(&gone));
    }

    fn line_changed(&mut self, news: Option<News>, dropped: Vec<String>) {
        let misread = Misread { dropped, ..self.fit() };
        self.note_misread(&misread);
        (self.next.order.before, self.next.order.spoken) = (None, None);
        self.order_changed(changed_by(news, misread));
    }

    /// Yes to the order. What its customer has not been shown they have not said Yes to.
    pub(super) fn confirm_order(&mut self, to: Next) {
        if let Some(news) = self.catch_up() {
            let misread = Misread::default();
            return self.order_changed(Occasion::CatalogueChanged { news, misread });
        }
        let stock = self.shelf.stock.as_deref();
        if stock.is_some_and(|it| self.doubt(&it.catalogue).is_some()) {
            // Another catalogue asks for more than that of which the order was.
            return self.order_changed(Occasion::OrderChanged { misread: Misread::default() });
        }
        let short = self.cut();
        if !short.is_empty() {
            let misread = Misread { short, ..Misread::default() };
            self.next.order.misread = misread.clone();
            return self.order_changed(Occasion::OrderChanged { misread });
        }
        // Of a ticket that another version kept the limits are not known.
        match stock {
            Some(stock) => self.next.order.reprice(&stock.catalogue),
            None => self.next.order.over.clear(),
        }
        if !self.next.order.over.is_empty() {
            self.turn();
            return self.ask(Occasion::OverLimit);
        }
        let order = &mut self.next.order;
        order.confirmed = Some(self.voice.evidence.at());
        order.misread = Misread::default();
        (order.picked, order.spoken) = (None, None);
        self.go(to, Occasion::Answered);
    }

    /// The order is another one now: what has to be asked about it is asked, one question at a
    /// time, and then whether it is right.
    pub(super) fn order_changed(&mut self, occasion: Occasion) {
        if let Some(stock) = self.shelf.stock.as_deref() {
            if self.next.opener == Some(self.voice.actor.user) {
                self.next.order.note_roles(&stock.catalogue, &self.voice.actor.roles);
            }
            self.next.order.keep_amendment(&stock.catalogue);
            self.next.order.reprice(&stock.catalogue);
        }
        if self.next.order.is_empty() {
            return self.order_withdrawn(occasion);
        }
        if self.ask_about_doubt(&occasion) {
            // What a catalogue has changed is told with the question whether all of it is right.
            if let Occasion::CatalogueChanged { news, .. } = occasion {
                let untold = std::mem::take(&mut self.next.order.untold);
                self.next.order.untold = untold.and(news);
            }
            return;
        }
        let untold = std::mem::take(&mut self.next.order.untold);
        let occasion = match occasion {
            Occasion::CatalogueChanged { news, misread } => {
                Occasion::CatalogueChanged { news: untold.and(news), misread }
            }
            Occasion::OrderChanged { misread } if !untold.is_empty() => {
                Occasion::CatalogueChanged { news: untold, misread }
            }
            other => other,
        };
        let then = self.step().and_then(|step| match step.expects {
            Expects::Catalogue { then } => Some(then),
            // The answer came with what changed the order.
            _ => self.answered_to(step),
        });
        match then {
            Some(then) => self.go(then, occasion),
            None => {
                self.turn();
                self.ask(occasion);
            }
        }
    }

    /// Nothing is left of the order: as if No had been said to it. If that is because nothing of it
    /// can be had, that is told.
    fn order_withdrawn(&mut self, occasion: Occasion) {
        self.next.order.asked = None;
        let misread = occasion.misread();
        let occasion = match misread.short.is_empty() && misread.dropped.is_empty() {
            true => Occasion::StartedOver,
            false => Occasion::NothingLeft { misread },
        };
        match self.step().map(|step| &step.expects) {
            Some(Expects::YesNo { about: About::Order, no, .. }) => self.go(*no, occasion),
            Some(Expects::Catalogue { .. }) | None => {
                self.turn();
                self.ask(occasion);
            }
            Some(_) => self.take_anew(occasion),
        }
    }

    /// Back to where the order was taken.
    fn take_anew(&mut self, occasion: Occasion) {
        let at = self.next.standing().stage;
        let takes = |it: &&Step| matches!(it.expects, Expects::Catalogue { .. });
        let mut steps = self.flow().stages.iter().filter(takes);
        let step = steps.clone().rfind(|it| it.number <= at).or_else(|| steps.next());
        match step {
            Some(step) => self.enter(step.number, occasion),
            None => {
                self.turn();
                self.ask(occasion);
            }
        }
    }

    /// Lines get no more pieces than their product allows, and than are left. What of this their
    /// customer should know.
    pub(super) fn fit(&mut self) -> Misread {
        let stock = self.shelf.stock.as_deref();
        let capped = stock.map(|it| self.next.order.cap(&it.catalogue)).unwrap_or_default();
        Misread { capped, short: self.cut(), ..Misread::default() }
    }

    /// Lines get no more pieces than are left. Of which products there are too few, and how many.
    pub(super) fn cut(&mut self) -> Vec<(String, u32)> {
        let Some(stock) = self.shelf.stock.as_deref() else { return vec![] };
        let (ledger, number, at) = (self.ledger, self.next.number, self.said_at());
        self.next.order.cut(&stock.catalogue, |it| ledger.available(number, it, at))
    }

    /// Goes over to the newest catalogue. What of this the customer should know.
    pub(super) fn catch_up(&mut self) -> Option<News> {
        let newest = self.newest().catalogue;
        if self.next.pins.catalogue == newest {
            return None;
        }
        self.next.pins.catalogue = newest;
        let stock = self.shelf.stock.as_deref()?;
        let news = self.next.order.follow(&stock.catalogue);
        (!news.is_empty()).then_some(news)
    }
}

/// Lines as they stood on an order: "2 × Mug (red, large)".
pub(super) fn listed<'l>(lines: impl IntoIterator<Item = &'l Line>) -> Vec<String> {
    let one = |line: &Line| {
        let values: Vec<_> = line.options.iter().map(|(_, value)| value.as_str()).collect();
        let beside = match values.as_slice() {
            [] => String::new(),
            _ => format!(" ({})", values.join(", ")),
        };
        format!("{} × {}{beside}", line.quantity, line.name)
    };
    lines.into_iter().map(one).collect()
}

/// What a question about the order follows.
pub(super) fn changed_by(news: Option<News>, misread: Misread) -> Occasion {
    match news {
        Some(news) => Occasion::CatalogueChanged { news, misread },
        None => Occasion::OrderChanged { misread },
    }
}
