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
for tool in nm size; do
    have "$tool" || apt_install binutils
done

# The peer has a workspace, a lock file and a build of its own: it links the same library with another provider.
peer() {
    [ -x target/peer/release/kith-peer ] ||
        say "" "Compiling the peer for the first time: OpenSSL and SQLCipher from source, five minutes or so." ""
    (cd tests/peer && cargo build --release --locked)
}

# What is shipped is weighed stripped and accounted for by its symbols, so it is linked a second time with them. The
# second build leaves the first one's dependencies as they are, and the first one's result is put back afterwards.
library() {
    cargo build --release -p kith-bindings -p kith-bench
    cp target/release/libkith.so target/bench/libkith.stripped.so
    if [ ! target/bench/libkith.unstripped.so -nt target/release/libkith.so ]; then
        cargo rustc --release -p kith-bindings --lib --crate-type cdylib -- -C strip=none
        cp target/release/libkith.so target/bench/libkith.unstripped.so
        cp target/bench/libkith.stripped.so target/release/libkith.so
        touch target/bench/libkith.unstripped.so
    fi
}

mkdir -p target/bench
[ "${1:-}" = size ] || peer
library
target/release/kith-bench "$@"
