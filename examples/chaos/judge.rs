//! What must hold at the end: nothing lost, nothing twice, nothing left over.

use super::{
    sessions::{Sessions, has},
    store::{Listed, Store},
    tale::{Book, Tale, card_line, is_card, line_of},
    town::{Shop, Town},
};
use discord_sim::people::{interaction::Outcome, view::MessageView};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

/// How long the bot may take to do what is left once everything is quiet.
const QUIET: Duration = Duration::from_secs(60);

/// What kind of promise was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Broken {
    Lost,
    Doubled,
    Orphan,
    Stuck,
    LeftOver,
    Worker,
    Unreached,
}

/// The result of a run.
#[derive(Default)]
pub(crate) struct Verdict {
    pub(crate) stories: usize,
    pub(crate) presses: usize,
    pub(crate) messages: u64,
    /// Presses that were not acknowledged in three seconds.
    pub(crate) missed: usize,
    /// Presses that were acknowledged, and whose session Discord then ended or trimmed.
    pub(crate) forgotten: usize,
    /// Words that only the one who pressed sees, told once more after an answer was lost.
    pub(crate) retold: usize,
    /// Channels whose questions do not stand in the order in which they were asked.
    pub(crate) disordered: usize,
    /// What stands in the channels in which something is wrong.
    pub(crate) transcripts: Vec<String>,
    pub(crate) violations: Vec<(Broken, String)>,
}

impl Verdict {
    /// Adds what was found.
    pub(crate) fn add(&mut self, broken: Broken, what: String) {
        self.violations.push((broken, what));
    }

    /// How many of each kind, those of which there are none as well.
    pub(crate) fn counts(&self) -> Vec<(&'static str, usize)> {
        let kinds = [
            (Broken::Lost, "lost"),
            (Broken::Doubled, "doubled"),
            (Broken::Orphan, "channels without a ticket, tickets without a channel"),
            (Broken::Stuck, "stories and tickets that are stuck"),
            (Broken::LeftOver, "entries, locks and leases left over"),
            (Broken::Worker, "workers that ended in another way than they should"),
            (Broken::Unreached, "counts of kills or failovers that were not reached in time"),
        ];
        let of = |kind| self.violations.iter().filter(|(other, _)| *other == kind).count();
        kinds.into_iter().map(|(kind, words)| (words, of(kind))).collect()
    }
}

/// Looks at everything.
pub(crate) struct Judge<'a> {
    pub(crate) town: &'a Town,
    pub(crate) tales: &'a [Arc<Tale>],
    pub(crate) store: &'a Store<'a>,
    pub(crate) sessions: &'a Sessions,
    /// When the crowd began.
    pub(crate) from_ms: u64,
}

