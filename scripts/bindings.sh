#!/usr/bin/env bash
# bindings.sh [--built]   makes the Kotlin and the Swift bindings from the library of the development build.
#
#   --built   do not build first; target/debug holds a library and a generator that are up to date
#
# What is generated is never committed: it is a function of the library, and a copy could only be wrong. Files that come
# out the same are not touched, so that nothing is compiled again for them.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$ROOT"
config=bindings/bindgen/uniffi.toml
# What the generator makes, and where it goes.
parts=(
    kotlin:bindings/kotlin/target/generated
    kotlin-test:bindings/kotlin/target/generated-test
    swift-core:bindings/swift/Sources/KithCore/Generated
    swift-headers:bindings/swift/Sources/KithCoreFFI/include
    swift:bindings/swift/Sources/Kith/Generated
    swift-test:bindings/swift/Tests/KithTests/Generated
)

[ "${1:-}" = --built ] || cargo build --workspace
library=$(development_library)
stamp=target/bindings/made

up_to_date() {
    local part
    for part in "${parts[@]}"; do
        [ -d "${part#*:}" ] || return 1
    done
    [ -e "$stamp" ] && [ "$stamp" -nt "$library" ] && [ "$stamp" -nt "$config" ] && [ "$stamp" -nt target/debug/kith-bindgen ]
}

# refresh FROM TO: makes TO hold what FROM holds, and leaves alone what is the same.
refresh() {
    local from=$1 to=$2 file
    mkdir -p "$to"
    (cd "$to" && find . -type f) | while IFS= read -r file; do
        [ -e "$from/$file" ] || rm "$to/$file"
    done
    (cd "$from" && find . -type f) | while IFS= read -r file; do
        cmp -s "$from/$file" "$to/$file" && continue
        mkdir -p "$(dirname "$to/$file")"
        cp "$from/$file" "$to/$file"
    done
}

if up_to_date; then
    say "Bindings: up to date"
    exit 0
fi
fresh=$(mktemp -d "$ROOT/target/bindings.XXXXXX")
trap 'rm -rf "$fresh"' EXIT
target/debug/kith-bindgen "$library" "$config" "$fresh"
for part in "${parts[@]}"; do
    refresh "$fresh/${part%%:*}" "${part#*:}"
done
mkdir -p "$(dirname "$stamp")"
touch "$stamp"
say "Bindings: made from $library"
