//! The tables: what metrics are called, how many series they are, and that the documentation has
//! them.

use super::{
    labels::{Label, Labels, Phase, Stage, Standing, StoreFault, StoreOperation},
    samples::{BUILD_INFO, SHARD_PHASE},
    *,
};
use std::{collections::BTreeSet, fs, time::Duration};

/// What docs/metrics.md promises: series of a worker, and of each shard that it holds.
const OF_A_WORKER: usize = 899;
const OF_A_SHARD: usize = 9;

/// What stands around the table.
const FIRST: &str = "<!-- metrics -->";
const LAST: &str = "<!-- /metrics -->";

fn series(per: Per) -> usize {
    catalogue().iter().filter(|it| it.per == per).map(Described::series).sum()
}

#[test]
fn the_number_of_series_is_what_is_promised() {
    assert_eq!((series(Per::Worker), series(Per::Shard)), (OF_A_WORKER, OF_A_SHARD));
    let promise = format!(
        "A worker has {OF_A_WORKER} series, and {OF_A_SHARD} more for each shard that it holds"
    );
    assert!(documentation().contains(&promise), "docs/metrics.md: {promise}");
}

#[test]
fn a_worker_that_has_just_begun_shows_every_series_that_is_counted() {
    let registry = Registry::new().unwrap();
    let _metrics = registry.metrics();
    let text = registry.render(&Exposition::default());
    let shown = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).count();
    let counted: usize = rooms::described().iter().map(Described::series).sum();
    assert_eq!(shown, counted, "{text}");
}

#[test]
fn names_are_as_prometheus_wants_them() {
    let mut names = BTreeSet::new();
    for metric in catalogue() {
        let Described { name, kind, help, .. } = metric;
        assert!(names.insert(name), "{name} is there twice");
        assert!(name.starts_with("ticketflow_") || name.starts_with("process_"), "{name}");
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{name}");
        assert_eq!(name.ends_with("_total"), kind == Kind::Counter, "{name}");
        assert_eq!(kind == Kind::Histogram, !metric.buckets.is_empty(), "{name}");
        assert!(metric.buckets.is_sorted(), "{name}");
        assert!(kind != Kind::Histogram || metric.unit() == "seconds", "{name}");
        for end in ["_count", "_sum", "_bucket", "_ms", "_milliseconds", "_minutes", "_counter"] {
            assert!(!name.ends_with(end), "{name}");
        }
        assert!(help.ends_with('.') && help.len() > 20 && !help.contains('\n'), "{name}: {help}");
    }
}

#[test]
fn no_label_says_which_server_person_channel_or_ticket() {
    for metric in catalogue() {
        for (label, values) in &metric.labels {
            let is_open = matches!(values, Values::One(_));
            let may_be = ["shard", "of", "version", "revision"].contains(label);
            assert_eq!(is_open, may_be, "{}: {label}", metric.name);
            if let Values::These(values) = values {
                let distinct: BTreeSet<_> = values.iter().collect();
                assert!(distinct.len() == values.len() && values.len() <= 30, "{}", metric.name);
            }
        }
    }
}

#[test]
fn the_documentation_has_every_metric_as_it_is() {
    let documented = documentation();
    let table = documented.split(FIRST).nth(1).expect("its table is marked");
    let table = table.split(LAST).next().unwrap_or_default();
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| `")).collect();
    let expected: Vec<String> = catalogue().iter().map(row).collect();
    if std::env::var_os("UPDATE").is_some() {
        let head = "| metric | kind | labels | series | what it says |\n|---|---|---|---|---|";
        let old = format!("{FIRST}{table}{LAST}");
        let new = format!("{FIRST}\n{head}\n{}\n{LAST}", expected.join("\n"));
        fs::write("docs/metrics.md", documented.replace(&old, &new)).expect("it can be written");
        return;
    }
    assert_eq!(rows, expected, "UPDATE=1 writes it");
}

fn documentation() -> String {
    fs::read_to_string("docs/metrics.md").expect("docs/metrics.md")
}

fn row(metric: &Described) -> String {
    let values = |values: &Values| match values {
        Values::These(values) => values.join(", "),
        Values::One(what) => (*what).to_owned(),
    };
    let labels = metric.labels.iter().map(|(name, all)| format!("`{name}`: {}", values(all)));
    let labels = labels.collect::<Vec<_>>().join("; ");
    let Described { name, kind, help, per, .. } = metric;
    let each = if *per == Per::Shard { " a shard" } else { "" };
    format!("| `{name}` | {} | {labels} | {}{each} | {help} |", kind.name(), metric.series())
}

#[test]
fn each_combination_of_labels_has_a_handle_of_its_own() {
    let registry = Registry::new().unwrap();
    let metrics = registry.metrics();
    let load = (StoreOperation::Load, StoreFault::Damaged);
    metrics.store.failures.count(load);
    metrics.store.failures.add(load, 2);
    metrics.store.failures.count((StoreOperation::Other, StoreFault::Unavailable));
    metrics.engine.stayed.took(Stage::Terms, Duration::from_secs(90));
    let text = registry.render(&Exposition::default());
    for line in [
        r#"ticketflow_store_failures_total{operation="load",fault="damaged"} 3"#,
        r#"ticketflow_store_failures_total{operation="other",fault="unavailable"} 1"#,
        r#"ticketflow_store_failures_total{operation="load",fault="unavailable"} 0"#,
        r#"ticketflow_ticket_stage_seconds_bucket{stage="terms",le="60"} 0"#,
        r#"ticketflow_ticket_stage_seconds_bucket{stage="terms",le="300"} 1"#,
        r#"ticketflow_ticket_stage_seconds_sum{stage="terms"} 90"#,
        "# TYPE ticketflow_store_failures_total counter",
    ] {
        assert!(text.lines().any(|it| it == line), "{line} in {text}");
    }
}

#[test]
fn indexes_follow_the_order_of_all_combinations() {
    fn check<L: Labels>() {
        let indexes: Vec<usize> = L::all().into_iter().map(Labels::index).collect();
        assert!(indexes.iter().copied().eq(0..indexes.len()), "{indexes:?}");
    }
    check::<()>();
    check::<Stage>();
    check::<(StoreOperation, StoreFault)>();
    check::<(StoreFault, StoreOperation)>();
    assert!(Standing::ALL.iter().all(|it| Stage::ALL.iter().any(|all| all.text() == it.text())));
}

#[test]
fn what_is_seen_is_told_with_its_help_once() {
    let mut seen = Exposition::default();
    seen.tell(BUILD_INFO, &["1.2.3", "a \"b\" \\ c\n"]);
    seen.state_of_shard(SHARD_PHASE, (3, 8), Phase::Active);
    seen.state_of_shard(SHARD_PHASE, (4, 8), Phase::Waiting);
    let mut text = String::new();
    seen.write(&mut text);
    assert_eq!(text.matches("# HELP ticketflow_gateway_shard_phase ").count(), 1, "{text}");
    for line in [
        r#"ticketflow_build_info{version="1.2.3",revision="a \"b\" \\ c\n"} 1"#,
        r#"ticketflow_gateway_shard_phase{shard="3",of="8",phase="active"} 1"#,
        r#"ticketflow_gateway_shard_phase{shard="3",of="8",phase="waiting"} 0"#,
        r#"ticketflow_gateway_shard_phase{shard="4",of="8",phase="waiting"} 1"#,
    ] {
        assert!(text.lines().any(|it| it == line), "{line} in {text}");
    }
}
