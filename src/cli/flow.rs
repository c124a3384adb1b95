//! `ticketflow flow`: conversations as documents.

use super::{Failure, say, tell};
use crate::formats::flow::{self, FlowFileFault};
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

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.what {
        What::Show { flow, json } => show(*flow, *json),
        What::Check { file } => check(file),
        What::Schema => {
            say(&flow::schema());
            Ok(())
        }
    }
}

fn show(printed: Printed, json: bool) -> Result<(), Failure> {
    let text = match printed {
        Printed::Default => flow::DEFAULT,
        Printed::Restaurant => flow::RESTAURANT,
    };
    if json {
        let read = flow::read(text.as_bytes()).map_err(|faults| refused("it", &faults))?;
        say(&flow::write(&read.flow));
    } else {
        say(text);
    }
    Ok(())
}

fn check(path: &Path) -> Result<(), Failure> {
    let name = path.display().to_string();
    let file =
        contents(path).map_err(|fault| Failure::File(format!("{name} cannot be read: {fault}")))?;
    let read = flow::read(&file).map_err(|faults| refused(&name, &faults))?;
    for advice in &read.advice {
        tell(&format!("{name}: {advice}"));
    }
    let many = match read.flow.stages.len() {
        1 => "1 stage".to_owned(),
        many => format!("{many} stages"),
    };
    say(&format!("{name} is a good flow: \"{}\", {many}\n", read.flow.name));
    Ok(())
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

fn refused(name: &str, faults: &[FlowFileFault]) -> Failure {
    let faults: Vec<String> = faults.iter().map(|fault| format!("\n  {fault}")).collect();
    Failure::File(format!("{name} is no flow that can be used:{}", faults.concat()))
}
