//! What a text is called, how much room it has, and what it is said with.

use fluent_bundle::FluentArgs;

/// What is fixed about a text, in whatever language it is said.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    /// Its name in the code.
    #[cfg(test)]
    pub(crate) name: &'static str,
    /// Its name in the catalogues.
    pub(crate) key: &'static str,
    /// How long it may be with its longest arguments, in UTF-16 units: Discord's documentation
    /// does not say what it counts, and no other count is longer.
    pub(crate) room: usize,
    /// What it is said with.
    pub(crate) arguments: &'static [(&'static str, Longest)],
}

/// How long an argument can be.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Longest {
    /// Words: so many UTF-16 units.
    Words(usize),
    /// A number, by which a language chooses its plural.
    Number,
}

impl Form {
    /// Whether it describes a command, which looks alike in all servers.
    pub(super) fn is_of_commands(&self) -> bool {
        self.key == "command" || self.key.starts_with("command-")
    }

    /// Arguments as long as they can be, and with this number.
    pub(super) fn longest(&self, number: u32) -> FluentArgs<'static> {
        let mut arguments = FluentArgs::new();
        for (name, longest) in self.arguments {
            match longest {
                Longest::Words(units) => arguments.set(*name, "W".repeat(*units)),
                Longest::Number => arguments.set(*name, number),
            }
        }
        arguments
    }
}

/// Declares the texts: name, arguments with their greatest length, key, room.
macro_rules! texts {
    ($life:lifetime: $(
        $name:ident $({ $($argument:ident: $type:ty = $longest:expr),+ $(,)? })?
        = $key:literal in $room:expr;
    )*) => {
        /// Something that can be said, with its arguments.
        #[derive(Clone, Copy, Debug)]
        #[expect(clippy::enum_variant_names, reason = "a text that is the text under a title")]
        pub(crate) enum Text<$life> {
            $($name $({ $($argument: $type),+ })?,)*
        }

        impl<$life> Text<$life> {
            /// Its key, and its arguments as the catalogues name them.
            pub(super) fn parts(self) -> (&'static str, fluent_bundle::FluentArgs<$life>) {
                #[allow(unused_mut, reason = "most texts have no arguments")]
                let mut arguments = fluent_bundle::FluentArgs::new();
                let key = match self {
                    $(Self::$name $({ $($argument),+ })? => {
                        $($(arguments.set(stringify!($argument), $argument);)+)?
                        $key
                    })*
                };
                (key, arguments)
            }
        }

        /// The form of every text.
        pub(crate) const FORMS: &[Form] = &[$(Form {
            #[cfg(test)]
            name: stringify!($name),
            key: $key,
            room: $room,
            arguments: &[$($((stringify!($argument), $longest)),+)?],
        }),*];
    };
}
pub(super) use texts;
