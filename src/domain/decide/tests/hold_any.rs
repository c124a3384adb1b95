//! Whatever happens to tickets that want what runs out, it is held or sold for whoever has a right
//! to it, and for nobody else.

use super::{
    fixtures::*,
    hold::{HOUR, Shop, scarce},
};
use crate::domain::{
    ids::MessageId,
    input::{Event, HideRefused},
    notice::Obstacle,
    ticket::State,
};
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Step {
    Write(usize, &'static str),
    Wait(u64),
    Close(usize),
    Gone(usize),
    CloseRefused(usize),
    Edit(usize, &'static str),
    /// Another catalogue says so many adders, and something of it is otherwise.
    Publish(u32, Otherwise),
}

/// What another catalogue has otherwise than the first one.
#[derive(Debug, Clone, Copy)]
enum Otherwise {
    Nothing,
    Price,
    Option,
    Product,
}

impl Otherwise {
    fn of(self, catalogue: &str) -> String {
        match self {
            Self::Nothing => catalogue.to_owned(),
            Self::Price => catalogue.replace("1000", "1500"),
            Self::Option => catalogue.replace("Colour", "Paint"),
            Self::Product => catalogue.replace("t20", "t30").replace("T20", "T30"),
        }
    }
}

fn step() -> impl Strategy<Value = Step> {
    let who = 0..3_usize;
    let text = prop_oneof![
        Just("adder"),
        Just("2 t20"),
        Just("t20 and adder"),
        Just("yes"),
        Just("yes"),
        Just("ok"),
        Just("no"),
        Just("refresh"),
        Just("banshee"),
        Just("black"),
        Just("remove the adder"),
    ];
    let otherwise = prop::sample::select(vec![
        Otherwise::Nothing,
        Otherwise::Price,
        Otherwise::Option,
        Otherwise::Product,
    ]);
    prop_oneof![
        12 => (who.clone(), text.clone()).prop_map(|(who, text)| Step::Write(who, text)),
        2 => (0..4_u64).prop_map(Step::Wait),
        1 => who.clone().prop_map(Step::Close),
        1 => who.clone().prop_map(Step::Gone),
        1 => who.clone().prop_map(Step::CloseRefused),
        1 => (who, text).prop_map(|(who, text)| Step::Edit(who, text)),
        1 => (0..4_u32, otherwise).prop_map(|(number, otherwise)| Step::Publish(number, otherwise)),
    ]
}

/// How many of a product tickets have a right to, as they stand.
fn claimed(shop: &Shop, product: &str) -> u32 {
    let claims = shop.tickets.iter().filter(|ticket| {
        let standing = ticket.standing();
        let confirmed = ticket.order.confirmed;
        standing.placed.is_some()
            || ticket.is_current() && confirmed.is_some_and(|at| at.plus(HOUR * 5) > shop.now)
    });
    let lines = claims.flat_map(|ticket| lines(ticket));
    lines.filter(|(id, _)| *id == product).map(|(_, quantity)| quantity).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn as_much_is_away_as_tickets_have_a_right_to_and_never_more_than_there_is(
        steps in prop::collection::vec(step(), 0..60)
    ) {
        let mut shop = Shop::new(3);
        let (mut adders, mut sells_t20) = (1, true);
        for step in steps {
            let before = [claimed(&shop, "adder"), claimed(&shop, "t20")];
            match step {
                Step::Publish(number, otherwise) => {
                    (adders, sells_t20) = (number, !matches!(otherwise, Otherwise::Product));
                    let stock = format!(r#""stock":{number},"id":"adder""#);
                    let catalogue = scarce().replace(r#""stock":1,"id":"adder""#, &stock);
                    shop.publish(&otherwise.of(&catalogue));
                }
                Step::Write(who, text) => {
                    let was_confirmed = shop.tickets[who].order.confirmed.is_some();
                    shop.write(who, text);
                    let order = &shop.tickets[who].order;
                    if !was_confirmed && order.confirmed.is_some() {
                        let catalogue = &shop.shelf.stock.as_ref().unwrap().catalogue;
                        prop_assert_eq!(order.missing(catalogue), None, "nothing is left open");
                        for line in &order.lines {
                            let product = catalogue.product(&line.product);
                            let product = product.expect("what is confirmed is sold");
                            let is_had = |it: &(String, String)| product.option(&it.0).is_some();
                            prop_assert!(line.options.iter().all(is_had), "{:?}", line);
                        }
                    }
                }
                Step::Edit(who, text) => {
                    let message = shop.tickets[who].order.before.as_ref().map(|it| it.message);
                    let message: MessageId = message.unwrap_or(MessageId::new(9));
                    let text = text.to_owned();
                    let event = Event::Rewritten { channel: CHANNEL, message, actor: ann(), text };
                    shop.try_to(who, event);
                }
                Step::Wait(hours) => shop.wait(HOUR * u32::try_from(hours).unwrap()),
                Step::Close(who) if matches!(shop.tickets[who].state, State::Open { .. } | State::Placed { .. }) => {
                    shop.close(who);
                }
                Step::CloseRefused(who) => {
                    let event = Event::ClosePressed {
                        channel: CHANNEL,
                        ticket: shop.tickets[who].number,
                        actor: ann(),
                        reply: reply(shop.now.first_snowflake().unwrap()),
                    };
                    shop.try_to(who, event);
                    let why = HideRefused::Obstacle(Obstacle::Other);
                    let ticket = shop.tickets[who].number;
                    shop.try_to(who, Event::HideRefused { effect: effect(0), ticket, why });
                }
                Step::Gone(who) => drop(shop.try_to(who, Event::ChannelGone { channel: CHANNEL })),
                Step::Close(_) => {}
            }
            for ((product, stock), before) in [("adder", adders), ("t20", 2)].into_iter().zip(before) {
                let claimed = claimed(&shop, product);
                prop_assert!(claimed <= stock.max(before), "{claimed} {product} for {stock}: {shop:?}");
                let is_sold = product == "adder" || sells_t20;
                let left = is_sold.then(|| stock.saturating_sub(claimed));
                prop_assert_eq!(shop.left(product), left, "{}: {:?}", product, shop);
            }
        }
    }
}
