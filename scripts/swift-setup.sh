#!/usr/bin/env bash
# Makes a Swift 6 toolchain and a stock SQLCipher available, in this order of preference:
#
#   1. Swift 6 is already on the path (a Mac with Xcode, or an engineer's own installation);
#   2. this machine's own distribution packages it (Debian 13 and later);
#   3. a chroot of Debian 13 under $KITH_SWIFT_ROOT (default /opt/kith-swift, 1.3 GB, about a minute).
#
# The chroot is chosen over an upstream archive because the package manager already knows a mirror, checks
# signatures, and reaches both where a closed network refuses anything else.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Changing what the chroot holds changes this line, and an older chroot is made again.
readonly recipe="trixie swiftlang libc6-dev sqlcipher 1"

# The first plain Debian archive in this machine's apt sources, in either of apt's two notations.
debian_mirror() {
    {
        awk '/^URIs:/ {for (i = 2; i <= NF; i++) print $i}' /etc/apt/sources.list.d/*.sources
        sed -E 's/^deb +\[[^]]*\]/deb/' /etc/apt/sources.list /etc/apt/sources.list.d/*.list |
            awk '$1 == "deb" {print $2}'
    } 2>/dev/null | grep -E '/debian/?$' | head -n 1 || true
}

# What a compiler and a test run need: no debugger, language server, static library, manual or translation.
make_chroot() {
    local mirror=$1 root=$SWIFT_ROOT unwanted option=()
    for unwanted in /usr/share/{doc,man,locale}/'*' \
        /usr/libexec/swift/lib/{swift_static/'*',swift/embedded/'*','liblldb*',libsourcekitdInProc.so,'libLTO*'} \
        /usr/libexec/swift/bin/{clangd,'lldb*',repl_swift,sourcekit-lsp,docc}; do
        option+=(--dpkgopt="path-exclude=$unwanted")
    done
    rm -rf --one-file-system "$root"
    mmdebstrap --quiet --mode=root --variant=minbase --architectures="$(dpkg --print-architecture)" \
        --include=swiftlang,libc6-dev,sqlcipher --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
        --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Retries "3"' \
        --dpkgopt='force-unsafe-io' "${option[@]}" \
        trixie "$root" "deb $mirror trixie main"
    # The package links /usr/bin/swift only when it may ask a person.
    [ -e "$root/usr/bin/swift" ] || ln -sf /usr/libexec/swift/bin/swift "$root/usr/bin/swift"
    echo "$recipe" >"$root/.kith-recipe"
}

install_natively() {
    apt_offers swiftlang 6 || return 1
    say "Swift: installing the distribution's own packages"
    apt_install swiftlang libc6-dev sqlcipher
}

main() {
    if swift_on_path; then
        say "Swift: $(swift --version 2>/dev/null | head -n 1)"
    elif [ "$(cat "$SWIFT_ROOT/.kith-recipe" 2>/dev/null)" = "$recipe" ]; then
        say "Swift: the chroot $SWIFT_ROOT is ready"
    elif install_natively; then
        :
    elif have apt-get && [ -r /usr/share/keyrings/debian-archive-keyring.gpg ]; then
        [ "$(id -u)" = 0 ] || die "Swift: making the chroot $SWIFT_ROOT needs root. Run: sudo $0"
        local mirror
        mirror=$(debian_mirror)
        [ -n "$mirror" ] || die "Swift: apt knows no Debian archive to take Debian 13 from; install Swift 6 by hand."
        say "Swift: making a chroot of Debian 13 in $SWIFT_ROOT (1.3 GB, about a minute)"
        have mmdebstrap || apt_install mmdebstrap
        make_chroot "$mirror"
    else
        die "Swift: no Swift 6 here and no Debian to take it from; install it from your system's vendor."
    fi
}

main
