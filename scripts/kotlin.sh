#!/usr/bin/env bash
# kotlin.sh [GOAL...]   builds and tests the Kotlin package on the JVM, over the real library of the development build.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$ROOT/bindings/kotlin"
if [ $# = 0 ]; then
    set -- test
fi
maven -Dkith.native.dir="$ROOT/target/debug" "$@"
