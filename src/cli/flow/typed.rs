//! What a line means that was typed.

/// What was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Typed {
    /// Nothing.
    Nothing,
    /// A message to the bot.
    Message(String),
    /// What the newest message is changed to.
    Edit(String),
    /// Files with these names.
    Files(Vec<String>),
    /// A button or an entry of a menu, by its number or by what it says.
    Press(String),
    Help,
    /// What is sold.
    Products,
    Restart,
    Quit,
}

/// What `/help` says.
pub(super) const HELP: &str = "\
  What you type is your message to the bot. Lines that begin with / are for the simulation:
    /1                presses [1]; /Yes does the same by what the button says
    /edit TEXT        changes your newest message, as in Discord
    /file NAME …      sends files with these names, such as photo.jpg; they need not exist
    /products         lists what is sold
    //TEXT            writes a message that begins with /
    /restart          begins a new ticket
    /quit             ends (so does the end of the input) and sums up
";

impl Typed {
    pub(super) fn read(line: &str) -> Self {
        let line = line.trim();
        if line.is_empty() {
            return Self::Nothing;
        }
        let Some(command) = line.strip_prefix('/') else { return Self::Message(line.to_owned()) };
        if command.starts_with('/') {
            return Self::Message(command.to_owned());
        }
        let (name, rest) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
        let rest = rest.trim();
        match (name, rest) {
            ("help", "") => Self::Help,
            ("products", "") => Self::Products,
            ("restart", "") => Self::Restart,
            ("quit", "") => Self::Quit,
            ("edit", text) if !text.is_empty() => Self::Edit(text.to_owned()),
            ("file", names) if !names.is_empty() => {
                Self::Files(names.split_whitespace().map(str::to_owned).collect())
            }
            _ => Self::Press(command.trim().to_owned()),
        }
    }
}

/// The media type that Discord gives a file, as far as stages ask for kinds of files.
pub(super) fn media_type(name: &str) -> Option<String> {
    let end = name.rsplit_once('.')?.1.to_ascii_lowercase();
    let known = match end.as_str() {
        "png" | "gif" | "webp" => format!("image/{end}"),
        "jpg" | "jpeg" => "image/jpeg".to_owned(),
        "mp4" | "webm" => format!("video/{end}"),
        "mov" => "video/quicktime".to_owned(),
        "mp3" => "audio/mpeg".to_owned(),
        "ogg" | "wav" => format!("audio/{end}"),
        "pdf" => "application/pdf".to_owned(),
        "txt" => "text/plain; charset=utf-8".to_owned(),
        _ => return None,
    };
    Some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_message_unless_it_begins_with_a_slash() {
        let message = |text: &str| Typed::Message(text.to_owned());
        for (line, typed) in [
            ("  2x adder ", message("2x adder")),
            ("  ", Typed::Nothing),
            ("//shrug", message("/shrug")),
            ("/help", Typed::Help),
            ("/products", Typed::Products),
            ("/restart", Typed::Restart),
            ("/quit", Typed::Quit),
            ("/quit it", Typed::Press("quit it".to_owned())),
            ("/12", Typed::Press("12".to_owned())),
            ("/Close Ticket", Typed::Press("Close Ticket".to_owned())),
            ("/edit 3x adder", Typed::Edit("3x adder".to_owned())),
            ("/edit", Typed::Press("edit".to_owned())),
            ("/file a.png  b.pdf", Typed::Files(vec!["a.png".to_owned(), "b.pdf".to_owned()])),
        ] {
            assert_eq!(Typed::read(line), typed, "{line}");
        }
    }

    #[test]
    fn files_have_the_media_types_that_stages_ask_for() {
        for (name, begins) in [
            ("a.PNG", "image/"),
            ("b.jpg", "image/"),
            ("c.mov", "video/"),
            ("d.ogg", "audio/"),
            ("e.pdf", "application/pdf"),
            ("f.txt", "text/plain"),
        ] {
            assert!(media_type(name).is_some_and(|it| it.starts_with(begins)), "{name}");
        }
        assert_eq!(media_type("pdf"), None);
    }
}
