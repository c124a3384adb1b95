//! The rules of the product: plain data in, plain data out; nothing here waits, reads or prints.

pub mod answer;
pub mod catalogue;
pub mod recognise;
mod text;
