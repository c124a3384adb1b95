//! WebSocket frames: masked ones in, unmasked ones out (RFC 6455, 5.2).

use tokio::io::{AsyncRead, AsyncReadExt as _};

/// Opcode of a text frame.
pub(in crate::gateway) const TEXT: u8 = 1;
/// Opcode of a binary frame.
pub(in crate::gateway) const BINARY: u8 = 2;
/// Opcode of a close frame.
pub(in crate::gateway) const CLOSE: u8 = 8;
/// Opcode of a pong frame.
pub(in crate::gateway) const PONG: u8 = 10;

const CONTINUATION: u8 = 0;
const PING: u8 = 9;

/// What a client sent.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::gateway) enum Incoming {
    /// A whole text or binary message.
    Message(Vec<u8>),
    /// A ping that wants its bytes back.
    Ping(Vec<u8>),
    /// A pong, which nothing waits for.
    Pong,
    /// The client closes, perhaps with a code.
    Close(Option<u16>),
}

/// Why no further message can be read.
#[derive(Debug, thiserror::Error)]
pub(in crate::gateway) enum FrameError {
    #[error("the connection ended without a close frame")]
    Gone(#[from] std::io::Error),
    #[error("the message is longer than is allowed")]
    TooLong,
    #[error("{0}")]
    Malformed(&'static str),
}

/// Reads the frames of one client.
#[derive(Debug, Default)]
pub(in crate::gateway) struct FrameReader {
    buffer: Vec<u8>,
    partial: Vec<u8>,
}

impl FrameReader {
    /// Begins with bytes that were read already.
    pub(in crate::gateway) const fn new(rest: Vec<u8>) -> Self {
        Self { buffer: rest, partial: Vec::new() }
    }

    /// The next message, at most `limit` bytes long.
    pub(in crate::gateway) async fn next<R: AsyncRead + Unpin>(
        &mut self,
        read: &mut R,
        limit: usize,
    ) -> Result<Incoming, FrameError> {
        loop {
            let frame = self.frame(read, limit).await?;
            match frame.opcode {
                TEXT | BINARY | CONTINUATION => {
                    if self.partial.len() + frame.payload.len() > limit {
                        return Err(FrameError::TooLong);
                    }
                    self.partial.extend_from_slice(&frame.payload);
                    if frame.last {
                        return Ok(Incoming::Message(std::mem::take(&mut self.partial)));
                    }
                }
                CLOSE => {
                    let code = frame.payload.first_chunk().map(|code| u16::from_be_bytes(*code));
                    return Ok(Incoming::Close(code));
                }
                PING => return Ok(Incoming::Ping(frame.payload)),
                PONG => return Ok(Incoming::Pong),
                _ => return Err(FrameError::Malformed("unknown WebSocket opcode")),
            }
        }
    }

    async fn frame<R: AsyncRead + Unpin>(
        &mut self,
        read: &mut R,
        limit: usize,
    ) -> Result<Frame, FrameError> {
        loop {
            if let Some((frame, used)) = parse(&self.buffer, limit)? {
                self.buffer.drain(..used);
                return Ok(frame);
            }
            if read.read_buf(&mut self.buffer).await? == 0 {
                return Err(FrameError::Gone(std::io::ErrorKind::UnexpectedEof.into()));
            }
        }
    }
}

struct Frame {
    last: bool,
    opcode: u8,
    payload: Vec<u8>,
}

/// The first frame of `bytes` and how many bytes it took, or `None` while it is incomplete.
fn parse(bytes: &[u8], limit: usize) -> Result<Option<(Frame, usize)>, FrameError> {
    let Some(&[first, second]) = bytes.first_chunk() else { return Ok(None) };
    if second & 0x80 == 0 {
        return Err(FrameError::Malformed("clients must mask their frames"));
    }
    let rest = &bytes[2..];
    let (length, extra) = match second & 0x7f {
        126 => match rest.first_chunk() {
            Some(length) => (u64::from(u16::from_be_bytes(*length)), 2),
            None => return Ok(None),
        },
        127 => match rest.first_chunk() {
            Some(length) => (u64::from_be_bytes(*length), 8),
            None => return Ok(None),
        },
        length => (u64::from(length), 0),
    };
    let length = usize::try_from(length).map_err(|_| FrameError::TooLong)?;
    // A control frame may hold 125 bytes whatever the limit on messages is.
    if length > limit.max(125) {
        return Err(FrameError::TooLong);
    }
    let begin = 2 + extra + 4;
    let Some(masked) = bytes.get(begin..begin + length) else { return Ok(None) };
    let mask = &bytes[begin - 4..begin];
    let payload = masked.iter().zip(mask.iter().cycle()).map(|(byte, key)| byte ^ key).collect();
    let frame = Frame { last: first & 0x80 != 0, opcode: first & 0x0f, payload };
    Ok(Some((frame, begin + length)))
}

/// Writes the header of an unmasked, final frame.
pub(in crate::gateway) fn header(out: &mut Vec<u8>, opcode: u8, length: usize) {
    out.push(0x80 | opcode);
    if let Ok(short @ 0..=125) = u8::try_from(length) {
        out.push(short);
    } else if let Ok(medium) = u16::try_from(length) {
        out.push(126);
        out.extend_from_slice(&medium.to_be_bytes());
    } else {
        out.push(127);
        out.extend_from_slice(&(length as u64).to_be_bytes());
    }
}

/// Writes a whole close frame; without a code it is empty.
pub(in crate::gateway) fn close(out: &mut Vec<u8>, code: Option<u16>, reason: &str) {
    let Some(code) = code else { return header(out, CLOSE, 0) };
    header(out, CLOSE, 2 + reason.len());
    out.extend_from_slice(&code.to_be_bytes());
    out.extend_from_slice(reason.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(first: u8, payload: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        header(&mut out, first & 0x0f, payload.len());
        out[0] = first;
        out[1] |= 0x80;
        let mask = [7, 21, 42, 99];
        out.extend_from_slice(&mask);
        out.extend(payload.iter().zip(mask.iter().cycle()).map(|(byte, key)| byte ^ key));
        out
    }

    async fn read_all(mut bytes: &[u8], limit: usize) -> Result<Vec<Incoming>, FrameError> {
        let mut reader = FrameReader::default();
        let mut read = Vec::new();
        while !bytes.is_empty() || !reader.buffer.is_empty() {
            read.push(reader.next(&mut bytes, limit).await?);
        }
        Ok(read)
    }

    #[tokio::test]
    async fn fragments_become_one_message_even_with_a_ping_between() {
        let mut bytes = masked(TEXT, b"hel");
        bytes.extend(masked(0x80 | PING, b"p"));
        bytes.extend(masked(0x80 | CONTINUATION, b"lo"));
        bytes.extend(masked(0x80 | CLOSE, &4000_u16.to_be_bytes()));
        assert_eq!(
            read_all(&bytes, 5).await.unwrap(),
            [
                Incoming::Ping(b"p".to_vec()),
                Incoming::Message(b"hello".to_vec()),
                Incoming::Close(Some(4000))
            ]
        );
    }

    #[tokio::test]
    async fn long_messages_are_read_up_to_the_limit() {
        for length in [0, 125, 126, 4096, 65_535, 65_536] {
            let bytes = masked(0x80 | TEXT, &vec![b'x'; length]);
            assert_eq!(
                read_all(&bytes, length).await.unwrap(),
                [Incoming::Message(vec![b'x'; length])]
            );
        }
        let bytes = masked(0x80 | TEXT, &[b'x'; 201]);
        assert!(matches!(read_all(&bytes, 200).await, Err(FrameError::TooLong)));
    }

    #[tokio::test]
    async fn an_unmasked_frame_is_refused() {
        let mut bytes = Vec::new();
        header(&mut bytes, TEXT, 2);
        bytes.extend_from_slice(b"hi");
        assert!(matches!(read_all(&bytes, 10).await, Err(FrameError::Malformed(_))));
    }
}
