//! Tests of templates.

use super::*;
use proptest::prelude::*;

fn template(text: &str) -> Template {
    text.parse().unwrap()
}

#[test]
fn variables_are_shown_and_doubled_braces_are_braces() {
    let shown =
        template("Hi {customer}, {{order}} is {order}; plate {answer.plate}").render(|variable| {
            match variable {
                Variable::Answer(key) => key.as_str().to_owned().into(),
                other => format!("<{other}>").into(),
            }
        });
    assert_eq!(shown, "Hi <{customer}>, {order} is <{order}>; plate plate");
}

#[test]
fn what_is_put_in_is_never_read() {
    let hostile = "{terms} {{x}} {answer.a} }";
    let shown = template("{order}{order}").render(|_| hostile.into());
    assert_eq!(shown, format!("{hostile}{hostile}"));
}

#[test]
fn what_is_no_template_is_refused_by_what_is_wrong() {
    let refused = |text: &str| text.parse::<Template>().unwrap_err();
    assert_eq!(refused("a { b"), BadTemplate::LoneBrace('{'));
    assert_eq!(refused("a } b"), BadTemplate::LoneBrace('}'));
    assert_eq!(refused("{ {order}"), BadTemplate::LoneBrace('{'));
    assert_eq!(refused("{a\nb}"), BadTemplate::LoneBrace('{'));
    assert_eq!(refused("{Order}"), BadTemplate::Unknown { name: "Order".into() });
    assert_eq!(refused("{}"), BadTemplate::Unknown { name: String::new() });
    assert_eq!(refused("{answer.9}"), BadTemplate::NotAKey(NotAKey("9".into())));
}

#[test]
fn all_that_is_wrong_in_a_text_is_found_beside_what_can_be_read() {
    let read = Template::read("{{a}} {ordr} {order} } {answer.9} {total");
    assert_eq!(read.template.to_string(), "{{a}}  {order}   total");
    assert_eq!(read.variables, [6]);
    let unknown = BadTemplate::Unknown { name: "ordr".into() };
    assert_eq!(
        read.wrong,
        [
            (4, unknown),
            (8, BadTemplate::LoneBrace('}')),
            (9, BadTemplate::NotAKey(NotAKey("9".into()))),
            (11, BadTemplate::LoneBrace('{')),
        ]
    );
    // The braces of a variable that spans lines are two that belong to nothing.
    assert_eq!(Template::read("{a\nb}").wrong.len(), 2);
}

#[test]
fn a_template_is_blank_only_if_nothing_is_seen() {
    assert!(template(" \n").is_blank());
    assert!(template("").is_blank());
    assert!(!template("{order}").is_blank());
    assert!(!template("{{").is_blank());
}

proptest! {
    #[test]
    fn a_template_is_written_as_it_is_read(text in "([a-z {}]|\\{order\\}|\\{answer\\.x\\}|\\{\\{|\\}\\}){0,12}") {
        if let Ok(read) = text.parse::<Template>() {
            prop_assert_eq!(read.to_string().parse::<Template>(), Ok(read));
        }
    }

    #[test]
    fn a_literal_shows_itself(text in "\\PC{0,40}") {
        let written = Template::literal(&text).to_string();
        let shown = template(&written).render(|_| unreachable!("no variable"));
        prop_assert_eq!(shown, text);
    }
}
