//! A dossier as a page.

use super::data::{Dossier, line};
use sha2::{Digest, Sha256};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// What stands before the line of data and behind it, each once in a page.
pub(super) const BEFORE_DATA: &str = "<script type=\"application/json\" id=\"data\">\n";
pub(super) const BEHIND_DATA: &str = "\n</script>";
/// What stands before the digest that the page states and behind it.
pub(super) const BEFORE_DIGEST: &str = "<meta id=\"stated\" name=\"evidence-sha256\" content=\"";
pub(super) const BEHIND_DIGEST: &str = "\">";

/// A dossier as a file, and the SHA-256 of its data in hexadecimal digits.
///
/// # Errors
/// It cannot be JSON.
pub fn write(dossier: &Dossier) -> serde_json::Result<(String, String)> {
    let data = line(dossier)?;
    let digest = digest(data.as_bytes());
    Ok((around(&data, &digest), digest))
}

/// The page of this line of data.
pub(super) fn around(data: &str, digest: &str) -> String {
    let (before, behind) = PAGE.split_once("%DATA%").unwrap_or((PAGE, ""));
    let put_in = |text: &str| {
        text.replace("%STYLE_HASH%", &base64(&Sha256::digest(STYLE)))
            .replace("%SCRIPT_HASH%", &base64(&Sha256::digest(SCRIPT)))
            .replace("%DIGEST%", digest)
            .replace("%STYLE%", STYLE)
            .replace("%SCRIPT%", SCRIPT)
    };
    format!("{}{data}{}", put_in(before), put_in(behind))
}

/// The SHA-256 of bytes in hexadecimal digits.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes as a page's policy names them (RFC 4648, 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for sixth in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * sixth)) as usize & 63);
            text.push(letter.filter(|_| sixth <= three.len()).map_or('=', |it| char::from(*it)));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn bytes_are_written_as_rfc_4648_has_it() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
