//! Messages as Discord would take them.

mod any;
mod days;
mod dearer;
mod hostile;
mod limits;
mod measure;
mod words;
