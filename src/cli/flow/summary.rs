//! What came of a rehearsal, told at its end.

use super::{markup::plain, screen::name};
use crate::domain::{
    answer::{Answer, read_answer},
    flow::{About, Expects, Stage},
    notice::OrderView,
    rehearsal::Rehearsal,
    ticket::State,
};

/// Tells how far it came, by which way, and what is known then. `call` is what staff are called
/// with, if they are.
pub(super) fn summary(rehearsal: &Rehearsal, way: &[Stage], call: Option<&str>) -> String {
    let ticket = rehearsal.ticket();
    let lines = [
        Some(standing(rehearsal)),
        Some(format!("Stages: {}", stages(rehearsal, way))),
        unseen(rehearsal, way),
        Some(format!("Order: {}", order(rehearsal, &ticket.order.view()))),
        answers(rehearsal),
        terms(rehearsal),
        Some(staff(call)),
    ];
    let lines = lines.into_iter().flatten().map(|line| format!("  {line}\n"));
    format!("\n── Summary ──\n{}", lines.collect::<String>())
}

fn standing(rehearsal: &Rehearsal) -> String {
    match &rehearsal.ticket().state {
        State::Placed { .. } => "The request is complete.".to_owned(),
        State::Closing { .. } | State::Closed { .. } => "The ticket is closed.".to_owned(),
        _ => {
            let at = rehearsal.step().map(|step| name(rehearsal, step)).unwrap_or_default();
            format!("The request is not complete. It waits at this point:\n    {at}")
        }
    }
}

fn stages(rehearsal: &Rehearsal, way: &[Stage]) -> String {
    let end = match rehearsal.ticket().state {
        State::Placed { .. } => Some("complete"),
        State::Closing { .. } | State::Closed { .. } => Some("closed"),
        _ => None,
    };
    let numbers = way.iter().map(|stage| stage.0.to_string());
    numbers.chain(end.map(str::to_owned)).collect::<Vec<_>>().join(" → ")
}

/// The stages that this way does not lead through.
fn unseen(rehearsal: &Rehearsal, way: &[Stage]) -> Option<String> {
    let steps = rehearsal.shelf().flow.stages.iter().map(|step| step.number);
    let unseen: Vec<_> =
        steps.filter(|number| !way.contains(number)).map(|it| it.0.to_string()).collect();
    (!unseen.is_empty()).then(|| format!("Not seen this time: {}", unseen.join(", ")))
}

fn order(rehearsal: &Rehearsal, order: &OrderView) -> String {
    if let Some(words) = &order.words {
        return format!("“{words}”");
    }
    if order.lines.is_empty() {
        return "nothing".to_owned();
    }
    let lines = order.lines.iter().map(|line| {
        let options = line.options.iter().map(|(name, value)| format!("{name}: {value}"));
        let options = options.collect::<Vec<_>>().join(", ");
        let options = if options.is_empty() { options } else { format!(" ({options})") };
        format!("{} × {}{options}", line.quantity, line.name)
    });
    let lines = lines.collect::<Vec<_>>().join(", ");
    match &order.cost {
        Some(cost) => {
            let total = cost.currency.show(cost.total, rehearsal.ticket().language);
            format!("{lines}: {total}")
        }
        None => lines,
    }
}

/// What was answered to the other questions, each with the name by which texts show it.
fn answers(rehearsal: &Rehearsal) -> Option<String> {
    let given = rehearsal.ticket().answers.iter().map(|answer| {
        let step = rehearsal.shelf().flow.step(answer.stage);
        let key = step.and_then(|step| step.key.as_ref());
        let key = key.map(|it| format!(", “{}”", it.as_str())).unwrap_or_default();
        let is_yes_no = step.is_some_and(|it| matches!(it.expects, Expects::YesNo { .. }));
        let text = match read_answer(&answer.text).filter(|_| is_yes_no) {
            Some(Answer::Yes) => "Yes",
            Some(Answer::No) => "No",
            None => &answer.text,
        };
        format!("\n    stage {}{key}: {text}", answer.stage.0)
    });
    let given: Vec<_> = given.collect();
    (!given.is_empty()).then(|| format!("Answers:{}", given.concat()))
}

fn terms(rehearsal: &Rehearsal) -> Option<String> {
    let asks = |expects: &Expects| matches!(expects, Expects::YesNo { about: About::Terms, .. });
    let asked = rehearsal.shelf().flow.stages.iter().any(|step| asks(&step.expects));
    asked.then(|| {
        let accepted = rehearsal.ticket().accepted.is_some();
        format!("Terms: {}", if accepted { "accepted" } else { "not accepted" })
    })
}

fn staff(call: Option<&str>) -> String {
    match call {
        Some(call) => format!("Staff are called: “{}”", plain(call)),
        None => "Staff are not called.".to_owned(),
    }
}
