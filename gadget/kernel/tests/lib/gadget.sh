# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Gadgets straight through configfs, for the kernel tests in the gadget VM (busybox sh). RNDIS with class triple
# e0/01/03 in one configuration, ECM in the other, as the Franklin T10 and the Quanta D53 have them.

gadget=/sys/kernel/config/usb_gadget/hotspot
udc=dummy_udc.0

fail() {
    echo "FAIL: $1"
    exit 1
}

# wait_for SECONDS WHAT COMMAND...: until COMMAND succeeds. Shell cannot wait for sysfs, so it looks every 10 ms.
wait_for() {
    _left=$(($1 * 100)) _what=$2 _limit=$1
    shift 2
    until "$@"; do
        _left=$((_left - 1))
        [ "$_left" -gt 0 ] || fail "no $_what within $_limit s"
        usleep 10000
    done
}

state_is() {
    [ "$(cat /sys/class/udc/$udc/state)" = "$1" ]
}

# make_functions: the gadget with both functions, not yet in a configuration.
make_functions() {
    mkdir $gadget
    echo high-speed >$gadget/max_speed
    mkdir $gadget/functions/rndis.usb0 $gadget/functions/ecm.usb0
    echo e0 >$gadget/functions/rndis.usb0/class
    echo 01 >$gadget/functions/rndis.usb0/subclass
    echo 03 >$gadget/functions/rndis.usb0/protocol
}

# add_config VALUE ATTRIBUTES FUNCTION: the next configuration in index order, 500 mA.
add_config() {
    mkdir "$gadget/configs/c.$1"
    echo "$2" >"$gadget/configs/c.$1/bmAttributes"
    echo 500 >"$gadget/configs/c.$1/MaxPower"
    ln -s "$gadget/functions/$3" "$gadget/configs/c.$1/$3"
}

# set_identity BCDUSB VENDOR PRODUCT BCDDEVICE MANUFACTURER NAME SERIAL
set_identity() {
    echo "$1" >$gadget/bcdUSB
    echo "$2" >$gadget/idVendor
    echo "$3" >$gadget/idProduct
    echo "$4" >$gadget/bcdDevice
    mkdir $gadget/strings/0x409
    echo "$5" >$gadget/strings/0x409/manufacturer
    echo "$6" >$gadget/strings/0x409/product
    echo "$7" >$gadget/strings/0x409/serialnumber
}

make_d53() {
    make_functions
    set_identity 0x0210 0x0e8d 0x2028 0x0223 Mediatek mt6890 D53SEE2354D1B027
    add_config 2 0x80 rndis.usb0
    add_config 1 0x80 ecm.usb0
}

make_t10() {
    make_functions
    set_identity 0x0200 0x05c6 0x9057 0x0318 Android 'MDM9207-MTP _SN:60FFC53C' 0123456789ABCDEF
    add_config 1 0xa0 rndis.usb0
    add_config 2 0xa0 ecm.usb0
}

# Of the Unisoc modem with four NCM functions, what a gadget shows.
make_ncm() {
    mkdir $gadget
    echo high-speed >$gadget/max_speed
    mkdir $gadget/functions/ncm.usb0
    set_identity 0x0200 0x1782 0x4055 0x0404 'Unisoc Phone' 'Unisoc Phone' ''
    add_config 1 0xc0 ncm.usb0
}

plug() {
    echo $udc >$gadget/UDC
}

unplug() {
    echo >$gadget/UDC
}

# unlink_functions: afterwards nothing of the gadget's functions is in a configuration.
unlink_functions() {
    find $gadget/configs -type l -exec rm {} +
}

remove_gadget() {
    unlink_functions
    rmdir $gadget/configs/* $gadget/functions/* $gadget/strings/*
    rmdir $gadget
}

# device_block: what the host side of dummy_hcd sees, as in /sys/kernel/debug/usb/devices from D: to the last E:.
device_block() {
    awk '/^T:/ { wanted = /Lev=01/ } wanted && /^[DPSCAIE]:/ { sub(/Driver=.*/, "Driver="); print }' \
        /sys/kernel/debug/usb/devices
}

# kernel_complaints: the lines of the kernel log that no test may leave behind.
kernel_complaints() {
    dmesg | grep -E 'WARNING|BUG|Oops|refcount|general protection|use-after-free|Call Trace'
}

# slab_objects: the objects of all kmalloc caches together, after those freed by now are really free.
slab_objects() {
    echo 1 >/proc/sys/vm/drop_caches
    awk '/^kmalloc-/ { sum += $2 } END { print sum }' /proc/slabinfo
}
