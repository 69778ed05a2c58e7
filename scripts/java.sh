#!/usr/bin/env bash
# Makes a JDK (17 or later) and Maven available, and fetches all that the Kotlin package and its linter resolve.
#
# The fetching builds an empty project by the Kotlin package's own POM. A build resolves exactly what a build needs, down to
# Surefire's provider for JUnit, which Maven's "go offline" goal misses; and it can run beside the Rust build.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

java_is_new_enough() {
    have javac && [ "$(javac -version 2>&1 | awk '{print $2}' | cut -d. -f1)" -ge 17 ]
}

install_java() {
    local wanted=()
    java_is_new_enough || wanted+=(default-jdk-headless)
    have mvn || wanted+=(maven)
    [ ${#wanted[@]} = 0 ] && return
    if on_a_mac; then
        have brew || die "Java: please install a JDK (17 or later) and Maven."
        brew install --quiet openjdk maven
    else
        apt_install "${wanted[@]}"
    fi
}

# The stamp is the POM itself: when it changes, what it needs is fetched anew.
fetch() {
    local pom=$ROOT/bindings/kotlin/pom.xml empty=$ROOT/target/maven
    if cmp -s "$pom" "$empty/pom.xml" && [ -d "$HOME/.m2/repository" ]; then
        return
    fi
    say "Maven: fetching the Kotlin compiler, JUnit, JNA, coroutines and ktlint"
    rm -rf "$empty"
    mkdir -p "$empty/src/main/kotlin" "$empty/src/test/kotlin"
    cp "$pom" "$empty/pom.xml.part"
    echo 'internal object Empty' >"$empty/src/main/kotlin/Empty.kt"
    cat >"$empty/src/test/kotlin/EmptyTest.kt" <<'KOTLIN'
import org.junit.jupiter.api.Test

class EmptyTest {
    @Test
    fun `everything resolves`() = Unit
}
KOTLIN
    maven -q -f "$empty/pom.xml.part" test antrun:run@ktlint
    mv "$empty/pom.xml.part" "$empty/pom.xml"
}

install_java
java_is_new_enough || die "Java: a JDK of version 17 or later is needed; found: $(javac -version 2>&1 || true)"
fetch
say "Java: $(javac -version 2>&1), Maven $(maven --version | sed -n 's/.*Maven \([0-9.]*\).*/\1/p' | head -n 1)"
