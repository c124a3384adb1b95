//! Holds the code to ARCHITECTURE.md: who may import whom, and that the map is true.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

/// Crates with a home: no other module names them.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("redb", &["src/store/embedded"]),
    ("deadpool_redis", &["src/store/redis"]),
    ("twilight_gateway", &["src/gateway"]),
    ("hyper", &["src/discord", "src/admin.rs"]),
    ("metrics_exporter_prometheus", &["src/telemetry/metrics"]),
    ("discord_sim", &["src/cli/demo"]),
    ("saphyr_parser", &["src/formats/flow"]),
];

/// Files and folders that decide and never do.
const PURE: &[&str] = &[
    "src/domain",
    "src/formats",
    "src/effects/render",
    "src/effects/outcome.rs",
    "src/effects/retry.rs",
    "src/intake/envelope.rs",
    "src/intake/command.rs",
    "src/intake/commands.rs",
    "src/gateway/watermark.rs",
    "src/discord/bucket.rs",
    "src/discord/buckets.rs",
    "src/discord/common.rs",
    "src/discord/lots.rs",
    "src/discord/global.rs",
    "src/discord/invalid.rs",
    "src/discord/route.rs",
    "src/discord/gate.rs",
    "src/discord/share.rs",
    "src/fleet",
    "src/engine/hands.rs",
    "src/engine/journal.rs",
    "src/store/redis/canary.rs",
    "src/store/redis/keys.rs",
    "src/store/redis/quorum.rs",
    "src/store/redis/slots.rs",
    "src/store/redis/url.rs",
];

/// What a pure file must not name.
const NOT_IN_PURE: &[&str] =
    &["std::env", "std::fs", "std::net", "std::thread", "tokio::spawn", "tracing", "fastrand"];

/// The longest file, tests included.
const LONGEST: usize = 400;

