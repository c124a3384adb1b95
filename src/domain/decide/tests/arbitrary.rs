//! Any state and any input, out of few ids so that they meet.

mod orders;
mod wishes;

use super::fixtures::*;
use crate::domain::{
    actor::Actor,
    answer::Answer,
    card::Card,
    catalogue::ProductId,
    control::{Press, Touch},
    decision::Snapshot,
    desk::{Desk, Panel, Settings, TicketType, TypeId},
    effect::DocumentForm,
    flow::{Flow, Stage},
    hearing::Hearing,
    ids::{ChannelId, RoleId, TicketNumber, Version},
    input::{Event, GivenCatalogue, GivenFlow, HideRefused, SaidTo, SetUpWish, Wish},
    language::Language,
    notice::{NotMoved, Obstacle, Refusal},
    order::LineId,
    permissions::{ChannelFacts, ChannelKind, Permissions, RoleFacts, Survey},
    shelf::Shelf,
    ticket::{Acceptance, Heard, Pinned, Pins, Standing, State, Ticket},
    time::Timestamp,
    tongue::GivenTexts,
};
use orders::an_order;
use proptest::{collection::vec, option, prelude::*};
use serde_json::Map;
use twilight_model::id::Id;
use wishes::a_wish;

fn id<T: std::fmt::Debug>() -> impl Strategy<Value = Id<T>> + Clone {
    (1u64..6).prop_map(Id::new)
}

fn turn() -> impl Strategy<Value = u32> {
    prop_oneof![3 => 0u32..4, 1 => Just(u32::MAX)]
}

fn said_to() -> impl Strategy<Value = SaidTo> {
    let question = proptest::option::of(((0u32..3).prop_map(TicketNumber), turn()));
    prop_oneof![
        2 => Just(SaidTo::Ticket),
        1 => Just(SaidTo::Others),
        2 => question.prop_map(|question| SaidTo::Ours { question }),
    ]
}

fn stage() -> impl Strategy<Value = Stage> {
    prop_oneof![
        Just(Stage::ORDER),
        Just(Stage::CONFIRM),
        Just(Stage::TERMS),
        any::<u16>().prop_map(Stage)
    ]
}

pub(super) fn time() -> impl Strategy<Value = Timestamp> {
    any::<u64>().prop_map(Timestamp)
}

/// Any time, mostly one at which a press can still be answered.
pub(super) fn any_time() -> impl Strategy<Value = Timestamp> {
    prop_oneof![4 => time_to_answer(), 1 => time()]
}

/// One of few times, so that they meet.
fn reminder() -> impl Strategy<Value = Timestamp> {
    (0u64..2).prop_map(Timestamp)
}

/// A time at which the presses of these tests can still be answered.
pub(super) fn time_to_answer() -> impl Strategy<Value = Timestamp> {
    (0u64..14 * 60_000).prop_map(|later| Timestamp(NOW.0 + later))
}

fn a_reply() -> impl Strategy<Value = crate::domain::reply::ReplyTo> {
    (1u64..1_000).prop_map(reply)
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![Just(Answer::Yes), Just(Answer::No)]
}

fn obstacle() -> impl Strategy<Value = Obstacle> {
    prop_oneof![Just(Obstacle::GuildFull), Just(Obstacle::Unavailable), Just(Obstacle::Other)]
}

fn standing_of_any() -> impl Strategy<Value = Standing> {
    (stage(), option::of(time())).prop_map(|(stage, placed)| Standing { stage, placed })
}

fn state() -> impl Strategy<Value = State> {
    let gone = (standing_of_any(), time()).prop_map(|(from, at)| State::Gone { from, at });
    let left = (id(), standing_of_any(), id(), a_reply(), time());
    prop_oneof![
        1 => vec(a_reply(), 0..40).prop_map(|waiting| State::Opening { waiting }),
        3 => (id(), stage()).prop_map(|(channel, stage)| State::Open { channel, stage }),
        1 => (id(), standing_of_any()).prop_map(|(channel, from)| from.resume(channel)),
        1 => left.prop_map(|(channel, from, by, reply, at)| if at.0 % 2 == 0 {
            State::Closing { channel, from, by, reply: Some(reply) }
        } else {
            State::Closed { channel, from, by, at }
        }),
        1 => gone,
        1 => time().prop_map(|at| State::Failed { at }),
    ]
}

fn a_card() -> impl Strategy<Value = Card> {
    (option::of(id()), any::<bool>(), any::<bool>(), option::of(a_reply()))
        .prop_map(|(message, under_way, stale, via)| Card { message, under_way, stale, via })
}

fn product() -> impl Strategy<Value = ProductId> {
    prop::sample::select(vec!["adder", "t20", "turismo-r", "banshee", "gone"])
        .prop_map(|id| ProductId::new(id).unwrap())
}

