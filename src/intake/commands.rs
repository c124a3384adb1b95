//! The commands as data, for `ticketflow commands` to register.

use crate::{
    domain::{
        catalogue::LONGEST_NAME,
        desk::{LABEL_LIMIT, PANEL_TEXT_LIMIT, TERMS_LIMIT, TypeId},
        language::Language,
        permissions::Permissions,
    },
    texts::{Text, Voice},
};
use serde_json::{Map, Value, json};

/// The options of `setup` that name staff roles, and those that name manager roles.
pub(super) const STAFF: [&str; 4] = ["staff", "staff2", "staff3", "staff4"];
pub(super) const MANAGERS: [&str; 4] = ["managers", "managers2", "managers3", "managers4"];

/// The command in the menu of a message, by its name in English: this is what Discord tells us,
/// whatever clients show.
pub(super) const TEACH: &str = "Teach alias";

/// Discord's number of commands in the menu of a message.
const MESSAGE: u8 = 3;
/// The command that begins a rehearsal.
pub(super) const TRY: &str = "ticketflow flow try";

/// Discord's numbers of option types.
const SUB_COMMAND: u8 = 1;
const SUB_COMMAND_GROUP: u8 = 2;
const STRING: u8 = 3;
const INTEGER: u8 = 4;
const BOOLEAN: u8 = 5;
const CHANNEL: u8 = 7;
const ROLE: u8 = 8;
const ATTACHMENT: u8 = 11;

/// Discord's locales in which the commands are described, beside English. The names of slash
/// commands stay English: they are what people tell each other to type.
const LOCALES: [(&str, Language); 5] = [
    ("de", Language::GERMAN),
    ("fr", Language::FRENCH),
    ("es-ES", Language::SPANISH),
    ("es-419", Language::SPANISH),
    ("pt-BR", Language::PORTUGUESE),
];

/// The languages that have texts, as those who speak them call them.
const WRITTEN: [(Language, &str); 5] = [
    (Language::ENGLISH, "English"),
    (Language::GERMAN, "Deutsch"),
    (Language::FRENCH, "Français"),
    (Language::SPANISH, "Español"),
    (Language::PORTUGUESE, "Português"),
];

/// All commands, as Discord's Bulk Overwrite Global Application Commands takes them.
#[must_use]
pub fn definitions() -> Value {
    let mut command = described(
        Text::Command,
        "ticketflow",
        json!({
            "type": 1,
            "contexts": [0],
            "integration_types": [0],
            "default_member_permissions": Permissions::MANAGE_GUILD.0.to_string(),
        }),
    );
    command["options"] = json!([
        sub_command("setup", Text::CommandSetup, set_up_options()),
        group("catalogue", Text::CommandCatalogue, catalogue_commands()),
        group("terms", Text::CommandTerms, terms_commands()),
        group("flow", Text::CommandFlow, flow_commands()),
        group("type", Text::CommandType, type_commands()),
        group("texts", Text::CommandTexts, texts_commands()),
        sub_command("evidence", Text::CommandEvidence, vec![ticket_number()]),
        sub_command(
            "refresh",
            Text::CommandRefresh,
            vec![option("enabled", BOOLEAN, Text::CommandRefreshEnabled, true)],
        ),
    ]);
    json!([command, teach()])
}

/// Discord describes commands of a menu by their name alone. Whoever can read a ticket is offered
/// it, since Discord knows nothing of our staff; an admin can hide it from others in the server's
/// settings.
fn teach() -> Value {
    json!({
        "type": MESSAGE,
        "name": TEACH,
        "name_localizations": localised(Text::CommandTeach),
        "contexts": [0],
        "integration_types": [0],
    })
}

/// Required ones first, as Discord wants them.
fn set_up_options() -> Vec<Value> {
    let mut text = option("text", STRING, Text::CommandSetupText, false);
    text["max_length"] = json!(PANEL_TEXT_LIMIT);
    let mut options = vec![
        channel("panel", 0, Text::CommandSetupPanel, true),
        option("staff", ROLE, Text::CommandSetupStaff, true),
        option("managers", ROLE, Text::CommandSetupManagers, true),
        channel("open", 4, Text::CommandSetupOpen, false),
        channel("closed", 4, Text::CommandSetupClosed, false),
        text,
    ];
    let role = |text| move |name: &&str| option(name, ROLE, text, false);
    options.extend(STAFF[1..].iter().map(role(Text::CommandSetupMoreStaff)));
    options.extend(MANAGERS[1..].iter().map(role(Text::CommandSetupMoreManagers)));
    options
}

fn ticket_number() -> Value {
    let mut number = option("ticket", INTEGER, Text::CommandEvidenceTicket, false);
    number["min_value"] = json!(1);
    number["max_value"] = json!(u32::MAX);
    number
}

