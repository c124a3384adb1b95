//! How many slips of the pen lie between two texts.

use smallvec::SmallVec;

/// A text made ready to be compared with many others: for each of its letters, where it stands.
pub(in crate::domain::recognise) struct Pattern {
    ascii: [u64; 128],
    others: SmallVec<[(char, u64); 8]>,
    length: u32,
}

impl Pattern {
    /// `None` for a text of more than 64 letters.
    pub(in crate::domain::recognise) fn new(text: &str) -> Option<Self> {
        let mut pattern = Self { ascii: [0; 128], others: SmallVec::new(), length: 0 };
        for letter in text.chars() {
            let place = 1_u64.checked_shl(pattern.length)?;
            match pattern.ascii.get_mut(letter as usize) {
                Some(places) => *places |= place,
                None => match pattern.others.iter_mut().find(|(it, _)| *it == letter) {
                    Some((_, places)) => *places |= place,
                    None => pattern.others.push((letter, place)),
                },
            }
            pattern.length += 1;
        }
        Some(pattern)
    }

    fn places(&self, letter: char) -> u64 {
        match self.ascii.get(letter as usize) {
            Some(places) => *places,
            None => self.others.iter().find(|(it, _)| *it == letter).map_or(0, |(_, it)| *it),
        }
    }

    /// How many letters are wrong, missing, too many, or changed places with their neighbour,
    /// compared with `name`; `None` if that is more than `most`. Hyyrö's way: a column of the table
    /// of distances is two words of bits, which say where it goes up and where down.
    pub(in crate::domain::recognise) fn distance(&self, name: &str, most: u8) -> Option<u8> {
        let most = u32::from(most);
        let Some(last) = self.length.checked_sub(1).map(|last| 1_u64 << last) else {
            let letters = u32::try_from(name.chars().count()).ok()?;
            return u8::try_from(letters).ok().filter(|_| letters <= most);
        };
        let (mut up, mut down) = (u64::MAX, 0_u64);
        let (mut diagonal, mut before) = (0_u64, 0_u64);
        let mut distance = self.length;
        let mut rest = u32::try_from(name.len()).unwrap_or(u32::MAX);
        for letter in name.chars() {
            let places = self.places(letter);
            let swapped = ((!diagonal & places) << 1) & before;
            diagonal = ((places & up).wrapping_add(up) ^ up) | places | down | swapped;
            let right = down | !(diagonal | up);
            let left = diagonal & up;
            distance += u32::from(right & last != 0);
            distance -= u32::from(left & last != 0);
            // What is left of the name has no fewer bytes than letters.
            rest -= 1;
            if distance > most.saturating_add(rest) {
                return None;
            }
            let (right, left) = ((right << 1) | 1, left << 1);
            up = left | !(diagonal | right);
            down = right & diagonal;
            before = places;
        }
        u8::try_from(distance).ok().filter(|_| distance <= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(written: &str, name: &str, most: u8) -> Option<u8> {
        Pattern::new(written).unwrap().distance(name, most)
    }

    #[test]
    fn slips_are_counted() {
        for (written, name, count) in [
            ("adder", "adder", 0),
            ("ader", "adder", 1),
            ("addder", "adder", 1),
            ("adedr", "adder", 1),
            ("sdder", "adder", 1),
            ("widnosr", "windsor", 2),
            ("борщ", "борш", 1),
            ("", "ab", 2),
            ("ab", "", 2),
        ] {
            assert_eq!(slips(written, name, 3), Some(count), "{written}");
        }
        assert_eq!(slips("adder", "comet", 3), None);
        assert_eq!(slips("adder", "adderadder", 3), None);
        assert!(Pattern::new(&"é".repeat(64)).is_some() && Pattern::new(&"é".repeat(65)).is_none());
    }

    proptest::proptest! {
        #[test]
        fn it_is_what_strsim_says(
            written in "[abé]{0,7}|[abcéц]{0,9}|[ab]{55,64}",
            name in "[abé]{0,7}|[abcéц]{0,9}|[ab]{55,70}",
            most in 0_u8..8,
        ) {
            let all = strsim::osa_distance(&written, &name);
            let expected = u8::try_from(all).ok().filter(|it| *it <= most);
            proptest::prop_assert_eq!(slips(&written, &name, most), expected);
        }
    }
}
