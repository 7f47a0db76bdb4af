//! What the client does when answers are lost, late or "no": against a server that follows a
//! script.
#![cfg(feature = "aws")]

use batchlang::aws::client::{Aws, CallErrorKind, ConnectOptions, Op};
use serde_json::json;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What the server does with a request.
#[derive(Clone, Copy)]
enum Does {
    /// Reads it and closes the connection: executed, perhaps, and never answered.
    Drops,
    Answers(u16, &'static str),
    /// Announces more than it sends.
    BreaksOff(&'static str),
}

const BATCH_THROTTLES: Does = Does::Answers(
    429,
    r#"{"code": "TooManyRequestsException", "message": "Too Many Requests"}"#,
);
const EC2_THROTTLES: Does = Does::Answers(
    503,
    "<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit exceeded.\
     </Message></Error></Errors></Response>",
);
const BATCH_FAILS: Does = Does::Answers(500, r#"{"message": "internal"}"#);
const REGISTERED: Does = Does::Answers(200, r#"{"revision": 1, "fieldOfTomorrow": true}"#);
const VPC: Does = Does::Answers(200, "<R><vpc><vpcId>vpc-1</vpcId></vpc></R>");

/// Follows the script, a request a step, and then the last step for ever.
async fn server(script: &'static [Does]) -> (Aws, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let at = counted.fetch_add(1, Ordering::SeqCst).min(script.len() - 1);
            // Errors are the client's to see.
            let _ = answer(stream, script[at]);
        }
    });
    let options = ConnectOptions {
        endpoint_url: Some(url),
        sandbox: true,
        max_attempts: Some(4),
        ..ConnectOptions::default()
    };
    (Aws::connect(options).await.expect("a connection"), count)
}

fn answer(mut stream: TcpStream, does: Does) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        if line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let (status, body, length) = match does {
        Does::Drops => return Ok(()),
        Does::Answers(status, body) => (status, body, body.len()),
        Does::BreaksOff(body) => (200, body, body.len() + 100),
    };
    write!(
        stream,
        "HTTP/1.1 {status} X\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}"
    )
}

async fn register(script: &'static [Does]) -> (Result<serde_json::Value, CallErrorKind>, usize) {
    let (aws, count) = server(script).await;
    let answer = aws.call(Op::RegisterJobDefinition, json!({"a": 1})).await;
    (
        answer.map_err(|error| error.kind),
        count.load(Ordering::SeqCst),
    )
}

async fn create_vpc(script: &'static [Does]) -> (Result<serde_json::Value, CallErrorKind>, usize) {
    let (aws, count) = server(script).await;
    let answer = aws.call(Op::CreateVpc, json!({})).await;
    (
        answer.map_err(|error| error.kind),
        count.load(Ordering::SeqCst),
    )
}

#[tokio::test]
async fn what_may_have_been_executed_is_not_repeated() {
    let lost = (Err(CallErrorKind::Transient), 1);
    assert_eq!(register(&[Does::Drops, REGISTERED]).await, lost);
    assert_eq!(register(&[BATCH_FAILS, REGISTERED]).await, lost);
    assert_eq!(
        register(&[Does::BreaksOff("{\"rev"), REGISTERED]).await,
        lost
    );
    assert_eq!(create_vpc(&[Does::Drops, VPC]).await, lost);
    assert_eq!(create_vpc(&[Does::Answers(502, "<html>"), VPC]).await, lost);
    assert_eq!(create_vpc(&[Does::BreaksOff("<R>"), VPC]).await, lost);
    assert_eq!(create_vpc(&[Does::Answers(200, "<R>"), VPC]).await, lost);
}

#[tokio::test]
async fn what_was_throttled_is_repeated() {
    let (answer, count) = register(&[BATCH_THROTTLES, BATCH_THROTTLES, REGISTERED]).await;
    // What the SDK does not know is there too.
    assert_eq!(answer, Ok(json!({"revision": 1, "fieldOfTomorrow": true})));
    assert_eq!(count, 3);
    let (answer, count) = create_vpc(&[EC2_THROTTLES, VPC]).await;
    assert_eq!(answer, Ok(json!({"vpc": {"vpcId": "vpc-1"}})));
    assert_eq!(count, 2);
}

#[tokio::test]
async fn reads_are_repeated_whatever_went_wrong() {
    const SCRIPT: &[Does] = &[
        Does::Drops,
        BATCH_FAILS,
        Does::BreaksOff("{"),
        Does::Answers(200, r#"{"jobQueues": [{"jobQueueName": "q"}]}"#),
    ];
    let (aws, count) = server(SCRIPT).await;
    let queues = aws.all(Op::DescribeJobQueues, json!({}), "jobQueues").await;
    assert_eq!(queues, Ok(vec![json!({"jobQueueName": "q"})]));
    assert_eq!(count.load(Ordering::SeqCst), 4);

    const EC2: &[Does] = &[
        Does::Drops,
        Does::Answers(503, ""),
        Does::BreaksOff("<R>"),
        VPC,
    ];
    let (aws, count) = server(EC2).await;
    assert!(aws.call(Op::DescribeVpcs, json!({})).await.is_ok());
    assert_eq!(count.load(Ordering::SeqCst), 4);
}

#[tokio::test]
async fn pages_are_followed() {
    const SCRIPT: &[Does] = &[
        Does::Answers(200, "<R><s><item>a</item></s><nextToken>t</nextToken></R>"),
        Does::Answers(200, "<R><s/><nextToken>u</nextToken></R>"),
        Does::Answers(200, "<R><s><item>b</item></s><nextToken/></R>"),
    ];
    let (aws, _) = server(SCRIPT).await;
    let all = aws.all(Op::DescribeVpcs, json!({}), "s").await;
    assert_eq!(all, Ok(vec![json!("a"), json!("b")]));
}
