//! A person, who may be in many guilds.

use std::sync::Arc;

use super::guild::Guild;
use super::seat::Seat;
use crate::core::Core;

/// A person with a user account.
#[derive(Debug, Clone)]
pub struct Person {
    core: Arc<Core>,
    /// The user id.
    pub id: u64,
}

impl Person {
    pub(crate) fn create(core: &Arc<Core>, name: &str) -> Self {
        let id = core.write(|world| world.add_user(name, None));
        Self { core: Arc::clone(core), id }
    }

    pub(crate) fn find(core: &Arc<Core>, id: u64) -> Option<Self> {
        let is_person =
            core.read(|world| world.users.get(&id).is_some_and(|u| u.application.is_none()));
        is_person.then(|| Self { core: Arc::clone(core), id })
    }

    /// The person as a member of the guild, whether they have joined or not (a stranger sees nothing).
    #[must_use]
    pub fn in_guild(&self, guild: &Guild) -> Seat {
        Seat { core: Arc::clone(&self.core), user: self.id, guild: guild.id }
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> String {
        self.core.read(|world| {
            world.users.get(&self.id).map_or_else(String::new, |user| user.name.clone())
        })
    }

    /// Takes direct messages, or not.
    pub fn close_dms(&self, closed: bool) {
        self.core.write(|world| {
            if let Some(user) = world.users.get_mut(&self.id) {
                user.dms_closed = closed;
            }
        });
    }

    /// The language that interactions carry, such as `de`.
    pub fn set_locale(&self, locale: &str) {
        self.core.write(|world| {
            if let Some(user) = world.users.get_mut(&self.id) {
                locale.clone_into(&mut user.locale);
            }
        });
    }
}
