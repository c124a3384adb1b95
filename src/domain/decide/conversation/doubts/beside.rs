//! What stands beside an answer to a question about an order: "yes, and 2 colas", "3 large".

use super::super::{amend, leave::leaves, named, options, pieces, talk::Talk};
use crate::domain::{
    answer::{Answer, bare_phrase, phrase, says},
    catalogue::{Product, ProductId, ProductOption},
    order::{Line, LineId, pieces_of},
    recognise::{Picked, is_number, recognise, revise},
    shelf::Stock,
};

impl Talk<'_> {
    /// Yes or No to products that may be meant, perhaps with more beside it: "yes, and 2 colas".
    pub(super) fn answer_which(&mut self, stock: &Stock, text: &str, among: &[ProductId]) {
        let (answer, rest) = match self.flow().answer(text) {
            Some(answer) => (Some(answer), String::new()),
            None => self.answer_beside(text),
        };
        if let (Some(Answer::Yes), [only]) = (answer, among)
            && let Some(described) = described(stock, only, &rest)
        {
            return self.make_only_clear(stock, only, &described);
        }
        let meant = match (answer, among) {
            (Some(Answer::No), _) => vec![],
            (Some(Answer::Yes), [only]) => {
                let number =
                    recognise(&stock.index, &format!("{rest} {}", stock.names(among).concat()));
                let quantity =
                    number.lines.first().map(|it| it.quantity).filter(|_| is_number(&rest));
                vec![Picked { product: only.clone(), quantity }]
            }
            _ => return self.hear_something_else(stock, text),
        };
        self.next.order.make_clear(&stock.catalogue, &meant);
        match rest.is_empty() || is_number(&rest) {
            true => self.doubt_settled(),
            // What is said with Yes is wished for as well.
            false if !meant.is_empty() => self.hear_beside_answer(stock, &format!("and {rest}")),
            false => self.hear_beside_answer(stock, &rest),
        }
    }

    /// Several products that were chosen share the pieces that were asked for; if they do not add
    /// up, it is asked again.
    pub(super) fn share_out(&mut self, stock: &Stock, picked: Vec<Picked>, text: &str) {
        let Some(unclear) = self.next.order.unclear.first() else { return };
        match unclear.shared(picked) {
            Some(picked) => self.make_some_clear(stock, &picked, text),
            None => self.say_again(stock),
        }
    }

    /// Yes or No at the beginning of a text, and the rest of it.
    pub(super) fn answer_beside(&self, text: &str) -> (Option<Answer>, String) {
        let parts = options::parts_of(text);
        if let Some((first, others)) = parts.split_first().filter(|(_, it)| !it.is_empty()) {
            let answer = self.flow().answer(first);
            if answer.is_some() {
                return (answer, others.join(", "));
            }
        }
        // "no t20" says another thing, and so does "good to know".
        let first = text.trim().split_once(char::is_whitespace);
        let says_yes = |(first, rest): &(&str, &str)| {
            self.flow().answer(first) == Some(Answer::Yes) && (!is_praise(first) || goes_on(rest))
        };
        match first.filter(says_yes) {
            Some((_, rest)) => (Some(Answer::Yes), rest.to_owned()),
            None => (None, String::new()),
        }
    }

    /// Whether words that are asked for as a text of an option say that its product is not wished
    /// for after all: "never mind", "cancel the gift card". An engraving may be "forget me not".
    pub(super) fn is_withdrawn(
        &self,
        stock: &Stock,
        line: LineId,
        option: &str,
        text: &str,
    ) -> bool {
        let is_asked = self.takes_words(&stock.catalogue, line, option);
        if self.next.order.amendment.is_some() || !is_asked {
            return false;
        }
        let said = phrase(text).unwrap_or_default();
        if is_never_mind(&said) || leaves(text) {
            return true;
        }
        let lines = &self.next.order.lines;
        let Some(place) = lines.iter().position(|it| it.id == line) else { return false };
        let product = stock.catalogue.product(&lines[place].product);
        if !product.into_iter().flat_map(Product::names).any(|name| says(&said, name)) {
            return false;
        }
        let had: Vec<_> = lines.iter().map(Line::ordered).collect();
        let after = revise(&stock.index, text, &had);
        after.ambiguous.is_empty() && after.lines.iter().all(|it| it.had != Some(place))
    }

    /// Whether words that say No are a choice of an option: "no" to a gift wrap.
    pub(super) fn is_choice(&self, stock: &Stock, line: LineId, option: &str, text: &str) -> bool {
        let found = self.option(&stock.catalogue, line, option);
        let said = bare_phrase(text).unwrap_or_default();
        found.is_some_and(|it| !it.choices().is_empty() && it.answer(&said).is_ok())
    }

    /// How many of the product of a line these words say, if they say nothing else.
    pub(super) fn count_of(&self, stock: &Stock, line: LineId, words: &str) -> Option<u32> {
        let product = stock.catalogue.product(&self.next.order.line(line)?.product)?;
        let number = without(words, product);
        let said = recognise(&stock.index, &format!("{number} {}", product.name));
        let [only] = said.lines.as_slice() else { return None };
        (is_number(&number) && only.product == product.id).then_some(only.quantity)
    }

    /// Whether a choice is said of another thing that is on the order: "the car in gold", where it
    /// is asked what the mugs are to be.
    pub(super) fn chooses_for_another(
        &self,
        stock: &Stock,
        line: LineId,
        option: &ProductOption,
        text: &str,
    ) -> bool {
        let order = &self.next.order;
        let product = order.line(line).map(|it| &it.product);
        options::parts_of(text).iter().any(|part| {
            let read = recognise(&stock.index, part);
            let is_other = |it: &ProductId| {
                Some(it) != product && order.lines.iter().any(|line| line.product == *it)
            };
            let only_others =
                !read.lines.is_empty() && read.lines.iter().all(|it| is_other(&it.product));
            only_others && options::chosen(option, part).is_some()
        })
    }

    /// What is said beside a choice of other options that are answered in words, and the rest of
    /// the text: "gold with plate XYZ".
    pub(super) fn worded_beside(
        &self,
        stock: &Stock,
        line: LineId,
        asked: Option<&ProductOption>,
        text: &str,
    ) -> (String, Vec<(String, String)>) {
        let product = self.next.order.line(line).map(|it| &it.product);
        let is_choice = asked.is_some_and(|it| !it.choices().is_empty());
        if !is_choice || self.next.order.amendment.is_some() {
            return (text.to_owned(), vec![]);
        }
        let said = named::read(stock, product.into_iter(), text);
        let values = said.values.into_iter().map(|it| (it.option, it.said));
        (said.rest, values.collect())
    }

    /// What is said of the option in words that is asked for, by its name: "named Rex".
    pub(super) fn answer_in(
        &self,
        stock: &Stock,
        line: LineId,
        asked: Option<&ProductOption>,
        text: &str,
    ) -> Option<String> {
        let option = asked.filter(|it| it.choices().is_empty())?;
        let product = stock.catalogue.product(&self.next.order.line(line)?.product)?;
        named::answered(stock, product, option, text)
            .or_else(|| named::answered_first(stock, product, option, text))
    }

    /// What is chosen, and with it other options of the line that are said beside it and that
    /// nobody has answered: "gold small". What else is said.
    pub(super) fn choose_more(
        &mut self,
        stock: &Stock,
        line: LineId,
        option: &str,
        portions: &[(String, u32)],
        chosen: options::Chosen,
    ) -> String {
        let order = &self.next.order;
        let is_some = order.amendment.as_ref().is_some_and(|it| it.pieces.is_some());
        let is_whole = |it: &&Line| matches!(portions, [(_, count)] if *count == it.quantity);
        let has = order.line(line).filter(is_whole).filter(|_| !is_some);
        let product = has.and_then(|it| stock.catalogue.product(&it.product));
        let is_open = |it: &&ProductOption| {
            it.name != option
                && has.is_some_and(|line| line.options.iter().all(|known| known.0 != it.name))
        };
        let mut open: Vec<_> =
            product.into_iter().flat_map(|it| &it.options).filter(is_open).collect();
        let mut answers: Vec<_> =
            portions.iter().map(|(value, _)| (option.to_owned(), value.clone())).collect();
        let mut rest = vec![];
        let beside = std::iter::once(chosen.beside.clone()).filter(|it| !it.trim().is_empty());
        let parts = options::parts_of(&chosen.rest);
        let open_now = open.clone();
        let is_unclear = |part: &String| says_otherwise(&open_now, &parts, part);
        for (nth, part) in beside.chain(parts.iter().cloned()).enumerate() {
            // "black, M and L": which is to be which is asked.
            if is_unclear(&part) {
                continue;
            }
            let found =
                open.iter().enumerate().find_map(|(at, it)| Some((at, options::named(it, &part)?)));
            let found = found.or_else(|| only_number(&open, &part));
            match found {
                Some((at, value)) => answers.push((open.remove(at).name.clone(), value)),
                // "gold mug": what was named is not wished for once more.
                None if nth == 0 && !chosen.beside.trim().is_empty() => {
                    rest.extend(recognise(&stock.index, &part).unknown);
                }
                None => rest.push(part),
            }
        }
        if product.is_some() {
            self.next.order.note(line, &answers);
        }
        self.choose(stock, line, option, portions);
        rest.join(", ")
    }

    /// So many pieces of a line for each choice, if nothing else may be meant.
    pub(super) fn of_each(
        &self,
        line: LineId,
        option: &ProductOption,
        text: &str,
    ) -> Option<Vec<(String, u32)>> {
        let order = &self.next.order;
        let portions = amend::of_each(option, text, &[])?;
        let is_all = order.line(line).is_some_and(|it| it.quantity == pieces_of(&portions));
        (is_all || order.lines.len() == 1).then_some(portions)
    }

    /// The same where each piece gets a text of its own.
    pub(super) fn worded_each(
        &self,
        stock: &Stock,
        line: LineId,
        option: &ProductOption,
        text: &str,
    ) -> Option<Vec<(String, u32)>> {
        let line = self.next.order.line(line).filter(|_| option.choices().is_empty())?;
        let product = stock.catalogue.product(&line.product)?;
        pieces::worded(stock, product, option, line.quantity, text)
    }

    /// How many pieces of a line get each value; none if that is not clear.
    pub(super) fn portions(
        &self,
        line: LineId,
        chosen: &options::Chosen,
    ) -> Option<Vec<(String, u32)>> {
        let quantity = self.next.order.line(line)?.quantity;
        let values = &chosen.values;
        let one_each = u32::try_from(values.len()).is_ok_and(|many| many == quantity);
        match values.as_slice() {
            [(value, count)] => Some(vec![(value.clone(), count.unwrap_or(quantity))]),
            several => {
                let is_counted = one_each || several.iter().any(|(_, count)| count.is_some());
                let each = several.iter().map(|(value, count)| (value.clone(), count.unwrap_or(1)));
                is_counted.then(|| each.collect())
            }
        }
    }
}

