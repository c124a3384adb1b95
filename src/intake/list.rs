//! The list of products, page by page, which only the person sees who opened it. Turning a page
//! changes nothing, so it is answered at once; what is chosen from it is an input.

use super::{
    Keep, Reader,
    acknowledge::{form, time_left},
    interaction::Acted,
};
use crate::{
    clock,
    domain::{
        catalogue::{Product, ProductId},
        control::{Control, ListPart, MOST_LETTERS},
        ids::{ChannelId, GuildId, TicketNumber},
        input::{Event, Input},
        ledger::Ledger,
        notice::Refusal,
        reply::ReplyTo,
        shelf::Stock,
        time::Timestamp,
    },
    texts::{Text, Voice},
};
use std::sync::Arc;
use twilight_model::{
    channel::message::{
        AllowedMentions, Component, MessageFlags,
        component::{
            ActionRow, Button, ButtonStyle, SelectMenuOption, SelectMenuType, TextInputStyle,
        },
    },
    http::interaction::{InteractionResponseData, InteractionResponseType},
};
use twilight_util::builder::message::{
    ActionRowBuilder, ButtonBuilder, SelectMenuBuilder, SelectMenuOptionBuilder,
};

/// Entries of a menu at the most (Discord docs, String Select).
const PAGE: usize = 25;
/// The longest label of a menu's entry, and its placeholder (Discord docs, String Select).
const LABEL: usize = 100;
/// A server and a ticket's channel in it.
type Place = (GuildId, ChannelId);

impl Reader {
    /// Something of the list was pressed, or chosen from its menu.
    pub(super) fn used_list(
        &self,
        acted: Acted,
        ticket: TicketNumber,
        part: &ListPart,
        chosen: Option<&str>,
        keep: Keep,
    ) {
        let place = (acted.guild, acted.channel);
        match (part, chosen.map(ProductId::new)) {
            (ListPart::Menu, Some(Ok(product))) => {
                let Acted { guild, channel, actor, reply, .. } = acted;
                self.acknowledge_update(&reply);
                let event = Event::ProductPicked { channel, ticket, product, actor, reply };
                self.engine.submit(Input { guild, event }, keep);
            }
            (ListPart::Menu | ListPart::Form, _) => self.refuse(acted, Refusal::Unknown, keep),
            (ListPart::Search, _) => self.open_search(acted.guild, &acted.reply, ticket, keep),
            (ListPart::Open, _) => {
                // The first page, in a message of its own.
                let kind = InteractionResponseType::ChannelMessageWithSource;
                self.show_list(place, &acted.reply, kind, (ticket, 0, String::new()), keep);
            }
            (ListPart::Page { page, letters }, _) => {
                self.turn_list(place, &acted.reply, ticket, (*page, letters), keep);
            }
        }
    }

    /// Another page, in place of the one that is shown.
    pub(super) fn turn_list(
        &self,
        place: Place,
        reply: &ReplyTo,
        ticket: TicketNumber,
        (page, letters): (u16, &str),
        keep: Keep,
    ) {
        let kind = InteractionResponseType::UpdateMessage;
        self.show_list(place, reply, kind, (ticket, page, letters.to_owned()), keep);
    }

    /// A form for the letters to search for.
    fn open_search(&self, guild: GuildId, reply: &ReplyTo, ticket: TicketNumber, keep: Keep) {
        let words = move |voice: &Voice| {
            let id = Control::List { ticket, part: ListPart::Form };
            let longest = u16::try_from(MOST_LETTERS).unwrap_or(u16::MAX);
            let input = (voice.say(Text::ListLetters), TextInputStyle::Short, longest, false);
            form(&id, voice.say(Text::ListSearch), input)
        };
        let kind = InteractionResponseType::Modal;
        self.answer_with_words(Some(guild), reply, kind, words, keep);
    }

    /// What is sold to the ticket that a list names, which has to be that of its channel as with
    /// what is chosen from it.
    async fn on_sale(
        &self,
        (guild, channel): Place,
        number: TicketNumber,
    ) -> Result<OnSale, Nothing> {
        let ticket = self.engine.ticket_of(guild, channel).await.map_err(|_| Nothing::NotNow)?;
        let ticket = ticket.filter(|it| it.number == number).ok_or(Nothing::NotHere)?;
        let on_sale = self.engine.on_sale(guild, ticket.of.as_ref()).await;
        let (stock, ledger) = on_sale.ok().flatten().ok_or(Nothing::NotNow)?;
        Ok(OnSale { stock, ledger, to: number, at: clock::now() })
    }

