//! The command line as a person or a script uses it: the real binary, real files, real exit codes.

mod cli {
    pub mod catalog;

    pub mod run;
}
