#!/usr/bin/env bash
# stock-sqlcipher.sh ARGUMENT...   runs a stock `sqlcipher`, as a distribution ships it: the peer that must read our files.
#
# The chroot's program is started by the chroot's own loader, so it needs neither root nor a mount and sees every path.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if [ -x "$SWIFT_ROOT/usr/bin/sqlcipher" ]; then
    loader=$(find "$SWIFT_ROOT"/usr/lib "$SWIFT_ROOT"/usr/lib64 -name 'ld-linux-*.so.*' -print 2>/dev/null | head -n 1)
    library=$(find "$SWIFT_ROOT/usr/lib" -name 'libsqlcipher.so.*' -print | head -n 1)
    exec "$loader" --library-path "$(dirname "$library")" "$SWIFT_ROOT/usr/bin/sqlcipher" "$@"
fi
have sqlcipher || die "SQLCipher: there is no stock sqlcipher here. Run: make setup"
exec sqlcipher "$@"