/// "Bob and 7": what the only option that is open takes for an answer, where that is a number.
fn only_number(open: &[&ProductOption], part: &str) -> Option<(usize, String)> {
    let [option] = open else { return None };
    let text = option.choices().is_empty().then_some(option)?;
    Some((0, options::fitting_number(text, part)?))
}

/// The wish for the product that is offered, where what stands beside Yes says of it what it is to
/// be, and names nothing: "ok, 2 large".
fn described(stock: &Stock, only: &ProductId, rest: &str) -> Option<String> {
    let name = &stock.catalogue.product(only)?.name;
    let alone = recognise(&stock.index, rest);
    let names_nothing = alone.lines.is_empty() && alone.ambiguous.is_empty();
    let is_described = |wish: &String| {
        let read = recognise(&stock.index, wish);
        let is_it = read.lines.iter().all(|line| line.product == *only && !line.options.is_empty());
        is_it && !read.lines.is_empty() && read.unknown.is_empty()
    };
    // "2 large driftwood", "betta, 2 males", "2 mugs, one black, one white".
    let number = rest.split_once(',').filter(|it| is_number(it.0));
    let counted = number.map(|(number, others)| format!("{number} {name}, {others}"));
    let wishes = [format!("{rest} {name}"), format!("{name}, {rest}")];
    let mut wishes = counted.into_iter().chain(wishes);
    wishes.find(is_described).filter(|_| names_nothing)
}

