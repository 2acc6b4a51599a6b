# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2016 # commands for the shell inside
# A root file system like the router's, with the host's busybox, and a way to run commands in it without privilege:
# namespaces of its own. (System V shared memory, where syslogd keeps its log, is one of them.)

firmware=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=../lib/common.sh
source "$firmware/lib/common.sh"
# shellcheck source-path=SCRIPTDIR source=../lib/userland.sh
here=$firmware source "$firmware/lib/userland.sh"

# need_namespaces: skips the test (exit status 77) where the kernel refuses them.
need_namespaces() {
    unshare --user --map-root-user --net true 2>/dev/null || {
        echo "skipped: no user namespaces (kernel.unprivileged_userns_clone)"
        exit 77
    }
}

# make_root DIR DEFAULTS: our scripts as they are in an image, and the host's busybox in place of Debian's mipsel one.
make_root() {
    here=$firmware make_tree "$1"
    install -m 755 /bin/busybox "$1/bin/busybox"
    here=$firmware add_applets "$1"
    cp "$firmware/defaults/$2.sh" "$1/lib/functions/static_address.sh"
}

# add_host_program DIR NAME: a program of the host with its libraries, in /usr/sbin.
add_host_program() {
    local file library
    file=$(PATH=$PATH:/usr/sbin:/sbin command -v "$2")
    cp "$file" "$1/usr/sbin/$2"
    while read -r library; do
        install -D "$library" "$1$library"
    done < <(ldd "$file" | grep -o '/[^ )]*')
}

# inside DIR COMMANDS [SETUP]: runs shell commands in the root; before, SETUP with the host's programs.
inside() {
    unshare --user --map-root-user --mount --pid --fork --kill-child --mount-proc --net --uts --ipc -- bash -c '
        set -euo pipefail
        root=$1
        mount --bind "$root" "$root"
        for node in null zero urandom; do
            : >"$root/dev/$node"
            mount --bind "/dev/$node" "$root/dev/$node"
        done
        mount -t proc proc "$root/proc"
        mount -t sysfs sysfs "$root/sys"
        mount -t tmpfs tmpfs "$root/tmp"
        mkdir -p "$root"/tmp/{run,sysinfo,log,lock}
        echo dlink,dir-3040-a1 >"$root/tmp/sysinfo/board_name"
        echo "D-Link DIR-3040 A1" >"$root/tmp/sysinfo/model"
        PATH=$PATH:/usr/sbin:/sbin eval "$3"
        export PATH=/usr/sbin:/usr/bin:/sbin:/bin
        exec chroot "$root" /bin/sh -c "$2"' bash "$1" "$2" "${3-}" 2>&1
}
