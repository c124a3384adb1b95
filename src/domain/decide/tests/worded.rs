//! What options in words are: no word is lost of what is to be written on something.

use super::ordered::{after_words, check_lines, shown};
use crate::domain::{notice::Notice, order::Asked};

fn shop() -> String {
    let choices = |labels: &[&str]| -> Vec<_> {
        labels.iter().map(|label| serde_json::json!({"label": label})).collect()
    };
    let engraving = |rule: serde_json::Value| {
        let mut option = serde_json::json!({"name": "Engraving", "required": false});
        option.as_object_mut().unwrap().extend(rule.as_object().unwrap().clone());
        option
    };
    serde_json::json!({"products": [
        {"id": "travel", "name": "Travel Mug", "options": [
            {"name": "Colour", "choices": choices(&["steel", "black"])},
            engraving(serde_json::json!({"pattern": "[A-Za-z0-9 ]{1,12}"}))]},
        {"id": "magic", "name": "Magic Mug",
         "options": [{"name": "Text", "longest": 30, "required": false}]},
        {"id": "pen", "name": "Fountain Pen", "options": [
            {"name": "Nib", "choices": choices(&["fine", "broad"])},
            engraving(serde_json::json!({"longest": 20}))]},
        {"id": "tag", "name": "Dog Tag", "aliases": ["tag"],
         "options": [{"name": "Name", "pattern": "[A-Za-z]{1,10}"}]},
        {"id": "greeting", "name": "Greeting", "options": [{"name": "Verse"}]},
        {"id": "cup", "name": "Espresso Cup"},
    ]})
    .to_string()
}

#[track_caller]
fn check(words: &[&str], lines: &[&str]) {
    check_lines(&shop(), words, lines);
}

/// The last of these words are told to be nothing that the option can be, which is asked for.
#[track_caller]
fn check_refused(words: &[&str], line: &str, unfit: &str) {
    let ticket = after_words(&shop(), words);
    assert_eq!(shown(&ticket), [line], "{words:?}");
    let told: Vec<_> = ticket.order.misread.unfit.iter().map(|it| it.said.as_str()).collect();
    assert_eq!(told, [unfit], "{words:?}");
    assert!(matches!(ticket.order.asked, Some(Asked::Option { .. })), "{words:?}");
}

#[test]
fn what_stands_in_quotation_marks_is_the_whole_text() {
    check(&["1 travel mug steel engraving \"Go away\" x2"], &["2 travel steel Go away"]);
    let tea = &["1 magic Stay calm and drink tea"];
    check(&["1 magic mug with text \"Stay calm and drink tea\""], tea);
    check(&["1 magic mug with text: “Stay calm and drink tea”, thanks"], tea);
    check(&["1 magic mug with text:'Stay calm and drink tea'"], tea);
    check(&["1 magic mug with text 'Anna's espresso cup'"], &["1 magic Anna's espresso cup"]);
    check(
        &["1 magic mug with text \"One, and 2 dog tags\" and an espresso cup"],
        &["1 magic One, and 2 dog tags", "1 cup"],
    );
}

#[test]
fn words_that_nothing_else_understands_belong_to_the_text() {
    check(&["1 magic mug with text One for all"], &["1 magic One for all"]);
    check(&["1 magic mug with text Salt and Pepper please"], &["1 magic Salt and Pepper"]);
    check(&["1 magic mug with text Love from Tom at home"], &["1 magic Love from Tom at home"]);
    check(
        &["1 magic mug with text Salt and Pepper, and 2 espresso cups, thanks"],
        &["1 magic Salt and Pepper", "2 cup"],
    );
    check(&["1 travel mug engraving Tom and Ann, black"], &["1 travel black Tom and Ann"]);
    let pen = "1 fountain pen fine";
    check(&["a fountain pen fine engraving Tom and Ann"], &["1 pen fine Tom and Ann"]);
    check(
        &["a magic mug with text Salt and Pepper and a dog tag with name Max"],
        &["1 magic Salt and Pepper", "1 tag Max"],
    );
    check(&[pen, "engraving: To John, with love"], &["1 pen fine To John, with love"]);
    check(&[pen, "engraving To John with love"], &["1 pen fine To John with love"]);
}

#[test]
fn a_text_is_not_shortened_to_what_fits() {
    let dad = "Best dad in the world ever, love you so so";
    let said = format!("text: {dad}");
    check_refused(&["1 magic mug", &said], "1 magic", dad);
    let said = format!("1 magic mug with text {dad}");
    check_refused(&[&said], "1 magic", dad);
    let long = "Forever and ever";
    let said = format!("a travel mug steel with engraving \"{long}\"");
    check_refused(&[&said], "1 travel steel", long);
    check(&["1 magic mug", &format!("text: {dad}"), "no"], &["1 magic"]);
    check(&["1 magic mug", &format!("text: {dad}"), "Best dad"], &["1 magic Best dad"]);
    check(&["1 magic mug with text Mum", &format!("text: {dad}"), "no"], &["1 magic Mum"]);
}