/// The place that a number in digits says which is all of a text.
pub(super) fn place(text: &str) -> Option<usize> {
    bare_phrase(text)?.parse::<usize>().ok()?.checked_sub(1)
}

/// "is the classic good?"
pub(super) fn asks_whether(text: &str) -> bool {
    let said = phrase(text).unwrap_or_default();
    let first = said.split(' ').next().unwrap_or_default();
    matches!(first, "is" | "are" | "ist" | "sind" | "est" | "sont" | "es" | "son" | "sao")
}

/// Words that say Yes alone, and seldom with more behind them: "good to know", "right now".
fn is_praise(word: &str) -> bool {
    matches!(
        phrase(word).unwrap_or_default().as_str(),
        "good"
            | "great"
            | "fine"
            | "perfect"
            | "right"
            | "true"
            | "exactly"
            | "correct"
            | "gut"
            | "genau"
            | "richtig"
            | "exact"
            | "parfait"
            | "perfecto"
            | "exacto"
            | "certo"
            | "perfeito"
            | "goed"
    )
}

/// "and 2 colas".
fn goes_on(rest: &str) -> bool {
    let first = rest.split_whitespace().next().and_then(phrase).unwrap_or_default();
    is_number(rest)
        || matches!(first.as_str(), "and" | "und" | "et" | "y" | "e" | "en" | "plus" | "i")
}

