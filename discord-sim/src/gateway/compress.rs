//! From payloads to WebSocket frames: plain, zlib-stream, zstd-stream, or each payload on its own
//! (Discord docs, Encoding and Compression).

use flate2::{Compress, Compression, FlushCompress, Status};
use serde::{Deserialize, Serialize};
use zstd_safe::zstd_sys::ZSTD_EndDirective;
use zstd_safe::{CCtx, CParameter, InBuffer, OutBuffer};

use super::settings::GatewaySettings;
use super::websocket::frames::{self, BINARY, TEXT};

/// How a connection asked to be compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transport {
    /// Text frames, or single compressed payloads when Identify asks for them.
    Plain,
    /// One zlib context for the connection, flushed after each message.
    ZlibStream,
    /// One zstd context for the connection, flushed after each message, its frame never ended.
    ZstdStream,
}

/// A compressor refused to go on.
#[derive(Debug, thiserror::Error)]
pub(super) enum CompressError {
    #[error("zlib")]
    Zlib(#[from] flate2::CompressError),
    #[error("zstd: {0}")]
    Zstd(&'static str),
}

/// Turns one connection's payloads into frames.
pub(super) struct Encoder {
    context: Context,
    compressed: Vec<u8>,
    zlib_chunk: usize,
    /// Payloads of at least so many bytes are compressed on their own.
    payload_threshold: Option<usize>,
}

enum Context {
    Plain,
    Zlib(Box<Compress>),
    Zstd(CCtx<'static>),
}

impl Encoder {
    pub(super) fn new(
        transport: Transport,
        settings: &GatewaySettings,
    ) -> Result<Self, CompressError> {
        let context = match transport {
            Transport::Plain => Context::Plain,
            Transport::ZlibStream => {
                Context::Zlib(Box::new(Compress::new(Compression::fast(), true)))
            }
            Transport::ZstdStream => Context::Zstd(zstd_context()?),
        };
        let zlib_chunk = settings.zlib_chunk_bytes.unwrap_or(usize::MAX).max(1);
        Ok(Self { context, compressed: Vec::new(), zlib_chunk, payload_threshold: None })
    }

    pub(super) const fn transport(&self) -> Transport {
        match self.context {
            Context::Plain => Transport::Plain,
            Context::Zlib(_) => Transport::ZlibStream,
            Context::Zstd(_) => Transport::ZstdStream,
        }
    }

    /// Obeys `compress: true` of Identify, which counts only without transport compression.
    pub(super) const fn compress_payloads(&mut self, from_bytes: usize) {
        if matches!(self.context, Context::Plain) {
            self.payload_threshold = Some(from_bytes);
        }
    }

    /// Appends the frames of one payload to `out`.
    pub(super) fn encode(
        &mut self,
        payload: &[u8],
        out: &mut Vec<u8>,
    ) -> Result<(), CompressError> {
        self.compressed.clear();
        let chunk = match &mut self.context {
            Context::Plain => match self.payload_threshold {
                Some(threshold) if payload.len() >= threshold => {
                    let mut alone = Compress::new(Compression::fast(), true);
                    deflate(&mut alone, payload, &mut self.compressed, FlushCompress::Finish)?;
                    usize::MAX
                }
                _ => {
                    frames::header(out, TEXT, payload.len());
                    out.extend_from_slice(payload);
                    return Ok(());
                }
            },
            Context::Zlib(context) => {
                deflate(context, payload, &mut self.compressed, FlushCompress::Sync)?;
                self.zlib_chunk
            }
            Context::Zstd(context) => {
                flush_zstd(context, payload, &mut self.compressed)?;
                usize::MAX
            }
        };
        for part in self.compressed.chunks(chunk) {
            frames::header(out, BINARY, part.len());
            out.extend_from_slice(part);
        }
        Ok(())
    }
}

fn deflate(
    context: &mut Compress,
    mut input: &[u8],
    out: &mut Vec<u8>,
    flush: FlushCompress,
) -> Result<(), CompressError> {
    loop {
        out.reserve(input.len() / 2 + 256);
        let before = context.total_in();
        let status = context.compress_vec(input, out, flush)?;
        let read = usize::try_from(context.total_in() - before).unwrap_or(input.len());
        input = input.get(read..).unwrap_or_default();
        // Room left over means that everything, the flush included, has been written.
        if status == Status::StreamEnd || (input.is_empty() && out.len() < out.capacity()) {
            return Ok(());
        }
    }
}

fn zstd_context() -> Result<CCtx<'static>, CompressError> {
    let mut context = CCtx::try_create().ok_or(CompressError::Zstd("no memory for a context"))?;
    // A small window: hundreds of connections share one machine with the bots under test.
    for parameter in [CParameter::CompressionLevel(1), CParameter::WindowLog(17)] {
        context.set_parameter(parameter).map_err(zstd_error)?;
    }
    Ok(context)
}

fn flush_zstd(
    context: &mut CCtx<'static>,
    payload: &[u8],
    out: &mut Vec<u8>,
) -> Result<(), CompressError> {
    let mut input = InBuffer::around(payload);
    loop {
        out.reserve(payload.len() / 2 + 256);
        let written = out.len();
        let mut output = OutBuffer::around_pos(out, written);
        let left = context
            .compress_stream2(&mut output, &mut input, ZSTD_EndDirective::ZSTD_e_flush)
            .map_err(zstd_error)?;
        if left == 0 {
            return Ok(());
        }
    }
}

fn zstd_error(code: usize) -> CompressError {
    CompressError::Zstd(zstd_safe::get_error_name(code))
}
