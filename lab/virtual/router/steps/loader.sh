# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # variables shared through build
# What U-Boot is, and what it boots.

# QEMU's malta presents its flash byte-swapped in 32-bit words to a little-endian CPU.
make_pflash() {
    mipsel-linux-gnu-objcopy --reverse-bytes=4 -I binary -O binary /usr/lib/u-boot/maltael/u-boot.bin "$1"
    truncate -s 4M "$1"
}

# vmlinuz unpacks itself, so to U-Boot it is not compressed.
make_uimage() {
    local vmlinuz=$work/kernel/boot/vmlinuz-$kernel_release entry
    entry=$(mipsel-linux-gnu-readelf -h "$vmlinuz" | sed -n 's/.*Entry point address: *//p')
    mipsel-linux-gnu-objcopy -O binary "$vmlinuz" "$work/vmlinux.bin"
    mkimage -A mips -O linux -T kernel -C none -a "$entry" -e "$entry" -n "Linux-$kernel_release" \
        -d "$work/vmlinux.bin" "$1" >/dev/null
}
