//! Rehearsals in Discord: an admin tries a flow out, in a message that only they see. Nothing that
//! is done there changes anything, so each press is answered at once and nothing is stored; a
//! worker that is started again knows of none.

use super::{
    Keep, Reader,
    acknowledge::{AT_HAND, time_left},
    interaction::Acted,
};
use crate::{
    clock,
    domain::{
        control::Control,
        desk::TypeId,
        ids::{GuildId, MessageId, UserId},
        notice::{Answered, Refusal},
        rehearsal::{Act, Rehearsal, Shown, What},
        time::Timestamp,
        tongue::{Tongue, Tongues},
    },
    effects::render::{self, Voices, Words},
    texts::{Text, Voice},
};
use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};
use twilight_model::{
    channel::message::{
        AllowedMentions, Component, Embed, MessageFlags,
        component::{ActionRow, ButtonStyle},
    },
    http::interaction::{InteractionResponseData, InteractionResponseType},
};
use twilight_util::builder::message::{ActionRowBuilder, ButtonBuilder};

/// How many go on at a time at the most; the oldest makes room.
const KEPT: usize = 100;
/// Rows under a message at the most (Discord docs, Component Reference).
const ROWS: usize = 5;
/// All embeds of a message together have so many characters at the most (Discord docs, Embed
/// Limits).
const EMBEDS: usize = 6_000;

/// The rehearsals that go on, one of each person in each server.
#[derive(Clone, Default)]
pub(super) struct Rehearsals(Arc<Mutex<HashMap<(GuildId, UserId), Going>>>);

struct Going {
    rehearsal: Rehearsal,
    begun: Timestamp,
    page: Page,
}

/// What a rehearsal shows now.
#[derive(Clone, Debug, Default)]
struct Page {
    /// What was told in answer to the last press.
    told: Vec<What>,
    card: Option<What>,
    said: Vec<What>,
}

impl Rehearsals {
    fn begin(&self, key: (GuildId, UserId), rehearsal: Rehearsal, shown: Vec<Shown>) -> Page {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let oldest = kept.iter().min_by_key(|(_, it)| it.begun).map(|(key, _)| *key);
        if let Some(oldest) = oldest.filter(|_| kept.len() >= KEPT) {
            kept.remove(&oldest);
        }
        let mut going = Going { rehearsal, begun: clock::now(), page: Page::default() };
        going.page.follow(shown);
        let page = going.page.clone();
        kept.insert(key, going);
        page
    }

    /// What follows from an act; none if no rehearsal of theirs goes on.
    fn act(&self, key: (GuildId, UserId), act: &Act<'_>) -> Option<(Vec<Shown>, Page, Rehearsal)> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let going = kept.get_mut(&key)?;
        let shown = going.rehearsal.act(act, clock::now());
        going.page.follow(shown.clone());
        Some((shown, going.page.clone(), going.rehearsal.clone()))
    }
}

impl Page {
    /// Shows what has happened: what asks takes the place of what asked before.
    fn follow(&mut self, shown: Vec<Shown>) {
        self.told.clear();
        let goes_on = |it: &Shown| matches!(it.what, What::Said { .. } | What::Card { .. });
        if shown.iter().any(goes_on) {
            self.said.clear();
        }
        for Shown { what, .. } in shown {
            match what {
                What::Card { .. } => self.card = Some(what),
                What::Said { .. } => self.said.push(what),
                _ => self.told.push(what),
            }
        }
    }
}

