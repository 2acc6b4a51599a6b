# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# Debian's kernel image and our module built for it. Uses $here; sets $release.

# The release of the newest kernel whose headers are installed: modules of another one would not load.
release_of_headers() {
    dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' 'linux-headers-6.1.*-amd64' 2>/dev/null |
        sed -n 's/^ii  linux-headers-\([0-9.]*-[0-9]*-amd64\)$/\1/p' | sort -V | tail -n 1 | grep .
}

# unpack_kernel DIR: Debian's linux-image of the installed headers.
unpack_kernel() {
    local deb
    release=$(release_of_headers) || die "no kernel headers: install the Debian package linux-headers-amd64"
    deb=$("$here/../debs" amd64 "linux-image-$release") || exit 1
    dpkg-deb -x "$deb" "$1"
}

# uncompressed_kernel DIR FILE: the ELF kernel inside DIR's vmlinuz. QEMU starts it directly (PVH), which saves the two
# seconds that TCG needs for unpacking it. Offsets: Documentation/x86/boot.rst, setup_sects and payload_offset/_length.
uncompressed_kernel() {
    local image=$1/boot/vmlinuz-$release sectors offset length
    sectors=$(od -An -tu1 -j $((0x1f1)) -N 1 "$image")
    read -r offset length < <(od -An -tu4 -j $((0x248)) -N 8 "$image")
    # The last four bytes are the size of the kernel, appended for the boot loader.
    dd if="$image" bs=64k iflag=skip_bytes,count_bytes skip=$(((sectors + 1) * 512 + offset)) \
        count=$((length - 4)) status=none | xz -dc >"$2"
}

# build_module SOURCES KERNEL WORK: compiles the module in SOURCES in WORK, leaving the sources alone, and adds it to
# the modules in KERNEL.
build_module() {
    local name
    name=$(basename "$1")
    mkdir -p "$3"
    cp "$1"/*.[ch] "$1"/Kbuild "$1"/Makefile "$3"
    make -C "$3" KDIR="/lib/modules/$release/build" >"$3/log" 2>&1 || {
        cat "$3/log" >&2
        die "cannot build $name for $release"
    }
    install -D -m 644 "$3/$name.ko" "$2/lib/modules/$release/extra/$name.ko"
    strip -g "$2/lib/modules/$release/extra/$name.ko"
}
