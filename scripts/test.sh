#!/usr/bin/env bash
# Every test: Rust, and Kotlin and Swift over the same native library, and the checks on that library itself.
#
# What must be downloaded is downloaded while Rust compiles. Then the Rust tests run beside those of the bindings, two at a
# time, which is what two cores bear without tests that measure time falling over. The release comes last.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$SCRIPTS/parts.sh"

cd "$ROOT"
# A stock SQLCipher must read our files; its absence is a failure, not a reason to pass.
export KITH_STOCK_SQLCIPHER=$SCRIPTS/stock-sqlcipher.sh KITH_REQUIRE_PEERS=1

"$SCRIPTS/rust.sh"
part java-toolchain "$SCRIPTS/java.sh"
part swift-toolchain "$SCRIPTS/swift-setup.sh"
say "Compiling the workspace, SQLCipher in C among it: some minutes the first time, seconds later."
built=yes
watch rust-build cargo build --workspace --all-targets || built=
finish java-toolchain && java=yes || java=
finish swift-toolchain && swift=yes || swift=

# The Kotlin and the Swift tests, one after the other, each if it can be.
bindings_tests() {
    if ! run bindings "$SCRIPTS/bindings.sh" --built; then
        not_run kotlin-tests "there are no bindings"
        not_run swift-tests "there are no bindings"
        return
    fi
    if [ -n "$java" ]; then run kotlin-tests "$SCRIPTS/kotlin.sh" || true; else not_run kotlin-tests "there is no JDK"; fi
    if [ -n "$swift" ]; then run swift-tests "$SCRIPTS/swift-test.sh" || true; else not_run swift-tests "there is no Swift"; fi
}

# What is shipped is the release library and the `kith` command, so those are built, judged and played through too.
release_tests() {
    watch release-build cargo build --release -p kith-cli -p kith-bindings || {
        not_run demo "the release did not build"
        not_run library "the release did not build"
        return
    }
    run demo "$SCRIPTS/demo.sh" || true
    if on_a_mac; then
        say "The checks on the built library read ELF, so they run on Linux only."
    else
        run library "$SCRIPTS/check-library.sh" "$(development_library)" target/release/libkith.so || true
    fi
}

# The checks on the checks: they take a second.
on_a_mac || run library-check "$SCRIPTS/check-library-test.sh" || true
run phone-scripts "$SCRIPTS/phones-test.sh" || true
if [ -n "$built" ]; then
    part rust-tests cargo test --workspace --no-fail-fast
    bindings_tests
    finish rust-tests || true
    release_tests
else
    for name in rust-tests bindings kotlin-tests swift-tests release-build demo library; do
        not_run $name "Rust did not build"
    done
fi
report