    fn show_list(
        &self,
        (guild, channel): Place,
        reply: &ReplyTo,
        kind: InteractionResponseType,
        (ticket, page, letters): (TicketNumber, u16, String),
        keep: Keep,
    ) {
        let (reader, language, left) = (self.clone(), reply.language, time_left(reply));
        let data = async move {
            let on_sale = reader.on_sale((guild, channel), ticket);
            let on_sale = tokio::time::timeout(left, on_sale).await;
            let voice = reader.voice(Some(guild), language).await;
            let on_sale = match on_sale.unwrap_or(Err(Nothing::NotNow)) {
                Ok(on_sale) => on_sale,
                Err(Nothing::NotNow) => return Some(said(voice.say(Text::Unavailable), None)),
                Err(Nothing::NotHere) => {
                    return Some(said(voice.say(Text::NoTicketHere), Some(vec![])));
                }
            };
            // Searching a large catalogue takes a while; others go on meanwhile.
            let made =
                tokio::task::spawn_blocking(move || shown(&voice, &on_sale, (page, &letters)));
            made.await.ok()
        };
        self.call_back(reply, kind, data, Some(keep));
    }
}

/// Why a list shows nothing.
enum Nothing {
    /// It can be tried again.
    NotNow,
    /// The ticket that it names is not that of the channel.
    NotHere,
}

/// What a ticket can have, as of a moment.
struct OnSale {
    stock: Arc<Stock>,
    ledger: Arc<Ledger>,
    to: TicketNumber,
    at: Timestamp,
}

impl OnSale {
    fn entry(&self, voice: &Voice, product: &Product) -> SelectMenuOption {
        let entry = SelectMenuOptionBuilder::new(cut(&product.name, LABEL), product.id.as_str());
        let currency = &self.stock.catalogue.tariff().currency;
        let price = product.price.map(|price| currency.show(price, voice.language()));
        let left = self.ledger.available(self.to, product, self.at).map(|left| match left {
            0 => voice.say(Text::ListSoldOut),
            left => voice.say(Text::ListLeft { left }),
        });
        let words: Vec<_> = price.into_iter().chain(left).collect();
        match words.join(" · ") {
            words if words.is_empty() => entry.build(),
            words => entry.description(cut(&words, LABEL)).build(),
        }
    }
}

/// A page of what is found.
fn shown(voice: &Voice, on_sale: &OnSale, (page, letters): (u16, &str)) -> InteractionResponseData {
    let (stock, ticket) = (&on_sale.stock, on_sale.to);
    let found = stock.search(letters);
    let is_empty = found.len() == 0;
    let pages = u16::try_from(found.len().div_ceil(PAGE)).unwrap_or(u16::MAX);
    let page = page.min(pages.saturating_sub(1));
    let products = found.skip(usize::from(page) * PAGE).take(PAGE);
    let mut rows = vec![];
    if !is_empty {
        let placeholder = match letters.trim() {
            "" => voice.say(Text::ListMenu),
            letters => voice.say(Text::ListFound { letters: cut(letters, MOST_LETTERS) }),
        };
        let id = Control::List { ticket, part: ListPart::Menu };
        let mut menu = SelectMenuBuilder::new(id.to_string(), SelectMenuType::Text)
            .placeholder(cut(&placeholder, LABEL));
        for product in products {
            menu = menu.option(on_sale.entry(voice, product));
        }
        rows.push(ActionRowBuilder::new().component(menu.build()).build());
    }
    let mut buttons = vec![];
    let mut button = |label: String, part: ListPart| {
        let id = Control::List { ticket, part };
        let button = ButtonBuilder::new(ButtonStyle::Secondary);
        buttons.push(button.label(label).custom_id(id.to_string()).build());
    };
    if page > 0 {
        button("◀".into(), ListPart::page(page - 1, letters));
    }
    if page + 1 < pages {
        button("▶".into(), ListPart::page(page + 1, letters));
    }
    if stock.catalogue.products().len() > PAGE {
        button(voice.say(Text::ListSearch), ListPart::Search);
        if !letters.trim().is_empty() {
            button(voice.say(Text::ListAll), ListPart::page(0, ""));
        }
    }
    rows.extend(row(buttons));
    let text = match pages {
        0 => Text::ListNone,
        _ => Text::ListText { page: u32::from(page) + 1, pages: pages.into() },
    };
    said(voice.say(text), Some(rows))
}

fn row(buttons: Vec<Button>) -> Option<ActionRow> {
    let components: Vec<_> = buttons.into_iter().map(Component::Button).collect();
    (!components.is_empty()).then_some(ActionRow { id: None, components })
}

fn said(content: String, rows: Option<Vec<ActionRow>>) -> InteractionResponseData {
    InteractionResponseData {
        content: Some(content),
        components: rows.map(|rows| rows.into_iter().map(Component::ActionRow).collect()),
        flags: Some(MessageFlags::EPHEMERAL),
        allowed_mentions: Some(AllowedMentions::default()),
        ..InteractionResponseData::default()
    }
}

/// What of a text fits, in UTF-16 units as Discord counts at the most.
fn cut(text: &str, longest: usize) -> &str {
    let mut length = 0;
    let mut fits = |letter: char| {
        length += letter.len_utf16();
        length <= longest
    };
    let end = text.trim().chars().take_while(|letter| fits(*letter)).map(char::len_utf8).sum();
    text.trim().get(..end).unwrap_or_default()
}
