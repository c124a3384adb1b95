//! Whether `docs/flows.md` is true.

use super::{
    super::form::{EXPECTS, FLOW, Form, OPTION, REFRESH, REMIND, SAID, STAGE, WORDS},
    *,
};
use crate::domain::flow::{Variable, check::room};

const GUIDE: &str = include_str!("../../../../docs/flows.md");

#[test]
fn its_flows_are_good() {
    let flows: Vec<&str> = GUIDE.split("```yaml\n").skip(1).collect();
    assert!(!flows.is_empty());
    for flow in flows {
        good(flow.split("```").next().unwrap());
    }
}

#[test]
fn it_names_every_field_and_every_kind_of_answer() {
    let forms: [&Form; 7] = [&FLOW, &WORDS, &REFRESH, &SAID, &REMIND, &OPTION, &STAGE];
    let fields = forms.into_iter().flat_map(|form| form.fields.iter());
    let more = EXPECTS.iter().flat_map(|(_, _, fields)| fields.iter());
    let names = fields.chain(more).map(|field| field.name).filter(|name| *name != "$schema");
    for name in names.chain(EXPECTS.iter().map(|(name, ..)| *name)) {
        assert!(GUIDE.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn it_names_every_variable_and_its_room() {
    let answer = Variable::Answer("name".parse().unwrap());
    let variables = Variable::NAMED.into_iter().map(|(_, variable)| variable).chain([answer]);
    for variable in variables {
        let shown = variable.to_string().replace("name", "NAME");
        let row = GUIDE.lines().find(|line| line.starts_with(&format!("| `{shown}` |")));
        let written = row.and_then(|row| row.trim_end_matches(" |").rsplit(' ').next());
        let written = written.map(|number| number.replace(',', ""));
        assert_eq!(written, Some(room(&variable).to_string()), "{variable}");
    }
}

#[test]
fn it_names_every_sign_with_which_a_text_needs_quotes() {
    let listed =
        GUIDE.split("begin with one of").nth(1).and_then(|it| it.split("need quotes").next());
    let listed = listed.expect("they are listed");
    for sign in (b' '..=b'~').map(char::from).filter(char::is_ascii_punctuation) {
        let name = format!("{sign}all");
        let file = SMALL.replace("name: Small", &format!("name: {name}"));
        let is_read = read(file.as_bytes()).is_ok_and(|read| read.flow.name == name);
        let is_listed =
            listed.contains(&format!("`{sign}`")) || listed.contains("`` ` ``") && sign == '`';
        assert_eq!(is_listed, !is_read, "{sign}");
    }
}
