//! Messages as Discord would take them.

mod hostile;
mod limits;
mod measure;
mod words;
