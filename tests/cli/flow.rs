//! `ticketflow flow`: from a printed flow to one that is checked.

use super::program::{Ended, ticketflow};
use serde_json::Value;
use std::{fs, path::Path};

async fn printed(arguments: &[&str]) -> String {
    let ended = ticketflow(arguments).ended().await;
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""), "{arguments:?}");
    ended.out
}

async fn checked(file: &Path) -> Ended {
    ticketflow(&["flow", "check", file.to_str().expect("a path")]).ended().await
}

#[tokio::test]
async fn what_is_printed_passes_the_check() {
    let folder = tempfile::tempdir().expect("a folder");
    for (flow, name, stages) in
        [("default", "Purchase request", 3), ("restaurant", "Restaurant", 7)]
    {
        for more in [&[][..], &["--json"]] {
            let text = printed(&[&["flow", "show", flow], more].concat()).await;
            let file = folder.path().join("my flow.yaml");
            fs::write(&file, &text).expect("it can be written");
            let ended = checked(&file).await;
            assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
            let expected = format!("is a good flow: \"{name}\", {stages} stages\n");
            assert!(ended.out.ends_with(&expected), "{ended:?}");
            let ended = ticketflow(&["flow", "check", "-"]).reading(&file).ended().await;
            assert_eq!(ended.out, format!("- {expected}"));
        }
    }
}

#[tokio::test]
async fn all_that_is_wrong_is_said_with_line_and_column() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("mine.yaml");
    let text = printed(&["flow", "show", "default"]).await;
    let broken = text.replace("then: 5\n", "then: 6\n").replace("about: terms", "abuot: terms");
    fs::write(&file, broken).expect("it can be written");
    let ended = checked(&file).await;
    assert_eq!((ended.code, ended.out.as_str()), (Some(6), ""));
    let line = |words: &str| 1 + text.lines().position(|line| line.contains(words)).expect(words);
    for expected in [
        format!(
            "mine.yaml is no flow that can be used:\n  line {}, column 11: there is no stage 6",
            line("then: 5")
        ),
        format!(
            "\n  line {}, column 5: there is no field \"abuot\" here: did you mean \"about\"?",
            line("about: terms")
        ),
        format!("\n  line {}, column 5: nothing leads to stage 5", line("number: 5")),
    ] {
        assert!(ended.err.contains(&expected), "{expected}\n{}", ended.err);
    }

    fs::write(&file, text.replace("about: terms", "about: nothing")).expect("it can be written");
    let ended = checked(&file).await;
    assert_eq!(ended.code, Some(0), "advice stops nobody: {ended:?}");
    assert!(ended.err.contains("advice: a request can become complete"), "{ended:?}");

    let ended = checked(&folder.path().join("none.yaml")).await;
    assert_eq!(ended.code, Some(6));
    assert!(ended.err.contains("none.yaml cannot be read"), "{ended:?}");
}

#[tokio::test]
async fn the_schema_is_printed_for_editors() {
    let schema: Value = serde_json::from_str(&printed(&["flow", "schema"]).await).expect("JSON");
    assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
    assert_eq!(schema["required"], serde_json::json!(["name", "stages"]));
}
