//! An export that is no file: where nothing can be written, as in a container.

use super::{
    moving::{Files, done, fill, on_redis, servers},
    program::ticketflow,
};
use crate::support::redis::Server;
use std::path::Path;

#[tokio::test(flavor = "multi_thread")]
async fn an_export_goes_through_standard_output_and_input() {
    let files = Files::new();
    let redis = Server::start(&[]).await;
    fill(&files.at("one.redb")).await;
    let (printed, named) = (files.at("printed"), files.text("named"));
    let print = |to: std::fs::File| {
        ticketflow(&["export", "-"]).on(&files.at("one.redb")).printing_to(to).ended()
    };
    let ended = print(std::fs::File::create(&printed).unwrap()).await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.err.contains("Standard output has 2 servers, 202 tickets"), "{}", ended.err);
    assert_eq!(ended.err.lines().count(), 3, "a line for each server: {}", ended.err);
    done(ticketflow(&["export", &named]).on(&files.at("one.redb")).ended().await);
    assert!(servers(&printed) == servers(Path::new(&named)), "nothing else is printed");

    // A stream that was cut off changes nothing.
    let cut = files.at("cut");
    let whole = std::fs::read(&printed).unwrap();
    for (broken, words) in [(&whole[..whole.len() / 2], "it was cut off"), (&[], "no export of")] {
        std::fs::write(&cut, broken).unwrap();
        let ended = on_redis(&["restore", "-"], &redis).reading(&cut).ended().await;
        assert_eq!(ended.code, Some(6), "{ended:?}");
        assert!(ended.err.contains("standard input cannot be used: "), "{}", ended.err);
        assert!(ended.err.contains(words), "{}", ended.err);
        let keys: Vec<String> = redis.say(&["KEYS", "*"]).await;
        assert!(keys.is_empty(), "{keys:?}");
    }
    let told = done(on_redis(&["restore", "-"], &redis).reading(&printed).ended().await);
    assert!(told.contains("was read back and has 2 servers, 202 tickets"), "{told}");
    let again = files.text("again");
    done(on_redis(&["export", &again], &redis).ended().await);
    assert!(servers(Path::new(&again)) == servers(&printed));

    // Nobody listens to the end.
    let (listener, out) = std::io::pipe().unwrap();
    drop(listener);
    let ended = ticketflow(&["export", "-"]).on(&files.at("one.redb")).printing_to(out);
    let ended = ended.ended().await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.err.contains("standard output cannot be written"), "{}", ended.err);
    assert!(!files.at("-").exists() && !Path::new("-").exists());
}
