//! Sending all that is known of a ticket as one file, in answer to the command that asked for it.

use super::{
    deliver::{CALL_LIMIT, Delivery, Done},
    outcome::Setback,
    read_channel::Reading,
    reply::told,
};
use crate::{
    clock,
    discord::{Call, Priority},
    domain::{
        desk::DocumentKind,
        flow::Flow,
        ids::{EffectId, GuildId, TicketNumber, UserId},
        reply::ReplyTo,
        ticket::Ticket,
        tongue::Tongue,
    },
    formats::dossier::{
        self, Accepted, Answer, Conversation, Dossier, FORMAT, Made, Order, Request, Server, Terms,
        utc,
    },
    texts::{Text, Voice},
};
use std::{collections::BTreeSet, sync::Arc, time::Duration};
use twilight_model::{channel::message::AllowedMentions, http::attachment::Attachment};

/// How long after the command its channel is read at the most: Discord takes an answer for 15
/// minutes, and sending a large file takes a while.
const READS_FOR: Duration = Duration::from_secs(12 * 60);

impl Delivery {
    /// Repeated, it reads anew: what is sent then has another digest, and takes the place of what
    /// was sent before.
    pub(super) async fn send_dossier(
        &self,
        (id, number): (EffectId, TicketNumber),
        to: &ReplyTo,
        by: UserId,
        tongue: Tongue,
    ) -> Result<Done, Setback> {
        let guild = id.guild;
        if !to.is_alive(clock::now()) {
            tracing::warn!(guild.id = %guild, ticket = %number, "an evidence file came too late");
            return Ok(Done::TooLate);
        }
        self.acknowledged.wait(to.interaction).await;
        let voice = self.voice(guild, tongue).await?;
        let ticket = self.engine.ticket(guild, number).await;
        let Some(ticket) = ticket.map_err(|fault| Setback::store(&fault))? else {
            return self.send_file((id, to), &voice.say(Text::EvidenceUnreadable), None).await;
        };
        let dossier = self.dossier(guild, &ticket, (to, by), tongue).await?;
        // A long conversation takes a while to write; others go on meanwhile.
        let written = tokio::task::spawn_blocking(move || {
            let written = dossier::write(&dossier);
            (dossier, written)
        });
        let Ok((dossier, Ok((page, digest)))) = written.await else {
            tracing::error!(guild.id = %guild, ticket = %number, "an evidence file cannot be written");
            return self.send_file((id, to), &voice.say(Text::EvidenceUnreadable), None).await;
        };
        fail::fail_point!("effects.dossier_made", |_| std::process::abort());
        tracing::info!(
            guild.id = %guild, ticket = %number, person.id = %by, sha256 = digest, bytes = page.len(),
            "an evidence file was made"
        );
        let words = words(&voice, number, &dossier, &digest);
        let name = format!("evidence-ticket-{number}.html");
        let file = Attachment::from_bytes(name, page.into_bytes(), 0);
        self.send_file((id, to), &words, Some(file)).await
    }

    async fn send_file(
        &self,
        (id, to): (EffectId, &ReplyTo),
        words: &str,
        file: Option<Attachment>,
    ) -> Result<Done, Setback> {
        let files = Vec::from_iter(file);
        let nobody = AllowedMentions::default();
        let interaction = self.rest.requests().interaction(to.application);
        let request = interaction
            .update_response(&to.token)
            .content(Some(words))
            .attachments(&files)
            .allowed_mentions(Some(&nobody));
        let call = Call::build(request).map_err(Setback::from)?.safe_to_repeat();
        told(self.send(call, Priority::Person, clock::instant() + CALL_LIMIT).await, id, to)
    }

    async fn dossier(
        &self,
        guild: GuildId,
        ticket: &Ticket,
        (to, by): (&ReplyTo, UserId),
        tongue: Tongue,
    ) -> Result<Dossier, Setback> {
        let until = to.made_at().plus(READS_FOR);
        let reading = match ticket.channel() {
            Some(channel) => self.read_channel(channel, until).await?,
            None => Reading::without(Conversation::NoChannel),
        };
        let Reading { conversation, mut people } = reading;
        let named = [ticket.opener, ticket.handler, Some(by)].into_iter().flatten();
        let request = Request::of(ticket);
        let accepted = ticket.accepted.as_ref();
        let named = named.chain(request.closed_by).chain(accepted.and_then(|it| it.person));
        for user in named.collect::<BTreeSet<_>>() {
            if !people.contains_key(&user) {
                people.extend(self.person(user).await.map(|it| (user, it)));
            }
        }
        let version = accepted.map_or(ticket.pins.terms, |it| it.terms);
        let text = self.stored(guild, DocumentKind::Terms, version).await?;
        let flow = self.flow(guild, ticket.pins.flow).await?;
        Ok(Dossier {
            ticketflow_evidence: FORMAT,
            made: Made { at: utc(clock::now()), by, program: dossier::PROGRAM.to_owned() },
            server: Server { id: guild, name: self.name_of(guild).await },
            ticket: request,
            people: people.into_values().collect(),
            terms: Terms { version, text },
            acceptance: accepted.map(Accepted::of),
            order: Order::of(&ticket.order, tongue.language),
            answers: Answer::all_of(ticket, flow.as_deref()),
            conversation,
        })
    }

    /// The text of a document as it is stored; none of version 0, or if it is lost.
    async fn stored(
        &self,
        guild: GuildId,
        kind: DocumentKind,
        version: u32,
    ) -> Result<Option<String>, Setback> {
        if version == 0 {
            return Ok(None);
        }
        let document = self.store.document(guild, kind, version).await;
        let document = document.map_err(|fault| Setback::store(&fault))?;
        if document.is_none() {
            tracing::error!(guild.id = %guild, ?kind, version, "a document is missing");
        }
        Ok(document.map(|it| it.body))
    }

    async fn flow(&self, guild: GuildId, version: u32) -> Result<Option<Arc<Flow>>, Setback> {
        if version == 0 {
            return Ok(Some(Arc::clone(Flow::built_in())));
        }
        let body = self.stored(guild, DocumentKind::Flow, version).await?;
        Ok(body.and_then(|it| serde_json::from_str(&it).ok()).map(Arc::new))
    }
}

/// What is told beside the file.
fn words(voice: &Voice, ticket: TicketNumber, dossier: &Dossier, digest: &str) -> String {
    let ticket = ticket.to_string();
    let file = voice.say(Text::EvidenceFile { ticket: &ticket, digest });
    let accepted = voice.say(match &dossier.acceptance {
        Some(accepted) => Text::EvidenceAccepted { version: accepted.version },
        None => Text::EvidenceNotAccepted,
    });
    let conversation = voice.say(match &dossier.conversation {
        Conversation::Read { cut_short, messages } => {
            let many = u32::try_from(messages.len()).unwrap_or(u32::MAX);
            match cut_short {
                None => Text::EvidenceMessages { many },
                Some(_) => Text::EvidenceCutShort { many },
            }
        }
        Conversation::NoChannel => Text::EvidenceNoChannel,
        Conversation::NotReadable => Text::EvidenceNotReadable,
    });
    format!("{file}\n{accepted} {conversation}")
}
