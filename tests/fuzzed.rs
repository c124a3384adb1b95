//! The fuzz targets on random bytes: that they build, and that what they hold the recogniser to is
//! so.

#[allow(unreachable_pub, reason = "the crate of the fuzz targets exports them")]
#[path = "../fuzz/src/lib.rs"]
mod fuzz;

use arbitrary::{Arbitrary, Unstructured};
use fuzz::Input;
use proptest::{collection::vec, prelude::*};

/// Whether the bytes make an input, which is held to that then.
fn holds(bytes: &[u8], target: impl Fn(&Input<'_>)) -> bool {
    let input = Input::arbitrary(&mut Unstructured::new(bytes));
    input.is_ok_and(|input| {
        target(&input);
        true
    })
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..600)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn recognise(bytes in bytes()) {
        prop_assume!(holds(&bytes, fuzz::recognise));
    }

    #[test]
    fn revise(bytes in bytes()) {
        prop_assume!(holds(&bytes, fuzz::revise));
    }

    #[test]
    fn choose(bytes in bytes()) {
        prop_assume!(holds(&bytes, fuzz::choose));
    }
}
