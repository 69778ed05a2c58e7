#!/usr/bin/env bash
# bench.sh [engine|size|PATH]   builds both sides in release, then lets them take turns (`tests/bench`, `tests/peer`).
#
#   (nothing)  all five paths and the size; writes target/bench/summary.json and docs/performance.md
#   engine     the database engine alone, under both providers of its cryptography
#   size       the account of the shipped library alone
#   write, page, digest, search, unlock: that path alone; writes nothing
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

cd "$ROOT"
[ "$(uname -s)" = Linux ] || die "The account of the library's size is read from ELF: please run this on Linux."
"$SCRIPTS/rust.sh"

# OpenSSL is configured by Perl (the whole of it, not the base package) and built by make.
perl -MFindBin -MIPC::Cmd -MFile::Compare -e 1 2>/dev/null || apt_install perl
have make || apt_install make
for tool in nm size strip; do
    have "$tool" || apt_install binutils
done

# The peer has a workspace, a lock file and a build of its own: it links the same library with another provider.
peer() {
    [ -x target/peer/release/kith-peer ] ||
        say "" "Compiling the peer for the first time: OpenSSL and SQLCipher from source, five minutes or so." ""
    (cd tests/peer && cargo build --release --locked)
}

# The library is linked with its symbols, by which it is accounted for, and stripped afterwards, as it is shipped. It is built
# by itself, as for a phone: built beside the command, it would carry what the command asks of shared crates.
library() {
    cargo rustc --release -p kith-bindings --lib --crate-type cdylib -- -C strip=none
    cp target/release/libkith.so target/bench/libkith.unstripped.so
    strip --strip-all -o target/bench/libkith.stripped.so target/bench/libkith.unstripped.so
    cp target/bench/libkith.stripped.so target/release/libkith.so
}

mkdir -p target/bench
case ${1:-} in
"")
    peer
    library
    ;;
size) library ;;
*) peer ;;
esac
cargo build --release -p kith-bench
target/release/kith-bench "$@"
