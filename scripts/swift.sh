#!/usr/bin/env bash
# swift.sh ARGUMENT...   runs `swift ARGUMENT...` in the current directory: the machine's own Swift 6, or the chroot's.
#
# In the chroot the project is visible at its own path, so paths in messages are true. The mounts live in a private
# mount namespace: nothing stays mounted afterwards, and two runs do not see each other. Variables named KITH_* go along.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

if swift_on_path; then
    exec swift "$@"
fi
[ -e "$SWIFT_ROOT/.kith-recipe" ] || die "Swift: there is none here yet. Run: make setup"

carried=()
while IFS= read -r variable; do
    carried+=("$variable")
done < <(env | grep '^KITH_' || true)

# shellcheck disable=SC2016 # expanded by the inner shells
as_root unshare --mount --propagation private bash -c '
    set -e
    root=$1 project=$2 directory=$3
    shift 3
    mkdir -p "$root$project"
    mount --bind "$project" "$root$project"
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    exec chroot "$root" /usr/bin/env -i HOME=/tmp LANG=C.UTF-8 TERM=dumb \
        PATH=/usr/libexec/swift/bin:/usr/bin:/bin "$@"
' _ "$SWIFT_ROOT" "$ROOT" "$PWD" ${carried[@]+"${carried[@]}"} \
    /bin/sh -c 'cd "$0" && exec swift "$@"' "$PWD" "$@"
