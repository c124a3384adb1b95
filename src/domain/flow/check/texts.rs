//! Whether every text is there, in every language, and fits into what Discord shows.

use super::{Faults, FlowProblem, Path};
use crate::domain::{
    desk::TERMS_LIMIT,
    flow::{About, Expects, Flow, Key, Said, Step, Template, Text, Variable},
    language::Language,
};
use std::collections::{BTreeSet, HashMap, HashSet};

/// The longest description of an embed (Discord docs, Embed Limits). What is long is measured in
/// UTF-16 units throughout: the documentation does not say what Discord counts, and no other
/// count is longer.
pub const TEXT_LIMIT: usize = 4_096;
/// The longest title of an embed (Discord docs, Embed Limits).
pub const TITLE_LIMIT: usize = 256;
/// The longest label of a button (Discord docs, Component Reference); that of an option of a
/// list may be longer.
pub const LABEL_LIMIT: usize = 80;
/// The longest hint or reminder: other words of the program stand beside it.
pub const HINT_LIMIT: usize = 1_000;
/// The longest name of a flow.
pub const NAME_LIMIT: usize = 80;

/// How many characters are kept for what a variable shows.
#[must_use]
pub fn room(variable: &Variable) -> usize {
    match variable {
        Variable::Customer => 25,
        Variable::Ticket => 10,
        Variable::Order => 2_300,
        Variable::Total => 50,
        Variable::Terms => TERMS_LIMIT,
        Variable::Products => 1_000,
        Variable::Answer(_) => 300,
    }
}

/// A text of the flow, where it stands, and what it may be.
struct Place<'f> {
    path: Path,
    text: &'f Text,
    most: usize,
    variables: Variables,
}

/// What may stand in a text beside letters.
#[derive(Clone, Copy, PartialEq)]
enum Variables {
    Any,
    OnlyTicket,
    None,
}

pub(super) fn check(flow: &Flow, faults: &mut Faults) {
    let name = Path::of("name");
    match units(&flow.name) {
        _ if flow.name.trim().is_empty() => faults.add(&name, FlowProblem::Blank),
        length if length > NAME_LIMIT => {
            let variables = Vec::new();
            faults.add(&name, FlowProblem::TooLong { length, most: NAME_LIMIT, variables });
        }
        _ => {}
    }
    check_shown(flow, faults);
    let keys: HashSet<&Key> = flow.stages.iter().filter_map(|step| step.key.as_ref()).collect();
    let places = places(flow);
    let spoken: BTreeSet<Language> =
        places.iter().flat_map(|place| place.text.variants().filter_map(|(it, _)| it)).collect();
    for place in &places {
        check_languages(place, flow.language, &spoken, faults);
        for (language, template) in place.text.variants() {
            let path = place.path.variant(language);
            check_template(place, &path, template, faults);
            if place.variables == Variables::Any {
                check_answers(&path, template, &keys, faults);
            }
        }
    }
}

/// What is confirmed or accepted is shown.
fn check_shown(flow: &Flow, faults: &mut Faults) {
    for (at, step) in flow.stages.iter().enumerate() {
        let Expects::YesNo { about, .. } = step.expects else { continue };
        let (wanted, problem) = match about {
            About::Nothing => continue,
            About::Order => (Variable::Order, FlowProblem::OrderNotShown),
            About::Terms => (Variable::Terms, FlowProblem::TermsNotShown),
        };
        let prompt = Path::of("stages").item(at).field("prompt");
        for (language, template) in step.prompt.variants() {
            // No text at all is reported as such.
            if !template.is_blank() && !template.variables().any(|it| *it == wanted) {
                faults.add(&prompt.variant(language), problem.clone());
            }
        }
    }
}

fn check_languages(
    place: &Place<'_>,
    own: Language,
    spoken: &BTreeSet<Language>,
    faults: &mut Faults,
) {
    let Text::Spoken(by_language) = place.text else { return };
    if !by_language.contains_key(&own) {
        faults.add(&place.path, FlowProblem::NotInOwnLanguage { language: own });
    }
    let missing = spoken.iter().filter(|it| **it != own && !by_language.contains_key(*it));
    let languages: Vec<Language> = missing.copied().collect();
    if !languages.is_empty() {
        faults.add(&place.path, FlowProblem::NotTranslated { languages });
    }
}

