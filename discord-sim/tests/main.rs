//! Every rule that the simulator enforces, each with the proof that its test breaks without it, and whole stories.

mod life;
mod rows;
mod support;
