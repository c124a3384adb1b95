//! Shops that nobody has, and what people would write to them: the same every time.

use ticketflow::domain::catalogue::{Catalogue, Product, ProductId};

/// `count` names of one to three words.
pub(crate) fn catalogue(count: usize) -> Catalogue {
    const START: [&str; 16] = [
        "ka", "ri", "mo", "ta", "ze", "lu", "pra", "vi", "sto", "ne", "fa", "go", "dre", "hu",
        "by", "cy",
    ];
    const END: [&str; 8] = ["na", "lta", "ro", "xis", "mer", "don", "que", "li"];
    const TRIM: [&str; 12] = [
        "", "GT", "Classic", "Custom", "S", "RS", "Cabrio", "XL", "Turbo", "500", "Mk II", "Sport",
    ];
    let product = |number: usize| {
        let mut stem = String::new();
        let mut rest = number / TRIM.len();
        loop {
            stem.push_str(START[rest % START.len()]);
            stem.push_str(END[rest / START.len() % END.len()]);
            rest /= START.len() * END.len();
            if rest == 0 {
                break;
            }
        }
        let id = ProductId::new(format!("p{number}")).expect("a slug");
        Product::named(id, format!("{stem} {}", TRIM[number % TRIM.len()]).trim())
    };
    Catalogue::new((0..count).map(product).collect()).expect("the names differ")
}

/// `count` messages: orders of one to three products, every third name with a slip of the pen, some
/// with corrections, some that ask for nothing.
pub(crate) fn messages(catalogue: &Catalogue, count: usize) -> Vec<String> {
    let mut dice = Dice(7);
    (0..count).map(|_| message(catalogue, &mut dice)).collect()
}

fn message(catalogue: &Catalogue, dice: &mut Dice) -> String {
    const CHAT: [&str; 6] = [
        "hi, is anybody there? my order from yesterday has not come yet",
        "ok thanks, take your time",
        "what is the difference between those, and how long does it take at the moment",
        "i sold mine last week, it was too slow for me",
        "do you take card or only cash? and are you open on sunday evening",
        "lol no worries, see you later",
    ];
    const START: [&str; 5] = ["", "hey, ", "hi can i get ", "i'd like ", "good evening, i need "];
    const END: [&str; 5] =
        ["", " please", " thx", " as soon as possible please", ", account 55132"];
    if dice.under(5) == 0 {
        return dice.of(&CHAT).to_owned();
    }
    let items: Vec<String> = (0..=dice.under(3)).map(|_| item(catalogue, dice)).collect();
    let mut text = format!("{}{}", dice.of(&START), items.join(dice.of(&[", ", " and ", " + "])));
    match dice.under(8) {
        0 => text.push_str(", no wait make it 4"),
        1 => text = format!("{text}. and not the {}", item(catalogue, dice)),
        2 => text = format!("{text}. sorry, i meant {}", item(catalogue, dice)),
        _ => {}
    }
    text + dice.of(&END)
}

fn item(catalogue: &Catalogue, dice: &mut Dice) -> String {
    let products = catalogue.products();
    let mut name = products[dice.under(products.len())].name.to_lowercase();
    if dice.under(3) == 0 {
        let place = dice.under(name.len());
        match dice.under(3) {
            0 => drop(name.remove(place)),
            1 => name.insert(place, 'e'),
            _ => name.replace_range(place..=place, "r"),
        }
    }
    let number = dice.under(9) + 1;
    match dice.under(5) {
        0 => format!("{number}x {name}"),
        1 => format!("{name} x{number}"),
        2 => format!("a couple of {name}s"),
        3 => format!("the {name}"),
        _ => format!("{number} {name}"),
    }
}

struct Dice(u64);

impl Dice {
    fn under(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as usize % sides.max(1)
    }

    fn of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.under(texts.len())]
    }
}
