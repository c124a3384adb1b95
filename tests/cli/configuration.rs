//! Settings.

use super::program::ticketflow;
use std::path::Path;
use ticketflow::config::SETTINGS;

const TOKEN: &str = "very-secret-token";

#[tokio::test]
async fn check_shows_every_setting_and_hides_the_token() {
    let ended = ticketflow(&["check"]).with("DISCORD_TOKEN", TOKEN).ended().await;
    assert_eq!((ended.code, ended.err.as_str()), (Some(0), ""));
    assert!(!ended.out.contains(TOKEN), "{}", ended.out);
    let keys: Vec<_> =
        ended.out.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let expected: Vec<_> = SETTINGS.iter().map(|it| it.key).collect();
    assert_eq!(keys, expected);
}

#[tokio::test]
async fn all_mistakes_are_said_at_once_with_their_places() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("t.toml");
    std::fs::write(&file, "[discord]\ntokn = \"x\"\nmembers = \"maybe\"\n\n[nothing]\n").unwrap();
    for command in ["check", "run", "commands"] {
        let ended = ticketflow(&["--config", file.to_str().unwrap(), command])
            .with("TICKETFLOW_SHARDS", "0")
            .with("TICKETFLOW_LOG_FORMAT", "xml")
            .ended()
            .await;
        assert_eq!((ended.code, ended.out.as_str()), (Some(3), ""), "{command}: {ended:?}");
        let places = [
            format!("{}:2:1", file.display()),
            format!("{}:3:11", file.display()),
            format!("{}:5:2", file.display()),
            "DISCORD_TOKEN: is not set".to_owned(),
            "TICKETFLOW_SHARDS: ".to_owned(),
            "TICKETFLOW_LOG_FORMAT: ".to_owned(),
        ];
        for place in places {
            assert!(ended.err.contains(&place), "{place} in {}", ended.err);
        }
    }
}

#[tokio::test]
async fn a_settings_file_that_is_not_there_is_a_mistake_for_every_command() {
    for command in [&["check"][..], &["inspect", "servers"], &["import", "x", "--guild", "1"]] {
        let ended = ticketflow(command)
            .with("DISCORD_TOKEN", TOKEN)
            .with("TICKETFLOW_CONFIG", "/nowhere/t.toml")
            .ended()
            .await;
        assert_eq!(ended.code, Some(3), "{command:?}: {ended:?}");
        assert!(ended.err.contains("/nowhere/t.toml: cannot be read"), "{}", ended.err);
    }
}

#[test]
fn the_readme_has_every_setting() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).expect("it is there");
    let table = readme.split("<!-- settings -->").nth(1).expect("its table is marked");
    let table = table.split("<!-- /settings -->").next().unwrap_or_default();
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| `")).collect();
    let expected: Vec<String> = SETTINGS
        .iter()
        .map(|it| format!("| `{}` | `{}` | {} | {} |", it.key, it.variable, it.default, it.meaning))
        .collect();
    assert_eq!(rows, expected);
}
