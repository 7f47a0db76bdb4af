//! The command line as a person or a script uses it: the real binary, real files, real exit codes.

mod cli {
    pub mod catalog;
    pub mod check;
    #[cfg(all(feature = "aws", feature = "sandbox"))]
    pub mod deploy;
    pub mod fix;
    pub mod fmt;
    pub mod formats;
    pub mod new;
    pub mod pages;
    pub mod run;
    pub mod trouble;
    pub mod watch;
}
