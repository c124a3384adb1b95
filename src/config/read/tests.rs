//! Settings from files and the environment, and what can be wrong with them.

use super::*;

fn with(file: Option<&str>, variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let variables: HashMap<_, _> = variables.iter().copied().collect();
    let environment = |name: &str| variables.get(name).map(|it| (*it).to_owned());
    read(file.map(|text| (Path::new("t.toml"), text)), &environment, &|path| match path.to_str() {
        Some("/run/secrets/token") => Ok("abc.def\n".to_owned()),
        Some("/run/secrets/redis") => Ok("redis://:word@redis:6379".to_owned()),
        Some("/run/secrets/nothing") => Ok("\n".to_owned()),
        _ => Err(std::io::ErrorKind::NotFound.into()),
    })
}

#[test]
fn a_secret_can_stand_in_a_file_of_its_own() {
    let (token, redis) = ("DISCORD_TOKEN_FILE", "REDIS_URL_FILE");
    let config = with(
        Some("[discord]\ntoken = \"other\"\n"),
        &[(token, "/run/secrets/token"), (redis, "/run/secrets/redis")],
    );
    let config = config.unwrap();
    assert_eq!(config.discord.token.expose(), "abc.def");
    assert_eq!(config.store.redis.unwrap().to_string().matches("word").count(), 0);
    for (variables, said) in [
        (vec![(token, "/run/secrets/other")], "names /run/secrets/other, which cannot be read"),
        (vec![(token, "/run/secrets/nothing")], "`discord.token` is empty"),
        (
            vec![(token, "/run/secrets/token"), ("DISCORD_TOKEN", "x")],
            "is set beside DISCORD_TOKEN: set one of them",
        ),
    ] {
        let faults = with(None, &variables).unwrap_err().0;
        assert_eq!((faults.len(), faults[0].place.as_str()), (1, token), "{faults:?}");
        assert!(faults[0].what.contains(said), "{faults:?}");
    }
    let log = with(None, &[("DISCORD_TOKEN", "x"), ("TICKETFLOW_LOG_FORMAT_FILE", "/x")]);
    assert!(log.is_ok(), "only secrets can");
}

#[test]
fn a_token_is_enough() {
    let config = with(None, &[("DISCORD_TOKEN", "Bot abc.def")]).unwrap();
    assert_eq!(config.discord.token.expose(), "abc.def");
    assert_eq!(config.discord.api_url, RestBase::discord());
    assert_eq!(config.store.path, Path::new("ticketflow.redb"));
    assert_eq!(config.admin.address, Some("127.0.0.1:9464".parse().unwrap()));
}

#[test]
fn an_admin_address_is_one_or_off() {
    let with = |text| with(None, &[("DISCORD_TOKEN", "x"), ("TICKETFLOW_ADMIN_ADDRESS", text)]);
    let address = |text| with(text).unwrap().admin.address;
    assert_eq!(address("[::]:80"), Some("[::]:80".parse().unwrap()));
    assert_eq!(address("off"), None);
    for wrong in ["9464", ":9464", "localhost:9464", "0.0.0.0", "on"] {
        let faults = with(wrong).unwrap_err().0;
        assert!(faults[0].to_string().contains("0.0.0.0:9464"), "{wrong}: {faults:?}");
    }
}

#[test]
fn the_environment_wins_over_the_file() {
    let file = "[discord]\ntoken = \"one\"\nshards = 3\nmembers = true\n";
    let config = with(Some(file), &[("TICKETFLOW_SHARDS", "5")]).unwrap();
    assert_eq!(config.discord.token.expose(), "one");
    assert_eq!(config.discord.shards, Some(5));
    assert!(config.discord.members);
}

#[test]
fn everything_that_is_wrong_is_said_with_its_place() {
    let file = "[discord]\ntokn = 1\nmembers = [1]\n\n[nothing]\nx = 1\n[log]\nformat = \"xml\"\n";
    let faults = with(Some(file), &[("TICKETFLOW_SHARDS", "0")]).unwrap_err().0;
    let places: Vec<_> = faults.iter().map(|it| it.place.as_str()).collect();
    assert_eq!(
        places,
        [
            "t.toml:2:1",
            "t.toml:3:11",
            "t.toml:5:2",
            "DISCORD_TOKEN",
            "TICKETFLOW_SHARDS",
            "t.toml:8:10"
        ],
        "{faults:?}"
    );
}

#[test]
fn a_setting_that_says_nothing_is_a_mistake_wherever_it_is() {
    for setting in SETTINGS {
        for nothing in ["", " "] {
            let (section, key) = setting.key.split_once('.').unwrap();
            let file = format!("[{section}]\n{key} = \"{nothing}\"\n");
            let token = ("DISCORD_TOKEN", "x");
            let in_file = with(Some(&file), &[token]).map(|_| ());
            let as_variable = with(None, &[token, (setting.variable, nothing)]).map(|_| ());
            if setting.key != "discord.token" {
                let faults = in_file.unwrap_err().0;
                assert!(faults[0].to_string().starts_with("t.toml:2:"), "{faults:?}");
            }
            let faults = as_variable.unwrap_err().0;
            let said =
                format!("{}: `{}` is empty: set it or remove it", setting.variable, setting.key);
            assert_eq!(faults.len(), 1, "{faults:?}");
            assert_eq!(faults[0].to_string(), said);
        }
    }
}

#[test]
fn a_file_that_is_no_toml_is_said_with_its_place() {
    let faults = with(Some("[discord\n"), &[("DISCORD_TOKEN", "x")]).unwrap_err().0;
    assert_eq!(faults.len(), 1);
    assert!(faults[0].place.starts_with("t.toml:1:"), "{faults:?}");
}
