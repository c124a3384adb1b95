//! One REST call on its way through a handler, and what comes back.

use std::collections::HashMap;

use serde_json::Value;

use super::schema::{Check, Field, as_number};
use crate::rules::Rule;
use crate::world::World;
use crate::world::error::DiscordError;
use crate::world::files::Upload;

/// A handler's answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) body: Option<Value>,
}

impl Reply {
    pub(crate) fn ok(body: Value) -> Self {
        Self { status: 200, body: Some(body) }
    }

    pub(crate) fn created(body: Value) -> Self {
        Self { status: 201, body: Some(body) }
    }

    pub(crate) fn empty() -> Self {
        Self { status: 204, body: None }
    }
}

/// What a handler returns.
pub(crate) type Answer = Result<Reply, DiscordError>;

/// The parts of a request that do not need the world.
#[derive(Debug, Default)]
pub(crate) struct Input {
    /// Path parameters by the name in the template.
    pub(crate) params: HashMap<&'static str, String>,
    /// Query parameters, in order.
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: Value,
    /// Uploaded files by their index `n` of `files[n]`.
    pub(crate) files: Vec<(u64, Upload)>,
    pub(crate) reason: Option<String>,
    /// The calling application, 0 where no token is needed.
    pub(crate) application: u64,
}

/// A request inside the world.
pub(crate) struct Call<'a> {
    pub(crate) world: &'a mut World,
    pub(crate) input: Input,
    /// The calling bot's user, 0 where no token is needed.
    pub(crate) bot: u64,
}

impl Call<'_> {
    pub(crate) fn text(&self, name: &str) -> &str {
        self.input.params.get(name).map_or("", String::as_str)
    }

    /// A path parameter that must be a snowflake.
    pub(crate) fn id(&self, name: &str) -> Result<u64, DiscordError> {
        self.text(name).parse().map_err(|_| {
            let message = format!("Value \"{}\" is not snowflake.", self.text(name));
            DiscordError::form(&format!("{name}_id"), "NUMBER_TYPE_COERCE", &message)
        })
    }

    pub(crate) fn query(&self, name: &str) -> Option<&str> {
        let found = self.input.query.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn flag(&self, name: &str) -> bool {
        matches!(self.query(name), Some("true" | "True" | "1"))
    }

    /// A number of the query within bounds, or the default.
    pub(crate) fn number(
        &self,
        name: &str,
        bounds: std::ops::RangeInclusive<u64>,
        default: u64,
    ) -> Result<u64, DiscordError> {
        let Some(text) = self.query(name) else { return Ok(default) };
        let number = text.parse().ok().filter(|number| bounds.contains(number));
        number.ok_or_else(|| {
            let message =
                format!("int value should be between {} and {}.", bounds.start(), bounds.end());
            DiscordError::form(name, "NUMBER_TYPE_MAX", &message)
        })
    }

    /// Refuses query parameters that the simulator does not know.
    pub(crate) fn known_query(&self, names: &[&str]) -> Result<(), DiscordError> {
        match self.input.query.iter().find(|(key, _)| !names.contains(&key.as_str())) {
            Some((key, _)) => Err(DiscordError::not_imitated(&format!("query parameter `{key}`"))),
            None => Ok(()),
        }
    }

    /// Checks the body against its shape.
    pub(crate) fn check(&self, fields: &[Field]) -> Result<(), DiscordError> {
        let mut check = Check::new(self.world.enforces(Rule::FieldLimits));
        check.object(fields, &self.input.body, "");
        check.finish()
    }

    pub(crate) fn field(&self, name: &str) -> Option<&Value> {
        self.input.body.get(name)
    }

    /// A text field that is present and not null.
    pub(crate) fn text_field(&self, name: &str) -> Option<String> {
        self.field(name)?.as_str().map(str::to_owned)
    }

    /// An id or bit set that is present and not null.
    pub(crate) fn number_field(&self, name: &str) -> Option<u64> {
        as_number(self.field(name)?)
    }
}
