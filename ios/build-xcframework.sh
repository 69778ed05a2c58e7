#!/usr/bin/env bash
# build-xcframework.sh [--plan]   builds target/apple/KithCoreFFI.xcframework: the core for iPhones, iPads, their simulator and Macs.
#
#   --plan   say what would be built, without Xcode
#
# Needs a Mac with Xcode, and Rust. Elsewhere it says so and ends with 3. The framework holds static libraries and the
# generated C headers, so an app links it without embedding anything.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib.sh"

# Platform, and the Rust targets that are joined for it.
readonly platforms="\
ios            aarch64-apple-ios
ios-simulator  aarch64-apple-ios-sim x86_64-apple-ios
macos          aarch64-apple-darwin x86_64-apple-darwin"

# The oldest systems that the Swift package supports (bindings/swift/Package.swift).
export IPHONEOS_DEPLOYMENT_TARGET=17.0 MACOSX_DEPLOYMENT_TARGET=14.0

# platform NAME TARGET...: one static library for all of its processors.
platform() {
    local name=$1 target libraries=()
    shift
    for target in "$@"; do
        say "Apple: building $target"
        rustup target add "$target"
        cargo build --release -p kith-bindings --target "$target"
        libraries+=("target/$target/release/libkith.a")
    done
    mkdir -p "target/apple/$name"
    lipo -create "${libraries[@]}" -output "target/apple/$name/libkith.a"
}

cd "$ROOT"
if [ "${1:-}" = --plan ]; then
    say "$platforms"
    exit 0
fi
if ! on_a_mac || ! have xcodebuild; then
    echo "Apple: this needs a Mac with Xcode." >&2
    exit 3
fi
scripts/rust.sh
scripts/bindings.sh
rm -rf target/apple
arguments=()
while read -r name targets; do
    # shellcheck disable=SC2086 # one word for each target
    platform "$name" $targets </dev/null
    arguments+=(-library "target/apple/$name/libkith.a" -headers bindings/swift/Sources/KithCoreFFI/include)
done <<<"$platforms"
xcodebuild -create-xcframework "${arguments[@]}" -output target/apple/KithCoreFFI.xcframework
say "Apple: target/apple/KithCoreFFI.xcframework is ready"
