//! `ticketflow flow simulate`: holds the conversation of a flow in the terminal.

use super::{
    screen::Screen,
    summary::summary,
    typed::{HELP, Typed, media_type},
};
use crate::{
    cli::{
        Failure,
        recognise::{LONGEST_MESSAGE, catalogue},
        say,
    },
    clock,
    domain::{
        actor::Actor,
        catalogue::{Catalogue, Product},
        desk::{Desk, Settings, TERMS_LIMIT},
        flow::{About, Expects, Flow, Stage},
        ids::{RoleId, UserId},
        input::File,
        language::Language,
        permissions::Permissions,
        recognise::Index,
        rehearsal::{Act, Rehearsal, Shown, What},
        shelf::{Shelf, Stock},
    },
    formats::{catalogue_csv, without_mark},
};
use clap::Args;
use std::{
    io::{BufRead, IsTerminal},
    path::{Path, PathBuf},
    sync::Arc,
};
use twilight_model::id::Id;

/// Who talks, and the role that is called in the end. A terminal knows neither by an id.
const CUSTOMER: UserId = Id::new(1);
const STAFF: RoleId = Id::new(1);

#[derive(Args)]
pub(super) struct Arguments {
    /// The flow, as YAML or JSON; or "default" or "restaurant", as with "flow show".
    #[arg(value_parser = file)]
    pub(super) file: PathBuf,
    /// The catalogue to order from, as JSON, or as CSV if its name ends in .csv. A small menu if
    /// none is given.
    #[arg(long, value_name = "FILE", conflicts_with = "no_catalogue")]
    catalogue: Option<PathBuf>,
    /// As in a server without a catalogue: what customers write is their order.
    #[arg(long)]
    no_catalogue: bool,
    /// A text file with the terms; the built-in ones if none is given.
    #[arg(long, value_name = "FILE")]
    terms: Option<PathBuf>,
    /// The language that the customer's Discord is set to, such as de; the flow's if none is given.
    #[arg(long, value_name = "CODE", value_parser = Language::of_locale)]
    language: Option<Language>,
    /// A role of the customer, for discounts of the catalogue; can be given more than once.
    #[arg(long, value_name = "ID", value_parser = role_id)]
    role: Vec<RoleId>,
    /// The customer is of the staff as well, to try what is theirs to press.
    #[arg(long)]
    staff: bool,
}

/// Standard input is what the customer says.
fn file(name: &str) -> Result<PathBuf, String> {
    match name {
        "-" => Err("standard input is for what the customer says".to_owned()),
        name => Ok(name.into()),
    }
}

/// A role's id, as Discord's client copies it.
fn role_id(text: &str) -> Result<RoleId, String> {
    text.trim().parse().map_err(|_| {
        "a role's id is a number of some 18 digits: in Discord, switch on Developer Mode, then \
         right-click the role under Server Settings, Roles, and choose Copy Role ID"
            .to_owned()
    })
}

/// Everything that is needed to begin, as often as wished.
struct Setting {
    desk: Desk,
    shelf: Shelf,
    customer: Actor,
    language: Language,
}

/// A rehearsal, and what of it the terminal shows.
struct Session {
    rehearsal: Rehearsal,
    screen: Screen,
    /// The stages through which it came.
    way: Vec<Stage>,
    /// The question whose form is open.
    form: Option<u32>,
}

pub(super) fn simulate(flow: Flow, arguments: &Arguments) -> Result<(), Failure> {
    let (setting, remarks) = setting(flow, arguments)?;
    let flow = &setting.shelf.flow;
    let (name, stages) = (&flow.name, super::stages(flow));
    say(&format!("“{name}”, {stages}. You are the customer. /help says what you can type.\n"))?;
    say(&remarks)?;
    let mut session = Session::begin(&setting)?;
    let mut input = std::io::stdin().lock();
    let is_terminal = input.is_terminal();
    let mut is_first = true;
    loop {
        if is_terminal {
            say("\n> ")?;
        }
        let mut line = vec![];
        let read = input.read_until(b'\n', &mut line);
        let read = read.map_err(|fault| Failure::Other(anyhow::Error::new(fault)))?;
        if read == 0 {
            break;
        }
        let line = String::from_utf8_lossy(&line);
        let line = if std::mem::take(&mut is_first) { without_mark(&line) } else { &line };
        let typed = Typed::read(line);
        if !is_terminal && typed != Typed::Nothing {
            say(&format!("\n> {}\n", line.trim()))?;
        }
        match typed {
            Typed::Quit => break,
            Typed::Restart => session = Session::begin(&setting)?,
            Typed::Help => say(HELP)?,
            Typed::Products => say(&products(&setting.shelf, setting.language))?,
            Typed::Message(text) | Typed::Edit(text)
                if text.encode_utf16().count() > LONGEST_MESSAGE =>
            {
                say(&format!(
                    "  (Discord takes no message of more than {LONGEST_MESSAGE} characters: nothing was sent.)\n"
                ))?;
            }
            other => session.typed(other)?,
        }
    }
    say(&session.summary())
}

