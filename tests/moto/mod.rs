//! Moto's server for a test, where it is installed: `pip install 'moto[server]'`.

use batchlang::aws::client::{Aws, ConnectOptions, Op};
use serde_json::Value;
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

pub struct Moto {
    process: Child,
    url: String,
}

impl Moto {
    pub fn start() -> Option<Moto> {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|listener| listener.local_addr())
            .expect("a free port")
            .port();
        let process = Command::new("moto_server")
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .env("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(process) = process else {
            eprintln!("SKIPPED: `moto_server` is not installed (pip install 'moto[server]')");
            return None;
        };
        let mut moto = Moto {
            process,
            url: format!("http://127.0.0.1:{port}"),
        };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = moto.process.try_wait().expect("its state");
            assert!(ended.is_none(), "moto_server ended: {ended:?}");
            assert!(
                start.elapsed() < Duration::from_secs(60),
                "moto_server hangs"
            );
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(moto)
    }

    pub async fn connect(&self) -> Aws {
        let options = ConnectOptions {
            region: Some("us-east-1".to_owned()),
            endpoint_url: Some(self.url.clone()),
            sandbox: true,
            ..ConnectOptions::default()
        };
        Aws::connect(options).await.expect("a connection")
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

pub async fn ok(aws: &Aws, op: Op, input: Value) -> Value {
    match aws.call(op, input.clone()).await {
        Ok(answer) => answer,
        Err(error) => panic!("{op} {input}: {error:?}"),
    }
}

pub fn text(value: &Value) -> String {
    value
        .as_str()
        .unwrap_or_else(|| panic!("no text: {value}"))
        .to_owned()
}
