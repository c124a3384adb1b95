//! Names that begin with their maker, and kinds that only the field "category" tells.

use super::super::Index;
use super::{Catalogue, Product, ProductId, check_asks_in, check_in};

fn shop() -> Index {
    let product = |(maker, name, kind): (&str, &str, &str)| {
        let mut product = Product::named(ProductId::from_name(name).unwrap(), name);
        product.extra.insert("brand".into(), maker.into());
        product.extra.insert("category".into(), kind.into());
        product
    };
    let products = [
        ("SteelSeries", "SteelSeries Apex Pro", "keyboard"),
        ("SteelSeries", "SteelSeries Apex Pro TKL", "keyboard"),
        ("", "Artisan Zero", "mousepad"),
        ("", "Artisan Hien", "mousepad"),
        ("", "HDMI Cable 2m", "cable"),
        ("", "HDMI Cable 5m", "cable"),
        ("", "DisplayPort to HDMI Adapter", "cable"),
        ("Pulsar", "Pulsar X2", "mouse"),
        ("Model", "Model O", "mouse"),
        ("OnePlus", "OnePlus 12", "phone"),
        ("Google", "Google Home", "speaker"),
        ("", "Pet Fox", "pets"),
        ("", "Pet Slime", "pets"),
    ];
    Index::new(&Catalogue::new(products.into_iter().map(product).collect()).unwrap())
}

#[test]
fn a_name_is_whole_without_its_maker() {
    let shop = shop();
    for text in ["2 apex pro", "apexpro x2", "2 steelseries apex pro"] {
        check_in(&shop, text, &[("steelseries-apex-pro", 2)]);
    }
    check_in(&shop, "apex pro tkl", &[("steelseries-apex-pro-tkl", 1)]);
    // What is left of it is rather a number.
    check_in(&shop, "apex pro x2", &[("steelseries-apex-pro", 2)]);
    check_in(&shop, "12 apex pro", &[("steelseries-apex-pro", 12)]);
    check_in(&shop, "apex pro, make it 12", &[("steelseries-apex-pro", 12)]);
    check_in(&shop, "oneplus 12 x 5", &[("oneplus-12", 5)]);
    check_in(&shop, "i need an apex pro at home", &[("steelseries-apex-pro", 1)]);
    check_in(&shop, "a pulsar x2", &[("pulsar-x2", 1)]);
}

#[test]
fn the_kind_stands_beside_a_name() {
    let shop = shop();
    check_in(&shop, "a fox pet and a slime pet", &[("pet-fox", 1), ("pet-slime", 1)]);
    check_in(&shop, "an apex pro keyboard", &[("steelseries-apex-pro", 1)]);
    check_asks_in(&shop, "i want an artisan mousepad", &["artisan-zero", "artisan-hien"]);
    check_asks_in(&shop, "need an hdmi cable", &["hdmi-cable-2m", "hdmi-cable-5m"]);
}
