//! Tables, well and badly written.

use super::*;

#[track_caller]
fn faults(file: &str, expected: &[&str]) {
    let found = read(file.as_bytes()).unwrap_err();
    let found: Vec<_> = found.iter().map(FileFault::to_string).collect();
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{found:?} does not start with {expected:?}");
    }
}

#[track_caller]
fn aliases_of_first(file: &str) -> Vec<String> {
    read(file.as_bytes()).unwrap().products()[0].aliases.clone()
}

#[test]
fn tables_of_all_kinds_are_read() {
    let plain = "name,aliases,price\nAdder,veyron|bugatti,5\n";
    let catalogue = read(plain.as_bytes()).unwrap();
    let adder = &catalogue.products()[0];
    assert_eq!((adder.id.as_str(), adder.name.as_str()), ("adder", "Adder"));
    assert_eq!(adder.aliases, ["veyron", "bugatti"]);
    assert_eq!(adder.extra["price"], 5);
    for same in [
        "\u{feff}Name,Aliases,price\r\nAdder,\"veyron; bugatti\",5\r\n\r\n",
        "name;aliases;price\nAdder;veyron|bugatti;5",
        "name\taliases\tprice\nAdder\tveyron;bugatti\t5",
        "price , NAME , alias\n 5 , Adder , veyron|bugatti ",
        "\"name\",\"aliases\",\"price\"\n\n\"Adder\",\"veyron|bugatti\",\"5\"\n,,\n",
    ] {
        assert_eq!(read(same.as_bytes()).unwrap(), catalogue, "{same:?}");
    }
    assert_eq!(aliases_of_first("name,aliases\nA,\"[\"\"x|y\"\"]\"\n"), ["x|y"]);
    assert!(aliases_of_first("name,aliases\nA\n").is_empty());
}

#[test]
fn every_fault_has_its_line() {
    faults(
        "name,id,aliases,price,price\nAdder,a b,,\n\n\"Two\nlines\",two,,,\nADDER,adder,x\nT20,two,X,,,9\n,z,,1",
        &[
            "line 1: the column \"price\" is there twice",
            "line 2: \"a b\" is not an id",
            "line 4: the name \"Two\\nlines\"",
            "line 7: \"9\" stands in column 6, which has no name",
            "line 7: the id \"two\" belongs to the product of line 4",
            "line 7: \"X\" reads the same as \"x\" of line 6",
            "line 8: a name or an alias is empty",
        ],
    );
    faults("name\n寿司", &["line 2: no id can be made"]);
}

#[test]
fn files_that_are_no_catalogue() {
    faults("", &["the file is empty"]);
    faults("Adder,veyron\nT20,x", &["line 1: no column is called \"name\""]);
    faults("name|aliases\nAdder|x", &["line 1: no column is called \"name\""]);
    assert!(
        read(b"name\ncaf\xe9").unwrap_err()[0].to_string().starts_with("line 2: this is not UTF-8")
    );
}
