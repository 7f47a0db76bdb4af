//! Instance types, regions, Fargate sizes.
