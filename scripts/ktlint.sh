#!/usr/bin/env bash
# ktlint.sh [--fix]   lints our Kotlin (not the generated) with ktlint, as the Kotlin package's POM names it, or formats it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

option=--relative
[ "${1:-}" != --fix ] || option=--format
"$SCRIPTS/kotlin.sh" "-Dktlint.option=$option" antrun:run@ktlint
