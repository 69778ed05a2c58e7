#!/usr/bin/env bash
# Proves that check-library.sh refuses what it should: one tiny library for each rule, each breaking only that rule.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
readonly good='int uniffi_kith_good(void) { return 0; }'
failures=0

# library NAME SOURCE [FLAG...]
library() {
    local name=$1 source=$2
    shift 2
    printf '%s\n' "$source" | cc -shared -fPIC -o "$work/$name.so" -x c - -x none "$@" 2>/dev/null
}

# refuses NAME WORDS [OPTION...]: the check fails on that library, and says so in these words.
refuses() {
    local name=$1 words=$2 said
    shift 2
    if said=$("$SCRIPTS/check-library.sh" "$@" "$work/$name.so" 2>&1); then
        say "test $name ... FAILED: it was accepted"
        failures=1
    elif ! grep -qF "$words" <<<"$said"; then
        say "test $name ... FAILED: it was refused for another reason: $said"
        failures=1
    else
        say "test $name ... ok"
    fi
}

library a_good_library "$good" -Wl,-z,max-page-size=16384
library a_foreign_export "$good int sqlite3_open(void) { return 0; }"
library a_socket "$good int socket(int, int, int); int uniffi_kith_net(void) { return socket(2, 1, 0); }"
library a_name_look_up "$good int getaddrinfo(void); int uniffi_kith_dns(void) { return getaddrinfo(); }"
library no_bindings 'int kith_sqlcipher_setup(void) { return 0; }'
library another_library "$good int uniffi_kith_x(void);" -Wl,--no-as-needed -lresolv
library text_relocations "$good __asm__(\".text; .quad uniffi_kith_good\");" -Wl,-z,notext
library small_pages "$good" -Wl,-z,max-page-size=4096

"$SCRIPTS/check-library.sh" --pages 16384 "$work/a_good_library.so" >/dev/null && say "test a_good_library ... ok" || failures=1
refuses a_foreign_export "exports more than the bindings: sqlite3_open"
refuses a_socket "can reach a network: socket"
refuses a_name_look_up "can reach a network: getaddrinfo"
refuses no_bindings "exports no bindings at all"
refuses another_library "needs other libraries: libresolv"
refuses text_relocations "has text relocations"
refuses small_pages "not to 16384" --pages 16384
exit $failures
