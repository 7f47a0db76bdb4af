//! The HTTP server on loopback: takes requests apart, lets faults happen, writes the log.

use super::store::{PAUSE, Store};
use super::world::{Outcome, World};
use super::{Account, Fault, Options, control, wire};

pub use super::world::handling;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, header};
use hyper_util::rt::TokioIo;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

/// The most a request's body may have.
const BODY: usize = 10 * 1024 * 1024;

/// A running sandbox; it stops when dropped, and what is to be kept is then written.
pub struct Server {
    address: SocketAddr,
    world: Arc<Mutex<World>>,
    tasks: [JoinHandle<()>; 2],
}

impl Server {
    /// Starts on a port of 127.0.0.1 (0: any free one), inside a running tokio runtime.
    ///
    /// With `options.store` the account kept there takes the place of the one given; there is an
    /// error if another process uses it, or if it cannot be read.
    pub async fn start(port: u16, account: Account, options: Options) -> io::Result<Server> {
        let (store, kept) = match &options.store {
            Some(path) => {
                let (store, kept) = Store::open(path, &options.account)?;
                (Some(store), kept)
            }
            None => (None, None),
        };
        let (account, advance_ms) = kept.unwrap_or((account, 0));
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let world = World::new(account, options, store, advance_ms);
        let world = Arc::new(Mutex::new(world));
        let tasks = [
            tokio::spawn(accept(listener, world.clone())),
            tokio::spawn(keep(world.clone())),
        ];
        Ok(Server {
            address,
            world,
            tasks,
        })
    }

    /// `http://127.0.0.1:PORT`
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Writes every call from now on to a file, a line of JSON each.
    pub fn log_to(&self, file: std::fs::File) {
        lock(&self.world).log.write_to(file);
    }

    /// The account as it is now.
    pub fn account(&self) -> Account {
        lock(&self.world).account.clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
        let mut world = lock(&self.world);
        world.flush();
        // Tasks end a moment after they are aborted; the file is free at once.
        world.store = None;
    }
}

/// The world is whole even if a thread panicked over it: services panic inside `execute`.
fn lock(world: &Mutex<World>) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes a large account from time to time.
async fn keep(world: Arc<Mutex<World>>) {
    loop {
        tokio::time::sleep(PAUSE).await;
        lock(&world).flush();
    }
}

async fn accept(listener: TcpListener, world: Arc<Mutex<World>>) {
    // Dropped with this task, and with it every connection.
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve(stream, world.clone()));
                }
                // Out of file handles, most likely: some come free.
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(10)).await,
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
}

async fn serve(stream: TcpStream, world: Arc<Mutex<World>>) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| respond(request, world.clone()));
    // Errors here are clients gone and connections closed on purpose.
    let _ = http1::Builder::new()
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

async fn respond(
    request: Request<Incoming>,
    world: Arc<Mutex<World>>,
) -> Result<wire::Answer, io::Error> {
    let (parts, body) = request.into_parts();
    let Ok(body) = Limited::new(body, BODY).collect().await else {
        let fault = Fault::new(413, "RequestEntityTooLarge", "The request is too large");
        let mut answer = wire::error(super::request::Service::Batch, &fault, "none");
        let close = header::HeaderValue::from_static("close");
        answer.headers_mut().insert(header::CONNECTION, close);
        return Ok(answer);
    };
    let body = body.to_bytes();
    let outcome = {
        let mut world = lock(&world);
        if parts.uri.path().starts_with("/_sandbox/") {
            Outcome::Answer(control::answer(&mut world, &parts, &body))
        } else {
            world.call(&parts, &body)
        }
    };
    match outcome {
        Outcome::Answer(answer) => Ok(answer),
        // An error of the service closes the connection without a word.
        Outcome::Close => Err(io::Error::from(io::ErrorKind::ConnectionReset)),
        Outcome::Never => std::future::pending().await,
    }
}
