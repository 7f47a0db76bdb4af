//! The client's bytes before the protocol's crate reads them. It gives up for good at the first
//! message it cannot read; here such a message becomes a request that is answered with the error.

use tokio::io::{
    AsyncBufReadExt, AsyncRead, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, duplex,
};
use tower_lsp::jsonrpc::{Request, Response};

/// What stands in for a message that is none.
pub const UNREADABLE: &str = "batchlang/unreadable";

/// Larger messages than this are none: the length was no length.
const LARGEST: usize = 1 << 30;

/// The same messages, each readable. Ends where the input ends.
pub fn readable(input: impl AsyncRead + Unpin + Send + 'static) -> DuplexStream {
    let (mut to, from) = duplex(64 * 1024);
    tokio::spawn(async move {
        let mut input = BufReader::new(input);
        while let Some(body) = message(&mut input).await {
            let body = match is_message(&body) {
                true => body,
                false => stand_in(),
            };
            let head = format!("Content-Length: {}\r\n\r\n", body.len());
            let sent = async {
                to.write_all(head.as_bytes()).await?;
                to.write_all(&body).await
            };
            if sent.await.is_err() {
                return;
            }
        }
    });
    from
}

/// The body of the next message; empty where its head says no length. `None` at the end.
async fn message(input: &mut (impl AsyncBufReadExt + Unpin)) -> Option<Vec<u8>> {
    let mut length: Option<usize> = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.read_until(b'\n', &mut line).await.ok()? == 0 {
            return None;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim();
        if text.is_empty() {
            break;
        }
        if let Some((name, value)) = text.split_once(':')
            && name.trim().eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().ok();
        }
    }
    let length = length.filter(|&length| length <= LARGEST).unwrap_or(0);
    let mut body = Vec::new();
    let mut body_of = input.take(length as u64);
    let read = body_of.read_to_end(&mut body).await.ok()?;
    (read == length).then_some(body)
}

/// Whether the crate will take it for a message.
fn is_message(body: &[u8]) -> bool {
    serde_json::from_slice::<Request>(body).is_ok()
        || serde_json::from_slice::<Response>(body).is_ok()
}

fn stand_in() -> Vec<u8> {
    format!(r#"{{"jsonrpc":"2.0","id":null,"method":"{UNREADABLE}"}}"#).into_bytes()
}