fn check_template(place: &Place<'_>, path: &Path, template: &Template, faults: &mut Faults) {
    if template.is_blank() {
        faults.add(path, FlowProblem::Blank);
    }
    let fits = |variable: &Variable| match place.variables {
        Variables::Any => true,
        Variables::OnlyTicket => *variable == Variable::Ticket,
        Variables::None => false,
    };
    for (at, variable) in template.variables().enumerate().filter(|(_, it)| !fits(it)) {
        let problem = FlowProblem::FixedText { variable: variable.clone() };
        faults.add(&path.variable(at), problem);
    }
    let fitting = || template.variables().filter(|it| fits(it));
    let reserved: usize = fitting().map(room).sum();
    let length = units(&template.render(|_| "".into())) + reserved;
    if length > place.most {
        let variables = counted(fitting);
        faults.add(path, FlowProblem::TooLong { length, most: place.most, variables });
    }
}

/// Whether some stage asks for the answers that are shown.
fn check_answers(path: &Path, template: &Template, keys: &HashSet<&Key>, faults: &mut Faults) {
    for (at, variable) in template.variables().enumerate() {
        let Variable::Answer(key) = variable else { continue };
        if !keys.contains(key) {
            faults.add(&path.variable(at), FlowProblem::NoSuchAnswer { key: key.clone() });
        }
    }
}

/// How often each variable is there, that which takes most first.
fn counted<'v, I: Iterator<Item = &'v Variable>>(
    variables: impl Fn() -> I,
) -> Vec<(Variable, usize)> {
    let mut times: HashMap<&Variable, usize> = HashMap::new();
    for variable in variables() {
        *times.entry(variable).or_default() += 1;
    }
    // In the order of the text, where two take as much.
    let once = variables().filter_map(|it| times.remove(it).map(|many| (it.clone(), many)));
    let mut counted: Vec<(Variable, usize)> = once.collect();
    counted.sort_by_key(|(variable, many)| std::cmp::Reverse(room(variable) * many));
    counted
}

/// Every text of a flow, in the order of the document.
fn places(flow: &Flow) -> Vec<Place<'_>> {
    let mut places = Vec::new();
    for (at, step) in flow.stages.iter().enumerate() {
        add_stage(&mut places, &Path::of("stages").item(at), step);
    }
    if let Some(done) = &flow.done {
        add_said(&mut places, &Path::of("done"), done);
    }
    places
}

fn add_stage<'f>(places: &mut Vec<Place<'f>>, path: &Path, step: &'f Step) {
    if let Some(title) = &step.title {
        places.push(title_at(path, title));
    }
    places.push(Place {
        path: path.field("prompt"),
        text: &step.prompt,
        most: TEXT_LIMIT,
        variables: Variables::Any,
    });
    if let Some(again) = &step.again {
        add_said(places, &path.field("again"), again);
    }
    let reminder = step.remind.as_ref().and_then(|remind| remind.text.as_ref());
    let reminder = reminder.map(|text| (path.field("remind").field("text"), text));
    let hint = step.hint.as_ref().map(|text| (path.field("hint"), text));
    for (path, text) in hint.into_iter().chain(reminder) {
        places.push(Place { path, text, most: HINT_LIMIT, variables: Variables::Any });
    }
    let Expects::Choice { options } = &step.expects else { return };
    for (at, option) in options.iter().enumerate() {
        places.push(Place {
            path: path.field("options").item(at).field("label"),
            text: &option.label,
            most: LABEL_LIMIT,
            variables: Variables::None,
        });
    }
}

fn add_said<'f>(places: &mut Vec<Place<'f>>, path: &Path, said: &'f Said) {
    if let Some(title) = &said.title {
        places.push(title_at(path, title));
    }
    places.push(Place {
        path: path.field("text"),
        text: &said.text,
        most: TEXT_LIMIT,
        variables: Variables::Any,
    });
}

fn title_at<'f>(path: &Path, text: &'f Text) -> Place<'f> {
    let variables = Variables::OnlyTicket;
    Place { path: path.field("title"), text, most: TITLE_LIMIT, variables }
}

fn units(text: &str) -> usize {
    text.encode_utf16().count()
}