fn catalogue_commands() -> Vec<Value> {
    let file = option("file", ATTACHMENT, Text::CommandCatalogueImportFile, true);
    let mut product = option("product", STRING, Text::CommandCatalogueRecountProduct, true);
    product["max_length"] = json!(LONGEST_NAME);
    let mut left = option("left", INTEGER, Text::CommandCatalogueRecountLeft, true);
    left["min_value"] = json!(0);
    left["max_value"] = json!(u32::MAX);
    let mut format = option("format", STRING, Text::CommandCatalogueExportFormat, false);
    format["choices"] = json!([{"name": "JSON", "value": "json"}, {"name": "CSV", "value": "csv"}]);
    let mut commands = vec![
        sub_command("import", Text::CommandCatalogueImport, vec![file, of()]),
        sub_command("export", Text::CommandCatalogueExport, vec![format, version(), of()]),
        sub_command("stock", Text::CommandCatalogueStock, vec![of()]),
        sub_command("recount", Text::CommandCatalogueRecount, vec![product, left, of()]),
    ];
    commands.extend(history_commands());
    commands
}

fn terms_commands() -> Vec<Value> {
    let mut text = option("text", STRING, Text::CommandTermsSetText, false);
    text["max_length"] = json!(TERMS_LIMIT);
    let file = option("file", ATTACHMENT, Text::CommandTermsSetFile, false);
    let mut commands = vec![
        sub_command("set", Text::CommandTermsSet, vec![text, file, of()]),
        sub_command("export", Text::CommandTermsExport, vec![version(), of()]),
    ];
    commands.extend(history_commands());
    commands
}

fn flow_commands() -> Vec<Value> {
    let file = option("file", ATTACHMENT, Text::CommandFlowUploadFile, true);
    let mut commands = vec![
        sub_command("upload", Text::CommandFlowUpload, vec![file, of()]),
        sub_command("download", Text::CommandFlowDownload, vec![version(), of()]),
        sub_command("try", Text::CommandFlowTry, vec![of()]),
    ];
    commands.extend(history_commands());
    commands
}

/// What can be done with the versions of a document of any kind.
fn history_commands() -> [Value; 2] {
    let mut number = option("version", INTEGER, Text::CommandRollbackVersion, true);
    number["min_value"] = json!(0);
    [
        sub_command("history", Text::CommandHistory, vec![of()]),
        sub_command("rollback", Text::CommandRollback, vec![number, of()]),
    ]
}

fn type_commands() -> Vec<Value> {
    let name = || {
        let mut name = option("name", STRING, Text::CommandTypeSetName, true);
        name["max_length"] = json!(TypeId::LONGEST);
        name
    };
    let mut label = option("label", STRING, Text::CommandTypeSetLabel, true);
    label["max_length"] = json!(LABEL_LIMIT);
    let role = |name: &&str| option(name, ROLE, Text::CommandTypeSetRole, false);
    let mut options = vec![name(), label];
    options.extend(STAFF.iter().chain(&MANAGERS).map(role));
    options.push(channel("open", 4, Text::CommandTypeSetCategory, false));
    options.push(channel("closed", 4, Text::CommandTypeSetCategory, false));
    vec![
        sub_command("set", Text::CommandTypeSet, options),
        sub_command("remove", Text::CommandTypeRemove, vec![name()]),
        sub_command("list", Text::CommandTypeList, vec![]),
    ]
}

/// The type of tickets that a command is about.
fn of() -> Value {
    let mut of = option("type", STRING, Text::CommandOf, false);
    of["max_length"] = json!(TypeId::LONGEST);
    of
}

fn version() -> Value {
    let mut version = option("version", INTEGER, Text::CommandVersion, false);
    version["min_value"] = json!(0);
    version
}

fn texts_commands() -> Vec<Value> {
    let language = |text, required| {
        let mut option = option("language", STRING, text, required);
        option["choices"] = WRITTEN
            .iter()
            .map(|(language, name)| json!({"name": name, "value": language.code()}))
            .collect();
        option
    };
    let file = option("file", ATTACHMENT, Text::CommandTextsUploadFile, true);
    let of_file = language(Text::CommandTextsUploadLanguage, true);
    let wanted = language(Text::CommandTextsDownloadLanguage, false);
    let given_up = language(Text::CommandTextsResetLanguage, false);
    vec![
        sub_command("upload", Text::CommandTextsUpload, vec![of_file, file]),
        sub_command("download", Text::CommandTextsDownload, vec![wanted]),
        sub_command("reset", Text::CommandTextsReset, vec![given_up]),
    ]
}

fn group(name: &str, text: Text<'_>, commands: Vec<Value>) -> Value {
    described(text, name, json!({"type": SUB_COMMAND_GROUP, "options": commands}))
}

fn sub_command(name: &str, text: Text<'_>, options: Vec<Value>) -> Value {
    described(text, name, json!({"type": SUB_COMMAND, "options": options}))
}

fn option(name: &str, kind: u8, text: Text<'_>, required: bool) -> Value {
    described(text, name, json!({"type": kind, "required": required}))
}

fn channel(name: &str, kind: u8, text: Text<'_>, required: bool) -> Value {
    let mut option = option(name, CHANNEL, text, required);
    option["channel_types"] = json!([kind]);
    option
}

/// With its name, and what it is for in every language.
fn described(text: Text<'_>, name: &str, mut command: Value) -> Value {
    command["name"] = name.into();
    command["description"] = Voice::new(Language::ENGLISH).say(text).into();
    command["description_localizations"] = localised(text);
    command
}

/// A text in every language but English.
fn localised(text: Text<'_>) -> Value {
    let say = |language| Value::from(Voice::new(language).say(text));
    let all = LOCALES.iter().map(|(locale, it)| ((*locale).to_owned(), say(*it)));
    all.collect::<Map<_, _>>().into()
}
