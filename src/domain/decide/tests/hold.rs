//! What runs out is held at the confirmation, for whoever comes first, and goes to nobody else as
//! long as it is held or once it is sold.

use super::fixtures::*;
use crate::domain::{
    decide::decide,
    decision::{Change, Decision, Write},
    effect::Effect,
    flow::{Flow, Stage},
    ids::{TicketNumber, Version},
    input::{Event, Input, Wish},
    ledger::{Ledger, Left},
    notice::{Answered, Misread, Notice, Occasion, Refusal},
    shelf::Shelf,
    ticket::{State, Ticket},
    time::Timestamp,
};
use std::{sync::Arc, time::Duration};

pub(super) const HOUR: Duration = Duration::from_secs(3600);

/// The cars of the fixtures, of which one adder and two T20 are there.
pub(super) fn scarce() -> String {
    catalogue()
        .replace(r#""id":"adder""#, r#""stock":1,"id":"adder""#)
        .replace(r#""id":"t20""#, r#""stock":2,"id":"t20""#)
        .replace(r#""most_items":20"#, r#""most_items":20,"hold_hours":5"#)
}

/// A server, its tickets, and what is held for them.
#[derive(Debug)]
pub(super) struct Shop {
    pub(super) shelf: Shelf,
    ledger: (Version, Arc<Ledger>),
    pub(super) tickets: Vec<Ticket>,
    pub(super) now: Timestamp,
    /// The version of the catalogue.
    catalogue: u32,
}

impl Shop {
    /// With so many tickets that wait for an order.
    pub(super) fn new(tickets: u32) -> Self {
        let waiting =
            |number| Ticket { number: TicketNumber(number), ..ticket(open_at(Stage::ORDER)) };
        Self {
            shelf: stocked(&scarce()),
            ledger: Default::default(),
            tickets: (0..tickets).map(waiting).collect(),
            now: NOW,
            catalogue: 2,
        }
    }

    pub(super) fn try_to(&mut self, who: usize, event: Event) -> Vec<Effect> {
        let mut snapshot = with(Some(self.tickets[who].clone()));
        snapshot.ledger = self.ledger.clone();
        snapshot.desk.1.catalogue = self.catalogue;
        (snapshot.shelf, snapshot.fresh) = (self.shelf.clone(), self.shelf.clone());
        match decide(&snapshot, &Input { guild: GUILD, event }, self.now) {
            Decision::Apply(Change { write: Write::Ticket(ticket), ledger, effects }) => {
                self.tickets[who] = *ticket;
                if let Some(ledger) = ledger {
                    self.ledger = (self.ledger.0.next(), Arc::new(ledger));
                }
                effects
            }
            Decision::Apply(change) => panic!("{change:?}"),
            Decision::Refuse(effects) => effects,
            Decision::Ignore(_) => vec![],
        }
    }

    pub(super) fn write(&mut self, who: usize, text: &str) -> Vec<Effect> {
        self.now = self.now.plus(Duration::from_secs(1));
        let message = self.now.first_snowflake().unwrap();
        self.try_to(who, written(ann(), message, text))
    }

    pub(super) fn publish(&mut self, catalogue: &str) {
        self.shelf = stocked(catalogue);
        self.catalogue += 1;
    }

    pub(super) fn wait(&mut self, by: Duration) {
        self.now = self.now.plus(by);
    }

    pub(super) fn close(&mut self, who: usize) {
        let number = self.tickets[who].number;
        let event = Event::ClosePressed {
            channel: CHANNEL,
            ticket: number,
            actor: ann(),
            reply: reply(self.now.first_snowflake().unwrap()),
        };
        self.try_to(who, event);
        assert!(matches!(self.tickets[who].state, State::Closing { .. }));
        self.hidden(who);
    }

    fn hidden(&mut self, who: usize) {
        let ticket = self.tickets[who].number;
        let event = Event::ChannelHidden { effect: effect(0), ticket, not_moved: None };
        self.try_to(who, event);
    }

    pub(super) fn left(&self, product: &str) -> Option<u32> {
        let catalogue = &self.shelf.stock.as_ref().unwrap().catalogue;
        let product = catalogue.products().iter().find(|it| it.id.as_str() == product)?;
        self.ledger.1.available(TicketNumber(99), product, self.now)
    }

    fn stage(&self, who: usize) -> Stage {
        self.tickets[who].standing().stage
    }
}

/// What is told that there is too little of.
fn short(effects: &[Effect]) -> Vec<(String, u32)> {
    let Misread { short, .. } = asked(effects).occasion.misread();
    short
}

fn sold_out(name: &str) -> Vec<(String, u32)> {
    vec![(name.to_owned(), 0)]
}

#[test]
fn who_only_asks_after_a_product_is_told_how_many_are_left() {
    let mut shop = Shop::new(2);
    shop.write(0, "2 t20");
    let effects = shop.write(1, "how much is a t20?");
    let Notice::WhichAsked(doubt) = said(&effects) else { panic!("{effects:?}") };
    assert_eq!(doubt.choices[0].left, Some(2), "an order that is not confirmed holds nothing");
    shop.write(0, "yes");
    let effects = shop.write(1, "no, how much is a t20?");
    assert_eq!(short(&effects), sold_out("T20"), "it is not offered when there is none");
    shop.publish(&catalogue());
    let effects = shop.write(1, "how much is a t20?");
    let Notice::WhichAsked(doubt) = said(&effects) else { panic!("{effects:?}") };
    assert_eq!(doubt.choices[0].left, None, "what does not run out has no number");
}

#[test]
fn the_only_one_goes_to_the_first_who_confirms() {
    let mut shop = Shop::new(3);
    shop.write(0, "adder");
    shop.write(1, "adder and a t20");
    shop.write(2, "an adder please");
    assert_eq!(shop.left("adder"), Some(1), "whoever has not confirmed holds nothing");
    shop.write(0, "yes");
    assert_eq!((shop.stage(0), shop.left("adder")), (Stage::TERMS, Some(0)));

    let effects = shop.write(1, "yes");
    assert_eq!(short(&effects), sold_out("Adder"));
    assert_eq!(shop.stage(1), Stage::CONFIRM, "what is left of it is confirmed anew");
    assert_eq!(lines(&shop.tickets[1]), [("t20", 1)]);
    assert_eq!(shop.left("t20"), Some(2));
    shop.write(1, "yes");
    assert_eq!((shop.stage(1), shop.left("t20")), (Stage::TERMS, Some(1)));

    let effects = shop.write(2, "yes");
    assert_eq!(shop.stage(2), Stage::ORDER, "nothing is left of it");
    assert!(matches!(asked(&effects).occasion, Occasion::NothingLeft { .. }), "{effects:?}");
    assert_eq!(short(&effects), sold_out("Adder"));
}

#[test]
fn first_words_about_what_is_sold_out_start_nothing_over() {
    let mut shop = Shop::new(2);
    shop.write(0, "an adder");
    shop.write(0, "yes");
    let effects = shop.write(1, "an adder please");
    assert!(matches!(asked(&effects).occasion, Occasion::SoldOut { .. }), "{effects:?}");
    assert_eq!(short(&effects), sold_out("Adder"));
    let prompt = asked(&effects).prompt.as_ref().expect("of the flow");
    assert_eq!(prompt.title, None, "we say ourselves what is the matter");
    assert_eq!(shop.stage(1), Stage::ORDER);
}

#[test]
fn too_little_is_told_at_once_however_it_was_asked_for() {
    let mut shop = Shop::new(2);
    let effects = shop.write(0, "5 t20 and 2 adder");
    let short_on_card = &card_of(&effects).misread.short;
    assert_eq!(*short_on_card, [("T20".to_owned(), 2), ("Adder".to_owned(), 1)]);
    assert_eq!(lines(&shop.tickets[0]), [("t20", 2), ("adder", 1)]);
    let effects = shop.write(0, "add an adder");
    assert_eq!(short(&effects), [("Adder".to_owned(), 1)], "also if nothing changes");
    shop.write(0, "yes");
    let effects = shop.write(1, "adder");
    assert_eq!((shop.stage(1), short(&effects)), (Stage::ORDER, sold_out("Adder")));
    shop.try_to(
        1,
        Event::ProductPicked {
            channel: CHANNEL,
            ticket: TicketNumber(1),
            product: crate::domain::catalogue::ProductId::new("adder").unwrap(),
            actor: ann(),
            reply: reply(shop.now.first_snowflake().unwrap()),
        },
    );
    assert!(lines(&shop.tickets[1]).is_empty());
    shop.write(1, "turismo");
    let effects = shop.write(1, "adder");
    assert_eq!(lines(&shop.tickets[1]), [], "{effects:?}");
}

#[test]
fn what_is_not_completed_is_held_as_long_as_the_catalogue_says() {
    let mut shop = Shop::new(2);
    shop.write(0, "adder");
    shop.write(0, "yes");
    shop.write(1, "turismo r");
    shop.wait(HOUR * 4);
    let effects = shop.write(1, "adder");
    assert_eq!(short(&effects), sold_out("Adder"));
    shop.wait(HOUR);
    assert_eq!(shop.left("adder"), Some(1), "its time is over");

    let effects = shop.write(0, "ok");
    assert!(matches!(shop.tickets[0].state, State::Placed { .. }), "nobody else wanted it");
    assert_eq!(placed_for(&effects).0, Some(ANN));
    shop.wait(HOUR * 1_000);
    assert_eq!(shop.left("adder"), Some(0), "what is complete is held until it ends");
}

#[test]
fn what_is_somebody_elses_by_the_end_is_confirmed_anew() {
    let mut shop = Shop::new(2);
    shop.write(0, "adder and 2 t20");
    shop.write(0, "yes");
    shop.wait(HOUR * 5);
    shop.write(1, "adder");
    shop.write(1, "yes");
    let effects = shop.write(0, "ok");
    assert_eq!((shop.stage(0), short(&effects)), (Stage::CONFIRM, sold_out("Adder")));
    assert_eq!(lines(&shop.tickets[0]), [("t20", 2)]);
    assert_eq!(shop.left("t20"), Some(2), "it holds nothing until it is confirmed");
    let effects = shop.write(0, "yes");
    assert!(matches!(shop.tickets[0].state, State::Placed { .. }), "the terms were accepted");
    assert_eq!((placed_for(&effects).0, shop.left("t20")), (Some(ANN), Some(0)));

    let mut shop = Shop::new(2);
    shop.write(0, "adder");
    shop.write(0, "yes");
    shop.wait(HOUR * 5);
    shop.write(1, "adder");
    shop.write(1, "yes");
    let effects = shop.write(0, "ok");
    assert_eq!((shop.stage(0), short(&effects)), (Stage::ORDER, sold_out("Adder")));
}

#[test]
fn whatever_ends_an_order_gives_back_and_what_ends_a_complete_one_sells() {
    let held = |complete: bool| {
        let mut shop = Shop::new(1);
        shop.write(0, "adder");
        shop.write(0, "yes");
        if complete {
            shop.write(0, "ok");
        }
        assert_eq!(shop.left("adder"), Some(0));
        shop
    };
    for (complete, left) in [(false, 1), (true, 0)] {
        let mut shop = held(complete);
        shop.close(0);
        assert_eq!(shop.left("adder"), Some(left), "closed");
        let card = Event::CardLost { effect: effect(0), ticket: TicketNumber(0), gone: true };
        shop.try_to(0, card);
        shop.try_to(0, Event::ChannelGone { channel: CHANNEL });
        assert!(matches!(shop.tickets[0].state, State::Gone { .. }));
        assert_eq!(shop.left("adder"), Some(left), "and gone later");

        let mut shop = held(complete);
        shop.try_to(0, Event::ChannelGone { channel: CHANNEL });
        assert_eq!(shop.left("adder"), Some(left), "gone");
        assert!(!shop.ledger.1.holds(TicketNumber(0)));

        let mut shop = held(complete);
        shop.write(0, "refresh");
        assert_eq!(shop.left("adder"), Some(1), "begun anew");
        shop.close(0);
        assert_eq!(shop.left("adder"), Some(1));
    }
    let mut shop = held(false);
    shop.write(0, "no");
    assert_eq!(
        (shop.stage(0), shop.left("adder")),
        (Stage::TERMS, Some(0)),
        "not yet to the terms"
    );
}

#[test]
fn what_is_sold_is_sold_without_a_look_at_the_catalogue() {
    let mut shop = Shop::new(1);
    shop.write(0, "adder");
    shop.write(0, "yes");
    shop.write(0, "ok");
    let shelf = std::mem::take(&mut shop.shelf);
    shop.close(0);
    shop.shelf = shelf;
    assert_eq!(shop.left("adder"), Some(0));
}

#[test]
fn a_flow_that_does_not_ask_whether_it_is_right_holds_when_the_order_is_complete() {
    let flow: Flow = serde_json::from_value(serde_json::json!({"name": "Quick", "stages": [
        {"number": 0, "prompt": "What?", "expect": "catalogue", "then": 7},
        {"number": 7, "prompt": "Where to?", "expect": "text", "then": "done"}]}))
    .unwrap();
    let mut shop = Shop::new(2);
    shop.shelf.flow = Arc::new(flow);
    shop.write(0, "adder");
    shop.write(1, "adder");
    assert_eq!(shop.left("adder"), Some(1));
    shop.write(0, "home");
    assert!(matches!(shop.tickets[0].state, State::Placed { .. }));
    assert_eq!(shop.left("adder"), Some(0));
    let effects = shop.write(1, "there");
    assert_eq!((shop.stage(1), short(&effects)), (Stage::ORDER, sold_out("Adder")));
}

#[test]
fn admins_are_told_what_is_left_the_fewest_first() {
    let mut shop = Shop::new(1);
    shop.write(0, "adder");
    shop.write(0, "yes");
    let mut snapshot = with(None);
    (snapshot.ledger, snapshot.fresh) = (shop.ledger, shop.shelf);
    let Decision::Refuse(effects) = decided(&snapshot, wished(Wish::StockAsked { of: None }))
    else {
        panic!("it changes nothing")
    };
    let [(_, Answered::Stock { lines, more: 0, .. })] = &answers(&effects)[..] else {
        panic!("{effects:?}")
    };
    let lines: Vec<_> = lines.iter().map(|it| (it.product.as_str(), it.left)).collect();
    let adder = Left { left: 0, held: 1 };
    assert_eq!(lines, [("Adder", adder), ("T20", Left { left: 2, held: 0 })]);
}

#[test]
fn what_is_sold_out_is_not_offered_and_takes_no_place() {
    let mut shop = Shop::new(3);
    shop.write(0, "adder");
    shop.write(0, "yes");
    let effects = shop.write(1, "do you have an adder?");
    assert_eq!(short(&effects), sold_out("Adder"), "nothing to say Yes to");
    shop.write(1, "turismo r");
    shop.write(1, "make it an adder instead");
    assert_eq!(lines(&shop.tickets[1]), [("turismo-r", 1)]);
    let effects = shop.write(2, "do you have a t20?");
    assert!(matches!(said(&effects), Notice::WhichAsked(_)), "{effects:?}");
}

#[test]
fn another_catalogue_and_too_little_are_told_together() {
    let mut shop = Shop::new(2);
    shop.write(0, "adder and t20");
    shop.write(0, "yes");
    shop.wait(HOUR * 5);
    shop.write(1, "adder");
    shop.write(1, "yes");
    shop.publish(&scarce().replace("2200", "3000"));
    let effects = shop.write(0, "ok");
    let Occasion::CatalogueChanged { news, misread } = &asked(&effects).occasion else {
        panic!("{effects:?}")
    };
    assert_eq!((news.repriced.len(), &misread.short), (1, &sold_out("Adder")));
}

#[test]
fn somebody_counts_and_says_how_many_are_left() {
    let shop = Shop::new(1);
    let mut snapshot = with(None);
    snapshot.fresh = shop.shelf.clone();
    let counted = |product: &str| {
        let product = product.to_owned();
        wished(Wish::Recounted { of: None, product, left: 9 })
    };
    let Change { ledger: Some(ledger), .. } = change(&snapshot, counted("Adder")) else {
        panic!("it is written")
    };
    let left = |nth: usize| {
        let product = &shop.shelf.stock.as_ref().unwrap().catalogue.products()[nth];
        ledger.available(TicketNumber(99), product, NOW)
    };
    assert_eq!((left(0), left(1)), (Some(9), Some(2)));
    let written = "nothing like it".to_owned();
    assert_eq!(refusal(&snapshot, counted(&written)), Refusal::NoSuchProduct { written });
    let product = "Banshee".to_owned();
    assert_eq!(refusal(&snapshot, counted("banshee")), Refusal::NotCounted { product });
}
