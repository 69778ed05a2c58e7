#!/usr/bin/env bash
# shellcheck.sh [ARGUMENT...]   runs shellcheck, over every shell script of the project if nothing else is asked.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

have shellcheck || {
    if on_a_mac && have brew; then brew install --quiet shellcheck; else apt_install shellcheck; fi
}
cd "$ROOT"
if [ $# = 0 ]; then
    set -- --external-sources --source-path=scripts --severity=info scripts/*.sh android/*.sh ios/*.sh .ci/run
fi
shellcheck "$@"
