//! Any order.

use super::*;
use crate::domain::{
    order::{Amendment, Asked, Line, Order, Recount, Unclear},
    recognise::Purpose,
};

/// An order of any lines, with anything that may be asked about them.
pub(super) fn an_order() -> impl Strategy<Value = Order> {
    let products = prop::sample::select(vec!["adder", "t20", "turismo-r", "banshee", "gone"]);
    let line = (0u16..4, products.clone(), 1u32..30).prop_map(|(id, product, quantity)| Line {
        id: LineId(id),
        product: ProductId::new(product).unwrap(),
        name: product.to_uppercase(),
        quantity,
        options: vec![],
    });
    let candidates = vec(products, 1..4)
        .prop_map(|ids| ids.into_iter().map(|id| ProductId::new(id).unwrap()).collect::<Vec<_>>());
    let purpose = prop::sample::select(vec![Purpose::Add, Purpose::Set, Purpose::Remove]);
    let described = (option::of(Just("red")), purpose);
    let unclear = (candidates, 1u32..9, described).prop_map(|(candidates, quantity, it)| Unclear {
        written: "it".into(),
        candidates,
        quantity,
        counted: quantity % 2 == 0,
        purpose: it.1,
        instead_of: None,
        options: it.0.map(|red| ("Colour".into(), red.into())).into_iter().collect(),
    });
    let recount = prop_oneof![
        (0u32..9).prop_map(Recount::To),
        (-9i32..9).prop_map(Recount::By),
        (0u32..3).prop_map(Recount::Times)
    ];
    let value = (option::of(Just("red")), option::of(1u32..3), option::of(recount));
    let amendment = (vec(0u16..4, 1..3), value, any::<bool>()).prop_map(
        |(lines, (value, pieces, recount), each)| Amendment {
            written: "it".into(),
            of: lines.into_iter().map(|line| (LineId(line), "Colour".into())).collect(),
            value: value.map(str::to_owned),
            pieces,
            recount,
            each,
        },
    );
    let asked = prop_oneof![
        Just(Asked::Which),
        vec(0u16..4, 1..3)
            .prop_map(|lines| Asked::Line { lines: lines.into_iter().map(LineId).collect() }),
        (0u16..4).prop_map(|line| Asked::Option {
            line: LineId(line),
            option: "Colour".into(),
            choices: vec![]
        }),
    ];
    let words = option::of("[a-z ]{0,9}");
    let doubts = (vec(unclear, 0..2), option::of(amendment), option::of(asked));
    let parts = (vec(line, 0..4), words, doubts, option::of(time()));
    parts.prop_map(|(lines, words, (unclear, amendment, asked), confirmed)| Order {
        lines,
        words,
        given: 4,
        unclear,
        amendment,
        asked,
        confirmed,
        ..Order::default()
    })
}
