//! Files that were made to do harm, or by accident.

use super::*;
use proptest::prelude::*;
use std::time::{Duration, Instant};

/// Far more than the largest file needs, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(5);

fn survives(file: &[u8]) {
    #[expect(clippy::disallowed_methods, reason = "how long it takes is what is tested")]
    let begun = Instant::now();
    if let Err(faults) = read(file) {
        assert!(!faults.is_empty());
        for fault in faults {
            assert!(!fault.to_string().is_empty());
        }
    }
    assert!(
        begun.elapsed() < PATIENCE,
        "{:?} took {:?}",
        String::from_utf8_lossy(&file[..40.min(file.len())]),
        begun.elapsed()
    );
}

#[test]
fn the_largest_file_is_read_quickly_whatever_is_in_it() {
    for pattern in [
        "[", "{", "- ", "? ", ": ", "\"", "'", "|\n ", "\n", "- \n", "a: \n", "a: b\n", "a: 'b'\n",
        "\u{feff}", "[],", "{a: b},", "&a ", "*a ", "!a ", "%\n", "\\u", "\t", "{\"a\":",
    ] {
        let whole = pattern.repeat(LARGEST_FLOW / pattern.len());
        survives(whole.as_bytes());
        survives(format!("stages:\n{whole}").as_bytes());
        survives(format!("{{\"a\": \"{whole}").as_bytes());
    }
    let stage = "- {number: 1, prompt: x, expect: text, then: 1}\n";
    let many = stage.repeat(LARGEST_FLOW / stage.len() - 1);
    survives(format!("stages:\n{many}").as_bytes());
    for braces in ["{a} ", "{ ", "} ", "{answer.a}", "{customer}", "{{"] {
        let text = braces.repeat(200_000 / braces.len());
        let more = braces.repeat(50_000 / braces.len());
        survives(
            format!("stages:\n- {{number: 1, title: '{text}', prompt: '{more}'}}\n").as_bytes(),
        );
    }
    let fields = "a: 1, ".repeat(299);
    let stage = format!("- {{{fields}}}\n");
    survives(format!("stages:\n{}", stage.repeat(LARGEST_FLOW / stage.len() - 1)).as_bytes());
    let fields: String = (0..20_000).map(|at| format!("f{at}: {at}\n")).collect();
    survives(fields.as_bytes());
}

proptest! {
    #[test]
    fn bytes_are_survived(file in proptest::collection::vec(any::<u8>(), 0..400)) {
        survives(&file);
    }

    #[test]
    fn a_damaged_flow_is_survived(
        text in prop_oneof![Just(DEFAULT), Just(RESTAURANT), Just(SMALL)],
        damage in proptest::collection::vec((any::<prop::sample::Index>(), "[\\PC\n]{0,6}", 0_usize..20), 1..5),
    ) {
        let mut letters: Vec<char> = text.chars().collect();
        for (at, put, removed) in damage {
            let at = at.index(letters.len());
            let end = (at + removed).min(letters.len());
            letters.splice(at..end, put.chars());
        }
        survives(letters.into_iter().collect::<String>().as_bytes());
    }

    /// A line more or less is what happens to people.
    #[test]
    fn lines_in_disorder_are_survived(
        text in prop_oneof![Just(DEFAULT), Just(RESTAURANT), Just(SMALL)],
        moves in proptest::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6),
    ) {
        let mut lines: Vec<&str> = text.lines().collect();
        for (from, to) in moves {
            let line = lines.remove(from.index(lines.len()));
            lines.insert(to.index(lines.len() + 1), line);
        }
        survives(lines.join("\n").as_bytes());
    }
}
