//! The thin layer over the AWS SDK: one function a service, JSON-shaped input and output.
//!
//! Batch goes through `aws-sdk-batch` with the request's body written here, by the field names of
//! the vocabulary, and the answer read as JSON: what AWS adds to its API needs no new SDK. IAM and
//! STS go through their SDK crates. EC2's calls are one-off operations of the SDK's runtime,
//! because `aws-sdk-ec2` takes 7 GB of memory to compile.
/// Stand-ins until the client room is merged.
#[derive(Debug)]
pub struct Aws;
#[derive(Debug)]
pub struct CallError;
