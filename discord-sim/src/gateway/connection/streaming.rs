//! Writes a stream of foreign events, and between its pieces whatever cannot wait.

use tokio::io::AsyncWriteExt as _;
use tokio::net::tcp::OwnedWriteHalf;
use tokio::sync::mpsc::UnboundedReceiver;

use super::outgoing::Outgoing;
use super::writer::{WriteError, Writer};
use crate::gateway::compress::Transport;
use crate::gateway::record::What;
use crate::gateway::stream::Stream;
use crate::gateway::websocket::frames::{self, TEXT};

impl Writer {
    /// Writes all of a stream. Returns what came meanwhile and has to follow it; a close comes
    /// last.
    pub(super) async fn stream(
        &mut self,
        mut stream: Stream,
        inbox: &mut UnboundedReceiver<Outgoing>,
        socket: &mut OwnedWriteHalf,
    ) -> Result<Vec<Outgoing>, WriteError> {
        let events = stream.spec.events;
        let mut later = Vec::new();
        let began_ms = self.gateway.clock.steady_ms();
        let mut bytes = 0;
        let mut ready_ms = began_ms;
        if self.encoder.transport() == Transport::Plain {
            while let Some(frames) = stream.next_block() {
                socket.write_all(frames.bytes).await?;
                bytes += frames.bytes.len();
                if self.between(inbox, socket, &mut later).await? {
                    return Ok(later);
                }
            }
        } else {
            let pieces = self.encode_stream(&mut stream).await?;
            ready_ms = self.gateway.clock.steady_ms();
            for piece in pieces {
                socket.write_all(&piece).await?;
                bytes += piece.len();
                if self.between(inbox, socket, &mut later).await? {
                    return Ok(later);
                }
            }
        }
        let done_ms = self.gateway.clock.steady_ms();
        self.gateway.note(
            self.connection.id,
            What::Streamed {
                events,
                bytes: bytes as u64,
                encoding_ms: ready_ms - began_ms,
                writing_ms: done_ms - ready_ms,
            },
        );
        Ok(later)
    }

    /// A compressed stream depends on all that was sent before it, so it is encoded for this
    /// connection, but ahead.
    async fn encode_stream(&mut self, stream: &mut Stream) -> Result<Vec<Vec<u8>>, WriteError> {
        let mut pieces = Vec::new();
        let mut piece = Vec::with_capacity(PIECE + SPARE);
        while let Some(frames) = stream.next_block() {
            for payload in frames.payloads() {
                self.encoder.encode(payload, &mut piece)?;
            }
            if piece.len() >= PIECE {
                pieces.push(std::mem::replace(&mut piece, Vec::with_capacity(PIECE + SPARE)));
            }
            // The client's heartbeats are read by the same task.
            tokio::task::yield_now().await;
        }
        pieces.push(piece);
        Ok(pieces)
    }

    /// Writes the acknowledgements and requests that wait. Events follow the stream, whose numbers
    /// are lower. Returns whether the connection is to close.
    async fn between(
        &self,
        inbox: &mut UnboundedReceiver<Outgoing>,
        socket: &mut OwnedWriteHalf,
        later: &mut Vec<Outgoing>,
    ) -> Result<bool, WriteError> {
        while let Ok(outgoing) = inbox.try_recv() {
            self.connection.outbox.taken(1);
            match outgoing {
                // As text whatever the compression is: the context is ahead of what has been sent.
                // Clients tell the two apart by the kind of frame.
                Outgoing::Control(payload) => {
                    let mut frame = Vec::with_capacity(payload.len() + 4);
                    frames::header(&mut frame, TEXT, payload.len());
                    frame.extend_from_slice(payload.as_bytes());
                    socket.write_all(&frame).await?;
                }
                close @ Outgoing::Close { .. } => {
                    *later = vec![close];
                    return Ok(true);
                }
                other => later.push(other),
            }
        }
        Ok(false)
    }
}

/// Bytes written at once.
const PIECE: usize = 256 * 1024;

/// Room for the block that goes over the edge of a piece.
const SPARE: usize = 64 * 1024;
