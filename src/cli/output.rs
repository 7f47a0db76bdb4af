//! Standard output that minds neither a closed pipe nor a full disk.

use super::failure::{Failure, plain};
use std::io::{self, BufWriter, ErrorKind, Stdout, Write};

/// Buffered standard output. When its reader goes away (`| head`) the rest is dropped silently;
/// any other error ends the run.
pub struct Out {
    /// Not locked: the language server writes by itself.
    inner: BufWriter<Stdout>,
    closed: bool,
}

impl Out {
    pub fn stdout() -> Out {
        Out {
            inner: BufWriter::with_capacity(64 * 1024, io::stdout()),
            closed: false,
        }
    }

    pub fn print(&mut self, text: &str) -> Result<(), Failure> {
        if self.closed {
            return Ok(());
        }
        let result = self.inner.write_all(text.as_bytes());
        self.judge(result)
    }

    pub fn flush(&mut self) -> Result<(), Failure> {
        if self.closed {
            return Ok(());
        }
        let result = self.inner.flush();
        self.judge(result)
    }

    /// Whether nobody reads any more.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// Writes what is left. The buffer is given up even if that fails.
    pub fn finish(mut self) -> Result<(), Failure> {
        let result = self.flush();
        if self.closed || result.is_err() {
            // Dropping a BufWriter would try once more to write.
            std::mem::forget(self);
        }
        result
    }

    fn judge(&mut self, result: io::Result<()>) -> Result<(), Failure> {
        match result {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            Err(error) => {
                self.closed = true;
                Err(Failure::new(format!(
                    "cannot write to standard output: {}",
                    plain(&error)
                )))
            }
        }
    }
}