fn is_never_mind(said: &str) -> bool {
    matches!(
        said,
        "never mind"
            | "nevermind"
            | "nvm"
            | "forget it"
            | "cancel it"
            | "cancel that"
            | "remove it"
            | "vergiss es"
            | "storniere es"
            | "laisse tomber"
            | "annule ca"
            | "olvidalo"
            | "dejalo"
            | "esquece"
            | "deixa"
    )
}

/// Words without the name of the product, which may be in the plural.
fn without(words: &str, product: &Product) -> String {
    let said = bare_phrase(words).unwrap_or_default();
    let said = said.split(' ').filter(|it| *it != "ones").collect::<Vec<_>>().join(" ");
    let is_name = |name: &str| {
        let name = phrase(name)?;
        let (before, behind) = format!(" {said} ")
            .split_once(&format!(" {name}"))
            .map(|(before, behind)| (before.to_owned(), behind.to_owned()))?;
        let ends =
            ["s ", "es ", "n ", "en ", " "].into_iter().find_map(|it| behind.strip_prefix(it))?;
        Some(format!("{before} {ends}"))
    };
    product.names().find_map(is_name).unwrap_or(said.clone())
}

/// Whether other parts say of an option that it is to be something else.
fn says_otherwise(open: &[&ProductOption], parts: &[String], part: &str) -> bool {
    open.iter().any(|option| {
        let value = options::named(option, part);
        let differs = |it: &String| options::named(option, it).is_some_and(|it| value != Some(it));
        value.is_some() && parts.iter().any(differs)
    })
}