#[test]
fn forms_of_the_name_of_an_option_say_it() {
    let anna = &["1 travel steel Anna"];
    check(&["a travel mug steel engraved Anna"], anna);
    check(&["a travel mug steel, engrave it with Anna"], anna);
    check(&["a travel mug steel engraved with \"anna\""], &["1 travel steel anna"]);
    check(&["a travel mug steel", "engrave it with Anna"], anna);
    for said in ["a dog tag with the name Rex", "a dog tag named Rex", "a tag called Rex"] {
        check(&[said], &["1 tag Rex"]);
    }
    check(&["a dog tag", "named Rex"], &["1 tag Rex"]);
    check(&["a dog tag", "the name is Rex"], &["1 tag Rex"]);
    check(&["a dog tag", "my dog is called Rex"], &["1 tag Rex"]);
    check(&["a dog tag named Rex and 2 espresso cups"], &["1 tag Rex", "2 cup"]);
    check(&["a magic mug that says Hello you"], &["1 magic Hello you"]);
    check(&["a magic mug saying \"one\""], &["1 magic one"]);
}

#[test]
fn a_form_says_nothing_of_what_is_not_named() {
    check(&["a magic mug", "an espresso cup, my brother says Hello"], &["1 magic", "1 cup"]);
    check(&["a travel mug steel", "an espresso cup engraved Anna"], &["1 travel steel"]);
    let ticket = after_words(&shop(), &["a travel mug steel", "engraved by hand"]);
    assert_eq!(shown(&ticket), ["1 travel steel"]);
}

#[test]
fn another_one_has_a_text_of_its_own() {
    let strong = "a travel mug steel with the engraving Stay strong";
    let two = &["1 travel steel Stay strong", "1 travel black No Fear"];
    check(&[strong, "another one, black, engraving No Fear"], two);
    check(&[strong, "another one in black with engraving No Fear"], two);
    let tags = &["1 tag Max", "1 tag Lilly"];
    check(&["a dog tag, name Max. oh and a second one, name Lilly"], tags);
    check(&["a dog tag named Max and another named Lilly"], tags);
    check(&["a dog tag", "Max", "another one, name: Lilly"], tags);
    let mugs = &["1 magic Mum", "1 magic Dad"];
    check(&["a magic mug with text Mum and another with text Dad"], mugs);
    check(&["a magic mug with text Mum and another one with text Dad"], mugs);
    check(&["a magic mug with text Mum", "another magic mug with text Dad"], mugs);
    check(
        &["a magic mug with text Mum and another with text Dad and one more with text Ann"],
        &["1 magic Mum", "1 magic Dad", "1 magic Ann"],
    );
}

#[test]
fn another_one_may_be_words_of_a_text() {
    let said = "a magic mug with text \"Bad, and another one\", a dog tag with name Max";
    check(&[said], &["1 magic Bad, and another one", "1 tag Max"]);
    check(&["a magic mug with text Mum", "another one"], &["2 magic Mum"]);
    check(&["a magic mug with text Another one with me"], &["1 magic Another one with me"]);
}

#[test]
fn a_bracket_that_was_opened_before_a_text_does_not_belong_to_it() {
    check(&["2x magic mug (text: Hello)"], &["2 magic Hello"]);
    check(&["2x magic mug, text: Hello :)"], &["2 magic Hello :)"]);
}

#[test]
fn a_change_of_the_order_is_no_text() {
    check(&["a dog tag", "add an espresso cup", "Rex"], &["1 tag Rex", "1 cup"]);
    check(&["a dog tag", "stop"], &[]);
}

#[test]
fn a_number_beside_a_text_answers_the_option_that_is_open() {
    let option = |name: &str, pattern: &str| serde_json::json!({"name": name, "pattern": pattern});
    let options = [option("Name", "[A-Za-z ]{2,12}"), option("Number", "[0-9]{1,2}")];
    let jersey = serde_json::json!({"id": "jersey", "name": "Team Jersey", "options": options});
    let shop = serde_json::json!({ "products": [jersey] }).to_string();
    for words in [
        &["team jersey", "Bob and 7"][..],
        &["team jersey", "name Bob, number 7"],
        &["team jersey", "Bob", "7 please"],
        &["team jersey", "Bob", "seven"],
    ] {
        check_lines(&shop, words, &["1 jersey Bob 7"]);
    }
}

#[test]
fn what_is_said_to_us_is_written_on_nothing() {
    for said in ["is it waterproof?", "can i have 2 lines?", "hmm not sure yet", "one sec"] {
        let ticket = after_words(&shop(), &["a dog tag", said]);
        assert_eq!(shown(&ticket), ["1 tag"], "{said}");
        assert!(matches!(ticket.order.asked, Some(Asked::Option { .. })), "{said}");
        assert!(ticket.order.misread.is_empty(), "{said}");
        check(&["a dog tag", said, "Rex"], &["1 tag Rex"]);
    }
    for said in ["Rex please", "\"Rex\"", "make it Rex"] {
        check(&["a dog tag", said], &["1 tag Rex"]);
    }
    check(&["a dog tag", "\"Wait\""], &["1 tag Wait"]);
    check(&["a greeting", "\"add a dog tag\""], &["1 greeting add a dog tag"]);
    let both = &["1 tag Rex", "1 cup"];
    check(&["a dog tag", "can i have an espresso cup too?", "Rex"], both);
}

#[test]
fn how_a_text_is_given_that_looks_like_talk_is_told() {
    let (shelf, fresh) = (super::fixtures::stocked(&shop()), after_words(&shop(), &["a dog tag"]));
    let asked = |said: &str| {
        let (_, effects) = super::ordered::say(&shelf, fresh.clone(), 90, said);
        let Notice::OptionAsked(asked) = super::fixtures::said(&effects) else { panic!("{said}") };
        (asked.quote, asked.told.staff)
    };
    assert_eq!(asked("how big is it?"), (true, true));
    assert_eq!(asked("one sec"), (true, false));
    assert_eq!(asked("R2-D2"), (false, false), "it does not fit");
}
