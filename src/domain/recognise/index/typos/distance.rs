//! How many slips of the pen lie between two texts.

use super::LONGEST;

/// How many letters of `written` are wrong, missing, too many, or changed places with their
/// neighbour, compared with `name`; `None` if that is more than `most`, or `written` has more than
/// [`LONGEST`] letters. Only the letters that `most` leaves possible are compared.
pub(in crate::domain::recognise) fn distance(written: &[char], name: &str, most: u8) -> Option<u8> {
    if written.len() > LONGEST {
        return None;
    }
    let reach = usize::from(most);
    let mut rows = [[FAR; LONGEST + 1]; 3];
    for (cell, cost) in rows[0].iter_mut().zip(0..=most).take(written.len() + 1) {
        *cell = cost;
    }
    let (mut last, mut rows_done) = ('\0', 0);
    for letter in name.chars() {
        let row = rows_done + 1;
        let [before, previous, current] = turned(&mut rows, row);
        let (from, to) = (row.saturating_sub(reach), (row + reach).min(written.len()));
        if from > to {
            return None;
        }
        current.fill(FAR);
        if from == 0 {
            current[0] = u8::try_from(row).unwrap_or(FAR);
        }
        let mut least = current[0];
        for at in from.max(1)..=to {
            let differs = u8::from(written[at - 1] != letter);
            let mut cost = (previous[at - 1] + differs).min(previous[at] + 1);
            cost = cost.min(current[at - 1] + 1);
            if at > 1 && row > 1 && written[at - 1] == last && written[at - 2] == letter {
                cost = cost.min(before[at - 2] + 1);
            }
            current[at] = cost.min(FAR);
            least = least.min(cost);
        }
        if least > most {
            return None;
        }
        last = letter;
        rows_done = row;
    }
    let slips = rows[rows_done % 3][written.len()];
    (slips <= most).then_some(slips)
}

type Row = [u8; LONGEST + 1];

/// The rows two and one before `row`, and that of `row` itself.
fn turned(rows: &mut [Row; 3], row: usize) -> [&mut Row; 3] {
    let [zero, one, two] = rows;
    match row % 3 {
        0 => [one, two, zero],
        1 => [two, zero, one],
        _ => [zero, one, two],
    }
}

/// More than any slips that count.
const FAR: u8 = u8::MAX / 2;

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(written: &str, name: &str, most: u8) -> Option<u8> {
        distance(&written.chars().collect::<Vec<_>>(), name, most)
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
        ] {
            assert_eq!(slips(written, name, 3), Some(count), "{written}");
        }
        assert_eq!(slips("adder", "comet", 3), None);
        assert_eq!(slips("adder", "adderadder", 3), None);
    }

    proptest::proptest! {
        #[test]
        fn it_is_what_strsim_says(written in "[abc]{0,9}", name in "[abc]{0,9}", most in 0_u8..4) {
            let all = strsim::osa_distance(&written, &name);
            let expected = u8::try_from(all).ok().filter(|it| *it <= most);
            proptest::prop_assert_eq!(slips(&written, &name, most), expected);
        }
    }
}
