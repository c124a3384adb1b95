//! Who did something, and what they may do.

use super::{
    desk::Settings,
    ids::{RoleId, UserId},
    permissions::Permissions,
    ticket::Ticket,
};

/// A person at the moment they acted, as the event that told of it describes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Their id.
    pub user: UserId,
    /// Their roles in the server, without `@everyone`.
    pub roles: Vec<RoleId>,
    /// Their permissions in the channel; known for interactions only, else none.
    pub permissions: Permissions,
}

impl Actor {
    /// Whether they have one of the staff or manager roles, or administer the server.
    #[must_use]
    pub fn is_staff(&self, settings: &Settings) -> bool {
        self.permissions.contains(Permissions::ADMINISTRATOR)
            || settings.staff.iter().chain(&settings.managers).any(|role| self.roles.contains(role))
    }

    /// Whether they have one of the manager roles, or administer the server.
    #[must_use]
    pub fn is_manager(&self, settings: &Settings) -> bool {
        self.permissions.contains(Permissions::ADMINISTRATOR)
            || settings.managers.iter().any(|role| self.roles.contains(role))
    }

    /// Whether this is the customer of the ticket.
    ///
    /// A ticket that was taken over from elsewhere may not know its customer yet: there, it is
    /// the first person in the private channel who is not staff.
    #[must_use]
    pub fn is_customer(&self, ticket: &Ticket, settings: &Settings) -> bool {
        match ticket.opener {
            Some(opener) => opener == self.user,
            None => !self.is_staff(settings),
        }
    }

    /// Whether they may close the ticket, or send it back to its first stage.
    #[must_use]
    pub fn may_steer(&self, ticket: &Ticket, settings: &Settings) -> bool {
        self.is_customer(ticket, settings) || self.is_staff(settings)
    }

    /// Whether they may have all that is known of a ticket, whoever is in it.
    #[must_use]
    pub fn may_have_evidence(&self, settings: Option<&Settings>) -> bool {
        self.may_set_up() || settings.is_some_and(|settings| self.is_manager(settings))
    }

    /// Whether they may change the server's settings: the permission that Discord itself asks
    /// for before it shows the command, checked again because admins can override that.
    #[must_use]
    pub fn may_set_up(&self) -> bool {
        self.permissions.contains(Permissions::ADMINISTRATOR)
            || self.permissions.contains(Permissions::MANAGE_GUILD)
    }
}
