//! All limits together.