impl Reader {
    /// A rehearsal begins, with the documents in use.
    pub(super) fn begin_rehearsal(&self, acted: Acted, of: Option<TypeId>, keep: Keep) {
        if !acted.actor.may_set_up() {
            return self.refuse(acted, Refusal::NotAnAdmin, keep);
        }
        let (reader, reply) = (self.clone(), acted.reply.clone());
        let data = async move {
            let Acted { guild, actor, reply, .. } = acted;
            let voice = reader.voice(Some(guild), reply.language).await;
            let loading = reader.engine.in_use(guild, of.as_ref());
            let (desk, shelf) = match tokio::time::timeout(time_left(&reply), loading).await {
                Ok(Ok(loaded)) => loaded,
                Ok(Err(_)) | Err(_) => return Some(alone(voice.say(Text::Unavailable))),
            };
            if of.as_ref().is_some_and(|of| !desk.offered().any(|it| it.id == *of)) {
                let known = desk.offered().map(|it| it.id.clone()).collect();
                let refused = Answered::Refused(Refusal::NoSuchType { known });
                let words = render::answered(&voice, &refused, None);
                return Some(alone(words.content.unwrap_or_default()));
            }
            let key = (guild, actor.user);
            let who = (actor, reply.language);
            let (rehearsal, shown) = Rehearsal::begin(desk, shelf, of, who, clock::now());
            let page = reader.rehearsals.begin(key, rehearsal.clone(), shown);
            Some(reader.shown(guild, &page, &rehearsal).await)
        };
        let kind = InteractionResponseType::ChannelMessageWithSource;
        self.call_back(&reply, kind, data, Some(keep));
    }

    /// Something of a rehearsal was pressed or chosen.
    pub(super) fn rehearse(
        &self,
        acted: &Acted,
        (on, control): (MessageId, &Control),
        value: Option<&str>,
        keep: Keep,
    ) {
        let key = (acted.guild, acted.actor.user);
        let acting = self.rehearsals.act(key, &Act::Press { on, control, value });
        let form_of = |shown: &[Shown]| match shown {
            [Shown { what: What::FormOpened { turn, .. }, .. }] => Some(*turn),
            _ => None,
        };
        if let Some(turn) = acting.as_ref().and_then(|(shown, ..)| form_of(shown)) {
            let question = (Rehearsal::TICKET, turn);
            return self.open_form(acted.guild, &acted.reply, question, keep);
        }
        self.turn_to(acted, acting.map(|(_, page, rehearsal)| (page, rehearsal)), keep);
    }

    /// A form of a rehearsal was filled in.
    pub(super) fn rehearse_words(&self, acted: &Acted, turn: u32, text: &str, keep: Keep) {
        let key = (acted.guild, acted.actor.user);
        let acting = self.rehearsals.act(key, &Act::FillIn { turn, text });
        self.turn_to(acted, acting.map(|(_, page, rehearsal)| (page, rehearsal)), keep);
    }

    fn turn_to(&self, acted: &Acted, page: Option<(Page, Rehearsal)>, keep: Keep) {
        let (reader, guild, language) = (self.clone(), acted.guild, acted.reply.language);
        let data = async move {
            let Some((page, rehearsal)) = page else {
                let voice = reader.voice(Some(guild), language).await;
                return Some(alone(voice.say(Text::RehearsalOver)));
            };
            Some(reader.shown(guild, &page, &rehearsal).await)
        };
        let kind = InteractionResponseType::UpdateMessage;
        self.call_back(&acted.reply, kind, data, Some(keep));
    }

    async fn voices_of(&self, guild: GuildId, tongues: Tongues) -> Voices {
        let customer = self.voice_of(guild, tongues.customer).await;
        Voices { customer, staff: self.voice_of(guild, tongues.staff).await }
    }

    async fn voice_of(&self, guild: GuildId, tongue: Tongue) -> Voice {
        match tokio::time::timeout(AT_HAND, self.engine.voice(guild, tongue)).await {
            Ok(Ok(voice)) => voice,
            Ok(Err(_)) | Err(_) => Voice::new(tongue.language),
        }
    }

    /// What is said, then the card.
    async fn words_of(&self, guild: GuildId, page: &Page) -> Vec<Words> {
        let mut words = Vec::new();
        for what in page.said.iter().chain(&page.card) {
            match what {
                What::Said { id, notice, tongues } => {
                    let voices = self.voices_of(guild, *tongues).await;
                    words.push(render::notice(*id, &voices, notice));
                }
                What::Card { id, view, tongues, .. } => {
                    let voices = self.voices_of(guild, *tongues).await;
                    words.push(render::card(*id, &voices, view));
                }
                _ => {}
            }
        }
        words
    }