fn setting(flow: Flow, arguments: &Arguments) -> Result<(Setting, String), Failure> {
    let mut remarks = String::new();
    let takes_orders = flow.stages.iter().any(|it| matches!(it.expects, Expects::Catalogue { .. }));
    let catalogue = match &arguments.catalogue {
        Some(file) => Some(catalogue(file)?),
        None if arguments.no_catalogue || !takes_orders => None,
        None => {
            let example = example()?;
            let names = example.products().iter().map(|it| it.name.as_str());
            remarks.push_str(&format!(
                "It takes orders, and there is no --catalogue: a small menu is sold instead.\n  {}\n",
                names.collect::<Vec<_>>().join(", ")
            ));
            Some(example)
        }
    };
    let terms = arguments.terms.as_deref().map(terms).transpose()?;
    let has_terms =
        |expects: &Expects| matches!(expects, Expects::YesNo { about: About::Terms, .. });
    if terms.is_none() && flow.stages.iter().any(|it| has_terms(&it.expects)) {
        remarks.push_str(
            "It shows terms, and there are no --terms: the bot's own are shown instead.\n",
        );
    }
    let staff = arguments.staff.then_some(STAFF);
    let roles = arguments.role.iter().copied().chain(staff).collect();
    let language = arguments.language.unwrap_or(flow.language);
    let desk = Desk {
        settings: Some(Settings { staff: vec![STAFF], ..Settings::default() }),
        catalogue: u32::from(catalogue.is_some()),
        terms: u32::from(terms.is_some()),
        language,
        ..Desk::default()
    };
    let stock = catalogue.map(|catalogue| {
        let index = Index::new(&catalogue);
        Arc::new(Stock { catalogue, index })
    });
    let shelf = Shelf { flow: Arc::new(flow), stock, terms };
    let customer = Actor { user: CUSTOMER, roles, permissions: Permissions::NONE };
    Ok((Setting { desk, shelf, customer, language }, remarks))
}

/// What is sold, a line for each product.
fn products(shelf: &Shelf, language: Language) -> String {
    let Some(stock) = &shelf.stock else { return "  (There is no catalogue.)\n".to_owned() };
    let currency = &stock.catalogue.tariff().currency;
    let line = |product: &Product| {
        let price = product.price.map(|price| format!(": {}", currency.show(price, language)));
        let aliases = match product.aliases.is_empty() {
            true => String::new(),
            false => format!(" (also {})", product.aliases.join(", ")),
        };
        format!("  {}{}{aliases}\n", product.name, price.unwrap_or_default())
    };
    stock.catalogue.products().iter().map(line).collect()
}

fn terms(file: &Path) -> Result<Arc<str>, Failure> {
    let name = file.display();
    let text = std::fs::read_to_string(file)
        .map_err(|fault| Failure::File(format!("{name} cannot be read: {fault}")))?;
    let text = text.trim();
    match text.encode_utf16().count() {
        0 => Err(Failure::File(format!("{name} is empty"))),
        length if length > TERMS_LIMIT => Err(Failure::File(format!(
            "{name} is {length} characters long; one message holds {TERMS_LIMIT} of terms"
        ))),
        _ => Ok(text.into()),
    }
}

fn example() -> Result<Catalogue, Failure> {
    let read = catalogue_csv::read(catalogue_csv::EXAMPLE.as_bytes());
    read.map(|it| it.catalogue).map_err(|faults| {
        let faults: Vec<String> = faults.iter().map(|fault| format!("\n  {fault}")).collect();
        Failure::File(format!("the example is no catalogue:{}", faults.concat()))
    })
}

impl Session {
    fn begin(setting: &Setting) -> Result<Self, Failure> {
        let Setting { desk, shelf, customer, language } = setting;
        let who = (customer.clone(), *language);
        let (desk, shelf) = (desk.clone(), shelf.clone());
        let (rehearsal, shown) = Rehearsal::begin(desk, shelf, None, who, clock::now());
        let screen = Screen::default();
        let mut begun = Self { rehearsal, screen, way: vec![], form: None };
        begun.show(shown)?;
        Ok(begun)
    }

    /// What a customer does.
    fn typed(&mut self, typed: Typed) -> Result<(), Failure> {
        let form = self.form.take();
        let now = clock::now();
        let shown = match &typed {
            Typed::Nothing => {
                self.form = form;
                return Ok(());
            }
            Typed::Message(text) => {
                let act = match form {
                    Some(turn) => Act::FillIn { turn, text },
                    None => Act::Write { text, files: &[] },
                };
                self.rehearsal.act(&act, now)
            }
            Typed::Edit(text) => self.rehearsal.act(&Act::Rewrite { text }, now),
            Typed::Files(names) => {
                let file =
                    |name: &String| File { name: name.clone(), media_type: media_type(name) };
                let files: Vec<_> = names.iter().map(file).collect();
                self.rehearsal.act(&Act::Write { text: "", files: &files }, now)
            }
            Typed::Press(name) => {
                let Some(offer) = self.screen.offers.named(name).cloned() else {
                    return say(&format!("  (There is no “{name}” to press. /help says more.)\n"));
                };
                let (control, value) = (&offer.control, offer.value.as_deref());
                self.rehearsal.act(&Act::Press { on: offer.on, control, value }, now)
            }
            Typed::Help | Typed::Products | Typed::Restart | Typed::Quit => {
                self.form = form;
                return Ok(());
            }
        };
        self.show(shown)
    }

    fn show(&mut self, shown: Vec<Shown>) -> Result<(), Failure> {
        self.form = shown.iter().find_map(|it| match it.what {
            What::FormOpened { turn, .. } => Some(turn),
            _ => None,
        });
        let stage = self.rehearsal.step().map(|step| step.number);
        self.way.extend(stage.filter(|stage| self.way.last() != Some(stage)));
        say(&self.screen.show(&self.rehearsal, shown))
    }

    fn summary(&self) -> String {
        summary(&self.rehearsal, &self.way, self.screen.call.as_deref())
    }
}
