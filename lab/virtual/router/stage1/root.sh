# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# The firmware's root file system and its module folder.

# OpenWrt's kernel attaches mtd "ubi" and makes a ubiblock of volume "rootfs" (its patches 490, 491, 493).
attach_ubi() {
	modprobe ubi mtd=ubi block=0,rootfs || give_up "VFS: Unable to mount root fs: mtd ubi cannot be attached"
}

mount_flash_root() {
	mount -t squashfs -o ro /dev/ubiblock0_0 "$1" || give_up "VFS: Unable to mount root fs: no squashfs in ubi0_0"
	say "root on ubiblock0_0"
}

# What an OpenWrt initramfs image is: the root file system in RAM, the flash left alone.
mount_ram_root() {
	modprobe loop
	mount -t tmpfs -o mode=755 rootfs "$1"
	mkdir /squashfs
	mount -t squashfs -o ro,loop /recovery/rootfs.squashfs /squashfs || give_up "the recovery image has no squashfs"
	cp -a /squashfs/. "$1/"
	umount /squashfs
	export INITRAMFS=1 # as /init of OpenWrt's initramfs images does: no overlay
	say "root in RAM"
}

# The module folder goes over $1/lib/modules, and again once the firmware's root is an overlay, which hides what was
# bound below its lower file system.
offer_modules() {
	/stage1/offer "$1"
	{ await_overlay && exec /stage1/offer /proc/1/root; } &
}

# As switch_root does, but this file system keeps its files: the module pool and /stage1/offer live in it.
start_firmware() {
	cd "$1" || give_up "no root"
	mount --move . /
	exec chroot . /sbin/init
}
