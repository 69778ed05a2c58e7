#!/usr/bin/env bash
# Runs shellcheck with the arguments given, or over every shell script of the project.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

have shellcheck || {
    if on_a_mac && have brew; then brew install --quiet shellcheck; else apt_install shellcheck; fi
}
cd "$ROOT"
# SC2317 holds functions that are called by name for unreachable.
if [ $# = 0 ]; then
    set -- --external-sources --source-path=scripts --severity=info --exclude=SC2317 scripts/*.sh android/*.sh ios/*.sh .ci/run
fi
shellcheck "$@"
