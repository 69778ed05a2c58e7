#!/usr/bin/env bash
# Builds and tests the Swift package over the real library of the development build.
#
# `swift test` is content with no tests at all; here a run without one is a failure.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$ROOT"
log=target/logs/swift-test.out
mkdir -p target/logs
KITH_NATIVE_DIR=$ROOT/target/debug scripts/swift.sh test \
    --package-path bindings/swift --scratch-path target/swift "$@" 2>&1 | tee "$log"
grep -qE 'Test run with [1-9][0-9]* test|Executed [1-9][0-9]* test' "$log" || die "Swift: no test was run"
