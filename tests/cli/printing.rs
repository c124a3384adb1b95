//! What is printed where nothing can be, or nobody listens.

use super::program::{Program, ticketflow};
use crate::support::shop::TOKEN;
use std::{fs::File, path::Path, process::Stdio};

/// A run of each command that only prints.
fn printers(folder: &Path) -> Vec<Program> {
    let file = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("it can be written");
        path
    };
    let products = file("products.json", r#"[{"name": "Adder"}]"#);
    let messages = file("messages.txt", "2 adders\n");
    let recognise = ticketflow(&["recognise", "--catalogue", products.to_str().expect("a name")]);
    vec![
        ticketflow(&["flow", "show", "default"]),
        ticketflow(&["flow", "show", "default", "--json"]),
        ticketflow(&["flow", "schema"]),
        ticketflow(&["flow", "check", "src/formats/flow/default.yaml"]),
        ticketflow(&["flow", "simulate", "default"]),
        ticketflow(&["evidence", "verify", "tests/cli/evidence/sample.html"]),
        ticketflow(&["check"]).with("DISCORD_TOKEN", TOKEN),
        ticketflow(&["inspect", "key", "{g:5}:locks"]),
        recognise.reading(&messages),
    ]
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_is_code_1_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for program in printers(folder.path()) {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let ended = program.printing_to(full).ended().await;
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.err.contains("standard output cannot be written"), "{}", ended.err);
    }
}

#[tokio::test]
async fn that_nobody_listens_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    for program in printers(folder.path()) {
        let (listens, says) = std::io::pipe().unwrap();
        drop(listens);
        let ended = program.printing_to(Stdio::from(says)).ended().await;
        assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    }
}
