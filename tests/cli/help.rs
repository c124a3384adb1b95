//! What `--help` says, word for word. `UPDATE=1 cargo test --test tests cli::help` writes it anew.

use super::program::ticketflow;
use std::path::Path;

async fn is_as_written(name: &str, arguments: &[&str]) {
    let ended = ticketflow(arguments).ended().await;
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    let golden =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli").join(format!("{name}.golden"));
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&golden, &ended.out).expect("it can be written");
        return;
    }
    let expected = std::fs::read_to_string(&golden).expect("UPDATE=1 writes it");
    assert_eq!(ended.out, expected, "{}", golden.display());
}

#[tokio::test]
async fn the_program_says_what_it_does() {
    is_as_written("ticketflow", &["--help"]).await;
}

#[tokio::test]
async fn every_command_says_what_it_does() {
    for command in [
        "run",
        "demo",
        "check",
        "commands",
        "import",
        "export",
        "restore",
        "reshard",
        "recognise",
        "flow",
        "evidence",
        "health",
        "inspect",
    ] {
        is_as_written(command, &[command, "--help"]).await;
    }
}

#[tokio::test]
async fn everything_to_inspect_says_what_it_is() {
    for what in ["servers", "tickets", "ticket", "outbox", "locks", "fleet", "sessions", "key"] {
        is_as_written(&format!("inspect-{what}"), &["inspect", what, "--help"]).await;
    }
}

#[tokio::test]
async fn everything_about_flows_says_what_it_is() {
    for what in ["show", "check", "simulate", "schema"] {
        is_as_written(&format!("flow-{what}"), &["flow", what, "--help"]).await;
    }
}

#[tokio::test]
async fn everything_about_evidence_says_what_it_is() {
    is_as_written("evidence-verify", &["evidence", "verify", "--help"]).await;
}

#[tokio::test]
async fn a_wrong_command_line_is_code_2() {
    for arguments in [
        &[][..],
        &["fly"],
        &["run", "--fast"],
        &["import"],
        &["import", "state.json"],
        &["import", "state.json", "--guild", "shop"],
        &["export"],
        &["restore"],
        &["flow"],
        &["flow", "show"],
        &["flow", "show", "mine"],
        &["flow", "check"],
        &["flow", "simulate"],
        &["evidence"],
        &["evidence", "verify"],
        &["evidence", "verify", "x", "--digest", "abc"],
        &["inspect"],
        &["inspect", "tickets"],
        &["inspect", "ticket", "--guild", "1"],
        &["inspect", "ticket", "--guild", "1", "first"],
        &["reshard", "--shards", "0"],
        &["reshard", "--shards", "-1"],
        &["reshard", "--shards", "many"],
    ] {
        let ended = ticketflow(arguments).ended().await;
        assert_eq!(ended.code, Some(2), "{arguments:?}: {ended:?}");
        assert!(ended.err.contains("--help"), "{arguments:?}: {ended:?}");
        assert_eq!(ended.out, "");
    }
}

#[tokio::test]
async fn a_number_of_shards_that_is_none_is_told_what_it_may_be() {
    for number in ["0", "-1", "many", "99999999999"] {
        let ended = ticketflow(&["reshard", "--shards", number]).ended().await;
        assert_eq!(ended.code, Some(2), "{ended:?}");
        assert!(ended.err.contains("must be a whole number from 1"), "{number}: {}", ended.err);
    }
}
