#!/usr/bin/env bash
# Every check that reads the sources and runs nothing: format and lints of each language, licences, bans, shell scripts.
#
# cargo-deny is compiled once, unoptimised (about 100 CPU seconds, and a run takes one),
# into target/tools. Clippy shares SQLCipher's compiled C and all build scripts with `make test`.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$SCRIPTS/parts.sh"

cd "$ROOT"
"$SCRIPTS/rust.sh"
part java-toolchain "$SCRIPTS/java.sh"
part swift-toolchain "$SCRIPTS/swift-setup.sh"
part cargo-deny-tool "$SCRIPTS/cargo-deny.sh" --version
part shellcheck-tool "$SCRIPTS/shellcheck.sh" --version
run rustfmt cargo fmt --all --check || true
say "Checking the workspace with clippy: some minutes the first time, seconds later."
watch clippy cargo clippy --locked --workspace --all-targets -- -D warnings || true

# lint TOOL-PART NAME COMMAND...: once its tool is there.
lint() {
    local tool=$1 name=$2
    shift
    if finish "$tool"; then run "$@" || true; else not_run "$name" "$tool failed"; fi
}
lint java-toolchain ktlint "$SCRIPTS/ktlint.sh"
lint swift-toolchain swift-format "$SCRIPTS/swift-format.sh"
lint cargo-deny-tool licences-and-bans "$SCRIPTS/cargo-deny.sh" --offline check bans licenses sources
lint shellcheck-tool shellcheck "$SCRIPTS/shellcheck.sh"
report
