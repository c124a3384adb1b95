//! The writing half of a connection: takes what waits, encodes it, writes large pieces.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use tokio::io::AsyncWriteExt as _;
use tokio::net::tcp::OwnedWriteHalf;
use tokio::sync::mpsc::UnboundedReceiver;

use super::Connection;
use super::outgoing::Outgoing;
use crate::gateway::Gateway;
use crate::gateway::compress::{CompressError, Encoder};
use crate::gateway::protocol;
use crate::gateway::websocket::frames::{self, PONG};

/// Why nothing more is written.
#[derive(Debug, thiserror::Error)]
pub(super) enum WriteError {
    #[error("the client is gone")]
    Gone(#[from] io::Error),
    #[error("a payload could not be compressed")]
    Compress(#[from] CompressError),
}

/// Writes one connection's queue.
pub(super) struct Writer {
    pub(super) gateway: Arc<Gateway>,
    pub(super) connection: Arc<Connection>,
    pub(super) encoder: Encoder,
    payload: Vec<u8>,
    out: Vec<u8>,
}

impl Writer {
    pub(super) const fn new(
        gateway: Arc<Gateway>,
        connection: Arc<Connection>,
        encoder: Encoder,
    ) -> Self {
        Self { gateway, connection, encoder, payload: Vec::new(), out: Vec::new() }
    }

    /// Writes until a close frame has been written or the client is gone.
    pub(super) async fn run(
        &mut self,
        inbox: &mut UnboundedReceiver<Outgoing>,
        socket: &mut OwnedWriteHalf,
    ) -> Result<(), WriteError> {
        let mut batch = Vec::with_capacity(BATCH);
        while inbox.recv_many(&mut batch, BATCH).await > 0 {
            self.connection.outbox.taken(batch.len());
            let mut waiting: VecDeque<Outgoing> = batch.drain(..).collect();
            while let Some(outgoing) = waiting.pop_front() {
                let muted = self.connection.muted.load(Ordering::Relaxed);
                match outgoing {
                    Outgoing::Close { code, reason } => {
                        frames::close(&mut self.out, code, reason);
                        socket.write_all(&self.out).await?;
                        return Ok(socket.shutdown().await?);
                    }
                    _ if muted => {}
                    Outgoing::Stream(stream) => {
                        self.flush(socket).await?;
                        let later = self.stream(*stream, inbox, socket).await?;
                        if matches!(later.first(), Some(Outgoing::Close { .. })) {
                            // Later events would make the client believe that it has seen the whole
                            // stream.
                            waiting.clear();
                        }
                        waiting.extend(later);
                    }
                    other => self.encode(other)?,
                }
                if self.out.len() >= PIECE {
                    self.flush(socket).await?;
                }
            }
            self.flush(socket).await?;
        }
        Ok(())
    }

    fn encode(&mut self, outgoing: Outgoing) -> Result<(), CompressError> {
        match outgoing {
            Outgoing::Event { seq, body } => {
                self.payload.clear();
                protocol::write_dispatch(seq, &body, &mut self.payload);
                self.encoder.encode(&self.payload, &mut self.out)?;
            }
            Outgoing::Control(payload) => {
                self.encoder.encode(payload.as_bytes(), &mut self.out)?;
            }
            Outgoing::CompressPayloads(from) => self.encoder.compress_payloads(from),
            Outgoing::Pong(bytes) => {
                frames::header(&mut self.out, PONG, bytes.len());
                self.out.extend_from_slice(&bytes);
            }
            Outgoing::Stream(_) | Outgoing::Close { .. } => {}
        }
        Ok(())
    }

    async fn flush(&mut self, socket: &mut OwnedWriteHalf) -> io::Result<()> {
        if !self.out.is_empty() {
            socket.write_all(&self.out).await?;
            self.out.clear();
        }
        Ok(())
    }
}

/// Things taken from the queue at a time.
const BATCH: usize = 256;

/// Bytes worth a write of their own.
const PIECE: usize = 64 * 1024;
