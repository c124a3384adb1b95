//! Every pair of the table in the module's documentation.

use super::fixtures::*;
use crate::domain::{
    answer::Answer,
    card::Card,
    control::{Press, Touch},
    decision::{Decision, Snapshot},
    flow::Stage,
    input::{Event, HideRefused},
    notice::Obstacle,
    order::LineId,
    ticket::{State, Ticket},
};
use std::collections::BTreeSet;
use twilight_model::id::Id;

/// The table, out of the source: states in the head, then a row for each input.
fn table() -> (Vec<&'static str>, Vec<(&'static str, Vec<&'static str>)>) {
    let cells = |line: &'static str| -> Vec<&'static str> {
        line.trim_matches('|').split('|').map(str::trim).collect()
    };
    let mut lines = include_str!("../mod.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("//! |"))
        .filter(|line| !line.starts_with("--"))
        .map(cells);
    let head = lines.next().expect("the table has a head");
    let rows = lines.map(|cells| (cells[0], cells[1..].to_vec())).collect();
    (head[1..].to_vec(), rows)
}

fn state(name: &str) -> Option<State> {
    Some(match name {
        "none" => return None,
        "opening" => State::Opening { waiting: vec![reply(60)] },
        "open" => open_at(Stage::CONFIRM),
        "placed" => placed(),
        "closing" => closing(),
        "closed" => closed(),
        "gone" => State::Gone { from: standing(), at: NOW },
        "failed" => State::Failed { at: NOW },
        other => panic!("a state that no test knows: {other}"),
    })
}

fn event(name: &str) -> Event {
    let (effect, ticket, channel) = (effect(0), NUMBER, CHANNEL);
    let why = Obstacle::Other;
    match name {
        "create_pressed" => create(ann(), 61),
        "written" => written(ann(), 91, "yes"),
        "rewritten" => {
            let text = "t20".to_owned();
            Event::Rewritten { channel, message: Id::new(50), actor: ann(), text }
        }
        "answer_pressed" => pressed(Press::Answer(Answer::Yes), TURN),
        "answer_filled_in" => Event::AnswerFilledIn {
            channel,
            ticket,
            turn: TURN,
            text: "yes".to_owned(),
            actor: ann(),
            reply: reply(61),
        },
        "card_pressed" => {
            let (actor, touch) = (sam(), Touch::Pick(LineId(0)));
            Event::CardPressed { channel, on: CARD, ticket, touch, actor, reply: reply(61) }
        }
        "product_picked" => picked(ann(), "t20"),
        "alias_taught" => Event::AliasTaught {
            channel,
            alias: "snake".to_owned(),
            product: "adder".to_owned(),
            actor: sam(),
            reply: reply(61),
        },
        "card_shown" => card_shown(),
        "card_lost" => Event::CardLost { effect, ticket, gone: true },
        "close_pressed" => close(ann()),
        "channel_made" => Event::ChannelMade { effect, ticket, channel, again: false },
        "channel_seen" => Event::ChannelSeen { channel, ticket, opened_at: ASKED_AT },
        "channel_refused" => Event::ChannelRefused { effect, ticket, why },
        "channel_hidden" => Event::ChannelHidden { effect, ticket, not_moved: None },
        "hide_refused" => Event::HideRefused { effect, ticket, why: HideRefused::Obstacle(why) },
        "channel_gone" => Event::ChannelGone { channel },
        "reminder_due" => Event::ReminderDue { channel, since: NOW },
        "customer_left" => Event::CustomerLeft { user: ANN },
        other => panic!("an input that no test knows: {other}"),
    }
}

/// A ticket with an order, the card of which is being edited, and of whose question its customer is
/// to be reminded.
fn with_order(state: Option<State>) -> Snapshot {
    let Some(state) = state else { return at(None) };
    let has_card = !matches!(state, State::Opening { .. } | State::Failed { .. });
    let card = has_card.then(|| Card { under_way: true, message: Some(CARD), ..Card::default() });
    let remind_at = Some(NOW);
    let snapshot = with(Some(Ticket { state, card, remind_at, ..ordered("adder") }));
    Snapshot { shelf: reminding(snapshot.shelf), ..snapshot }
}

#[test]
fn every_pair_of_input_and_state_is_decided_as_the_table_says() {
    let (states, rows) = table();
    let mut wrong = Vec::new();
    for (input, row) in &rows {
        assert_eq!(row.len(), states.len(), "the row of {input}");
        for (state_name, expected) in states.iter().zip(row) {
            let found = match decided(&with_order(state(state_name)), event(input)) {
                Decision::Apply(_) => "apply",
                Decision::Refuse(_) => "refuse",
                Decision::Ignore(_) => "ignore",
            };
            if found != *expected {
                wrong.push(format!("{input} × {state_name}: {found}, not {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_table_has_every_state_and_every_input_of_a_ticket() {
    let (states, rows) = table();
    assert_eq!(
        states,
        ["none", "opening", "open", "placed", "closing", "closed", "gone", "failed"]
    );
    let inputs: BTreeSet<_> = rows.iter().map(|(input, _)| *input).collect();
    assert_eq!(inputs.len(), rows.len(), "no row twice");
    assert_eq!(inputs.len(), 19);
    for (input, _) in rows {
        let event = event(input);
        let named = crate::domain::input::Input { guild: GUILD, event }.kind();
        assert_eq!(named, input, "rows are called what the log calls the input");
    }
}
