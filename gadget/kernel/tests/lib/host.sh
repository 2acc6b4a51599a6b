# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# The kernel tests of faults on dummy_hcd: the VM's own kernel is the D53's host, and its log is looked at.
# shellcheck source=gadget/kernel/tests/lib/gadget.sh
. /tests/lib/gadget.sh
# shellcheck source=gadget/kernel/tests/lib/fault.sh
. /tests/lib/fault.sh

modprobe rndis_host
modprobe cdc_ether
# A device that does not enumerate is given up sooner: not tried in the old way, too.
echo N >/sys/module/usbcore/parameters/use_both_schemes

logged() {
    dmesg | grep -qF "$1"
}

# wait_logged TEXT: the kernel logs a line with TEXT.
wait_logged() {
    wait_for 60 "line '$1' in the kernel log" logged "$1"
}

# next_case NAME: the log begins anew.
next_case() {
    kernel_complaints && fail "the kernel complained"
    dmesg -c >/dev/null
    echo "$1"
}

# device_node: the hotspot as its host sees it.
device_node() {
    _device=$(dirname "$(grep -l '^0e8d$' /sys/bus/usb/devices/*/idVendor)")
    printf '/dev/bus/usb/%03d/%03d\n' "$(cat "$_device/busnum")" "$(cat "$_device/devnum")"
}

# host_netdev: the network device that rndis_host has made for it.
host_netdev() {
    for _netdev in /sys/class/net/*; do
        case $(readlink "$_netdev/device/driver") in
            */rndis_host) basename "$_netdev" ;;
        esac
    done
}

has_host_netdev() {
    [ -n "$(host_netdev)" ]
}

# host_is_idle: an unplugged bus on which the host has nothing left to do. It suspends its root hubs then (hub_event()
# holds them awake, drivers/usb/core/hub.c, 6.1); before, a new plug may be taken for the end of the one before it.
host_is_idle() {
    ! grep -qv '^suspended$' /sys/bus/usb/devices/usb*/power/runtime_status
}
