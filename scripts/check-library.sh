#!/usr/bin/env bash
# check-library.sh [--pages 16384] LIBRARY...   judges built shared libraries (ELF) by what they show the linker.
#
#   exports   only UniFFI's own functions, and the one hook by which SQLCipher finds its cryptography
#   imports   no function that opens, names or uses a socket: nothing leaves the device
#   needs     only the C library and its companions
#   text      no text relocations, which Android refuses
#   pages     with --pages, every loaded segment is aligned to at least that many bytes (Android: 16 KiB)
#
# NM and READELF name other tools, such as those of an NDK.
set -euo pipefail

readonly exports='^(uniffi_|ffi_|UNIFFI_META_)|^kith_sqlcipher_setup$'
readonly sockets='^(socket|socketpair|connect|bind|listen|accept4?|shutdown|getaddrinfo|gethostbyname.*|getnameinfo|getpeername|getsockname|setsockopt|send|sendto|sendmsg|sendmmsg|recv|recvfrom|recvmsg|recvmmsg|res_.*)$'
readonly needs='^(libc|libm|libdl|libgcc_s|libpthread|liblog|ld-linux[-a-z0-9]*)\.so(\.[0-9]+)?$'
nm=${NM:-nm}
readelf=${READELF:-readelf}
pages=0
bad=0

complain() {
    printf '%s: %s\n' "$1" "$2" >&2
    bad=1
}

# What is searched is searched to its end (no grep -q): a tool whose output nobody reads any more counts as failed.

# Names with the version of the C library cut off (socket@GLIBC_2.2.5).
names() { awk '{print $NF}' | sed 's/@.*//' | sort -u; }

check() {
    local library=$1 found
    found=$("$nm" -D --defined-only "$library" | names | grep -vE "$exports" || true)
    [ -z "$found" ] || complain "$library" "exports more than the bindings: $(echo "$found" | head -n 20 | tr '\n' ' ')"
    "$nm" -D --defined-only "$library" | names | grep -E '^(uniffi_|ffi_)' >/dev/null || complain "$library" "exports no bindings at all"
    found=$("$nm" -D --undefined-only "$library" | names | grep -E "$sockets" || true)
    [ -z "$found" ] || complain "$library" "can reach a network: $(echo "$found" | tr '\n' ' ')"
    found=$("$readelf" -dW "$library" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -vE "$needs" || true)
    [ -z "$found" ] || complain "$library" "needs other libraries: $(echo "$found" | tr '\n' ' ')"
    ! "$readelf" -dW "$library" | grep TEXTREL >/dev/null || complain "$library" "has text relocations"
    check_pages "$library"
}

check_pages() {
    local alignment
    for alignment in $("$readelf" -lW "$1" | awk '$1 == "LOAD" {print $NF}'); do
        [ $((alignment)) -ge "$pages" ] || complain "$1" "has a segment aligned to $alignment, not to $pages"
    done
}

if [ "${1:-}" = --pages ]; then
    pages=$2
    shift 2
fi
[ $# -gt 0 ] || {
    echo "usage: check-library.sh [--pages BYTES] LIBRARY..." >&2
    exit 2
}
for library in "$@"; do
    [ -r "$library" ] || {
        echo "$library: there is no such library" >&2
        exit 2
    }
    check "$library"
    [ "$bad" = 1 ] || echo "$library: $("$nm" -D --defined-only "$library" | wc -l | tr -d ' ') exports, none foreign; no sockets; no text relocations"
done
exit $bad