fn press() -> impl Strategy<Value = Press> {
    prop_oneof![
        3 => answer().prop_map(Press::Answer),
        1 => (0u16..4).prop_map(Press::Nth),
        1 => Just(Press::Neither),
    ]
}

fn touch() -> impl Strategy<Value = Touch> {
    let line = (0u16..5).prop_map(LineId);
    prop_oneof![
        line.clone().prop_map(Touch::Pick),
        line.clone().prop_map(Touch::Less),
        line.clone().prop_map(Touch::More),
        line.prop_map(Touch::Remove),
        Just(Touch::Claim),
        Just(Touch::Release),
    ]
}

fn a_ticket() -> impl Strategy<Value = Ticket> {
    let heard = vec(id(), 0..12).prop_map(|ids| {
        let mut heard = Heard::default();
        ids.into_iter().for_each(|id| heard.note(id));
        heard
    });
    let pins = (0u32..3, 0u32..3).prop_map(|(catalogue, terms)| Pins { catalogue, terms, flow: 0 });
    let accepted = (any::<u32>(), option::of(id()), time());
    let accepted = accepted.prop_map(|(terms, person, at)| {
        let hash = if terms % 2 == 0 { shelf().terms_hash() } else { String::new() };
        Acceptance { terms: terms % 3, hash, person, at, by: None }
    });
    let extra = (option::of(a_card()), option::of(accepted), option::of(id()));
    let about = (option::of(id()), time(), any::<bool>(), a_type());
    (1u32..4, about, state(), pins, an_order(), (turn(), heard, option::of(reminder())), extra)
        .prop_map(
            |(
                number,
                (opener, opened_at, left, of),
                state,
                pins,
                order,
                (turn, heard, remind_at),
                (card, accepted, handler),
            )| Ticket {
                number: TicketNumber(number),
                opener,
                order,
                turn,
                remind_at,
                heard,
                card,
                accepted,
                handler,
                of,
                left,
                ..Ticket::new(opener, opened_at, state, pins)
            },
        )
}

fn a_settings() -> impl Strategy<Value = Settings> {
    let roles = (vec(id(), 0..3), vec(id(), 0..3));
    (roles, option::of(id()), option::of(id()), option::of("\\PC{0,5}")).prop_map(
        |((staff, managers), open_category, closed_category, panel_text)| Settings {
            staff,
            managers,
            open_category,
            closed_category,
            panel_text,
            ..Settings::default()
        },
    )
}

fn a_desk() -> impl Strategy<Value = Desk> {
    let panel = option::of((id(), id()).prop_map(|(channel, message)| Panel { channel, message }));
    let version = || prop_oneof![0u32..4, Just(u32::MAX)];
    let settings = option::weighted(0.9, a_settings());
    let types = vec((a_type(), vec(id(), 0..2), option::of(id()), any::<bool>()), 0..2);
    (settings, panel, version(), version(), any::<bool>(), types).prop_map(
        |(settings, panel, catalogue, terms, refresh, types)| Desk {
            settings,
            panel,
            catalogue,
            terms,
            refresh,
            types: types.into_iter().filter_map(of_type).collect(),
            ..Desk::default()
        },
    )
}

fn a_type() -> impl Strategy<Value = Option<TypeId>> {
    prop_oneof![Just(None), Just(Some("service")), Just(Some("vip"))]
        .prop_map(|name| name.map(TypeId::typed))
}

fn of_type(
    (id, staff, category, retired): (Option<TypeId>, Vec<RoleId>, Option<ChannelId>, bool),
) -> Option<TicketType> {
    Some(TicketType {
        id: id?,
        label: "Service".to_owned(),
        managers: None,
        staff: Some(staff),
        open_category: category,
        closed_category: None,
        uses: Pins { catalogue: 1, terms: 0, flow: 0 },
        retired,
        beyond: Map::new(),
    })
}

pub(super) fn snapshot() -> impl Strategy<Value = Snapshot> {
    let shelf = prop_oneof![Just(shelf()), Just(reminding(shelf())), Just(Shelf::default())];
    let hearing = prop_oneof![Just(Hearing::All), Just(Hearing::Mentions), Just(Hearing::Refused)];
    (a_desk(), option::weighted(0.9, a_ticket()), shelf, hearing).prop_map(
        |(desk, ticket, shelf, hearing)| {
            let ticket = ticket.map(|it| (Version(1), it));
            let (desk, ledger) = ((Version(1), desk), Default::default());
            Snapshot { desk, ticket, ledger, fresh: shelf.clone(), shelf, hearing }
        },
    )
}

fn actor() -> impl Strategy<Value = Actor> {
    let permissions = prop_oneof![
        Just(Permissions::NONE),
        Just(Permissions::MANAGE_GUILD),
        Just(Permissions::ADMINISTRATOR)
    ];
    (id(), vec(id(), 0..3), permissions).prop_map(|(user, roles, permissions)| Actor {
        user,
        roles,
        permissions,
    })
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("yes".to_owned()),
        Just("no".to_owned()),
        Just("refresh".to_owned()),
        Just("2x adder, t20".to_owned()),
        "\\PC{0,40}",
        vec(any::<char>(), 0..200).prop_map(|it| it.into_iter().collect()),
    ]
}

