//! Names of which one is wished for.

use super::{check, check_asks};

const EITHER: &[&[&str]] = &[&["adder", "comet"]];

#[test]
fn which_is_asked_whatever_is_said_beside() {
    for text in [
        "adder or comet",
        "adder or comet idc",
        "adder or comet gts",
        "adder or comet bla",
        "adder or comet i dont care",
        "adder or comet, i don't mind",
        "an adder or a comet, whatever is cheapest",
        "comet or adder, not sure yet",
        "adder oder comet, ist mir egal",
        "adder ou comet, peu importe",
        "adder o comet, me da igual",
        "adder ou comet, tanto faz",
        "adder o comet, non importa",
        "adder of comet, maakt niet uit",
        "adder lub comet, obojętnie",
    ] {
        check_asks(text, &[], EITHER);
    }
}

#[test]
fn a_list_may_leave_the_choice() {
    for text in [
        "adder/comet whichever",
        "one of these: adder, comet",
        "one of these: adder, comet, whichever is in stock",
        "adder, comet, idc",
    ] {
        check_asks(text, &[], EITHER);
    }
    check("adder/comet", &[("adder", 1), ("comet", 1)], &[]);
    check("adder, comet, whichever colour", &[("adder", 1), ("comet", 1)], &[]);
    check("2 adder, comet, idc", &[("adder", 2), ("comet", 1)], &[]);
    check("adder and comet, idc", &[("adder", 1), ("comet", 1)], &[]);
    check("one of the adders, t20", &[("adder", 1), ("t20", 1)], &[]);
    check("adder idc", &[("adder", 1)], &[]);
}
