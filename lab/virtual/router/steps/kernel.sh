# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154,SC2034  # variables shared through build
# Debian's malta kernel, its modules, and the flash driver built for it.

# The newest package of the kernel Debian's metapackage stands for; all in $work/kernel.
unpack_kernel() {
    local meta image headers common package
    meta=$("$debs" mipsel linux-image-4kc-malta)
    image=$(first_dependency "$meta")
    headers=${image/image/headers}
    common=${headers%-4kc-malta}-common
    kernel_release=${image#linux-image-}
    "$debs" mipsel "$image" "$headers" "$common" busybox-static >"$work/debs"
    while read -r package; do
        dpkg-deb -x "$package" "$work/kernel"
    done <"$work/debs"
    kernel_tree=$work/kernel/lib/modules/$kernel_release
    depmod -b "$work/kernel" "$kernel_release"
    # Times in what is built come from the kernel, so that equal packages give equal files.
    SOURCE_DATE_EPOCH=$(stat -c %Y "$work/kernel/boot/vmlinuz-$kernel_release")
    export SOURCE_DATE_EPOCH
}

first_dependency() {
    dpkg-deb -f "$1" Depends | sed 's/[ ,].*//'
}

# The headers want kbuild's host programs, which the host's own linux-kbuild package has, and name each other by
# absolute path.
build_flash_driver() {
    local headers=$work/kernel/usr/src/linux-headers-$kernel_release
    local kbuild=/usr/lib/linux-kbuild-${kernel_release%%.0-*}
    [[ -d $kbuild ]] || { echo "build: $kbuild is missing: install linux-headers-amd64" >&2; return 1; }
    mkdir -p "$work/kernel/usr/lib"
    ln -s "$kbuild" "$work/kernel/usr/lib/"
    sed -i "s,/usr/src/,$work/kernel/usr/src/," "$headers/Makefile"
    cp -r "$here/tether_nand" "$here/flash-layout.tsv" "$work/"
    make -s -C "$work/tether_nand" KDIR="$headers" ARCH=mips CROSS_COMPILE=mipsel-linux-gnu- CC=mipsel-linux-gnu-gcc-12
    mipsel-linux-gnu-strip --strip-debug "$work/tether_nand/tether_nand.ko"
}
