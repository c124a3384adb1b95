//! `ticketflow health`: asks a worker on this machine how it is, for container health checks.

use super::Failure;
use crate::config::AdminSettings;
use anyhow::{Context, bail};
use std::{
    io::{Read, Write},
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream},
    time::Duration,
};

/// How long the worker may take.
const PATIENCE: Duration = Duration::from_secs(3);
/// More is no answer of ours.
const LONGEST: u64 = 64 << 10;

/// What is asked.
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Ask only whether the worker works at all (/livez), not whether it serves (/readyz).
    #[arg(long)]
    live: bool,
}

pub(super) fn health(admin: &AdminSettings, arguments: &Arguments) -> Result<(), Failure> {
    let Some(address) = admin.address else {
        return Err(Failure::Other(anyhow::anyhow!(
            "TICKETFLOW_ADMIN_ADDRESS is `off`: the worker cannot be asked"
        )));
    };
    let path = if arguments.live { "/livez" } else { "/readyz" };
    let said = ask(reachable(address), path).map_err(Failure::Other)?;
    super::say(&said)
}

/// What a worker says that is well.
fn ask(address: SocketAddr, path: &str) -> anyhow::Result<String> {
    let no_answer = || format!("no worker answers at {address}");
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).with_context(no_answer)?;
    stream.set_read_timeout(Some(PATIENCE)).with_context(no_answer)?;
    stream.set_write_timeout(Some(PATIENCE)).with_context(no_answer)?;
    let question = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(question.as_bytes()).with_context(no_answer)?;
    let mut answer = String::new();
    stream.take(LONGEST).read_to_string(&mut answer).with_context(no_answer)?;
    let (head, body) = answer.split_once("\r\n\r\n").with_context(no_answer)?;
    match head.split(' ').nth(1) {
        Some("200") => Ok(body.to_owned()),
        Some("503") => bail!("{}", body.trim()),
        _ => bail!("what answers at {address} is no worker"),
    }
}

/// One that listens at every address of a machine is asked at its own.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_is_asked_at_its_own() {
        for (listens, asked) in [
            ("0.0.0.0:9464", "127.0.0.1:9464"),
            ("[::]:9464", "[::1]:9464"),
            ("10.0.0.7:80", "10.0.0.7:80"),
        ] {
            assert_eq!(reachable(listens.parse().unwrap()), asked.parse().unwrap());
        }
    }
}
