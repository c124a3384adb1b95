//! Which known name somebody may have meant by one that there is not.

/// Longer names are not compared: none of ours is near to them.
const LONGEST: usize = 30;

/// The one of `known` that may have been meant by `written`.
pub(super) fn nearest(
    written: &str,
    known: impl IntoIterator<Item = &'static str>,
) -> Option<&'static str> {
    if written.len() > LONGEST {
        return None;
    }
    let plain = |text: &str| text.to_lowercase().replace(['-', ' ', '/'], "_");
    let written = plain(written);
    let slips = |name: &str| strsim::levenshtein(&written, &plain(name));
    let near = known.into_iter().map(|name| (slips(name), name)).min()?;
    let most = if written.chars().count() < 4 { 1 } else { 2 };
    (near.0 <= most).then_some(near.1)
}

/// The one of `known` of which `written` is almost certainly a slip of the pen: what may be there
/// under any name must not be taken for it. One letter is missing or too many, or two have changed
/// places; in short names only the last. One wrong letter may make another word: "stack", "cost";
/// in long names it does not.
pub(super) fn slip_of<'k>(written: &str, known: &[&'k str]) -> Option<&'k str> {
    let written = written.to_lowercase();
    let is_slip = |name: &str| {
        written.len() <= LONGEST
            && strsim::osa_distance(&written, name) == 1
            && (strsim::levenshtein(&written, name) == 2
                || (name.len() > 4 && written.len() != name.len())
                || name.len() > 6)
    };
    known.iter().find(|name| is_slip(name)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_have_been_meant_is_near() {
        let known = ["then", "prompt", "as", "yes_no"];
        for (written, meant) in [
            ("promt", Some("prompt")),
            ("Then", Some("then")),
            ("tehn", Some("then")),
            ("yes/no", Some("yes_no")),
            ("colour", None),
            ("us", Some("as")),
            ("to", None),
            ("a very long name that is none of them", None),
        ] {
            assert_eq!(nearest(written, known), meant, "{written}");
        }
    }

    #[test]
    fn a_slip_is_nearer_than_what_may_have_been_meant() {
        let known = ["name", "price", "most", "stock", "options"];
        for (written, meant) in [
            ("pirce", Some("price")),
            ("Prices", Some("price")),
            ("prie", Some("price")),
            ("nmae", Some("name")),
            ("stokc", Some("stock")),
            ("optiens", Some("options")),
            ("price", None),
            ("optional", None),
            ("cost", None),
            ("game", None),
            ("names", None),
            ("piece", None),
            ("stack", None),
            ("prize", None),
            ("prix", None),
        ] {
            assert_eq!(slip_of(written, &known), meant, "{written}");
        }
    }
}
