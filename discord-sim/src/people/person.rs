//! A person, who may be in many guilds.

use std::sync::Arc;

use super::guild::Guild;
use super::seat::Seat;
use super::view::MessageView;
use crate::core::Core;
use crate::sim::Application;

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

    /// The person as a member of the guild, whether they have joined or not (a stranger sees
    /// nothing).
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

    /// Their direct messages with an application's bot, oldest first.
    #[must_use]
    pub fn direct_messages(&self, application: &Application) -> Vec<MessageView> {
        let both = [self.id, application.bot_user_id];
        self.core.read(|world| {
            let mut dms = world.channels.values().filter(|channel| channel.guild.is_none());
            let dm = dms.find(|dm| both.iter().all(|user| dm.recipients.contains(user)));
            let messages = dm.into_iter().flat_map(|dm| dm.messages.values());
            messages.map(|message| world.view(message)).collect()
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
