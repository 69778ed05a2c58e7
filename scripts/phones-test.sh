#!/usr/bin/env bash
# Keeps the build scripts for phones honest where there is neither an NDK nor a Mac: they plan for the right processors, Rust
# knows each of them, the flag for large pages does what it says, and without their tools they say so and fail.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$ROOT"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

# check FUNCTION: runs a test that is named after what it finds true.
check() {
    if "$1"; then
        say "test $1 ... ok"
    else
        say "test $1 ... FAILED"
        failures=1
    fi
}

every_abi_of_android_is_planned() {
    [ "$(android/build-native.sh --plan | awk '{print $1}' | tr '\n' ' ')" = "arm64-v8a armeabi-v7a x86_64 x86 " ]
}

rust_knows_every_target() {
    local known target
    known=$(rustc --print target-list)
    for target in $(android/build-native.sh --plan | awk '{print $2}') $(ios/build-xcframework.sh --plan | cut -d' ' -f2-); do
        grep -qx "$target" <<<"$known" || {
            say "Rust has no target $target"
            return 1
        }
    done
}

# The planned flags, given to Rust's linker here, make a library that passes the check for Android's pages.
planned_flags_align_to_large_pages() {
    local flags=()
    read -ra flags < <(android/build-native.sh --plan | head -n 1 | cut -d' ' -f4-)
    echo '#[unsafe(no_mangle)] pub extern "C" fn uniffi_kith_aligned() {}' |
        rustc --edition 2024 --crate-name aligned --crate-type cdylib -Copt-level=s -Cpanic=abort -Cstrip=symbols "${flags[@]}" -o "$work/aligned.so" - &&
        scripts/check-library.sh --pages 16384 "$work/aligned.so" >/dev/null
}

without_an_ndk_it_says_so() {
    local status=0
    env -u ANDROID_NDK_HOME -u ANDROID_NDK_ROOT -u ANDROID_HOME -u ANDROID_SDK_ROOT \
        android/build-native.sh >/dev/null 2>"$work/said" || status=$?
    [ "$status" = 3 ] && grep -q "there is no NDK here" "$work/said"
}

without_xcode_it_says_so() {
    local status=0
    ios/build-xcframework.sh >/dev/null 2>"$work/said" || status=$?
    [ "$status" = 3 ] && grep -q "needs a Mac with Xcode" "$work/said"
}

check every_abi_of_android_is_planned
check rust_knows_every_target
check without_an_ndk_it_says_so
if ! on_a_mac; then
    check planned_flags_align_to_large_pages
    check without_xcode_it_says_so
fi
exit $failures