fn of_a_person() -> impl Strategy<Value = Event> {
    let number = || (1u32..4).prop_map(TicketNumber);
    prop_oneof![
        1 => (actor(), a_type(), a_reply())
            .prop_map(|(actor, of, reply)| Event::CreatePressed { actor, of, reply }),
        3 => (id(), id(), actor(), text(), said_to()).prop_map(|(channel, message, actor, text, to)| {
            Event::Written { channel, message, actor, text, files: vec![], to }
        }),
        1 => (id(), id(), actor(), text()).prop_map(|(channel, message, actor, text)| {
            Event::Rewritten { channel, message, actor, text }
        }),
        1 => (id(), number(), turn(), text(), actor(), a_reply()).prop_map(
            |(channel, ticket, turn, text, actor, reply)| Event::AnswerFilledIn {
                channel, ticket, turn, text, actor, reply
            }
        ),
        2 => (id(), number(), product(), actor(), a_reply()).prop_map(
            |(channel, ticket, product, actor, reply)| Event::ProductPicked {
                channel, ticket, product, actor, reply
            }
        ),
        3 => (id(), id(), number(), touch(), actor(), a_reply()).prop_map(
            |(channel, on, ticket, touch, actor, reply)| Event::CardPressed {
                channel, on, ticket, touch, actor, reply
            }
        ),
        3 => (id(), id(), number(), turn(), press(), actor(), a_reply()).prop_map(
            |(channel, on, ticket, turn, press, actor, reply)| Event::AnswerPressed {
                channel, on, ticket, turn, press, actor, reply
            }
        ),
        2 => (id(), number(), actor(), a_reply()).prop_map(|(channel, ticket, actor, reply)| {
            Event::ClosePressed { channel, ticket, actor, reply }
        }),
        1 => (actor(), a_reply(), id(), option::of(number())).prop_map(
            |(actor, reply, channel, ticket)| Event::EvidenceAsked { actor, reply, channel, ticket }
        ),
        2 => an_alias_taught(),
        8 => (actor(), a_reply(), a_wish()).prop_map(|(actor, reply, wish)| {
            Event::Wished { actor, reply, wish: Box::new(wish) }
        }),
        1 => a_reply().prop_map(|reply| Event::Refused { reply, refusal: Refusal::Unknown }),
    ]
}

fn an_alias_taught() -> BoxedStrategy<Event> {
    let product = prop_oneof![Just("adder".to_owned()), text()];
    let parts = (id(), text(), product, actor(), a_reply());
    let taught = parts.prop_map(|(channel, alias, product, actor, reply)| Event::AliasTaught {
        channel,
        alias,
        product,
        actor,
        reply,
    });
    taught.boxed()
}

fn of_discord() -> impl Strategy<Value = Event> {
    let ours = || (0u8..9).prop_map(effect);
    let number = || (1u32..4).prop_map(TicketNumber);
    let not_moved = option::of(Just(NotMoved::CategoryUnusable));
    let hide = prop_oneof![Just(HideRefused::Gone), obstacle().prop_map(HideRefused::Obstacle)];
    prop_oneof![
        (ours(), number(), id()).prop_map(|(effect, ticket, channel)| {
            Event::ChannelMade { effect, ticket, channel, again: false }
        }),
        (ours(), number(), obstacle())
            .prop_map(|(effect, ticket, why)| { Event::ChannelRefused { effect, ticket, why } }),
        (ours(), number(), not_moved).prop_map(|(effect, ticket, not_moved)| {
            Event::ChannelHidden { effect, ticket, not_moved }
        }),
        (ours(), number(), hide)
            .prop_map(|(effect, ticket, why)| { Event::HideRefused { effect, ticket, why } }),
        id().prop_map(|channel| Event::ChannelGone { channel }),
        id().prop_map(|user| Event::CustomerLeft { user }),
        (id(), reminder()).prop_map(|(channel, since)| Event::ReminderDue { channel, since }),
        (ours(), id(), id(), a_reply()).prop_map(|(effect, channel, message, reply)| {
            Event::PanelPosted { effect, panel: Panel { channel, message }, reply }
        }),
        (ours(), obstacle(), a_reply())
            .prop_map(|(effect, why, reply)| { Event::PanelRefused { effect, why, reply } }),
        id().prop_map(|role| Event::RoleGone { role }),
        id().prop_map(|message| Event::MessageGone { message }),
    ]
}

pub(super) fn event() -> impl Strategy<Value = Event> {
    prop_oneof![of_a_person(), of_discord()]
}
