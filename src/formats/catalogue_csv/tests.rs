//! Tables, well and badly written.

use super::*;
use crate::domain::catalogue::{OptionKind, ProductId, ProductOption, Tariff, TextRule};
use crate::domain::money::Amount;

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
    read(file.as_bytes()).unwrap().catalogue.products()[0].aliases.clone()
}

#[test]
fn tables_of_all_kinds_are_read() {
    let plain = "name,aliases,price\nAdder,veyron|bugatti,5\n";
    let catalogue = read(plain.as_bytes()).unwrap().catalogue;
    let adder = &catalogue.products()[0];
    assert_eq!((adder.id.as_str(), adder.name.as_str()), ("adder", "Adder"));
    assert_eq!(adder.aliases, ["veyron", "bugatti"]);
    assert_eq!(adder.price, Some(Amount(5)));
    for same in [
        "\u{feff}Name,Aliases,price\r\nAdder,\"veyron; bugatti\",5\r\n\r\n",
        "name;aliases;price\nAdder;veyron|bugatti;5",
        "name\taliases\tprice\nAdder\tveyron;bugatti\t5",
        "price , NAME , alias\n 5 , Adder , veyron|bugatti ",
        "\"name\",\"aliases\",\"price\"\n\n\"Adder\",\"veyron|bugatti\",\"5\"\n,,\n",
    ] {
        assert_eq!(read(same.as_bytes()).unwrap().catalogue, catalogue, "{same:?}");
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
            "line 6: \"ADDER\" reads the same as \"Adder\" of line 2: change",
            "line 7: \"9\" stands in column 6, which has no name",
            "line 7: the id \"two\" belongs to the product of line 4",
            "line 7: \"X\" reads the same as \"x\" of line 6",
            "line 8: this product has no name",
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

/// What these options are, as the table is written again.
fn options_of(cell: &str) -> (Vec<ProductOption>, String) {
    let file = format!("name,options\nA,\"{}\"\n", cell.replace('"', "\"\""));
    let catalogue = read(file.as_bytes()).unwrap().catalogue;
    let written = write(&catalogue);
    assert_eq!(read(written.as_bytes()).unwrap().catalogue, catalogue, "{written}");
    (catalogue.products()[0].options.clone(), written)
}

#[test]
fn options_are_read_from_a_cell() {
    let (options, written) = options_of(
        r"Colour = black | gold (+500); Plate?=/[A-Z;\/0-9 ]{1,8}/ 1 to 8 letters;Note=//",
    );
    let labels: Vec<_> =
        options[0].choices().iter().map(|it| (it.label.as_str(), it.surcharge.0)).collect();
    assert_eq!(labels, [("black", 0), ("gold", 500)]);
    let names: Vec<_> = options.iter().map(|it| (it.name.as_str(), it.required)).collect();
    assert_eq!(names, [("Colour", true), ("Plate", false), ("Note", true)]);
    let pattern = Some(r"[A-Z;\/0-9 ]{1,8}".to_owned());
    let hint = Some("1 to 8 letters".to_owned());
    assert_eq!(
        options[1].kind,
        OptionKind::Text(TextRule { pattern, hint, ..TextRule::default() })
    );
    assert_eq!(options[2].kind, OptionKind::Text(TextRule::default()));
    assert!(written.contains("Colour=black|gold (+500); Plate?=/"), "{written}");
    let (options, written) =
        options_of(r#"[{"name": "A=", "choices": ["x|y"]}, {"name": "N", "longest": 3}]"#);
    assert_eq!(options.len(), 2);
    assert!(written.contains(r#"[{""name"":""A="""#), "{written}");
}

#[test]
fn what_holds_for_whole_orders_stands_before_the_header() {
    let file = "# currency,EUR,,\n\
                #Discounts,\"[{\"\"name\"\":\"\"Ten\"\",\"\"percent\"\":5,\"\"from_items\"\":10}]\"\n\
                # limits ,\"{\"\"most_total\"\":99.5}\"\nname,price\nAdder,12.50\n";
    let catalogue = read(file.as_bytes()).unwrap().catalogue;
    let tariff = catalogue.tariff();
    assert_eq!(tariff.currency.word(), Some("EUR"));
    assert_eq!(tariff.discounts[0].from_items, Some(10));
    assert_eq!(tariff.limits.most_total, Some(Amount(9950)));
    assert_eq!(catalogue.products()[0].price, Some(Amount(1250)));
    let semicolons = "# currency;gold;\nname;price\nAdder;12\n";
    let catalogue = read(semicolons.as_bytes()).unwrap().catalogue;
    assert_eq!(catalogue.tariff().currency.word(), Some("gold"));
    assert_eq!(write(&catalogue), "# currency,gold\nid,name,aliases,price\nadder,Adder,,12\n");
    let numbered = read(b"#,name\n1,Adder\n").unwrap().catalogue;
    assert_eq!(
        (numbered.products()[0].extra["#"].as_i64(), numbered.tariff()),
        (Some(1), &Tariff::default())
    );
}

#[test]
fn a_wrong_cell_is_named_by_line_and_column() {
    faults(
        "# currency,EUR\nname,price,most,stock,options\nA,\"12,5\",0,few,Colour\nB,1.555,x,1.0,Plate=/a\nC,,,,C=a (+x)\n",
        &[
            "line 3: column \"price\": \"12,5\" is not an amount",
            "line 3: column \"stock\": \"stock\" must be a whole number",
            "line 3: column \"options\": \"Colour\" says no option",
            "line 3: \"most\" is 0",
            "line 4: column \"price\": \"1.555\" has too many digits after the point: there may be 2",
            "line 4: column \"most\": \"most\" must be",
            "line 4: column \"options\": \"Plate=/a\" says no option",
            "line 5: column \"options\": \"x\" is not an amount",
        ],
    );
    faults(
        "# currency,QQQ\n# limits,{\"most_items\": 1, \"most_lines\": 2}\n#discounts,\"[{\"\"name\"\": \"\"\"\", \"\"percent\"\": 5}]\"\n#currency,EUR\nname\nA\n",
        &[
            "line 1: \"QQQ\" is no currency code",
            "line 2: write one cell behind \"# limits\"",
            "line 3: the name of a discount \"\"",
            "line 4: the field \"currency\" is there twice",
        ],
    );
}

#[test]
fn a_code_in_small_letters_is_no_money_of_a_game() {
    for word in ["eur", "Usd"] {
        let code = word.to_uppercase();
        let file = format!("# currency,{word}\nname,price\nAdder,5.50\n");
        faults(&file, &[&format!("line 1: is the currency {code} meant? Then write {code};")]);
    }
    assert!(read(b"# currency,gil\nname,price\nAdder,5\n").is_ok(), "money of a game");
}

#[test]
fn a_slip_in_a_name_is_no_column_of_its_own() {
    faults(
        "# curency,EUR\nname,pirce,cost\nAdder,5.50,4\n",
        &[
            "line 1: \"curency\" is almost \"currency\": did you mean that?",
            "line 2: \"pirce\" is almost \"price\": did you mean that?",
        ],
    );
    faults("name,alais\nAdder,veyron\n", &["line 1: \"alais\" is almost \"aliases\""]);
    faults("name,optoin\nAdder,\n", &["line 1: \"optoin\" is almost \"options\""]);
    assert!(read(b"name,alien,optional,stack,game\nAdder,1,2,3,4\n").is_ok(), "words of their own");
}

#[test]
fn a_slip_in_a_name_hides_nothing_else() {
    faults(
        "nmae;alais;pirce;price;stokc;aliasses\nAdder;no;x;5;few;yes\nADDER;;;y;1\n",
        &[
            "line 1: \"nmae\" is almost \"name\"",
            "line 1: \"alais\" is almost \"aliases\"",
            "line 1: \"pirce\" is almost \"price\"",
            "line 1: \"stokc\" is almost \"stock\"",
            "line 1: \"aliasses\" is almost \"aliases\"",
            "line 2: column \"stokc\": \"stock\" must be a whole number",
            "line 2: the alias \"no\" is a word",
            "line 3: column \"price\": \"y\" is not an amount",
            "line 3: \"ADDER\" is there already, in line 2: remove one",
        ],
    );
}

#[test]
fn a_surcharge_is_whole_or_refused() {
    let told = |choices: &str| {
        let read = read(format!("name,options\nA,Colour={choices}\n").as_bytes());
        read.map_err(|faults| {
            faults.iter().map(FileFault::to_string).collect::<Vec<_>>().join("\n")
        })
    };
    for half in ["gold (+75", "gold +75)", "gold (+75) leaf", "gold (+75 (+5)"] {
        let found = told(&format!("black|{half}; Note=//")).unwrap_err();
        let expected =
            format!("line 2: column \"options\": \"{half}\" has no whole surcharge at its end");
        assert!(found.starts_with(&expected) && found.lines().count() == 1, "{found}");
    }
    let both = told("black|gold (+75; Size=big (+x)|small (+1").unwrap_err();
    assert_eq!(both.lines().count(), 3, "{both}");
    for label in ["gold (matt)", "1+1", "a :)"] {
        let catalogue = told(label).unwrap().catalogue;
        let choice = &catalogue.products()[0].options[0].choices()[0];
        assert_eq!((choice.label.as_str(), choice.surcharge), (label, Amount::ZERO));
    }
}

#[test]
fn a_quote_that_is_not_closed_is_told_where_it_opens() {
    let never = "the quote that opens here is never closed: write another";
    for (file, place) in [
        ("name,aliases,price\nAdder,\"veyron,5\nT20,x,6\n", "line 2, column 7"),
        ("name;aliases\r\nÄdder;\"a \"\"b\"\"\r\nT20;x\r\n", "line 2, column 7"),
        ("name,aliases\nA,\"b\nc\"\"\n\"\nB,c\"d\nC,\"e", "line 6, column 3"),
        ("name,\"aliases\nAdder,veyron\n", "line 1, column 6"),
        ("\"name,aliases\nAdder,veyron\n", "line 1, column 1"),
    ] {
        let found = read(file.as_bytes()).unwrap_err();
        let told = found.last().unwrap().to_string();
        assert!(told.starts_with(&format!("{place}: {never}")), "{file:?}: {found:?}");
    }
    faults(
        "name,aliases,price\nAdder,no,x\nB,\"veyron,5\nT20,\"y\",6\n",
        &[
            "line 2: column \"price\": \"x\" is not an amount",
            "line 2: the alias \"no\" is a word",
            "line 3, column 3: the quote that opens here is closed only within a cell of line 4",
        ],
    );
    let note = "name,note\nA,\"one\ntwo \"\"2\"\"\" \nB,\"5\"\" disc\"\nC,5\" disc\n";
    assert_eq!(
        read(note.as_bytes()).unwrap().catalogue.products().len(),
        3,
        "quotes that are meant"
    );
}

#[test]
fn a_table_without_a_product_is_none() {
    let told = "there is no product in it: write at least one, for example a row \"Adder\" below";
    faults("name,price\n,,\n", &[&format!("line 1: {told}")]);
    faults(
        "# currency,QQQ\n\nname",
        &["line 1: \"QQQ\" is no currency code", &format!("line 3: {told}")],
    );
    let open = "name\n\"Adder\nT20\n";
    faults(open, &["line 2, column 1: the quote that opens here is never closed"]);
}

#[test]
fn an_alias_by_which_orders_are_read_is_refused() {
    let faults = read(b"name,aliases\nAdder,no|yes|3|veyron\n").unwrap_err();
    let told: Vec<_> = faults.iter().map(ToString::to_string).collect();
    assert!(told[0].starts_with("line 2: the alias \"no\" is a word by which"), "{told:?}");
    assert_eq!(told.len(), 2, "a menu may have numbers: {told:?}");
}

#[test]
fn what_may_be_better_is_told_with_its_line() {
    let file = "# discounts,\"[{\"\"name\"\": \"\"Sale\"\", \"\"percent\"\": 5}]\"\n\
                name,options\nAdder,Colour=black\nT20,Colour?=black; Trim=red|blue\n";
    let told: Vec<String> =
        read(file.as_bytes()).unwrap().advice.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("line 1: advice: the discount \"Sale\" is taken off"), "{told:?}");
    assert!(told[1].starts_with("line 3: advice: \"Colour\" has one choice only"), "{told:?}");
    assert_eq!(read(EXAMPLE.as_bytes()).unwrap().advice, []);
    let commas = read(b"name,options\nAdder,\"Colour=red,blue\"\n").unwrap().advice;
    let commas: Vec<_> = commas.iter().map(ToString::to_string).collect();
    assert_eq!(commas.len(), 1, "{commas:?}");
    assert!(commas[0].ends_with("in a table a | between them: Colour=red|blue)"), "{commas:?}");
    let cents = read(b"# currency,EURO\nname,price\nAdder,5.50\n").unwrap_err();
    assert!(cents[0].to_string().contains("if the currency EUR is meant, write EUR"), "{cents:?}");
}

#[test]
fn a_plus_and_a_point_are_all_of_the_punctuation_that_makes_two_names() {
    let two = |second: &str| read(format!("name,id\nVIP,a\n{second},b\n").as_bytes());
    for second in ["VIP+", "VIP++"] {
        assert_eq!(two(second).unwrap().catalogue.products().len(), 2, "{second}");
    }
    assert!(read(b"name\n2.5k Coins\n25k Coins\n").is_ok());
    for second in ["V.I.P.", "+VIP", "vip!", "V I P", "víp #"] {
        let faults = two(second).unwrap_err();
        let told = faults[0].to_string();
        assert!(told.starts_with(&format!("line 3: \"{second}\" reads the same as")), "{told}");
        assert!(
            told.ends_with("except for a plus behind a word and the point of a number)"),
            "{told}"
        );
    }
    let product = |id: &str, name: &str| Product::named(ProductId::new(id).unwrap(), name);
    assert!(Catalogue::new(vec![product("a", "VIP"), product("b", "VIP+")]).is_ok());
    let faults = Catalogue::new(vec![product("a", "VIP"), product("b", "vip!")]).unwrap_err();
    let told = faults[0].problem.to_string();
    assert!(told.ends_with("except for a plus behind a word and the point of a number"), "{told}");
}
