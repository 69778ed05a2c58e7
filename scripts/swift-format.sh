#!/usr/bin/env bash
# swift-format.sh [--fix]   lints our Swift (not the generated) with the toolchain's own formatter, or formats it in place.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$ROOT"
files=()
while IFS= read -r file; do
    files+=("$file")
done < <(find bindings/swift ios -name '*.swift' -not -path '*/Generated/*' -not -path '*/.build/*' | sort)

if [ "${1:-}" = --fix ]; then
    "$SCRIPTS/swift.sh" format format --in-place "${files[@]}"
else
    "$SCRIPTS/swift.sh" format lint --strict "${files[@]}"
    say "swift format: ${#files[@]} files"
fi
