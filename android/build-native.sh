#!/usr/bin/env bash
# build-native.sh [--plan]   builds libkith.so for every Android ABI, into target/android/jniLibs/ABI/.
#
#   --plan   say what would be built, and how, without an NDK
#
# Needs Rust and an Android NDK: $ANDROID_NDK_HOME, or the newest under $ANDROID_HOME/ndk. Without one it says so and
# ends with 3. Each library is then judged by scripts/check-library.sh.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../scripts/lib.sh"

# Android 8, the oldest that the app supports.
readonly api=26
# Devices with pages of 16 KiB load nothing that is aligned to less.
readonly pages=16384
# ABI, Rust's name of it, and the NDK's.
readonly abis="\
arm64-v8a    aarch64-linux-android    aarch64-linux-android
armeabi-v7a  armv7-linux-androideabi  armv7a-linux-androideabi
x86_64       x86_64-linux-android     x86_64-linux-android
x86          i686-linux-android       i686-linux-android"

newest_ndk() {
    local sdk=${ANDROID_HOME:-${ANDROID_SDK_ROOT:-}}
    if [ -n "${ANDROID_NDK_HOME:-${ANDROID_NDK_ROOT:-}}" ]; then
        echo "${ANDROID_NDK_HOME:-$ANDROID_NDK_ROOT}"
    elif [ -n "$sdk" ] && [ -d "$sdk/ndk" ]; then
        find "$sdk/ndk" -mindepth 1 -maxdepth 1 -type d | sort -V | tail -n 1
    fi
}

# linker_flags: what the linker is told besides its defaults.
linker_flags() { echo "-Clink-arg=-Wl,-z,max-page-size=$pages -Clink-arg=-Wl,--build-id"; }

# build ABI TARGET NDK_NAME BIN
build() {
    local abi=$1 target=$2 compiler=$4/$3$api-clang
    local name
    name=$(tr 'a-z-' 'A-Z_' <<<"$target")
    say "Android: building $abi"
    env "CC_${target//-/_}=$compiler" "AR_${target//-/_}=$4/llvm-ar" \
        "CARGO_TARGET_${name}_LINKER=$compiler" "CARGO_TARGET_${name}_RUSTFLAGS=$(linker_flags)" \
        cargo build --release -p kith-bindings --target "$target"
    mkdir -p "target/android/jniLibs/$abi"
    cp "target/$target/release/libkith.so" "target/android/jniLibs/$abi/"
    NM=$4/llvm-nm READELF=$4/llvm-readelf scripts/check-library.sh --pages $pages "target/android/jniLibs/$abi/libkith.so"
}

cd "$ROOT"
if [ "${1:-}" = --plan ]; then
    while read -r abi target clang; do
        say "$abi $target $clang$api-clang $(linker_flags)"
    done <<<"$abis"
    exit 0
fi
ndk=$(newest_ndk)
if [ -z "$ndk" ] || [ ! -d "$ndk" ]; then
    echo "Android: there is no NDK here. Set ANDROID_NDK_HOME to one (r27 or later), or ANDROID_HOME to an SDK that has one." >&2
    exit 3
fi
bin=$(find "$ndk/toolchains/llvm/prebuilt" -mindepth 2 -maxdepth 2 -name bin | head -n 1)
[ -n "$bin" ] || die "Android: $ndk holds no compiler (toolchains/llvm/prebuilt/*/bin)"
scripts/rust.sh
while read -r abi target clang; do
    rustup target add "$target"
    build "$abi" "$target" "$clang" "$bin" </dev/null
done <<<"$abis"
say "Android: target/android/jniLibs is ready"
