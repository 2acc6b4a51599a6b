# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash

# overlay_volume: prints the device of the UBI volume rootfs_data; fails if there is none. By name, as fstools does.
overlay_volume() {
    local file name
    for file in /sys/class/ubi/ubi*_*/name; do
        [ -r "$file" ] || continue
        read -r name <"$file"
        [ "$name" = rootfs_data ] || continue
        file=${file%/name}
        echo "/dev/${file##*/}"
        return 0
    done
    return 1
}

# Puts a writable overlay over the read-only root. UBIFS formats an empty volume when it is first mounted. Without
# the volume the overlay is in RAM and lasts until the next reboot. A root in RAM (INITRAMFS=1 in the environment) is
# writable as it is.
mount_root() {
    local volume
    [ "$INITRAMFS" != 1 ] || return 0
    if volume=$(overlay_volume) && mount -t ubifs -o noatime "$volume" /overlay; then
        kernel_log "mount_root: switching to ubifs overlay"
    else
        kernel_log "mount_root: no usable overlay filesystem found, using tmpfs overlay"
        mount -t tmpfs -o noatime tmpfs /overlay
    fi
    mkdir -p /overlay/upper /overlay/work
    mount -t overlay -o noatime,lowerdir=/,upperdir=/overlay/upper,workdir=/overlay/work overlayfs:/overlay /mnt ||
        return
    mount -o move /proc /mnt/proc
    pivot_root /mnt /mnt/rom
    for volume in dev sys tmp overlay; do
        mount -o move "/rom/$volume" "/$volume"
    done
}

# Unpacks the settings a sysupgrade left in the root of rootfs_data.
restore_config() {
    [ -f /overlay/sysupgrade.tgz ] || return 0
    echo "- config restore -" >/dev/console
    tar -xzf /overlay/sysupgrade.tgz -C /
    rm /overlay/sysupgrade.tgz
    sync
}
