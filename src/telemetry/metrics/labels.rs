//! Every label with all its values.

use super::Values;

/// A label: an enum whose values are all that it can say.
pub trait Label: Copy + PartialEq + Send + Sync + 'static {
    /// Its name.
    const NAME: &'static str;
    /// All its values.
    const ALL: &'static [Self];

    /// Its place among them.
    fn place(self) -> usize;

    /// As Prometheus sees it.
    fn text(self) -> &'static str;
}

/// The labels of a metric: none, one or two.
pub trait Labels: Copy + Send + Sync + 'static {
    /// Names and all values.
    fn described() -> Vec<(&'static str, Values)>;

    /// All combinations, in the order of their indexes.
    fn all() -> Vec<Self>;

    /// Its place among them.
    fn index(self) -> usize;

    /// Names and values of this combination.
    fn values(self) -> Vec<(&'static str, &'static str)>;
}

impl Labels for () {
    fn described() -> Vec<(&'static str, Values)> {
        vec![]
    }

    fn all() -> Vec<Self> {
        vec![()]
    }

    fn index(self) -> usize {
        0
    }

    fn values(self) -> Vec<(&'static str, &'static str)> {
        vec![]
    }
}

impl<L: Label> Labels for L {
    fn described() -> Vec<(&'static str, Values)> {
        vec![(L::NAME, Values::These(L::ALL.iter().map(|it| it.text()).collect()))]
    }

    fn all() -> Vec<Self> {
        L::ALL.to_vec()
    }

    fn index(self) -> usize {
        self.place()
    }

    fn values(self) -> Vec<(&'static str, &'static str)> {
        vec![(L::NAME, self.text())]
    }
}

impl<A: Label, B: Label> Labels for (A, B) {
    fn described() -> Vec<(&'static str, Values)> {
        [A::described(), B::described()].concat()
    }

    fn all() -> Vec<Self> {
        let with = |a: &A| B::ALL.iter().map(|b| (*a, *b)).collect::<Vec<_>>();
        A::ALL.iter().flat_map(with).collect()
    }

    fn index(self) -> usize {
        self.0.place() * B::ALL.len() + self.1.place()
    }

    fn values(self) -> Vec<(&'static str, &'static str)> {
        vec![(A::NAME, self.0.text()), (B::NAME, self.1.text())]
    }
}

/// What a build says of itself: not enums, yet one series.
#[derive(Clone, Copy, Debug)]
pub struct Build;

impl Labels for Build {
    fn described() -> Vec<(&'static str, Values)> {
        vec![
            ("version", Values::One("the version")),
            ("revision", Values::One("`TICKETFLOW_REVISION`")),
        ]
    }

    fn all() -> Vec<Self> {
        vec![Self]
    }

    fn index(self) -> usize {
        0
    }

    fn values(self) -> Vec<(&'static str, &'static str)> {
        vec![]
    }
}

