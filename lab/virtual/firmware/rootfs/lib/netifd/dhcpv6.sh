# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# proto dhcpv6, the part a hotspot with a single /64 needs: an address by router advertisement, taken by the kernel.

# A router takes no advertisements unless told to; starting IPv6 anew on the device makes the kernel solicit one.
dhcpv6_up() {
    local conf
    state "$1" device
    conf=/proc/sys/net/ipv6/conf/$value
    echo 2 >"$conf/accept_ra"
    echo 1 >"$conf/disable_ipv6"
    echo 0 >"$conf/disable_ipv6"
}

dhcpv6_down() {
    state "$1" device
    device_exists "$value" || return
    echo 0 >"/proc/sys/net/ipv6/conf/$value/accept_ra"
    ip -6 addr flush dev "$value" scope global
}

# has_global_address DEVICE: in /proc/net/if_inet6 the scope 00 is global, 40 site-local (QEMU's user network).
has_global_address() {
    local scope device
    while read -r _ _ _ scope _ device; do
        case "$scope $device" in
        "00 $1" | "40 $1") return 0 ;;
        esac
    done </proc/net/if_inet6
    return 1
}

look_at_dhcpv6() {
    local i
    for i in $interfaces; do
        state "$i" proto
        [ "$value" = dhcpv6 ] || continue
        is "$i" link || continue
        state "$i" device
        if has_global_address "$value"; then
            is "$i" up || interface_is_up "$i"
        elif is "$i" up; then
            interface_lost "$i"
        fi
    done
}
