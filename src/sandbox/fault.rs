//! What a service answers instead of a result.

/// An error as AWS sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// HTTP status.
    pub status: u16,
    /// `ClientException`, `NoSuchEntity`, `InvalidVpcID.NotFound`, …
    pub code: &'static str,
    pub message: String,
}

impl Fault {
    pub fn new(status: u16, code: &'static str, message: impl Into<String>) -> Fault {
        Fault {
            status,
            code,
            message: message.into(),
        }
    }

    /// Batch has one code for everything a caller does wrong.
    pub fn client(message: impl Into<String>) -> Fault {
        Fault::new(400, "ClientException", message)
    }
}
