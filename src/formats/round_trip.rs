//! Whatever is exported is imported as the same catalogue, in either format.

use proptest::prelude::*;
use serde_json::{Map, Value};

use super::{catalogue_csv, catalogue_json};
use crate::domain::catalogue::{Catalogue, Product, ProductId};

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        "\\PC{0,12}|[0-9]{1,3}|true| x |\"a\"|\\[\\]|a\nb".prop_map(Value::from),
        prop::collection::vec("[a-z,\";|]{0,4}".prop_map(Value::from), 0..3).prop_map(Value::from),
    ]
}

fn product() -> impl Strategy<Value = (String, Vec<String>, Map<String, Value>)> {
    let name = "[a-zA-Z0-9é寿,;|\"'\\[\\]#& -]{0,15}[a-z]";
    let extra = prop::collection::btree_map("[a-z,;\"ü]{1,6}", value(), 0..3);
    (name, prop::collection::vec(name, 0..4), extra).prop_map(|(name, aliases, extra)| {
        let known = ["id", "name", "alias", "aliases"];
        let extra = extra.into_iter().filter(|(key, _)| !known.contains(&key.as_str())).collect();
        (name.trim().to_owned(), aliases.iter().map(|a| a.trim().to_owned()).collect(), extra)
    })
}

/// A catalogue of those of the drafts that keep the rules together.
fn catalogue() -> impl Strategy<Value = Catalogue> {
    prop::collection::vec(product(), 0..6).prop_map(|drafts| {
        let mut kept = Vec::new();
        for (number, (name, aliases, extra)) in drafts.into_iter().enumerate() {
            let id = ProductId::new(format!("p-{number}")).unwrap();
            kept.push(Product { aliases, extra, ..Product::named(id, name) });
            if Catalogue::new(kept.clone()).is_err() {
                kept.pop();
            }
        }
        Catalogue::new(kept).unwrap()
    })
}

proptest! {
    #[test]
    fn json_gives_the_same_catalogue(catalogue in catalogue()) {
        let text = catalogue_json::write(&catalogue);
        prop_assert_eq!(catalogue_json::read(text.as_bytes()), Ok(catalogue));
    }

    #[test]
    fn tables_give_the_same_catalogue(catalogue in catalogue()) {
        let text = catalogue_csv::write(&catalogue);
        prop_assert_eq!(catalogue_csv::read(text.as_bytes()), Ok(catalogue), "{}", text);
    }

    #[test]
    fn any_file_is_read_or_refused(file in prop::collection::vec(any::<u8>(), 0..200), text in "\\PC{0,100}") {
        for bytes in [file.as_slice(), text.as_bytes()] {
            let _ = (catalogue_json::read(bytes), catalogue_csv::read(bytes));
        }
    }
}