    async fn shown(
        &self,
        guild: GuildId,
        page: &Page,
        rehearsal: &Rehearsal,
    ) -> InteractionResponseData {
        let voice = self.voice(Some(guild), rehearsal.ticket().language).await;
        let mut lines = vec![voice.say(Text::RehearsalHead)];
        let mut rows = Vec::new();
        for what in &page.told {
            match what {
                What::Told { answer, tongue } => {
                    let voice = self.voice_of(guild, *tongue).await;
                    lines.extend(render::answered(&voice, answer, None).content);
                }
                What::CloseAsked { ticket, .. } => {
                    lines.push(voice.say(Text::CloseQuestion));
                    let yes = ButtonBuilder::new(ButtonStyle::Danger)
                        .label(voice.say(Text::CloseForReal))
                        .custom_id(Control::CloseForReal { ticket: *ticket }.to_string());
                    rows.push(ActionRowBuilder::new().component(yes.build()).build().into());
                }
                _ => {}
            }
        }
        let words = self.words_of(guild, page).await;
        lines.extend(words.iter().filter_map(|it| it.content.clone()));
        // Those of former questions are over, and no id may be there twice.
        let mut shown = HashSet::new();
        let mut live = |id: &str| {
            let takes = Control::read(id).is_some_and(|control| rehearsal.takes(&control));
            takes && shown.insert(id.to_owned())
        };
        for row in words.iter().flat_map(|it| &it.components) {
            rows.extend(only(row, &mut live));
        }
        rows.truncate(ROWS);
        // The card comes first, as it does in a channel.
        let embeds = words.into_iter().rev().flat_map(|it| it.embeds).collect();
        InteractionResponseData {
            content: Some(lines.join("\n")),
            embeds: Some(fitting(embeds)),
            components: Some(rows),
            ..alone(String::new())
        }
    }
}

/// A message that only one person sees, and that calls nobody.
fn alone(content: String) -> InteractionResponseData {
    InteractionResponseData {
        allowed_mentions: Some(AllowedMentions::default()),
        content: Some(content),
        embeds: Some(vec![]),
        components: Some(vec![]),
        flags: Some(MessageFlags::EPHEMERAL),
        ..InteractionResponseData::default()
    }
}

fn id_of(component: &Component) -> Option<&str> {
    match component {
        Component::Button(button) => button.custom_id.as_deref(),
        Component::SelectMenu(menu) => Some(&menu.custom_id),
        _ => None,
    }
}

/// A row without the controls that are not wanted; none without any.
fn only(row: &Component, wanted: &mut impl FnMut(&str) -> bool) -> Option<Component> {
    let Component::ActionRow(row) = row else { return None };
    let kept = row.components.iter().filter(|it| id_of(it).is_some_and(&mut *wanted));
    let components: Vec<_> = kept.cloned().collect();
    (!components.is_empty()).then_some(Component::ActionRow(ActionRow { id: None, components }))
}

/// As many of the newest as a message holds.
fn fitting(embeds: Vec<Embed>) -> Vec<Embed> {
    let length = |embed: &Embed| {
        let fields = embed.fields.iter().flat_map(|it| [&it.name, &it.value]);
        let footer = embed.footer.as_ref().map(|it| &it.text);
        let texts = fields.chain(footer).chain(&embed.title).chain(&embed.description);
        texts.map(|it| it.encode_utf16().count()).sum::<usize>()
    };
    let mut room = EMBEDS;
    let mut kept: Vec<_> = embeds
        .into_iter()
        .rev()
        .take(10)
        .take_while(|embed| {
            let left = room.checked_sub(length(embed));
            room = left.unwrap_or_default();
            left.is_some()
        })
        .collect();
    kept.reverse();
    kept
}
