//! What makes a list of products a catalogue.

mod selling;

use super::*;

fn product(id: &str, name: &str, aliases: &[&str]) -> Product {
    Product {
        aliases: aliases.iter().map(|&alias| alias.into()).collect(),
        ..Product::named(ProductId::new(id).unwrap(), name)
    }
}

fn problems(products: Vec<Product>) -> Vec<(usize, String)> {
    let faults = Catalogue::new(products).unwrap_err();
    let numbered = |fault: CatalogueFault| match fault.part {
        Part::Product(number) => (number, fault.problem.to_string()),
        other => panic!("{other}"),
    };
    faults.into_iter().map(numbered).collect()
}

#[test]
fn products_keep_their_order() {
    let catalogue =
        Catalogue::new(vec![product("b", "Zebra", &[]), product("a", "Ant", &[])]).unwrap();
    let ids: Vec<_> = catalogue.products().iter().map(|product| product.id.as_str()).collect();
    assert_eq!(ids, ["b", "a"]);
    for id in ["a", "b"] {
        let id = ProductId::new(id).unwrap();
        assert_eq!(catalogue.product(&id).map(|product| &product.id), Some(&id));
    }
    assert_eq!(catalogue.product(&ProductId::new("ab").unwrap()), None);
}

#[test]
fn every_fault_is_reported_at_once() {
    let found = problems(vec![
        product("adder", "Adder", &[""]),
        product("adder", "Bullet", &["!?"]),
        product("gt", "GT-500", &[]),
        product("gt5", "Shelby", &["gt 500"]),
        product("long", &"x".repeat(101), &[]),
    ]);
    let places: Vec<_> = found.iter().map(|(place, _)| *place).collect();
    assert_eq!(places, [0, 1, 1, 3, 4], "{found:#?}");
    assert!(found[1].1.contains("product 1"), "{found:#?}");
    assert!(found[3].1.contains("\"GT-500\" of product 3 (gt)"), "{found:#?}");
}

#[test]
fn one_product_may_repeat_its_own_name() {
    assert!(Catalogue::new(vec![product("xa-21", "XA-21", &["xa21", "XA 21"])]).is_ok());
}

#[test]
fn limits_are_inclusive() {
    let aliases: Vec<String> = (0..51).map(|n| format!("alias {n}")).collect();
    let borrowed: Vec<&str> = aliases.iter().map(String::as_str).collect();
    assert!(Catalogue::new(vec![product("a", "A", &borrowed[..50])]).is_ok());
    assert!(problems(vec![product("a", "A", &borrowed)])[0].1.contains("51 aliases"));
    assert!(Catalogue::new(vec![product("a", &"é".repeat(100), &[])]).is_ok());
    let many = |count: usize| {
        (0..count).map(|n| product(&format!("p{n}"), &format!("thing {n}"), &[])).collect()
    };
    assert!(Catalogue::new(many(MOST_PRODUCTS)).is_ok());
    assert_eq!(problems(many(MOST_PRODUCTS + 1)).len(), 1);
}

#[test]
fn ids_are_slugs_and_names_become_them() {
    for good in ["a", "re-7b", "water_bottle", &"x".repeat(64)] {
        assert!(ProductId::new(good).is_ok(), "{good}");
    }
    for bad in ["", "A", "a b", "é", &"x".repeat(65)] {
        assert!(ProductId::new(bad).is_err(), "{bad}");
    }
    for (name, id) in [
        ("Sultan RS", "sultan-rs"),
        ("Kuruma (Armored)", "kuruma-armored"),
        ("Duke O'Death", "duke-o-death"),
        ("Fränken Stange", "franken-stange"),
        ("  R/A ", "r-a"),
        ("VIP+ (30 days)", "vip-plus-30-days"),
        ("MVP++", "mvp-plus-plus"),
        ("A + B+C", "a-b-c"),
    ] {
        assert_eq!(ProductId::from_name(name).unwrap().as_str(), id);
    }
    assert_eq!(ProductId::from_name("寿司"), None);
    assert!(ProductId::from_name(&"ab ".repeat(40)).is_some());
}

#[test]
fn stored_form_keeps_everything_and_is_checked_again() {
    let text = concat!(
        r#"{"currency":"EUR","discounts":[{"name":"Police","percent":1250,"role":"5"}],"#,
        r#""limits":{"most_items":5},"products":[{"id":"adder","name":"Adder","#,
        r#""aliases":["veyron"],"price":910500,"options":[{"name":"Colour","choices":"#,
        r#"[{"label":"black"},{"label":"gold","surcharge":500}]},{"name":"Plate","#,
        r#""required":false,"pattern":"[A-Z]+","longest":8}],"most":2,"stock":1,"#,
        r#""brand":"Truffade"}]}"#,
    );
    let catalogue: Catalogue = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&catalogue).unwrap(), text);
    let twice = r#"{"products":[{"id":"a","name":"Adder"},{"id":"b","name":"adder"}]}"#;
    assert!(serde_json::from_str::<Catalogue>(twice).is_err());
    let refused =
        serde_json::from_str::<Catalogue>(r#"{"products":[{"id":"a","name":"A","price":-1}]}"#);
    assert!(refused.unwrap_err().to_string().contains("product 1"));
}

#[test]
fn a_list_stored_before_there_were_prices_is_read() {
    let list = r#"[{"id":"a","name":"A","price":910500,"most":2,"stock":0,"brand":"B"},
        {"id":"b","name":"B","price":12.5,"options":"red","most":0,"stock":"few"},
        {"id":"c","name":"C","price":-1}]"#;
    let catalogue: Catalogue = serde_json::from_str(list).unwrap();
    let [a, b, c] = catalogue.products() else { panic!("{catalogue:?}") };
    assert_eq!((a.price, a.most, a.stock), (Some(Amount(910_500)), Some(2), Some(0)));
    assert_eq!(a.extra["brand"], "B");
    assert_eq!((b.price, b.most, b.stock, c.price), (None, None, None, None));
    for (key, value) in [("price", "12.5"), ("options", "\"red\""), ("most", "0")] {
        assert_eq!(b.extra[&format!("{key} (kept)")].to_string(), value);
    }
    let again = serde_json::to_string(&catalogue).unwrap();
    assert_eq!(serde_json::from_str::<Catalogue>(&again).unwrap(), catalogue);
}
