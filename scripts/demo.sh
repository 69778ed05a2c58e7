#!/usr/bin/env bash
# demo.sh [ARGUMENT...]   builds the `kith` command and the shipped library in release, then plays the demo.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$ROOT"
"$SCRIPTS/rust.sh"
if [ ! -x target/release/kith ]; then
    cat <<'WORDS'

Compiling Kith in release, for the first time here. That takes some minutes, because nothing is downloaded ready-made:
about 130 crates, and SQLCipher, which is 270 000 lines of C with our own cryptography under it; then all of it is
optimised as a whole. The next time it takes seconds.

WORDS
fi
cargo build --release -p kith-cli -p kith-bindings
exec target/release/kith demo "$@"
