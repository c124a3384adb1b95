//! How long what a text is said with can be.

use super::{
    form::Longest,
    text::{OBSTACLE_ROOM, PERMISSION, WHAT_ROOM},
};

/// A person, channel or role as Discord's clients read it: `<@&18446744073709551615>`.
pub(super) const MENTION: Longest = Longest::Words(24);
/// All staff or manager roles of a server, or a little more.
pub(super) const MENTIONS: Longest = Longest::Words(300);
/// What stood in the way, which is a text of its own.
pub(super) const OBSTACLE: Longest = Longest::Words(OBSTACLE_ROOM);
/// Names of permissions, in bold: there are seven that can be missing.
pub(super) const PERMISSIONS: Longest = Longest::Words(7 * (PERMISSION + 6));
/// A number, by which a language chooses its plural.
pub(super) const NUMBER: Longest = Longest::Number;
/// A whole number of any size.
pub(super) const DIGITS: Longest = Longest::Words(20);
/// Names or words of a list that was made to fit, as it is shown beside an order.
pub(super) const LISTED: Longest = Longest::Words(410);
/// All that was not understood of a message.
pub(super) const MISREAD: Longest = Longest::Words(1_700);
/// An amount of money with its sign.
pub(super) const PRICE: Longest = Longest::Words(60);
/// The code of a language.
pub(super) const CODE: Longest = Longest::Words(2);
/// A SHA-256 in hexadecimal digits.
pub(super) const DIGEST: Longest = Longest::Words(64);
/// A reference into the log.
pub(super) const REFERENCE: Longest = Longest::Words(20);

/// What a document is called.
pub(super) const WHAT: Longest = Longest::Words(WHAT_ROOM);
/// The name of a product or an alias, made plain: each sign may have another before it.
pub(super) const NAME: Longest = Longest::Words(200);
/// The name of a type of tickets.
pub(super) const TYPE: Longest = Longest::Words(24);
