//! Questions: those of a flow, and those about a part of an order.

use super::{
    Words, blocks, controls, day, fitting, misread, order,
    prompt::Saying,
    ticket::{mentions, said},
    told,
};
use crate::{
    domain::{
        clip::clip,
        flow::About,
        ids::TicketNumber,
        notice::{
            AnswerTold, Answers, Ask, News, Occasion, Offered, OptionAsked, Prompt, WhichAsked,
        },
    },
    texts::{Text, Voice},
};

/// What the lines about a changed catalogue may take.
const NEWS: usize = 1_200;
/// What an order may take beside a question about a part of it.
const SO_FAR: usize = 1_200;

/// A question of a flow.
pub(super) fn asked(voice: &Voice, ticket: TicketNumber, ask: &Ask) -> Words {
    let before = match (&ask.occasion, &ask.prompt) {
        (Occasion::NothingRead { misread }, Some(_)) => {
            format!("{}\n\n", misread::lines(voice, misread).trim())
        }
        (occasion, _) => before(voice, occasion),
    };
    let saying = Saying { voice, ticket, values: &ask.values, shows: shows(ask) };
    let before = format!("{before}{}", hint(&saying, &ask.occasion));
    let way_out = way_out(voice, ask.way_out);
    let taken = before.encode_utf16().count() + way_out.encode_utf16().count();
    let own = own_words(voice, ask);
    // Whether an order is right that cannot be taken is not asked.
    let is_over = ask.shows == About::Order && !ask.values.order.over.is_empty();
    let text = match &ask.prompt {
        _ if is_over => saying.order(taken),
        Some(prompt) => saying.text(prompt, taken),
        None => own.as_ref().map(|(_, text)| text.clone()).unwrap_or_default(),
    };
    let title = match (&ask.occasion, ask.prompt.as_ref().and_then(|it| it.title.as_ref())) {
        (Occasion::CatalogueChanged { .. }, _) => voice.say(Text::CatalogueChangedTitle),
        _ if is_over => voice.say(Text::OverLimitTitle),
        (_, Some(title)) => saying.title(title),
        (Occasion::SoldOut { .. }, None) => voice.say(Text::SoldOutTitle),
        (_, None) => own.map(|(title, _)| title).unwrap_or_default(),
    };
    let text = format!("{before}{text}{way_out}");
    let is_changeable = ask.shows == About::Order;
    // An order of a catalogue has lines.
    let lists = is_changeable && !ask.values.order.lines.is_empty();
    let change = (is_changeable, lists);
    let controls = if is_over {
        vec![controls::no_or_change(voice, ticket, ask.turn)]
    } else {
        controls::answers(voice, ticket, ask.turn, &ask.answers, change)
    };
    let mut words = said(title, &text, controls);
    if let Occasion::Opened { customer: Some(customer) }
    | Occasion::Reminded { customer: Some(customer) } = ask.occasion
    {
        words.content = Some(blocks::user(customer));
        words.mentions = mentions(Some(customer), &[]);
    }
    if ask.unheard {
        let content = words.content.take().unwrap_or_default();
        let unheard = unheard(voice, &ask.answers);
        words.content = Some(format!("{content}\n{unheard}").trim().to_owned());
    }
    words
}

/// That what is written without mentioning us is not read, in small letters. Where the answer
/// takes the message's place it goes.
pub(super) fn unheard(voice: &Voice, answers: &Answers) -> String {
    let text = match answers {
        Answers::Files => Text::UnheardFiles,
        _ => Text::Unheard,
    };
    format!("-# {}", voice.say(text))
}

/// A hint and a reminder do not say again all that was shown before.
fn shows(ask: &Ask) -> About {
    match ask.occasion {
        Occasion::NotAnAnswer { .. }
        | Occasion::NothingRead { .. }
        | Occasion::Leaving { .. }
        | Occasion::Overtaken
        | Occasion::Inquired { .. }
        | Occasion::Reminded { .. } => About::Nothing,
        _ => ask.shows,
    }
}

