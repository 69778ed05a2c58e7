#!/usr/bin/env bash
# What every script here shares: where things lie, how they speak, and how they ask apt for a package.
# Sourced, never run. Bash 3.2 is enough for all of them, because that is what a Mac has.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
SCRIPTS=$ROOT/scripts
# Where the chroot with Swift lies on a Linux machine that has no Swift of its own.
SWIFT_ROOT=${KITH_SWIFT_ROOT:-/opt/kith-swift}
export HOME=${HOME:-$(cd ~ && pwd)}
# rustup's own installer puts cargo here, and a shell that was open before does not know it yet.
PATH=$PATH:$HOME/.cargo/bin
export ROOT SCRIPTS SWIFT_ROOT PATH

say() { printf '%s\n' "$*"; }
die() {
    printf '%s\n' "$*" >&2
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }
on_a_mac() { [ "$(uname -s)" = Darwin ]; }

# Runs a command as root: directly, or through sudo where a person can be asked.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif have sudo; then
        sudo "$@"
    else
        die "This needs root, and there is no sudo: $*"
    fi
}

# Two parts may want apt at once: ours take turns, and apt itself waits for whoever else holds its lock.
apt_locked() (
    mkdir -p "$ROOT/target"
    exec 9>"$ROOT/target/.apt-lock"
    flock 9
    as_root env DEBIAN_FRONTEND=noninteractive "$@" </dev/null
)

# Fetches the package lists when there are none, or when they are older than a day.
apt_refresh() {
    [ -n "$(find /var/lib/apt/lists -name '*Packages*' -mmin -1440 -print 2>/dev/null | head -n 1)" ] ||
        apt_locked apt-get update -qq
}

apt_install() {
    have apt-get || die "Please install with your own package manager: $*"
    apt_refresh
    say "Installing by apt: $*"
    apt_locked apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" >/dev/null
}

# apt_offers PACKAGE [MAJOR]: apt can install it, in at least that major version.
apt_offers() {
    have apt-get || return 1
    apt_refresh
    local version
    version=$(apt-cache policy "$1" 2>/dev/null | awk '/Candidate:/ {print $2}')
    [ -n "$version" ] && [ "$version" != "(none)" ] || return 1
    version=${version#*:}
    [ "${version%%.*}" -ge "${2:-0}" ]
}

# Swift 6 itself is on the path.
swift_on_path() {
    have swift && swift --version 2>/dev/null | grep -E 'Swift version ([6-9]|[1-9][0-9])\.' >/dev/null
}

# Maven as a machine wants it: no questions, no progress bars, no colours.
maven() { mvn -B -ntp -Dstyle.color=never "$@"; }

# The shared library of the development build, under its name on this system.
development_library() {
    if on_a_mac; then echo target/debug/libkith.dylib; else echo target/debug/libkith.so; fi
}
