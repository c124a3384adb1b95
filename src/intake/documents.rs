//! Commands about a server's documents.

use super::{
    Reader,
    command::{Attachment, Command},
};
use crate::{
    domain::{
        desk::{TERMS_LIMIT, TypeId},
        effect::DocumentForm,
        input::{GivenCatalogue, GivenFlow, Wish},
        notice::Refusal,
        ticket::Pinned,
    },
    formats::{
        LARGEST_FILE, ReadCatalogue, catalogue_csv, catalogue_json,
        flow::{self, LARGEST_FLOW},
    },
};

impl Reader {
    /// What a command about documents wishes. None if it is about something else.
    pub(super) async fn document_wish(&self, command: &Command) -> Option<Result<Wish, Refusal>> {
        let of = of(command);
        let (group, verb) = command.path.strip_prefix("ticketflow ")?.split_once(' ')?;
        let what = match group {
            "catalogue" => Pinned::Catalogue,
            "terms" => Pinned::Terms,
            "flow" => Pinned::Flow,
            _ => return None,
        };
        Some(Ok(match (what, verb) {
            (Pinned::Catalogue, "import") => {
                Wish::CatalogueGiven { of, catalogue: self.read_catalogue(command).await }
            }
            (Pinned::Terms, "set") => Wish::TermsGiven { of, text: self.read_terms(command).await },
            (Pinned::Flow, "upload") => Wish::FlowGiven { of, flow: self.read_flow(command).await },
            (_, "export" | "download") => {
                let csv = command.get::<String>("format").as_deref() == Some("csv");
                let form = match what {
                    Pinned::Catalogue if csv => DocumentForm::CatalogueCsv,
                    Pinned::Catalogue => DocumentForm::CatalogueJson,
                    Pinned::Terms => DocumentForm::Terms,
                    Pinned::Flow => DocumentForm::Flow,
                };
                Wish::DocumentAsked { of, form, version: command.get("version") }
            }
            (Pinned::Catalogue, "stock") => Wish::StockAsked { of },
            (Pinned::Catalogue, "recount") => {
                match (command.get::<String>("product"), command.get("left")) {
                    (Some(product), Some(left)) => Wish::Recounted { of, product, left },
                    _ => return Some(Err(Refusal::Unknown)),
                }
            }
            (_, "history") => Wish::HistoryAsked { of, what },
            (_, "rollback") => match command.get("version") {
                Some(version) => Wish::RolledBack { of, what, version },
                None => return Some(Err(Refusal::Unknown)),
            },
            _ => return Some(Err(Refusal::Unknown)),
        }))
    }

    async fn read_catalogue(&self, command: &Command) -> Result<GivenCatalogue, Vec<String>> {
        let file = attached(command)?;
        let bytes = self.fetch(&file, LARGEST_FILE).await?;
        let name = file.filename.to_ascii_lowercase();
        // A large file takes a while to read; others go on meanwhile.
        let read = tokio::task::spawn_blocking(move || {
            let read = if name.ends_with(".csv") {
                catalogue_csv::read(&bytes)
            } else if name.ends_with(".json") {
                catalogue_json::read(&bytes)
            } else {
                return Err(vec!["the file's name must end in .json or .csv".to_owned()]);
            };
            let ReadCatalogue { catalogue, advice } =
                read.map_err(|faults| in_words(&faults, MOST_MISTAKES))?;
            let advice = in_words(&advice, MOST_ADVICE);
            Ok(GivenCatalogue { catalogue, advice })
        });
        read.await.unwrap_or_else(|_| Err(vec!["the file cannot be read".to_owned()]))
    }

    async fn read_terms(&self, command: &Command) -> Result<String, Vec<String>> {
        match (command.get::<String>("text"), command.attachment("file")) {
            (Some(text), None) => Ok(text),
            (None, Some(file)) => {
                // A character takes up to four bytes.
                let bytes = self.fetch(&file, 8 * TERMS_LIMIT).await?;
                String::from_utf8(bytes)
                    .map_err(|_| vec!["the file is not text in UTF-8: save it as such".to_owned()])
            }
            (Some(_), Some(_)) => {
                Err(vec!["give the terms as text or as a file, not both".to_owned()])
            }
            (None, None) => Err(vec!["give the terms as text or as a file".to_owned()]),
        }
    }

    async fn read_flow(&self, command: &Command) -> Result<GivenFlow, Vec<String>> {
        let file = attached(command)?;
        let bytes = self.fetch(&file, LARGEST_FLOW).await?;
        let read = tokio::task::spawn_blocking(move || match flow::read(&bytes) {
            Ok(read) => {
                let advice = in_words(&read.advice, MOST_ADVICE);
                Ok(GivenFlow { flow: read.flow, advice })
            }
            Err(faults) => Err(in_words(&faults, MOST_MISTAKES)),
        });
        read.await.unwrap_or_else(|_| Err(vec!["the file cannot be read".to_owned()]))
    }
}

/// The type of tickets that a command names.
fn of(command: &Command) -> Option<TypeId> {
    command.get::<String>("type").map(|name| TypeId::typed(&name))
}

fn attached(command: &Command) -> Result<Attachment, Vec<String>> {
    command.attachment("file").ok_or_else(|| vec!["no file was attached".to_owned()])
}

/// The most mistakes that are told: a file of the wrong kind may have one in every one of a
/// million lines.
const MOST_MISTAKES: usize = 1_000;
/// The most advice that is told; it is stored with the answer.
const MOST_ADVICE: usize = 20;

/// The first of what was found in words, and how many more there are.
fn in_words(found: &[impl ToString], most: usize) -> Vec<String> {
    let mut words: Vec<_> = found.iter().take(most).map(ToString::to_string).collect();
    if found.len() > most {
        words.push(format!("and {} more", found.len() - most));
    }
    words
}
