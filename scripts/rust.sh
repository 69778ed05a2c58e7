#!/usr/bin/env bash
# Makes Rust and a C compiler available: all that the core, the `kith` command and the demo need.
#
# The version is the one in rust-toolchain.toml. rustup fetches it where rustup is; a distribution's own cargo will
# do if it is new enough; where there is neither, rustup is installed: from the distribution, else by its own installer.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

channel=$(sed -n 's/^channel = "\(.*\)"/\1/p' "$ROOT/rust-toolchain.toml")

c_compiler() {
    have cc && return
    if on_a_mac; then
        die "There is no C compiler. Run: xcode-select --install"
    fi
    apt_install gcc libc6-dev
}

# The plain cargo on the path, without rustup, is at least as new as our channel.
cargo_is_new_enough() {
    have cargo || return 1
    local found
    found=$(cargo --version | awk '{print $2}')
    [ "$(printf '%s\n%s\n' "$channel" "$found" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)" = "$channel" ]
}

install_rustup() {
    if on_a_mac && have brew; then
        say "There is no Rust: installing rustup by Homebrew"
        brew install --quiet rustup
        PATH=$PATH:$(brew --prefix rustup)/bin
    elif apt_offers rustup; then
        say "There is no Rust: installing rustup"
        apt_install rustup
    else
        say "There is no Rust: running rustup's own installer, for this user only"
        have curl || apt_install curl ca-certificates
        curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs |
            sh -s -- -y --quiet --profile minimal --default-toolchain none
    fi
}

# rustup installs a missing toolchain by itself unless it has been told not to; so it is always told plainly.
toolchain() {
    local missing=
    rustup toolchain list | grep -q "^$channel-" || missing=toolchain
    [ -n "$missing" ] || rustup component list --toolchain "$channel" --installed | grep -q ^clippy || missing=components
    [ -z "$missing" ] && return
    say "Installing Rust $channel"
    rustup toolchain install "$channel" --profile minimal --component rustfmt --component clippy --no-self-update
}

c_compiler
if ! have rustup && ! cargo_is_new_enough; then
    install_rustup
fi
if have rustup; then
    toolchain
fi
cd "$ROOT"
say "Rust: $(cargo --version)"