impl Judge<'_> {
    /// Waits until nothing is left to do, and looks.
    pub(crate) async fn judge(&self, verdict: &mut Verdict) -> anyhow::Result<()> {
        self.quiet(verdict).await?;
        let mut all: HashMap<usize, Vec<&Arc<Tale>>> = HashMap::new();
        for tale in self.tales {
            all.entry(tale.shop).or_default().push(tale);
            let book = tale.book();
            verdict.stories += usize::from(book.finished);
            verdict.messages += book.messages;
        }
        self.presses(verdict);
        for (at, shop) in self.town.shops.iter().enumerate() {
            let listed = self.store.tickets(shop.guild.id).await?;
            let tales = all.remove(&at).unwrap_or_default();
            tickets(shop, &listed, &tales, verdict);
            for tale in tales {
                self.story(shop, tale, &listed, verdict);
            }
        }
        let gaps = self.town.sim.ledger().gaps();
        if !gaps.is_empty() {
            verdict.add(
                Broken::Worker,
                format!("asked for what the simulator does not know: {gaps:?}"),
            );
        }
        Ok(())
    }

    /// The outbox is empty and no lock is held.
    async fn quiet(&self, verdict: &mut Verdict) -> anyhow::Result<()> {
        let clock = self.town.sim.clock();
        let until = clock.now_ms() + u64::try_from(QUIET.as_millis())?;
        let guilds: Vec<u64> = self.town.shops.iter().map(|it| it.guild.id).collect();
        loop {
            let left = self.store.unfinished(&guilds).await?;
            if left.is_empty() {
                return Ok(());
            }
            if clock.now_ms() > until {
                left.into_iter().for_each(|it| verdict.add(Broken::LeftOver, it));
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Every press that was acknowledged has its answer, and one only.
    fn presses(&self, verdict: &mut Verdict) {
        let ended = self.sessions.ended();
        let trims = self.town.sim.gateway().settings().trim_on_heartbeat;
        for press in self.town.sim.interactions_since(self.from_ms) {
            verdict.presses += 1;
            let (id, name, user) = (press.id, &press.name, press.user);
            let guild = press.guild.unwrap_or_default();
            let place = format!(
                "press {id} on “{name}” by {user} in channel {} of server {guild}",
                press.channel
            );
            // Words that all see are counted in their channel. Others take no nonce and cannot be
            // looked for, so that they are rather told twice than not at all.
            verdict.retold += press.followups.saturating_sub(1);
            if press.answer.is_none() {
                verdict.missed += 1;
            } else if press.pending && press.followups == 0 {
                let gone = ended.iter().any(|(at, shard)| {
                    has(*shard, guild) && *at >= press.at_ms && *at < press.at_ms + 60_000
                });
                if trims || gone {
                    verdict.forgotten += 1;
                } else {
                    verdict
                        .add(Broken::Lost, format!("{place} was acknowledged and never answered"));
                }
            }
        }
    }

    /// One story: its channel says what it must, each once.
    fn story(&self, shop: &Shop, tale: &Tale, listed: &[Listed], verdict: &mut Verdict) {
        let book = tale.book();
        let place = format!("server {}, customer {}", shop.guild.id, tale.customer);
        if !book.finished {
            verdict.add(
                Broken::Stuck,
                format!("{place}, channel {:?}: waits for {}", book.channel, book.waits_for),
            );
        }
        answers(&place, &book, listed, tale.customer, verdict);
        let Some(channel) = book.channel else { return };
        let place = format!("{place}, channel {channel}");
        let Ok(messages) = shop.owner.read(channel) else {
            return verdict.add(Broken::Lost, format!("{place}: the channel is gone"));
        };
        let ours: Vec<_> = messages
            .iter()
            .filter(|it| it.author == self.town.app.bot_user_id && !it.ephemeral)
            .collect();
        let embeds = || ours.iter().flat_map(|it| &it.embeds);
        let said = counted(embeds().filter_map(line_of));
        let card = book.ordered.map(|quantity| card_line(&quantity.to_string()));
        let expected = counted(book.expected.iter().cloned().chain(card));
        let all: BTreeSet<_> = said.keys().chain(expected.keys()).collect();
        for line in all {
            let [is, should] = [&said, &expected].map(|it| it.get(line).copied().unwrap_or(0));
            if is < should && book.finished {
                verdict.add(
                    Broken::Lost,
                    format!("{place}: “{line}” was said {is} times, not {should}"),
                );
            }
            if is > should {
                verdict.add(
                    Broken::Doubled,
                    format!("{place}: “{line}” was said {is} times, not {should}"),
                );
            }
        }
        let asked = ours.iter().filter(|it| !it.embeds.iter().any(is_card));
        let turns: Vec<u32> = asked.filter_map(|it| turn(it)).collect();
        let disordered = !turns.is_sorted();
        verdict.disordered += usize::from(disordered);
        if disordered || verdict.violations.iter().any(|(_, what)| what.starts_with(&place)) {
            verdict.transcripts.push(transcript(&place, &messages));
        }
        let footers = embeds().filter_map(|it| it["footer"]["text"].as_str().map(str::to_owned));
        for (footer, times) in counted(footers).into_iter().filter(|(_, times)| *times > 1) {
            verdict
                .add(Broken::Doubled, format!("{place}: “{footer}” stands under {times} messages"));
        }
    }
}

/// The turn of a question: its buttons are `tf:1:yes:<ticket>:<turn>`.
fn turn(message: &MessageView) -> Option<u32> {
    message.buttons.iter().find_map(|button| {
        let id = button.custom_id.as_deref()?;
        id.contains(":yes:").then(|| id.rsplit(':').next()?.parse().ok()).flatten()
    })
}

/// What stands in a channel, a line each.
fn transcript(place: &str, messages: &[MessageView]) -> String {
    let mut text = format!("{place}:\n");
    for it in messages.iter().filter(|it| !it.ephemeral) {
        let said = it.embeds.iter().filter_map(line_of).collect::<Vec<_>>().join(", ");
        let buttons: Vec<_> = it.buttons.iter().filter_map(|it| it.custom_id.as_deref()).collect();
        let footers = it.embeds.iter().filter_map(|it| it["footer"]["text"].as_str());
        let footers = footers.collect::<Vec<_>>().join(", ");
        text.push_str(&format!(
            "  {} {}: {} [{said}] {footers} {buttons:?}\n",
            it.id, it.author_name, it.content
        ));
    }
    text
}

/// Whoever was told of a channel was told of one of their own.
fn answers(place: &str, book: &Book, listed: &[Listed], customer: u64, verdict: &mut Verdict) {
    let own: BTreeSet<_> = listed
        .iter()
        .filter(|it| it.customer == Some(customer))
        .filter_map(|it| it.channel)
        .collect();
    for press in &book.presses {
        let Some(Outcome::Answered { message: Some(message), .. }) = press.so_far() else {
            continue;
        };
        let link = message.content.split_once("<#").and_then(|(_, rest)| rest.split_once('>'));
        let Some((id, _)) = link else { continue };
        if id.parse().map_or(true, |id: u64| !own.contains(&id)) {
            verdict.add(
                Broken::Doubled,
                format!("{place}: press {} was told of {id}, which is not theirs", press.id),
            );
        }
    }
}

/// Channels and tickets of a server, and how many each customer has.
fn tickets(shop: &Shop, listed: &[Listed], tales: &[&Arc<Tale>], verdict: &mut Verdict) {
    let guild = shop.guild.id;
    for ticket in listed {
        if matches!(ticket.state.as_str(), "opening" | "closing" | "failed") {
            let Listed { number, state, .. } = ticket;
            verdict.add(Broken::Stuck, format!("server {guild}: ticket {number} is {state}"));
        }
    }
    let seen = shop.owner.channels().into_iter().filter(|it| it.name.starts_with("ticket-"));
    let seen: BTreeSet<u64> = seen.map(|it| it.id).collect();
    let known: BTreeSet<u64> = listed.iter().filter_map(|it| it.channel).collect();
    for channel in seen.symmetric_difference(&known) {
        let what = if seen.contains(channel) {
            "has no ticket"
        } else {
            "is a ticket's, and is not there"
        };
        verdict.add(Broken::Orphan, format!("server {guild}: channel {channel} {what}"));
    }
    let has = counted(listed.iter().filter_map(|it| it.customer));
    let wanted =
        counted(tales.iter().filter(|it| it.book().channel.is_some()).map(|it| it.customer));
    for (customer, tickets) in &has {
        let stories = if *customer == shop.probe.user {
            1
        } else {
            wanted.get(customer).copied().unwrap_or(0)
        };
        if *tickets > stories {
            verdict.add(
                Broken::Doubled,
                format!("server {guild}: customer {customer} has {tickets} tickets, not {stories}"),
            );
        }
    }
    for (customer, stories) in wanted {
        let tickets = has.get(&customer).copied().unwrap_or(0);
        if tickets < stories {
            verdict.add(
                Broken::Lost,
                format!("server {guild}: customer {customer} has {tickets} tickets, not {stories}"),
            );
        }
    }
}

fn counted<T: Ord>(all: impl Iterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    all.for_each(|it| *counts.entry(it).or_default() += 1);
    counts
}
