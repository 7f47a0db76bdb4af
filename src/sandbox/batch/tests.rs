//! The rules of AWS Batch, each by a call that breaks it.
