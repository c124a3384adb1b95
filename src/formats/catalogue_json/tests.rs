//! JSON catalogues, well and badly written.

use super::*;
use crate::domain::catalogue::ProductId;

#[track_caller]
fn faults(file: &str, expected: &[&str]) {
    let found = read(file.as_bytes()).unwrap_err();
    let found: Vec<_> = found.iter().map(FileFault::to_string).collect();
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found:?} does not start with {expected:?}");
    }
}

#[test]
fn both_shapes_are_read() {
    let list =
        r#"[{"name": "Adder", "aliases": ["veyron"], "price": 5}, {"id": "t", "name": "T20"}]"#;
    let catalogue = read(list.as_bytes()).unwrap();
    let wrapped = format!("\u{feff}{{\"version\": 1, \"products\": {list}}}\r\n");
    assert_eq!(read(wrapped.as_bytes()).unwrap(), catalogue);
    let adder = catalogue.product(&ProductId::new("adder").unwrap()).unwrap();
    assert_eq!(adder.aliases, ["veyron"]);
    assert_eq!(adder.extra["price"], 5);
    assert_eq!(catalogue.products()[1].id.as_str(), "t");
}

#[test]
fn what_is_written_is_read_again() {
    let file = "[{\"Name\": \" Adder \", \"note\": {\"a\": [1, null]}}]";
    let catalogue = read(file.as_bytes()).unwrap();
    let text = write(&catalogue);
    assert_eq!(read(text.as_bytes()).unwrap(), catalogue);
    assert_eq!(write(&read(text.as_bytes()).unwrap()), text);
}

#[test]
fn every_fault_has_its_place() {
    faults(
        "[\n  {\"name\": \"Adder\"},\n  {\"name\": 5},\n  \"T20\",\n  {\"id\": \"a b\", \"name\": \"é\"},\n  \
         {\"name\": \"ADDER\", \"id\": \"x\"}, {\"aliases\": \"no\", \"name\": \"Ok\"},\n  {}\n]",
        &[
            "line 3, column 12: \"name\" must be a text",
            "line 4, column 3: a product is written as an object",
            "line 5, column 3: \"a b\" is not an id",
            "line 6, column 3: \"ADDER\" reads the same as \"Adder\" of line 2",
            "line 6, column 45: \"aliases\" must be a list",
            "line 7, column 3: this product has no name",
        ],
    );
    faults(
        "[{\"name\": \"a\", \"NAME\": \"b\"}]",
        &["line 1, column 24: the field \"NAME\" is there twice"],
    );
    faults("[{\"name\": \"寿司\"}]", &["line 1, column 2: no id can be made of the name \"寿司\""]);
}

#[test]
fn files_that_are_no_catalogue() {
    faults("", &["the file is empty"]);
    faults(" \n", &["the file is empty"]);
    faults("[\n{\"name\" \"a\"}]", &["line 2, column 9: this is not JSON: expected `:`"]);
    faults(
        "[{\"name\": \"a\"}",
        &["line 1, column 14: this is not JSON: EOF while parsing a list"],
    );
    faults("5", &["line 1, column 1: write a list of products"]);
    faults("{\"items\": []}", &["line 1, column 1: write a list of products"]);
    faults("{\"products\": {}}", &["line 1, column 14: write a list of products"]);
    let latin = read(b"[\n{\"name\": \"caf\xe9\"}]").unwrap_err();
    assert!(latin[0].to_string().starts_with("line 2: this is not UTF-8"), "{latin:?}");
    let utf16 = read(b"\xff\xfe[\0]\0").unwrap_err();
    assert!(utf16[0].to_string().starts_with("this is not UTF-8"), "{utf16:?}");
    let large = read(&vec![b' '; crate::formats::LARGEST_FILE + 1]).unwrap_err();
    assert!(large[0].to_string().starts_with("the file has 8388609 bytes"), "{large:?}");
}