#[test]
fn modules_import_only_what_the_map_allows() {
    let allowed = import_table();
    let mut broken = Vec::new();
    for (file, text) in sources("src") {
        let owner = module_of(&file);
        if matches!(owner.as_str(), "lib" | "main") {
            continue;
        }
        let Some((_, allowed)) = allowed.iter().find(|(module, _)| *module == owner) else {
            broken.push(format!("{}: give `{owner}` a row in ARCHITECTURE.md", file.display()));
            continue;
        };
        for target in names_after("crate::", &text) {
            if target != owner && !allowed.contains(&target) {
                broken.push(format!("{}: `{owner}` must not import `{target}`", file.display()));
            }
        }
        for (outside, homes) in ONLY_IN {
            if names(outside, &text) && !homes.iter().any(|home| file.starts_with(home)) {
                broken.push(format!("{}: `{outside}` belongs in {homes:?}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn the_import_table_has_no_cycle() {
    let table = import_table();
    assert!(table.len() > 10, "the table was found");
    for (at, (module, allowed)) in table.iter().enumerate() {
        for target in allowed {
            let is_above = table[..at].iter().any(|(name, _)| name == target);
            assert!(is_above, "`{module}` names `{target}`, which does not stand above it");
        }
    }
}

#[test]
fn pure_files_neither_wait_nor_reach_out() {
    let mut broken = Vec::new();
    for pure in PURE {
        assert!(Path::new(pure).exists(), "{pure} is listed as pure and does not exist");
    }
    for (file, text) in sources("src") {
        let is_test = file.components().any(|it| it.as_os_str() == "tests");
        if is_test || !PURE.iter().any(|pure| file.starts_with(pure)) {
            continue;
        }
        if text.contains(".await") || text.contains("async fn") {
            broken.push(format!("{}: pure, yet asynchronous", file.display()));
        }
        for outside in NOT_IN_PURE.iter().filter(|outside| names(outside, &text)) {
            broken.push(format!("{}: pure, yet names `{outside}`", file.display()));
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for_and_stays_small() {
    let mut broken = Vec::new();
    for folder in ["src", "tests", "benches", "discord-sim"] {
        for (file, text) in sources(folder) {
            if !text.starts_with("//!") {
                broken.push(format!("{}: no `//!` line at the top", file.display()));
            }
            let lines = text.lines().count();
            if lines > LONGEST {
                broken.push(format!("{}: {lines} lines, more than {LONGEST}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "\n{}", broken.join("\n"));
}

#[test]
fn the_map_names_what_exists_and_all_that_exists() {
    let map = map();
    let named: BTreeSet<&str> = map
        .split('`')
        .filter(|word| ["src/", "tests/", "benches/"].iter().any(|top| word.starts_with(top)))
        .filter(|word| !word.contains(char::is_whitespace))
        .collect();
    let gone: Vec<_> = named.iter().filter(|path| !Path::new(path).exists()).collect();
    assert!(gone.is_empty(), "ARCHITECTURE.md names {gone:?}");

    let modules = fs::read_dir("src").expect("src").map(|entry| entry.expect("an entry").path());
    let unnamed: Vec<_> =
        modules.filter(|path| !map.contains(&format!("`{}", path.display()))).collect();
    assert!(unnamed.is_empty(), "ARCHITECTURE.md says nothing of {unnamed:?}");
}

#[test]
fn the_simulator_knows_nothing_of_us() {
    let manifest = fs::read_to_string("discord-sim/Cargo.toml").expect("its manifest");
    assert!(!manifest.contains("ticketflow"), "discord-sim must not depend on ticketflow");
}

#[test]
fn every_proof_that_the_simulators_table_names_exists() {
    let readme = fs::read_to_string("discord-sim/README.md").expect("its README");
    let tests: String = sources("discord-sim/tests").into_iter().map(|(_, text)| text).collect();
    let rows = readme.lines().filter(|line| {
        let first = line.trim_matches('|').split('|').next().unwrap_or_default();
        first.trim().parse::<u32>().is_ok()
    });
    let mut proofs = 0;
    for row in rows {
        let named = row.split('`').filter_map(|word| word.rsplit_once("::")).map(|(_, name)| name);
        let before = proofs;
        for name in named {
            assert!(tests.contains(&format!("fn {name}(")), "no test {name}, named in: {row}");
            proofs += 1;
        }
        assert!(proofs > before, "no proof is named in: {row}");
    }
    assert!(proofs >= 25, "the table was found");
}

#[test]
fn every_row_of_what_fails_names_a_test_that_exists() {
    let map = map();
    let section = map.split("## What fails").nth(1).expect("the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let files = sources("tests").into_iter().chain(sources("src"));
    let tests: String = files.map(|(_, text)| text).collect();
    let rows: Vec<_> = section.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    for row in &rows {
        let named = row.trim_matches('|').split('|').next_back().unwrap_or_default();
        let named: Vec<_> = named.split('`').skip(1).step_by(2).collect();
        assert!(!named.is_empty(), "no test is named in: {row}");
        for name in named {
            let exists = Path::new(name).exists() || tests.contains(&format!("fn {name}("));
            assert!(exists, "there is no {name}, named in: {row}");
        }
    }
    assert!(rows.len() > 15, "the table was found");
}

#[test]
fn the_import_reader_sees_groups_and_paths() {
    let text = "use crate::{domain::{ticket, ids::TicketId}, store::{self, redis}};\n\
                fn f() { crate::clock::now(); }\n\
                use crate::Error;";
    let found: Vec<_> = names_after("crate::", text).into_iter().collect();
    assert_eq!(found, ["clock", "domain", "store"]);
}

/// The rows of the table under "Who may import whom", in their order.
fn import_table() -> Vec<(String, BTreeSet<String>)> {
    let map = map();
    let section = map.split("## Who may import whom").nth(1).expect("the section");
    let section = section.split("\n## ").next().unwrap_or_default();
    let rows = section.lines().filter_map(|line| {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let module = cells.next()?.strip_prefix('`')?.strip_suffix('`')?.to_owned();
        Some((module, cells.next()?.split('(').next()?.to_owned()))
    });
    let mut above = Vec::new();
    let mut table = BTreeMap::new();
    for (module, cell) in rows {
        let allowed: BTreeSet<String> = match cell.trim() {
            "all above" => above.iter().cloned().collect(),
            "–" => BTreeSet::new(),
            list => list.split(',').map(|it| it.trim().to_owned()).collect(),
        };
        above.push(module.clone());
        table.insert(module, allowed);
    }
    above.into_iter().map(|module| (module.clone(), table[&module].clone())).collect()
}

fn map() -> String {
    fs::read_to_string("ARCHITECTURE.md").expect("ARCHITECTURE.md")
}

/// The modules that follow `root` (`crate::`, `std::`), in paths and in grouped imports.
fn names_after(root: &str, text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, marker) in text.match_indices(root) {
        let rest = &text[at + marker.len()..];
        match rest.strip_prefix('{') {
            None => found.extend(leading_module(rest)),
            Some(group) => {
                found.extend(group_items(group).iter().filter_map(|it| leading_module(it)));
            }
        }
    }
    found
}

/// Splits `a::b, c::{d, e}}…` at its outermost commas, up to the closing brace.
fn group_items(group: &str) -> Vec<String> {
    let (mut items, mut depth) = (vec![String::new()], 0);
    for c in group.chars() {
        match c {
            '}' if depth == 0 => break,
            ',' if depth == 0 => items.push(String::new()),
            _ => {
                depth += i32::from(c == '{') - i32::from(c == '}');
                items.last_mut().expect("there is one").push(c);
            }
        }
    }
    items
}

/// The module at the head of a path; none for a type at the crate root.
fn leading_module(path: &str) -> Option<String> {
    let name: String =
        path.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    name.starts_with(char::is_lowercase).then_some(name)
}

fn module_of(file: &Path) -> String {
    let first = file.components().nth(1).expect("a module").as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

/// Whether a file names an outside crate, or a part of one.
fn names(outside: &str, text: &str) -> bool {
    match outside.strip_prefix("std::") {
        Some(part) => names_after("std::", text).contains(part),
        None => text.contains(&format!("{outside}::")),
    }
}

/// Every Rust file under a folder, with its text.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let read = |file: PathBuf| {
        let text = fs::read_to_string(&file).expect("a source file");
        (file, text)
    };
    rust_files(Path::new(folder)).into_iter().map(read).collect()
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dir) else { return vec![] };
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
