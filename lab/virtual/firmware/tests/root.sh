# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# A root file system like the router's, with the host's busybox, and a way to run commands in it without privilege:
# user, mount, process and network namespaces of its own.

firmware=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# need_namespaces: skips the test (exit status 77) where the kernel refuses them.
need_namespaces() {
    unshare --user --map-root-user --net true 2>/dev/null || {
        echo "skipped: no user namespaces (kernel.unprivileged_userns_clone)"
        exit 77
    }
}

# make_root DIR [DEFAULTS]: the scripts as they are in an image, Debian's programs of the host.
make_root() {
    local folder applets applet
    mkdir -p "$1"/{dev,proc,sys,tmp,mnt,root,bin,sbin,usr/bin,usr/sbin,lib,etc/config,etc/rc.d}
    cp -a "$firmware/rootfs/." "$1"
    cp "$firmware/defaults/${2:-cidr}.sh" "$1/lib/functions/static_address.sh"
    ln -s tmp "$1/var"
    cp /bin/busybox "$1/bin"
    while IFS=$'\t' read -r folder applets; do
        for applet in $applets; do
            [[ -e $1/$folder/$applet ]] || ln -s /bin/busybox "$1/$folder/$applet"
        done
    done < <(grep -v '^#' "$firmware/applets.tsv")
    printf '%s\n' "NAME='OpenWrt'" "VERSION='SNAPSHOT'" "BUILD_ID='r90001-7e7be71ab1'" "OPENWRT_BOARD='ramips/mt7621'" \
        "OPENWRT_RELEASE='OpenWrt SNAPSHOT r90001-7e7be71ab1'" "OPENWRT_BUILD_DATE='1767225600'" >"$1/etc/os-release"
}

# add_host_program DIR FILE: a program of the host with its libraries.
add_host_program() {
    local library
    cp "$2" "$1/sbin/"
    while read -r library; do
        mkdir -p "$1${library%/*}"
        cp -L "$library" "$1$library"
    done < <(ldd "$2" | grep -o '/[^ )]*')
}

# inside DIR COMMAND: runs a shell command line in the root.
inside() {
    unshare --user --map-root-user --mount --pid --fork --net --uts -- /bin/busybox sh -c '
        root=$1
        mount --bind "$root" "$root"
        for node in null zero urandom console; do
            : >"$root/dev/$node" && mount --bind "/dev/$node" "$root/dev/$node" 2>/dev/null
        done
        mount -t proc proc "$root/proc"
        mount -t sysfs sysfs "$root/sys"
        mount -t tmpfs tmpfs "$root/tmp"
        mkdir -p "$root/tmp/run" "$root/tmp/sysinfo" "$root/tmp/log"
        export PATH=/usr/sbin:/usr/bin:/sbin:/bin
        exec chroot "$root" /bin/sh -c "$2"' sh "$1" "$2"
}
