//! `ticketflow flow`: conversations as documents.

mod markup;
mod offers;
mod screen;
mod simulate;
mod summary;
mod typed;

use super::{Failure, say, tell};
use crate::{
    domain::flow::Flow,
    formats::flow::{self, ReadFlow},
};
use clap::{Args, Subcommand, ValueEnum};
use std::{
    io::Read,
    path::{Path, PathBuf},
};

#[derive(Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Print a flow that comes with the program, to begin one of your own with.
    Show {
        /// Which one.
        #[arg(value_enum)]
        flow: Printed,
        /// As JSON, with everything that was left out.
        #[arg(long)]
        json: bool,
    },
    /// Say everything that is wrong with a flow, with line and column.
    Check {
        /// The flow, as YAML or JSON; - for standard input.
        file: PathBuf,
    },
    /// Hold the conversation in the terminal: you are the customer. Nothing is sent to anybody.
    Simulate(simulate::Arguments),
    /// Print the JSON Schema of flows, for editors.
    Schema,
}

/// The flows that come with the program.
#[derive(Clone, Copy, ValueEnum)]
enum Printed {
    /// The one that is used where nothing else is set up: stages 0, 5 and 20.
    Default,
    /// An order in a restaurant, in German.
    Restaurant,
}

impl Printed {
    fn text(self) -> &'static str {
        match self {
            Self::Default => flow::DEFAULT,
            Self::Restaurant => flow::RESTAURANT,
        }
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.what {
        What::Show { flow, json } => show(*flow, *json),
        What::Check { file } => check(file),
        What::Simulate(arguments) => simulate::simulate(written(&arguments.file)?, arguments),
        What::Schema => say(&flow::schema()),
    }
}

fn show(printed: Printed, json: bool) -> Result<(), Failure> {
    let text = printed.text();
    if json { say(&flow::write(&read("it", text.as_bytes())?.flow)) } else { say(text) }
}

fn check(path: &Path) -> Result<(), Failure> {
    let flow = of_file(path)?;
    say(&format!("{} is a good flow: \"{}\", {}\n", path.display(), flow.name, stages(&flow)))
}

/// The flow of this file, or one that comes with the program if it is named.
fn written(path: &Path) -> Result<Flow, Failure> {
    match path.to_str().and_then(|name| Printed::from_str(name, false).ok()) {
        Some(printed) => Ok(read("it", printed.text().as_bytes())?.flow),
        None => of_file(path),
    }
}

/// The flow of this file. What may be better in it is told.
fn of_file(path: &Path) -> Result<Flow, Failure> {
    let name = path.display().to_string();
    let file =
        contents(path).map_err(|fault| Failure::File(format!("{name} cannot be read: {fault}")))?;
    let ReadFlow { flow, advice } = read(&name, &file)?;
    for advice in &advice {
        tell(&format!("{name}: {advice}"));
    }
    Ok(flow)
}

fn read(name: &str, file: &[u8]) -> Result<ReadFlow, Failure> {
    flow::read(file).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(|fault| format!("\n  {fault}")).collect();
        Failure::File(format!("{name} is no flow that can be used:{}", faults.concat()))
    })
}

/// How many stages it has.
fn stages(flow: &Flow) -> String {
    match flow.stages.len() {
        1 => "1 stage".to_owned(),
        many => format!("{many} stages"),
    }
}

/// No more than is worth reading of a file, whatever is on the other side.
fn contents(path: &Path) -> std::io::Result<Vec<u8>> {
    let most = u64::try_from(flow::LARGEST_FLOW).unwrap_or(u64::MAX).saturating_add(1);
    let mut file = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_end(&mut file)?;
    } else {
        std::fs::File::open(path)?.take(most).read_to_end(&mut file)?;
    }
    Ok(file)
}
