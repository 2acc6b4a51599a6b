# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# proto static: up as soon as its device is, link or not (force_link is netifd's default for it).

static_up() {
    local i=$1 device address gateway
    state "$i" device
    device=$value
    config "$i" address
    for address in $value; do
        ip addr add "$address" brd + dev "$device" 2>/dev/null
    done
    set_state "$i" address="$value"
    config "$i" gateway
    gateway=$value
    state "$i" metric
    [ -n "$gateway" ] && ip route replace default via "$gateway" dev "$device" proto static ${value:+metric "$value"}
    config "$i" dns
    set_state "$i" gateway="$gateway" dns="$value"
    interface_is_up "$i"
}

static_down() {
    local address device
    state "$1" device
    device=$value
    state "$1" address
    for address in $value; do
        ip addr del "$address" dev "$device" 2>/dev/null
    done
}
