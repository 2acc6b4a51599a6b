# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# The hardware as the firmware expects to see it.

# Makes PCI interrupts level-triggered, which malta's own YAMON does and U-Boot does not: bits 2 and 3 of the PIIX4's
# ELCR2 (I/O port 0x4d1) are IRQ 10 and 11, where QEMU's PCI devices are. They share them, and as an edge the interrupt
# of one is lost while another's is pending: lan1 then dies with "NETDEV WATCHDOG: transmit queue 0 timed out".
level_interrupts() {
	printf '\014' | dd of=/dev/port bs=1 seek=$((0x4d1)) count=1 conv=notrunc 2>/dev/null ||
		give_up "cannot set the interrupt controller up"
}

# Delays are taken from the kernel command line, e.g. tether_nand.erase_us=2000.
load_flash() {
	if ! modprobe virtio_pci || ! modprobe virtio_blk || ! modprobe tether_nand; then
		give_up "no flash: a virtio disk of 128 MiB is needed"
	fi
}

# What OpenWrt's mt7621 kernel has built in and Debian's has not. Debian's libcrc32c, which conntrack needs, asks for
# crc32c by name, and an image need not ship it.
load_builtins() {
	for module in crc32c_generic squashfs deflate zstd ubifs overlay bridge 8021q; do
		modprobe "$module" || give_up "cannot load $module"
	done
}

# Renames the network device of driver $1 to $2.
name_nic() {
	for nic in /sys/class/net/*; do
		if [ "$(basename "$(readlink -f "$nic/device/driver")")" = "$1" ]; then
			ip link set dev "${nic##*/}" name "$2"
		fi
	done
}

# Port $1 without a cable, with MAC address $2.
add_idle_port() {
	ip link add "$1" address "$2" type dummy
	ip link set "$1" up
	echo 0 >"/sys/class/net/$1/carrier"
	ip link set "$1" down
}

# lan1 is the NIC that U-Boot can use, wan a second one if QEMU has it. The MAC addresses go as on the DIR-3040: one for
# all LAN ports, which the bridge takes, and that plus 4 for wan.
name_nics() {
	modprobe pcnet32
	modprobe virtio_net
	modprobe dummy numdummies=0
	name_nic pcnet32 lan1
	name_nic virtio_net wan
	local mac
	mac=$(cat /sys/class/net/lan1/address) || give_up "no NIC of model pcnet"
	for port in lan2 lan3 lan4; do
		add_idle_port "$port" "$mac"
	done
	if [ ! -e /sys/class/net/wan ]; then
		add_idle_port wan "${mac%:*}:$(printf '%02x' $((0x${mac##*:} + 4 & 255)))"
	fi
}

# OpenWrt takes board_name and model from the device tree. procd finds sysfs already mounted on $1/sys and keeps the
# bind in it; the pivot to the overlay moves /sys as a tree.
present_board() {
	local tree=/sys/firmware/devicetree/base
	mount -t sysfs sysfs "$1/sys"
	mkdir /devicetree
	mount -t tmpfs -o mode=755 devicetree /devicetree
	cp -a "$tree/." /devicetree/
	printf 'dlink,dir-3040-a1\0mediatek,mt7621-soc\0' >/devicetree/compatible
	printf 'D-Link DIR-3040 A1\0' >/devicetree/model
	mount --bind /devicetree "$1$tree"
	umount /devicetree
}