macro_rules! labels {
    ($($(#[$doc:meta])+ $name:ident $label:literal { $($value:ident $text:literal)+ })+) => {$(
        $(#[$doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each says what its text says")]
        pub enum $name { $($value),+ }

        impl Label for $name {
            const NAME: &'static str = $label;
            const ALL: &'static [Self] = &[$(Self::$value),+];

            fn place(self) -> usize {
                self as usize
            }

            fn text(self) -> &'static str {
                match self { $(Self::$value => $text),+ }
            }
        }
    )+};
}

labels! {
    /// What an event of the gateway is.
    EventKind "event" {
        MessageCreate "message_create" MessageUpdate "message_update"
        MessageDelete "message_delete" InteractionCreate "interaction_create"
        ChannelCreate "channel_create" ChannelDelete "channel_delete"
        RoleDelete "guild_role_delete" MemberRemove "guild_member_remove" Ready "ready"
        GuildCreate "guild_create" GuildDelete "guild_delete" Other "other"
    }

    /// Whether an event concerns us.
    Concern "concerns_us" { Yes "true" No "false" }

    /// What came of an acknowledgement.
    Acknowledged "outcome" {
        Accepted "accepted" Repeated "repeated" TooLate "too_late" Failed "failed"
    }

    /// Where a ticket is. `order`, `confirm` and `terms` are the stages 0, 5 and 20, whatever a
    /// flow asks there; `question` is any other.
    Stage "stage" {
        Opening "opening" Order "order" Confirm "confirm" Terms "terms" Question "question"
        Placed "placed" Closing "closing" Closed "closed" Gone "gone" Failed "failed"
    }

    /// Where a current ticket is.
    Standing "stage" {
        Opening "opening" Order "order" Confirm "confirm" Terms "terms" Question "question"
        Placed "placed" Closing "closing"
    }

    /// What a ticket has come to.
    Reached "reached" { Open "open" Placed "placed" Closed "closed" }

    /// Who can mend that a ticket could not be opened: the admins of its server, who are told what
    /// to change, or whoever runs the bot, and Discord.
    Mender "mender" { Server "server" Operator "operator" }

    /// What came of an input.
    Handled "outcome" {
        Applied "applied" Answered "answered" Refused "refused" Ignored "ignored"
        Duplicate "duplicate" Damaged "damaged"
    }

    /// Why something was refused.
    Reason "reason" {
        NotSetUp "not_set_up" NotYourQuestion "not_your_question" NotYourTicket "not_your_ticket"
        QuestionOver "question_over" WrittenTooLate "written_too_late" OrderFixed "order_fixed"
        LineGone "line_gone" NotSold "not_sold" NotStaff "not_staff" HandledBy "handled_by"
        NoTicketHere "no_ticket_here" TicketOver "ticket_over" TicketCloses "ticket_closes"
        NoSuchTicket "no_such_ticket" NotAnAdmin "not_an_admin" NotAManager "not_a_manager"
        SetUpFaults "set_up_faults" DocumentFaults "document_faults" NoDocument "no_document"
        NoSuchVersion "no_such_version" NoSuchType "no_such_type" TypeRetired "type_retired"
        NotTaught "not_taught" NoSuchProduct "no_such_product" NotCounted "not_counted"
        Unknown "unknown" Ours "our_failure"
    }

    /// What was made of a customer's words.
    Understanding "outcome" {
        Understood "understood" Asked "asked" NotUnderstood "not_understood"
    }

    /// What came of the wish to hold what runs out.
    Holding "outcome" { Held "held" Short "short" }

    /// What is done to Discord.
    Effect "effect" {
        CreateChannel "create_channel" Say "say" ShowCard "show_card" Reply "reply"
        Whisper "whisper" RemoveChannel "remove_channel" HideChannel "hide_channel"
        PostPanel "post_panel" RemovePanel "remove_panel" SendDocument "send_document"
        SendTexts "send_texts" SendDossier "send_dossier"
    }

    /// How an effect ended. `refused` is by Discord, and whom it concerns was told; `too_late` is
    /// that its press can no longer be answered, or its channel or message is gone.
    Ended "outcome" {
        Done "done" Refused "refused" TooLate "too_late" GivenUp "given_up"
    }

    /// An operation that locks a ticket's channel.
    Lock "operation" { Opening "opening" Closing "closing" }

    /// What the store was asked for.
    StoreOperation "operation" {
        Load "load" Commit "commit" Settle "settle" Confirm "confirm" TakeOver "take_over"
        Tick "tick" Identify "identify" Allowance "allowance" Other "other"
    }

    /// Why the store did not do it.
    StoreFault "fault" { Unavailable "unavailable" Damaged "damaged" }

    /// What the store said to a commit.
    CommitOutcome "outcome" {
        Committed "committed" Duplicate "duplicate" Conflict "conflict" Elsewhere "elsewhere"
        Fenced "fenced"
    }

    /// How a shard came or went.
    Move "move" {
        TakenOver "taken_over" HandedOver "handed_over" Retired "retired" Lost "lost"
    }

    /// What a shard is at.
    Phase "phase" {
        Waiting "waiting" Connecting "connecting" Active "active" Parting "parting" Ended "ended"
    }

    /// Why a session is over.
    SessionEnd "reason" { Invalid "invalid" Closed "closed" Intents "intents" }

    /// With which close code a connection ended.
    CloseCode "code" {
        NoCode "none" Normal "1000" GoingAway "1001" Abnormal "1006" Unknown "4000"
        UnknownOpcode "4001" Decode "4002" NotAuthenticated "4003" Authentication "4004"
        AlreadyAuthenticated "4005" InvalidSequence "4007" RateLimited "4008" TimedOut "4009"
        InvalidShard "4010" ShardingRequired "4011" InvalidVersion "4012" InvalidIntents "4013"
        DisallowedIntents "4014" Unreachable "unreachable" Other "other"
    }

    /// The first part of a path.
    Family "family" {
        Applications "applications" Channels "channels" Guilds "guilds"
        Interactions "interactions" Users "users" Webhooks "webhooks" Other "other"
    }

    /// What Discord answered.
    Status "status" {
        Done "2xx" Refused "4xx" RateLimited "429" Failed "5xx" NoReply "none"
    }

    /// How urgent a call is.
    Priority "priority" {
        Callback "callback" Person "person" Routine "routine" Bulk "bulk"
    }

    /// Whom a 429 concerns.
    Scope "scope" { User "user" Shared "shared" Global "global" Cloudflare "cloudflare" }

    /// How far the breaker is open.
    Breaker "state" {
        Closed "closed" HoldsBulk "holds_bulk" PeopleOnly "people_only"
        CallbacksOnly "callbacks_only"
    }
}