/// What is said before the question.
fn before(voice: &Voice, occasion: &Occasion) -> String {
    let lines = match occasion {
        Occasion::CatalogueChanged { news, misread } => {
            format!("{}\n{}", self::news(voice, news), misread::lines(voice, misread))
        }
        Occasion::OrderChanged { misread }
        | Occasion::SoldOut { misread }
        | Occasion::NotAnAnswer { misread, .. }
        | Occasion::NothingLeft { misread } => misread::lines(voice, misread),
        Occasion::Inquired { told, .. } => told::text(voice, told),
        Occasion::Dated { day } => taken(voice, &AnswerTold::Day { day: day.clone() }),
        Occasion::Corrected { answer } => taken(voice, answer),
        Occasion::TooFew { answer, left } => {
            let left = voice.say(Text::FilesLeft { left: *left });
            format!("{} {left}", taken(voice, answer))
        }
        Occasion::NotCorrected { question, answer, said, fits, .. } => {
            let told = not_taken(voice, question, answer, said);
            let fits = fits.as_ref().and_then(|fits| fitting::more(voice, fits));
            format!("{told} {}", fits.unwrap_or_default())
        }
        Occasion::Leaving { refresh, words } => leaving(voice, refresh.as_deref(), *words),
        Occasion::Overtaken => voice.say(Text::QuestionOverNow),
        Occasion::Opened { .. }
        | Occasion::StartedOver
        | Occasion::Answered
        | Occasion::OverLimit
        | Occasion::NothingRead { .. }
        | Occasion::Declined
        | Occasion::Reminded { .. } => String::new(),
    };
    let lines = lines.trim();
    if lines.is_empty() { String::new() } else { format!("{lines}\n\n") }
}

/// That the answer to a question that does not wait stays as it is.
fn not_taken(voice: &Voice, question: &str, answer: &AnswerTold, said: &str) -> String {
    let question = format!("**{}**", blocks::plain(clip(question, 100)));
    let answer = blocks::plain(clip(&day::said(voice, answer), 100));
    let answer = voice.say(Text::Quoted { words: &answer });
    let said = voice.say(Text::Quoted { words: &blocks::plain(clip(said, 100)) });
    voice.say(Text::AnswerStays { question: &question, answer: &answer, said: &said })
}

/// What the flow says of an answer that stays as it is, behind that.
fn hint(saying: &Saying<'_>, occasion: &Occasion) -> String {
    let Occasion::NotCorrected { hint: Some(hint), .. } = occasion else { return String::new() };
    let prompt = Prompt { title: None, text: hint.clone() };
    let saying = Saying { shows: About::Nothing, ..*saying };
    format!("{}\n\n", saying.text(&prompt, 0))
}

