#!/usr/bin/env bash
# cargo-deny.sh ARGUMENT...   runs cargo-deny, which is compiled into target/tools if this version is not there.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

readonly version=0.20.2
tool=$ROOT/target/tools/bin/cargo-deny

if [ "$("$tool" --version 2>/dev/null)" != "cargo-deny $version" ]; then
    say "Compiling cargo-deny $version"
    # Outside the project, so that its own settings (how SQLCipher is compiled) do not apply.
    (cd / && CARGO_PROFILE_DEV_DEBUG=0 nice cargo install --locked --debug --quiet "cargo-deny@$version" \
        --root "$ROOT/target/tools" --target-dir "$ROOT/target/tools/build")
fi
cd "$ROOT"
exec "$tool" "$@"
