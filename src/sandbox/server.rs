//! The HTTP server on loopback: takes requests apart, lets faults happen, writes the log.

use super::{Account, Options};
use std::net::SocketAddr;

/// A running sandbox; it stops when dropped.
pub struct Server {
    address: SocketAddr,
}

impl Server {
    /// Starts on a port of 127.0.0.1 (0: any free one), inside a running tokio runtime.
    pub async fn start(port: u16, account: Account, options: Options) -> std::io::Result<Server> {
        let _ = (port, account, options);
        todo!("H2")
    }

    /// `http://127.0.0.1:PORT`
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}