/// How a ticket is closed, and what else can be done.
fn leaving(voice: &Voice, refresh: Option<&str>, words: bool) -> String {
    let close = voice.say(Text::LeaveClose { close: &voice.say(Text::CloseTicket) });
    let over = refresh.map(|word| voice.say(Text::LeaveRefresh { word: clip(word, 200) }));
    let words = words.then(|| voice.say(Text::LeaveWords));
    let go_on = voice.say(Text::LeaveGoOn);
    let lines = [Some(close), over, words, Some(go_on)];
    lines.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// What whoever gets no further hint can do, on a line of its own.
fn way_out(voice: &Voice, is_due: bool) -> String {
    let close = || voice.say(Text::CloseTicket);
    if is_due {
        format!("\n\n{}", voice.say(Text::WayOut { close: &close() }))
    } else {
        String::new()
    }
}

fn taken(voice: &Voice, answer: &AnswerTold) -> String {
    let answer = blocks::plain(clip(&day::said(voice, answer), 100));
    voice.say(Text::AnswerTaken { answer: &answer })
}

/// Title and text where the flow has none of its own.
fn own_words(voice: &Voice, ask: &Ask) -> Option<(String, String)> {
    if let Some(fits) = &ask.fits {
        return Some((voice.say(Text::NotAnAnswerTitle), fitting::text(voice, fits)));
    }
    let (title, text) = match (&ask.occasion, &ask.answers) {
        (Occasion::NothingRead { misread }, answers) => {
            let misread = misread::lines(voice, misread);
            let list = voice.say(Text::List);
            let text = match answers {
                Answers::Products => Text::NothingReadText { misread: &misread, list: &list },
                _ => Text::NothingReadWrite { misread: &misread },
            };
            return Some((voice.say(Text::NothingReadTitle), voice.say(text)));
        }
        (
            Occasion::NotAnAnswer { changeable, refresh, .. }
            | Occasion::Inquired { changeable, refresh, .. },
            Answers::YesNo,
        ) => {
            let text = match (changeable, refresh) {
                (true, _) => Text::AwaitedOrder,
                (false, Some(word)) => Text::AwaitedTermsRefresh { word: clip(word, 200) },
                (false, None) => Text::AwaitedTerms,
            };
            let title = match &ask.occasion {
                Occasion::Inquired { .. } => Text::InquiredTitle,
                _ => Text::AwaitedTitle,
            };
            (title, text)
        }
        (Occasion::Leaving { .. }, _) => {
            return Some((voice.say(Text::LeaveTitle), String::new()));
        }
        (Occasion::Overtaken, _) => {
            return Some((voice.say(Text::QuestionOverTitle), String::new()));
        }
        (Occasion::NotAnAnswer { .. }, answers) => {
            let text = match answers {
                Answers::Choices { .. } => Text::AwaitedChoice,
                Answers::Files => Text::AwaitedFiles,
                Answers::Words | Answers::Products | Answers::Hinted { .. } | Answers::YesNo => {
                    Text::AwaitedWords
                }
            };
            (Text::NotAnAnswerTitle, text)
        }
        (Occasion::Inquired { .. }, _) => (Text::InquiredTitle, Text::AwaitedChoice),
        (Occasion::Reminded { .. }, _) => (Text::ReminderTitle, Text::ReminderText),
        _ => return None,
    };
    Some((voice.say(title), voice.say(text)))
}

/// What another catalogue changes, a line each.
fn news(voice: &Voice, news: &News) -> String {
    let name = |name: &String| format!("**{}**", blocks::plain(name));
    let mut lines = vec![];
    if !news.gone.is_empty() {
        let names = blocks::fitting(voice, news.gone.iter().map(name), ", ", 350);
        lines.push(voice.say(Text::NotSold { names: &names }));
    }
    lines.extend(
        news.renamed.iter().map(|(before, now)| {
            voice.say(Text::Renamed { before: &name(before), now: &name(now) })
        }),
    );
    lines.extend(news.dropped.iter().map(|(product, value)| {
        voice.say(Text::OptionGone { name: &name(product), value: &name(value) })
    }));
    let price = |amount: Option<_>| match amount {
        Some(amount) => news.currency.show(amount, voice.language()),
        None => voice.say(Text::PriceOnRequest),
    };
    lines.extend(news.repriced.iter().map(|it| {
        let (before, now) = (price(it.before), price(it.now));
        voice.say(Text::Repriced { name: &name(&it.name), before: &before, now: &now })
    }));
    blocks::fitting(voice, lines, "\n", NEWS)
}

/// What the prices of products that may be meant, and how many are left, may take.
const KNOWN: usize = 700;

/// Which of these products?
pub(super) fn which(voice: &Voice, ticket: TicketNumber, which: &WhichAsked) -> Words {
    let words = blocks::plain(clip(&which.written, 100));
    let words = match which.counted {
        Some(count) => format!("{count} × {words}"),
        None => words,
    };
    let words = voice.say(Text::Quoted { words: &words });
    let name = |it: &Offered| format!("**{}**", blocks::plain(clip(&it.name, 100)));
    // What it costs, and how many are left.
    let known = |it: &Offered| {
        let price = it.price.map(|price| which.currency.show(price, voice.language()));
        let left = it.left.map(|left| voice.say(Text::ListLeft { left }));
        let known: Vec<_> = price.into_iter().chain(left).collect();
        Some(known.join(" · ")).filter(|known| !known.is_empty())
    };
    let (title, mut text) = match which.choices.as_slice() {
        [only] => {
            let name = match known(only) {
                Some(known) => format!("{} ({known})", name(only)),
                None => name(only),
            };
            (Text::WhetherTitle, voice.say(Text::WhetherText { words: &words, name: &name }))
        }
        choices => {
            let text = match which.of_order {
                true => Text::WhichLine { words: &words },
                false => Text::WhichText { words: &words },
            };
            let mut text = voice.say(text);
            let lines =
                choices.iter().filter_map(|it| Some(format!("{} — {}", name(it), known(it)?)));
            let lines = blocks::fitting(voice, lines, "\n", KNOWN);
            if !lines.is_empty() {
                text.push_str(&format!("\n\n{lines}"));
            }
            (Text::WhichTitle, text)
        }
    };
    if !which.told.is_empty() {
        text = format!("{}\n\n{text}", told::text(voice, &which.told));
    }
    if which.again {
        text = format!("{}\n\n{text}", voice.say(Text::AwaitedChoice));
    }
    if !which.order.lines.is_empty() && which.told.is_empty() {
        let order = order::text(voice, &which.order, SO_FAR);
        text.push_str(&format!("\n\n{}\n{order}", voice.say(Text::SoFar)));
    }
    if which.told.is_empty() {
        text.push_str(&misread::lines(voice, &which.misread));
    }
    text.push_str(&way_out(voice, which.way_out));
    let names: Vec<_> = which.choices.iter().map(|it| it.name.clone()).collect();
    let mut rows = controls::choices(voice, ticket, which.turn, &names);
    rows.push(controls::neither_row(voice, ticket, which.turn));
    let content = which.unheard.then(|| unheard(voice, &Answers::YesNo));
    Words { content, ..said(voice.say(title), &text, rows) }
}

/// Which value of an option?
pub(super) fn option(voice: &Voice, ticket: TicketNumber, asked: &OptionAsked) -> Words {
    let (name, quantity) = &asked.product;
    let product = format!("**{quantity} ×** {}", blocks::plain(name));
    let option = format!("**{}**", blocks::plain(&asked.option));
    let (option, product) = (option.as_str(), product.as_str());
    let text = match &asked.answers {
        Answers::Choices { .. } => Text::OptionText { option, product },
        _ => Text::OptionWords { option, product },
    };
    let mut text = voice.say(text);
    if asked.needed {
        let product = &blocks::plain(name);
        text = format!("{}\n\n{text}", voice.say(Text::OptionNeeded { option, product }));
    }
    if !asked.told.is_empty() {
        text = format!("{}\n\n{text}", told::text(voice, &asked.told));
    }
    if asked.again {
        text = format!("{}\n\n{text}", voice.say(Text::AwaitedWords));
    }
    if asked.quote {
        text.push_str(&format!("\n{}", voice.say(Text::OptionQuote)));
    }
    if let Answers::Hinted { hint } = &asked.answers {
        text.push_str(&format!("\n*{}*", blocks::plain(hint)));
    }
    if asked.told.is_empty() {
        text.push_str(&misread::lines(voice, &asked.misread));
    }
    text.push_str(&way_out(voice, asked.way_out));
    let answers = priced(voice, asked);
    let rows = controls::answers(voice, ticket, asked.turn, &answers, (false, false));
    let content = asked.unheard.then(|| unheard(voice, &asked.answers));
    Words { content, ..said(clip(&asked.option, 256).to_owned(), &text, rows) }
}

/// The answers, with what each choice adds to the price.
fn priced(voice: &Voice, asked: &OptionAsked) -> Answers {
    let Answers::Choices { labels } = &asked.answers else { return asked.answers.clone() };
    let surcharges = asked.surcharges.iter().map(Some).chain(std::iter::repeat(None));
    let dearer = labels.iter().zip(surcharges).map(|(label, surcharge)| {
        let surcharge = surcharge.filter(|it| !it.is_zero());
        let amount = surcharge.map(|it| asked.currency.show(*it, voice.language()));
        amount.map_or_else(|| label.clone(), |it| controls::dearer(label, &it, labels.len()))
    });
    Answers::Choices { labels: dearer.collect() }
}
