//! Uploaded files and their signed, expiring addresses on the CDN.

use std::hash::{DefaultHasher, Hash, Hasher};

use bytes::Bytes;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::World;
use super::message::{Attachment, StoredFile};

/// A file on its way in.
#[derive(Debug, Clone)]
pub(crate) struct Upload {
    pub(crate) filename: String,
    pub(crate) content_type: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) bytes: Bytes,
}

impl World {
    pub(crate) fn store_file(
        &mut self,
        channel: u64,
        upload: Upload,
        ephemeral: bool,
    ) -> Attachment {
        let id = self.next_id();
        let content_type =
            upload.content_type.or_else(|| guess_type(&upload.filename).map(str::to_owned));
        let attachment = Attachment {
            id,
            channel,
            filename: upload.filename.clone(),
            description: upload.description,
            content_type: content_type.clone(),
            size: upload.bytes.len() as u64,
            ephemeral,
        };
        let stored = StoredFile { filename: upload.filename, content_type, bytes: upload.bytes };
        self.files.insert(id, stored);
        attachment
    }

    /// The address at this moment; it works for the CDN lifetime of the settings.
    pub(crate) fn signed_url(&self, file: &Attachment) -> String {
        let issued = self.now() / 1_000;
        let expires = issued + self.limits.cdn_ms / 1_000;
        let folder = if file.ephemeral { "ephemeral-attachments" } else { "attachments" };
        let name = utf8_percent_encode(&file.filename, NON_ALPHANUMERIC).to_string();
        let name = name.replace("%2E", ".").replace("%2D", "-").replace("%5F", "_");
        format!(
            "{}/{folder}/{}/{}/{name}?ex={expires:x}&is={issued:x}&hm={}",
            self.addresses.rest,
            file.channel,
            file.id,
            self.signature(file.id, expires)
        )
    }

    /// The file behind an address, unless its signature is wrong or has expired.
    pub(crate) fn signed_file(
        &self,
        id: u64,
        expires: u64,
        signature: &str,
    ) -> Option<&StoredFile> {
        let valid = self.signature(id, expires) == signature && expires * 1_000 > self.now();
        self.files.get(&id).filter(|_| valid)
    }

    fn signature(&self, id: u64, expires: u64) -> String {
        let mut hasher = DefaultHasher::new();
        (self.secret, id, expires).hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }
}

fn guess_type(filename: &str) -> Option<&'static str> {
    let (_, extension) = filename.rsplit_once('.')?;
    Some(match extension.to_ascii_lowercase().as_str() {
        "txt" | "log" | "md" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "html" | "htm" => "text/html; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        _ => return None,
    })
}
