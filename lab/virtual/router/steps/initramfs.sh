# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # variables shared through build
# The initramfs archives.

# pack DIRECTORY: the same archive for the same files, owned by root, on stdout.
pack() {
    find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
    (cd "$1" && find . -mindepth 1 | LC_ALL=C sort | cpio --quiet -o -H newc -R 0:0 --reproducible) | gzip -9n
}

# The modules a firmware may get, with one index for all.
make_pool() {
    local flat=$work/flat
    cp -r "$work/modules/always" "$work/modules/shipped" "$1/"
    index_modules "$flat" "$work"/modules/{always,shipped}/*
    cp "$flat/lib/modules/$kernel_release"/modules.{dep,alias} "$1/always/"
}

make_stage1() {
    local root=$work/stage1
    mkdir -p "$root"/{bin,dev,newroot,pool,proc,stage1,sys}
    cp "$here/stage1/init" "$root/"
    cp "$here"/stage1/{*.sh,offer} "$root/stage1/"
    cp "$work/kernel/bin/busybox" "$root/bin/"
    mipsel-linux-gnu-gcc-12 -Os -static -s -o "$root/bin/await_overlay" "$here/stage1/await_overlay.c"
    index_modules "$root" "$work"/modules/board/*
    make_pool "$root/pool"
    pack "$root" >"$1"
}

# make_recovery STAGE1 SQUASHFS OUT: the kernel unpacks archives one after the other.
make_recovery() {
    local root=$work/recovery
    mkdir -p "$root/recovery"
    cp "$2" "$root/recovery/rootfs.squashfs"
    { cat "$1"; pack "$root"; } >"$3"
}
