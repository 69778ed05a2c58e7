//! A course of treatment: variants, phases, contract, tasks.

mod contract;
mod counting;
mod gate;
mod tasks;
mod variants;

use kith_protocol::CivilDate;
use kith_protocol::contract::ContractTerms;
use kith_protocol::variant::{self, Variant};

fn variant(id: &str) -> &'static Variant {
    variant::find(id).expect(id)
}

fn day(text: &str) -> CivilDate {
    text.parse().expect(text)
}

/// A sound contract for sixteen weekly sessions from Monday, 5 January 2026.
fn terms() -> ContractTerms {
    ContractTerms::suggested(variant("ipt-16-uk"), day("2026-01-05"))
}
