#!/usr/bin/env bash
# Makes Rust and a C compiler available: all that the core, the `kith` command and the demo need.
#
# The version is the one in rust-toolchain.toml. rustup fetches it where rustup is; a distribution's own cargo will
# do if it is new enough; where there is neither, rustup is installed: from the distribution, else by its own installer,
# from the place where the toolchains come from too, so that a closed network has one place to open (or to mirror:
# RUSTUP_UPDATE_ROOT and RUSTUP_DIST_SERVER are rustup's own variables for that).
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
        rustup_installer
    fi
}

# Downloads the installer, compares it with its published checksum, and runs it without touching anybody's profile.
rustup_installer() {
    have curl || apt_install curl ca-certificates
    local place host work
    host=$(uname -m | sed 's/^arm64$/aarch64/')-$(if on_a_mac; then echo apple-darwin; else echo unknown-linux-gnu; fi)
    place=${RUSTUP_UPDATE_ROOT:-https://static.rust-lang.org/rustup}/dist/$host/rustup-init
    work=$(mktemp -d)
    curl --proto '=https' --tlsv1.2 --retry 3 -sSfL "$place" -o "$work/rustup-init"
    curl --proto '=https' --tlsv1.2 --retry 3 -sSfL "$place.sha256" -o "$work/published"
    [ "$(sha256 "$work/rustup-init")" = "$(cut -d' ' -f1 "$work/published")" ] || die "Rust: the installer does not match its checksum"
    chmod +x "$work/rustup-init"
    "$work/rustup-init" -y --quiet --no-modify-path --profile minimal --default-toolchain none >/dev/null
    rm -rf "$work"
}

sha256() { if have sha256sum; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1; }

# rustup installs a missing toolchain by itself unless it has been told not to; so it is always told plainly.
toolchain() {
    local installed parts=
    installed=$(rustup toolchain list)
    case $installed in *"$channel-"*) parts=$(rustup component list --toolchain "$channel" --installed) ;; esac
    case $parts in *clippy*rustfmt*) return ;; esac
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
