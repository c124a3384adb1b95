//! What has to be asked about an order before it can be confirmed: which product is meant, which
//! option is wanted. One question at a time.

mod beside;
mod discussed;
mod left_out;
mod own_text;
mod parts;
mod said;
mod which_described;
mod which_read;

use super::{
    amend,
    change::{corrected, is_instead},
    options,
    order::changed_by,
    talk::{MOST_HINTS, Talk},
};
use crate::domain::{
    answer::Answer,
    catalogue::{Catalogue, ProductId, ProductOption},
    control::Press,
    notice::{Misread, Occasion, Taken, Told},
    order::{Amendment, Asked, Line, LineId, Part},
    recognise::{Choice, Picked, choose, is_number, says_both},
    shelf::Stock,
};
use discussed::is_discussed;
pub(super) use left_out::is_none;
use said::With;

impl Talk<'_> {
    /// Asks the next of these questions, if there is one. One that waits already and is still to
    /// be answered is not asked twice.
    pub(super) fn ask_about_doubt(&mut self, occasion: &Occasion) -> bool {
        let Some(stock) = self.shelf.stock.as_deref() else { return false };
        let asked = self.doubt(&stock.catalogue);
        if asked.is_none() {
            self.next.order.asked = None;
            return false;
        }
        let is_waiting =
            self.next.order.asked == asked && matches!(asked, Some(Asked::Option { .. }));
        self.next.order.asked = asked;
        if !is_waiting || !self.is_seen_on_card() {
            self.turn();
            self.say_doubt(stock, With { misread: occasion.misread(), ..With::default() });
        }
        true
    }

    /// What has to be asked first.
    pub(super) fn doubt(&self, catalogue: &Catalogue) -> Option<Asked> {
        if !self.next.order.unclear.is_empty() {
            return Some(Asked::Which);
        }
        let order = &self.next.order;
        let amendment = order.amendment.as_ref();
        let (line, option) = match amendment.map(|it| (it.next(), &it.of)) {
            Some((Some((line, option)), _)) => (*line, self.option(catalogue, *line, option)?),
            Some((None, several)) => {
                let lines = several.iter().map(|(line, _)| *line).collect();
                return Some(Asked::Line { lines });
            }
            None => order.missing(catalogue)?,
        };
        let choices = option.choices().iter().map(|it| it.label.clone()).collect();
        Some(Asked::Option { line, option: option.name.clone(), choices })
    }

    fn option<'c>(
        &self,
        catalogue: &'c Catalogue,
        line: LineId,
        option: &str,
    ) -> Option<&'c ProductOption> {
        catalogue.product(&self.next.order.line(line)?.product)?.option(option)
    }

    /// The customer's words while such a question waits. What answers it not is a change to the
    /// order, like any other words.
    fn answer_doubt(&mut self, text: &str) {
        let Some(stock) = self.shelf.stock.as_deref() else { return };
        if self.overtake_doubt() {
            return;
        }
        match self.next.order.asked.clone() {
            Some(Asked::Which) => self.hear_about_which(stock, text),
            Some(Asked::Line { .. }) => self.hear_about_line(stock, text),
            Some(Asked::Option { line, option, .. })
                if self.next.order.amendment.is_some()
                    && self.flow().answer(text) == Some(Answer::No)
                    && !self.is_choice(stock, line, &option, text) =>
            {
                self.amend_these(&[]);
            }
            Some(Asked::Option { line, option, .. })
                if self.is_left_out(stock, line, &option, text) =>
            {
                self.leave_out(stock, line, &option);
            }
            Some(Asked::Option { line, option, .. })
                if self.is_withdrawn(stock, line, &option, text) =>
            {
                self.withdraw(line);
            }
            Some(Asked::Option { line, option, .. }) => {
                self.hear_choice(stock, line, &option, text);
            }
            None => {}
        }
    }

    /// What is said where it is asked what an option of a line is to be.
    fn hear_choice(&mut self, stock: &Stock, line: LineId, option: &str, said: &str) {
        let found = self.option(&stock.catalogue, line, option);
        let is_text = found.is_some_and(|it| it.choices().is_empty());
        let own = if is_text { self.own_text(stock, line, found, said) } else { Some(said.into()) };
        let Some(said) = own.as_deref() else { return };
        if found.is_some_and(|it| self.chooses_for_another(stock, line, it, said)) {
            return self.hear_something_else(stock, said);
        }
        let each = found.and_then(|it| self.of_each(line, it, said));
        let each = each.or_else(|| self.worded_each(stock, line, found?, said));
        if let Some(portions) = each {
            self.choose(stock, line, option, &portions);
            return self.doubt_settled();
        }
        let count = |beside: &str| self.count_of(stock, line, &parts::pieces(beside));
        let (text, worded) = self.worded_beside(stock, line, found, said);
        let text = self.answer_in(stock, line, found, &text).unwrap_or(text);
        let chosen = found.and_then(|it| options::read(it, &text, count));
        match chosen.and_then(|it| Some((self.portions(line, &it)?, it))) {
            Some((portions, chosen)) => {
                self.next.order.note(line, &worded);
                let rest = self.choose_more(stock, line, option, &portions, chosen);
                self.hear_beside_answer(stock, &rest);
            }
            // Who is asked for a plate and writes "0170" wants no 170 pieces.
            None if is_number(said) => self.ask_doubt_again(stock, Misread::default()),
            None => self.hear_something_else(stock, said),
        }
    }

    /// The customer's words where it is asked which product is meant.
    fn hear_about_which(&mut self, stock: &Stock, text: &str) {
        let among = self.next.order.unclear.first().map(|it| it.candidates.clone());
        let among = among.unwrap_or_default();
        // "how much is a large one?" is answered by what is offered.
        if among.len() == 1 && self.hear_which_described(stock, text, &among) {
            return;
        }
        if is_discussed(stock, text, &among) {
            let told = self.prices_told(stock, text, &among);
            return self.tell_anew(stock, told);
        }
        if self.hear_which_described(stock, text, &among) {
            return;
        }
        if let Some(recount) = self.recount_unclear(stock, text) {
            return self.count_unclear(stock, |it| recount.of(it));
        }
        match choose(&stock.index, text, &among) {
            Choice::One(picked) => self.make_some_clear(stock, &[picked], text),
            Choice::Several(picked) => self.share_out(stock, picked, text),
            Choice::Among(left) => self.narrow(stock, left),
            Choice::NoneOfThem => self.make_clear(stock, &[]),
            Choice::Count(count) => self.count_unclear(stock, |_| count),
            Choice::Open if let Some(picked) = self.both_of_one(stock, text, &among) => {
                self.make_clear(stock, &[picked]);
            }
            Choice::Either | Choice::Open => self.say_again(stock),
            Choice::Unclear if self.hear_which_in_parts(stock, text, &among) => {}
            Choice::Unclear => self.answer_which(stock, text, &among),
        }
    }

    /// The customer's words where it is asked which line is meant.
    fn hear_about_line(&mut self, stock: &Stock, text: &str) {
        let order = &self.next.order;
        let offered = order.amendment.as_ref().map(|it| it.of.clone()).unwrap_or_default();
        let shown = beside::place(text).and_then(|nth| Some(vec![offered.get(nth)?.clone()]));
        let meant = shown.or_else(|| amend::meant(stock, &self.next.order.lines, &offered, text));
        match (meant, self.flow().answer(text)) {
            (_, Some(Answer::No)) => self.amend_these(&[]),
            (Some(meant), _) if meant.len() > 2 && says_both(text) => self.say_again(stock),
            (Some(meant), _) => self.amend_these(&meant),
            (None, _) => self.hear_something_else(stock, text),
        }
    }

    /// Another catalogue may have overtaken the question: then what is to be asked now is asked,
    /// and what was answered to the former question does not count. Whether that was so.
    fn overtake_doubt(&mut self) -> bool {
        if self.next.pins.catalogue == self.newest().catalogue {
            return false;
        }
        let unclear = self.next.order.unclear.clone();
        let news = self.catch_up();
        let stock = self.shelf.stock.as_deref();
        let doubt = stock.and_then(|stock| self.doubt(&stock.catalogue));
        if news.is_none() && self.next.order.unclear == unclear && self.next.order.asked == doubt {
            return false;
        }
        self.next.order.asked = None;
        self.order_changed(changed_by(news, Misread::default()));
        true
    }

    /// By button or menu. What is to be marked on the message, if it was answered; none if it is
    /// not what the question offers.
    pub(super) fn press_about_doubt(&mut self, press: Press) -> Option<Option<Taken>> {
        let stock = self.shelf.stock.as_deref()?;
        if self.overtake_doubt() {
            return Some(None);
        }
        match (self.next.order.asked.clone()?, press) {
            (Asked::Which, Press::Nth(nth)) => {
                let unclear = self.next.order.unclear.first()?;
                let product = unclear.candidates.get(usize::from(nth))?.clone();
                let name = stock.catalogue.product(&product)?.name.clone();
                self.make_clear(stock, &[Picked { product, quantity: None }]);
                Some(Some(Taken::Choice(name)))
            }
            (Asked::Which, Press::Neither) => {
                self.make_clear(stock, &[]);
                Some(Some(Taken::Neither))
            }
            (Asked::Line { lines }, Press::Nth(nth)) => {
                let line = lines.get(usize::from(nth))?;
                let amendment = self.next.order.amendment.as_ref()?;
                let part = amendment.of.get(usize::from(nth)).filter(|it| it.0 == *line)?.clone();
                let name = self.part_offered(&amendment.of, &part)?.name;
                self.amend_these(&[part]);
                Some(Some(Taken::Choice(name)))
            }
            (Asked::Line { .. }, Press::Neither) => {
                self.amend_these(&[]);
                Some(Some(Taken::Neither))
            }
            (Asked::Option { line, option, .. }, Press::Nth(nth)) => {
                let found = self.option(&stock.catalogue, line, &option)?;
                let value = found.choices().get(usize::from(nth))?.label.clone();
                self.answer_option(stock, line, &option, value.clone());
                Some(Some(Taken::Choice(value)))
            }
            _ => None,
        }
    }

    /// What may be meant is spoken of once more: it is offered again, with what it costs and how
    /// many are left by now.
    fn tell_anew(&mut self, stock: &Stock, told: Told) {
        let misread = self.fit();
        if misread.is_less() {
            self.next.order.asked = None;
            self.note_misread(&misread);
            return self.order_changed(Occasion::OrderChanged { misread });
        }
        if self.may_hint(MOST_HINTS) {
            self.say_doubt(stock, With { told, ..With::default() });
        }
    }

    /// So many of whichever product is meant: it is still to be asked which.
    fn count_unclear(&mut self, stock: &Stock, count: impl Fn(u32) -> u32) {
        let Some(unclear) = self.next.order.unclear.first_mut() else { return };
        match count(unclear.quantity) {
            0 => return self.make_clear(stock, &[]),
            count => unclear.count(count),
        }
        self.turn();
        self.say_doubt(stock, With::default());
    }

    /// Fewer products are meant than were offered: it is asked which of these.
    fn narrow(&mut self, stock: &Stock, left: Vec<ProductId>) {
        let Some(unclear) = self.next.order.unclear.first_mut() else { return };
        unclear.candidates = left;
        self.turn();
        self.say_doubt(stock, With::default());
    }

    /// Asks once more what is asked about a part of the order.
    pub(super) fn say_doubt_anew(&mut self, stock: &Stock) {
        self.say_doubt(stock, With::default());
    }

    fn say_again(&mut self, stock: &Stock) {
        if self.may_hint(MOST_HINTS) {
            self.say_doubt(stock, With { again: true, ..With::default() });
        }
    }

    fn make_clear(&mut self, stock: &Stock, meant: &[Picked]) {
        self.next.order.make_clear(&stock.catalogue, meant);
        self.doubt_settled();
    }

    /// What was written beside an answer counts if it changes the order: "gold, and an adder".
    fn hear_beside_answer(&mut self, stock: &Stock, rest: &str) {
        let before = self.standing();
        let misread = self.take_lines(stock, rest);
        if before == self.standing() {
            self.note_misread(&misread);
            return self.doubt_settled();
        }
        self.next.order.asked = None;
        self.note_misread(&misread);
        self.order_changed(Occasion::OrderChanged { misread });
    }

    /// What is to be another one is known.
    fn amend_these(&mut self, parts: &[Part]) {
        let (given, lines) = (self.next.order.given, self.next.order.lines.clone());
        self.next.order.amend(parts);
        self.next.order.note_spoken(given, &lines);
        self.doubt_settled();
    }

    fn answer_option(&mut self, stock: &Stock, line: LineId, option: &str, value: String) {
        let quantity = self.next.order.line(line).map_or(1, |it| it.quantity);
        self.choose(stock, line, option, &[(value, quantity)]);
        self.doubt_settled();
    }

    fn choose(&mut self, stock: &Stock, line: LineId, option: &str, portions: &[(String, u32)]) {
        let order = &mut self.next.order;
        if !order.amend_next(&stock.catalogue, &(line, option.to_owned()), portions) {
            order.portion(line, option, portions);
        }
    }

    fn doubt_settled(&mut self) {
        self.next.order.asked = None;
        let misread = self.fit();
        self.note_misread(&misread);
        self.order_changed(Occasion::OrderChanged { misread });
    }

    /// Words that do not answer the question. If they change the order they do so, and the
    /// question is asked again; else it is asked again a few times.
    fn hear_something_else(&mut self, stock: &Stock, text: &str) {
        if let Some(told) = self.values(text) {
            return self.say_told(stock, told);
        }
        let before = self.standing();
        let given = self.next.order.given;
        // "a coffee instead" takes the place of what is unclear, and not of another line.
        let is_which = self.next.order.asked == Some(Asked::Which);
        let instead = corrected(text).filter(|_| is_which && is_instead(text));
        let mut misread = self.take_lines(stock, instead.as_deref().unwrap_or(text));
        let gone = self.gone_with(&before.0);
        misread.dropped.extend(gone);
        misread.dropped.dedup();
        let order = &mut self.next.order;
        if order.lines != before.0 {
            order.note_spoken(given, &before.0);
        }
        if is_which {
            order.made_clear_beside(&before.0, before.1);
            let is_same = order.unclear.len() == before.1;
            let is_new = |line: &Line| before.0.iter().all(|it| it.id != line.id);
            if is_same && order.lines.iter().any(is_new) && instead.is_some() {
                order.unclear.remove(0);
            }
        }
        let former = order.misread.clone();
        self.note_misread(&misread);
        if before != self.standing() {
            return self.order_changed(Occasion::OrderChanged { misread });
        }
        if let Some(told) = self.inquiry(text) {
            self.next.order.misread = former;
            return self.say_told(stock, told);
        }
        self.ask_doubt_again(stock, misread);
    }

    fn say_told(&mut self, stock: &Stock, told: Told) {
        if self.may_hint(MOST_HINTS) {
            self.say_doubt(stock, With { told, ..With::default() });
        }
    }

    /// The lines, how much of them is unclear, and what is to be another one.
    fn standing(&self) -> (Vec<Line>, usize, Option<Amendment>) {
        let order = &self.next.order;
        (order.lines.clone(), order.unclear.len(), order.amendment.clone())
    }

    fn ask_doubt_again(&mut self, stock: &Stock, misread: Misread) {
        let is_beside = matches!(self.next.order.asked, Some(Asked::Which));
        if self.may_hint_talk(is_beside, &misread) {
            self.say_doubt(stock, With { misread, again: true, ..With::default() });
        }
    }
}
