//! Cutting text to a length without breaking a character.

/// The first `limit` characters of a text.
#[must_use]
pub fn clip(text: &str, limit: usize) -> &str {
    text.char_indices().nth(limit).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::clip;

    #[test]
    fn it_counts_characters_not_bytes() {
        assert_eq!(clip("äöü", 2), "äö");
        assert_eq!(clip("äöü", 3), "äöü");
        assert_eq!(clip("", 0), "");
        assert_eq!(clip("a", 0), "");
    }
}
