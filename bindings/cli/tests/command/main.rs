//! The real command, run as people and scripts run it: its output, its exit codes, what it leaves on the disk.
//!
//! One test program for all of it, because each more would be linked anew.

mod demo;
mod journal;
mod place;
mod refusals;
mod score;
