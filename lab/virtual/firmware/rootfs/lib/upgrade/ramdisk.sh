# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash

ram_root=/tmp/root

# install_program FILE…: copies each to its place in the new root.
install_program() {
    local file
    for file in "$@"; do
        mkdir -p "$ram_root/${file%/*}"
        cp "$file" "$ram_root$file"
    done
}

# Makes a root in RAM with what do_stage2 uses, makes it the root of everything, and lets go of the flash.
switch_to_ramdisk() {
    local applet folder
    mkdir -p $ram_root/bin $ram_root/lib
    install_program /bin/busybox /sbin/mtd /lib/libc.so.6 /lib/ld.so.1 /etc/passwd
    install_program /usr/sbin/ubiattach /usr/sbin/ubiformat /usr/sbin/ubimkvol /usr/sbin/ubirmvol \
        /usr/sbin/ubiupdatevol /usr/sbin/ubiblock /usr/sbin/flash_erase
    for applet in ash sh cat cp date dd mkdir mount mv reboot rm sed stat sync tar umount; do
        ln -s /bin/busybox $ram_root/bin/$applet
    done
    cp -r /lib/upgrade $ram_root/lib
    mount -o bind $ram_root $ram_root
    for folder in proc sys dev tmp mnt overlay; do
        mkdir -p "$ram_root/$folder"
    done
    mount -o move /proc $ram_root/proc
    pivot_root $ram_root $ram_root/mnt
    for folder in dev sys tmp; do
        mount -o move "/mnt/$folder" "/$folder"
    done
    cd /
    exec /bin/sh /lib/upgrade/do_stage2
}
