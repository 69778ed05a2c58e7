#!/usr/bin/env bash
# Installs what the project's commands need and is not there: Rust, a JDK with Maven, Swift, cargo-deny, shellcheck.
# Nothing needs it to be run first: each command installs its own. It is for a person about to go offline.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$SCRIPTS/parts.sh"

"$SCRIPTS/rust.sh"
part java-toolchain "$SCRIPTS/java.sh"
part swift-toolchain "$SCRIPTS/swift-setup.sh"
part cargo-deny "$SCRIPTS/cargo-deny.sh" --version
part shellcheck "$SCRIPTS/shellcheck.sh" --version
part crates cargo fetch --locked --manifest-path "$ROOT/Cargo.toml"
finish crates java-toolchain swift-toolchain cargo-deny shellcheck || true
report
