//! What people live through, on a simulated Discord, with a worker in this process.

mod aliases;
mod by_hand;
mod calls;
mod close;
mod close_obstacles;
mod conversation;
pub(crate) mod documents;
mod evidence;
mod gateway;
mod hostile_words;
mod languages;
mod list;
mod open;
mod open_obstacles;
mod orders;
mod presses;
mod publishing;
mod refresh;
mod rehearsals;
mod reminders;
mod restart;
mod restaurant;
mod set_up;
mod set_up_faults;
mod stock;
mod unheard;
