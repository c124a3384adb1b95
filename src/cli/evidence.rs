//! `ticketflow evidence`: files that prove what was agreed on.

use super::{Failure, say};
use crate::formats::dossier::{
    self, Accepted, By, Conversation, CutShort, Dossier, Faulty, TermsVerdict, Verified,
};
use clap::{Args, Subcommand};
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
    /// Say whether a file is as it was made, and what it says in short.
    Verify {
        /// The file; - for standard input.
        file: PathBuf,
        /// The SHA-256 that was told in Discord when it was made: without it, nobody can tell the
        /// file from one that somebody wrote anew.
        #[arg(long, value_name = "HEX", value_parser = digest)]
        digest: Option<String>,
    },
}

pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.what {
        What::Verify { file, digest } => verify(file, digest.as_deref()),
    }
}

fn verify(path: &Path, told: Option<&str>) -> Result<(), Failure> {
    let name = path.display().to_string();
    let file =
        contents(path).map_err(|fault| Failure::File(format!("{name} cannot be read: {fault}")))?;
    let verified = dossier::read(&file).map_err(|faulty| match faulty {
        Faulty::NotADossier | Faulty::TooNew { .. } => Failure::File(format!("{name}: {faulty}")),
        Faulty::Changed { .. }
        | Faulty::Missing { .. }
        | Faulty::Doubled { .. }
        | Faulty::NotOurs { .. } => refused(&name, &faulty.to_string()),
    })?;
    if let Some(told) = told.filter(|told| *told != verified.digest) {
        let why =
            format!("ANOTHER FILE: the SHA-256 of its data is {}, not {told}", verified.digest);
        return Err(refused(&name, &why));
    }
    say(&summary(&verified, told.is_some()))?;
    if !verified.page_is_ours && verified.dossier.made.program == dossier::PROGRAM {
        let why = "its PAGE WAS CHANGED: the data in it are as they were made, and a browser may show \
                   something else: get the file anew from where it was kept";
        return Err(refused(&name, why));
    }
    match &verified.terms {
        TermsVerdict::Differ { computed } => Err(refused(
            &name,
            &format!("its terms are NOT THOSE THAT WERE ACCEPTED: their SHA-256 is {computed}"),
        )),
        TermsVerdict::Match | TermsVerdict::NotAccepted | TermsVerdict::NotStored => Ok(()),
    }
}

fn refused(name: &str, why: &str) -> Failure {
    Failure::Other(anyhow::anyhow!("{name}: {why}"))
}

/// A SHA-256 as people copy it.
fn digest(text: &str) -> Result<String, String> {
    let digest = text.trim().trim_matches('`').to_ascii_lowercase();
    let is_one = digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_one.then_some(digest).ok_or_else(|| "a SHA-256 has 64 digits, 0 to 9 and a to f".to_owned())
}

/// No more than is worth reading of a file, whatever is on the other side.
fn contents(path: &Path) -> std::io::Result<Vec<u8>> {
    let most = u64::try_from(dossier::LARGEST_DOSSIER).unwrap_or(u64::MAX);
    let mut file = Vec::new();
    if path == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_end(&mut file)?;
    } else {
        std::fs::File::open(path)?.take(most).read_to_end(&mut file)?;
    }
    Ok(file)
}

/// What was verified, a line each. Words that people wrote are left out: a terminal obeys some.
fn summary(verified: &Verified, is_the_one_told: bool) -> String {
    let Verified { dossier, digest, terms, page_is_ours, line_ends_changed } = verified;
    let Dossier { made, server, ticket, order, answers, .. } = dossier;
    let named = |user: Option<_>| user.map_or("not known".to_owned(), |it| format!("{it}"));
    let told = if is_the_one_told {
        "as told"
    } else {
        "compare it with the one that was told in Discord, or give that as --digest"
    };
    let page = if *page_is_ours {
        "as this version of the program writes it"
    } else {
        "NOT as this version of the program writes it: believe what stands here rather than what a \
         browser shows, or verify the file with the version that made it"
    };
    let line_ends = match (line_ends_changed, page_is_ours) {
        (false, _) => "as written",
        (true, true) => "changed to CRLF on the way, and nothing else was: they were taken back",
        (true, false) => "changed to CRLF on the way: they were taken back",
    };
    let whole = if *page_is_ours { "Unchanged" } else { "Not known to be unchanged" };
    let lines = [
        format!("{whole}: the data have the SHA-256 that the file states."),
        format!("SHA-256     {digest} ({told})"),
        format!("made        {} for {} by {}", plain(&made.at), made.by, plain(&made.program)),
        format!("ticket      {} of server {}", ticket.number, server.id),
        format!("customer    {}", named(ticket.customer)),
        format!("terms       {}", of_terms(dossier, terms)),
        format!("acceptance  {}", of_acceptance(dossier.acceptance.as_ref())),
        format!("order       {} lines, {}", order.lines.len(), confirmed(order.confirmed.as_ref())),
        format!("answers     {}", answers.len()),
        format!("messages    {}", of_conversation(&dossier.conversation)),
        format!("page        {page}"),
        format!("line ends   {line_ends}"),
    ];
    lines.map(|line| line + "\n").concat()
}

fn of_terms(dossier: &Dossier, verdict: &TermsVerdict) -> String {
    let version = dossier.terms.version;
    let verdict = match verdict {
        TermsVerdict::Match => "their text has the SHA-256 that was written down at acceptance",
        TermsVerdict::Differ { .. } => "their text is NOT the one that was accepted",
        TermsVerdict::NotAccepted => "nothing was accepted",
        TermsVerdict::NotStored => "no text, or no SHA-256 of it, was stored",
    };
    format!("version {version}: {verdict}")
}

fn of_acceptance(accepted: Option<&Accepted>) -> String {
    let Some(Accepted { version, sha256, person, at, by }) = accepted else {
        return "none".to_owned();
    };
    let person = person.map_or("somebody who is not known".to_owned(), |it| it.to_string());
    let how = match by {
        Some(By::Message(id)) => format!(" by message {id}"),
        Some(By::Press(id)) => format!(" by press {id}"),
        None => String::new(),
    };
    format!("version {version} ({}) by {person} at {}{how}", plain(sha256), plain(at))
}

fn confirmed(at: Option<&String>) -> String {
    at.map_or("not confirmed".to_owned(), |at| format!("confirmed at {}", plain(at)))
}

fn of_conversation(conversation: &Conversation) -> String {
    match conversation {
        Conversation::Read { cut_short, messages } => {
            let cut = match cut_short {
                None => "",
                Some(CutShort::TooMany) => ", the first ones only: there are too many",
                Some(CutShort::TooLong) => ", the first ones only: they are too long",
                Some(CutShort::TooSlow) => ", the first ones only: Discord was too slow",
            };
            let edited = messages.iter().filter(|message| message.edited.is_some()).count();
            format!("{} ({edited} of them changed later){cut}", messages.len())
        }
        Conversation::NoChannel => "none: the channel was gone".to_owned(),
        Conversation::NotReadable => "none: the bot could not read the channel".to_owned(),
    }
}

/// A text of a file, without what a terminal obeys.
fn plain(text: &str) -> String {
    text.chars().filter(|it| matches!(it, ' '..='~')).take(100).collect()
}
