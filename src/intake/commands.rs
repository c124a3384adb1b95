//! The slash commands as data, for `ticketflow commands` to register.

use crate::domain::{
    desk::{PANEL_TEXT_LIMIT, TERMS_LIMIT},
    permissions::Permissions,
};
use serde_json::{Value, json};

/// The options of `setup` that name staff roles, and those that name manager roles.
pub(super) const STAFF: [&str; 4] = ["staff", "staff2", "staff3", "staff4"];
pub(super) const MANAGERS: [&str; 4] = ["managers", "managers2", "managers3", "managers4"];

/// Discord's numbers of option types.
const SUB_COMMAND: u8 = 1;
const SUB_COMMAND_GROUP: u8 = 2;
const STRING: u8 = 3;
const BOOLEAN: u8 = 5;
const CHANNEL: u8 = 7;
const ROLE: u8 = 8;
const ATTACHMENT: u8 = 11;

/// All commands, as Discord's Bulk Overwrite Global Application Commands takes them.
#[must_use]
pub fn definitions() -> Value {
    json!([{
        "name": "ticketflow",
        "description": "Set up and run purchase-request tickets",
        "type": 1,
        "contexts": [0],
        "integration_types": [0],
        "default_member_permissions": Permissions::MANAGE_GUILD.0.to_string(),
        "options": [
            {
                "name": "setup", "type": SUB_COMMAND,
                "description": "Choose roles and categories, and post the panel; run it again to change or mend them",
                "options": set_up_options(),
            },
            {
                "name": "catalogue", "type": SUB_COMMAND_GROUP,
                "description": "The products that customers can ask for",
                "options": [
                    {
                        "name": "import", "type": SUB_COMMAND,
                        "description": "Replace the catalogue by a file (JSON or CSV)",
                        "options": [option("file", ATTACHMENT, "The file", true)],
                    },
                    {
                        "name": "export", "type": SUB_COMMAND,
                        "description": "Get the catalogue as a file",
                        "options": [{
                            "name": "format", "type": STRING, "required": false,
                            "description": "JSON unless you choose CSV",
                            "choices": [{"name": "JSON", "value": "json"}, {"name": "CSV", "value": "csv"}],
                        }],
                    },
                ],
            },
            {
                "name": "terms", "type": SUB_COMMAND_GROUP,
                "description": "The terms and conditions that customers accept",
                "options": [{
                    "name": "set", "type": SUB_COMMAND,
                    "description": "Set the terms, as text or as a text file",
                    "options": [
                        {
                            "name": "text", "type": STRING, "required": false,
                            "description": "The terms", "max_length": TERMS_LIMIT,
                        },
                        option("file", ATTACHMENT, "A text file with the terms", false),
                    ],
                }],
            },
            {
                "name": "refresh", "type": SUB_COMMAND,
                "description": "Whether writing “refresh” takes a ticket back to its first stage",
                "options": [option("enabled", BOOLEAN, "On or off", true)],
            },
        ],
    }])
}

/// Required ones first, as Discord wants them.
fn set_up_options() -> Vec<Value> {
    let mut options = vec![
        channel("panel", 0, "Where customers press “Create Ticket”", true),
        option("staff", ROLE, "Sees open tickets and is called", true),
        option("managers", ROLE, "Sees closed tickets", true),
        channel("open", 4, "The category for open tickets", false),
        channel("closed", 4, "The category for closed tickets", false),
        json!({
            "name": "text", "type": STRING, "required": false, "max_length": PANEL_TEXT_LIMIT,
            "description": "What the panel says above its button",
        }),
    ];
    options.extend(STAFF[1..].iter().map(|it| option(it, ROLE, "Another staff role", false)));
    options.extend(MANAGERS[1..].iter().map(|it| option(it, ROLE, "Another manager role", false)));
    options
}

fn option(name: &str, kind: u8, description: &str, required: bool) -> Value {
    json!({"name": name, "type": kind, "description": description, "required": required})
}

fn channel(name: &str, kind: u8, description: &str, required: bool) -> Value {
    let mut option = option(name, CHANNEL, description, required);
    option["channel_types"] = json!([kind]);
    option
}
