# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # here, router, work: router_test
# What the tests boot. The kernel unpacks several initramfs archives one after the other.

archive() {
    (cd "$1" && find . | cpio --quiet -o -H newc -R 0:0) | gzip
}

# Stage 1 with another /init, which runs the tests on the bare flash.
test_initrd() {
    mkdir -p "$work/root/bin" "$work/root/tests"
    cp "$here/guest/init" "$work/root/"
    cp "$here"/guest/{lib.sh,nand,split,cut} "$here/../flash-layout.tsv" "$work/root/tests/"
    mipsel-linux-gnu-gcc-12 -Os -static -s -o "$work/root/bin/mtd_erase" "$here/guest/mtd_erase.c"
    archive "$work/root" | cat "$router/stage1.cpio.gz" - >"$work/initrd"
}

# firmware_root INIT: a firmware of busybox and a few modules it ships.
firmware_root() {
    local root=$work/firmware applet
    mkdir -p "$root"/{bin,dev,lib/modules/6.6.73,mnt,overlay,proc,rom,sbin,sys,tests}
    zcat "$router/stage1.cpio.gz" | (cd "$root" && cpio --quiet -id bin/busybox)
    for applet in cat cut grep head ls mkdir modprobe mount pivot_root reboot sed sh tr uname usleep; do
        ln -s busybox "$root/bin/$applet"
    done
    touch "$root"/lib/modules/6.6.73/{usbnet,cdc_ether,rndis_host,xhci-mtk-hcd}.ko
    mknod "$root/dev/console" c 5 1
    cp "$here/guest/$1" "$root/sbin/init"
    cp "$here/guest/lib.sh" "$root/tests/"
    mksquashfs "$root" "$work/root.squashfs" -quiet -no-progress
}

firmware_flash() {
    firmware_root firmware
    cat >"$work/ubi.ini" <<END
[rootfs]
mode=ubi
vol_id=0
vol_name=rootfs
vol_type=dynamic
image=$work/root.squashfs
[rootfs_data]
mode=ubi
vol_id=1
vol_name=rootfs_data
vol_type=dynamic
vol_size=1MiB
vol_flags=autoresize
END
    ubinize -p 128KiB -m 2048 -o "$work/ubi" "$work/ubi.ini" >/dev/null 2>&1
    # UBI wants the rest of its partition erased.
    head -c $((0x2200000)) /dev/zero | tr '\0' '\377' | dd of="$work/flash" bs=1M oflag=seek_bytes seek=$((0x780000)) \
        conv=notrunc iflag=fullblock status=none
    dd if="$work/ubi" of="$work/flash" bs=1M oflag=seek_bytes seek=$((0x780000)) conv=notrunc status=none
}

recovery_initrd() {
    firmware_root recovery
    mkdir -p "$work/root/recovery"
    cp "$work/root.squashfs" "$work/root/recovery/rootfs.squashfs"
    archive "$work/root" | cat "$router/stage1.cpio.gz" - >"$work/initrd"
}
