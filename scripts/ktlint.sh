#!/usr/bin/env bash
# Lints our Kotlin (not the generated) with ktlint, in the version and the way the Kotlin package's POM names.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

"$SCRIPTS/kotlin.sh" antrun:run@ktlint
