//! What the form in which staff teach an alias is filled with, out of the message that they chose.

use super::{
    catalogue::{LONGEST_NAME, one_line},
    recognise::recognise,
    shelf::Stock,
};

/// Words of a customer, and the product that they may mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lesson {
    /// The words, within the length of an alias.
    pub alias: String,
    /// What the product is called; empty if nothing speaks for any.
    pub product: String,
}

impl Lesson {
    /// The first words that the catalogue does not understand, without the number that stands
    /// beside them, and the one product that it would suggest.
    #[must_use]
    pub fn of(stock: &Stock, message: &str) -> Self {
        let read = recognise(&stock.index, message);
        let Some(words) = read.unknown.first() else { return Self::verbatim(message) };
        let product = match stock.names(&read.suggested).as_slice() {
            [only] => fitting(only),
            _ => String::new(),
        };
        Self { alias: fitting(without_count(&one_line(words))), product }
    }

    /// The whole message, where it is not known what of it is understood.
    #[must_use]
    pub fn verbatim(message: &str) -> Self {
        Self { alias: fitting(without_count(&one_line(message))), product: String::new() }
    }
}

/// Without "2", "2x", "x2" or "2 x" before or behind.
fn without_count(words: &str) -> &str {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let is_count = |word: &str| {
        let word = word.to_lowercase();
        word == "x"
            || is_digits(&word)
            || word.strip_suffix('x').is_some_and(is_digits)
            || word.strip_prefix('x').is_some_and(is_digits)
    };
    let mut rest = words;
    while let Some((_, behind)) = rest.split_once(' ').filter(|(first, _)| is_count(first)) {
        rest = behind;
    }
    while let Some((before, _)) = rest.rsplit_once(' ').filter(|(_, last)| is_count(last)) {
        rest = before;
    }
    rest
}

/// Its beginning, within the length of a name as Discord counts at the most.
fn fitting(text: &str) -> String {
    let mut room = LONGEST_NAME;
    let fits = |letter: &char| {
        let left = room.checked_sub(letter.len_utf16());
        room = left.unwrap_or(0);
        left.is_some()
    };
    text.chars().take_while(fits).collect::<String>().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{catalogue::Catalogue, recognise::Index};

    fn stock() -> Stock {
        let product =
            |name: &str| serde_json::json!({"id": name[..1].to_lowercase(), "name": name});
        let names = ["Adder", "Turismo Classic", "Sultan Classic"];
        let json = serde_json::Value::from_iter(names.map(product));
        let catalogue: Catalogue = serde_json::from_value(json).unwrap();
        let index = Index::new(&catalogue);
        Stock { catalogue, index }
    }

    #[test]
    fn what_is_not_understood_is_the_alias() {
        let alias = |text| Lesson::of(&stock(), text).alias;
        assert_eq!(alias("1 adder and 2x snakecar please"), "snakecar");
        assert_eq!(alias("snakecar x3"), "snakecar");
        assert_eq!(alias("2 x  the\nsnake"), alias("the snake"));
        assert_eq!(alias("one adder"), "one adder", "all is understood: the message itself");
        assert_eq!(alias(""), "");
        assert_eq!(alias("42"), "42", "a number alone may be a name");
    }

    #[test]
    fn the_product_that_it_may_mean_is_filled_in() {
        let lesson = Lesson::of(&stock(), "2 adder classic please");
        assert_eq!((lesson.alias.as_str(), lesson.product.as_str()), ("adder classic", "Adder"));
        assert_eq!(Lesson::of(&stock(), "snakecar").product, "");
    }

    #[test]
    fn it_fits_into_the_form_as_discord_counts() {
        for lesson in [Lesson::of(&stock(), &"😀".repeat(99)), Lesson::verbatim(&"ä ".repeat(99))]
        {
            assert!(lesson.alias.encode_utf16().count() <= LONGEST_NAME, "{lesson:?}");
            assert!(lesson.alias.chars().count() >= LONGEST_NAME / 2, "{lesson:?}");
        }
    }
}
