# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# What openwrt:package/base-files/files/lib/upgrade/nand.sh does for the DIR-3040, step by step, with its texts.

# nand_do_upgrade IMAGE BACKUP
nand_do_upgrade() {
    sync
    if nand_upgrade_tar "$1" && nand_restore_config "$2"; then
        echo "sysupgrade successful"
    else
        echo "sysupgrade failed"
    fi
    umount -a
    reboot -f
}

# Once the tar is known to be whole, results of the two writes are not looked at: OpenWrt does not either.
nand_upgrade_tar() {
    local image=$1 folder length
    echo "verifying sysupgrade tar file integrity"
    if ! tar -xOf "$image" >/dev/null; then
        echo "corrupted sysupgrade tar file"
        return 1
    fi
    folder=$(tar -tf "$image" | sed -n '/^sysupgrade-.*\/$/p')
    folder=${folder%/}
    dd if=/dev/zero bs=4096 count=1 status=none | mtd -q write - kernel
    length=$(tar -xOf "$image" "$folder/root" 2>/dev/null | wc -c)
    nand_prepare_ubi "$length" || return 1
    tar -xOf "$image" "$folder/root" | ubiupdatevol "/dev/$(ubi_volume rootfs)" -s "$length" -
    tar -xOf "$image" "$folder/kernel" | mtd write - kernel
    return 0
}

# ubi_device: the ubiN on mtd `ubi`.
ubi_device() {
    local mtd number folder
    mtd=$(mtd_device ubi) || return
    for folder in /sys/class/ubi/ubi*; do
        [ -r "$folder/mtd_num" ] || continue
        read -r number <"$folder/mtd_num"
        [ "mtd$number" != "$mtd" ] || {
            echo "${folder##*/}"
            return 0
        }
    done
    return 1
}

# ubi_volume NAME: the ubiN_M of that name.
ubi_volume() {
    local file name
    for file in /sys/class/ubi/ubi*_*/name; do
        [ -r "$file" ] || continue
        read -r name <"$file"
        [ "$name" != "$1" ] || {
            file=${file%/name}
            echo "${file##*/}"
            return 0
        }
    done
    return 1
}

# A partition that cannot be attached is formatted: everything in it is lost.
attach_ubi() {
    local mtd
    mtd=$(mtd_device ubi) || {
        echo "cannot find ubi mtd partition ubi"
        return 1
    }
    ubi_device >/dev/null && return
    ubiattach -m "${mtd#mtd}" && return
    ubiformat "/dev/$mtd" -y
    ubiattach -m "${mtd#mtd}" && return
    echo "cannot attach ubi mtd partition ubi"
    return 1
}

# remove_volume NAME: with the block device on it.
remove_volume() {
    local volume block
    volume=$(ubi_volume "$1") || return 0
    block=/dev/ubiblock${volume#ubi}
    if [ -e "$block" ]; then
        umount "$block" 2>/dev/null && echo "unmounted $block"
        ubiblock -r "/dev/$volume" || {
            echo "cannot remove ubiblock${volume#ubi}"
            return 1
        }
    fi
    ubirmvol "/dev/${volume%_*}" -N "$1"
    return 0
}

# nand_prepare_ubi LENGTH: new volumes, rootfs of that length and rootfs_data with all that is left.
nand_prepare_ubi() {
    local name device
    attach_ubi || return
    for name in kernel rootfs rootfs_data; do
        remove_volume $name || return
    done
    device=/dev/$(ubi_device)
    ubimkvol "$device" -N rootfs -s "$1" || {
        echo "cannot create rootfs volume"
        return 1
    }
    ubimkvol "$device" -N rootfs_data -m || {
        echo "cannot initialize rootfs_data volume"
        return 1
    }
}

# nand_restore_config BACKUP: leaves it where the next boot unpacks it.
nand_restore_config() {
    local volume
    [ -n "$1" ] || return 0
    volume=$(ubi_volume rootfs_data) || {
        echo "cannot find ubifs data volume"
        return 1
    }
    mkdir -p /tmp/new_root
    mount -t ubifs "/dev/$volume" /tmp/new_root || {
        echo "cannot mount ubifs volume $volume"
        return 1
    }
    mv "$1" /tmp/new_root/sysupgrade.tgz || {
        umount /tmp/new_root
        echo "could not save configuration to ubifs volume $volume"
        return 1
    }
    echo "configuration saved"
    umount /tmp/new_root
}
