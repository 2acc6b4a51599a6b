# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# `network.device status`: what exists, its link and address.

device_status() {
    local carrier=0 address state mtu
    { read -r carrier <"/sys/class/net/$1/carrier"; } 2>/dev/null
    read -r state <"/sys/class/net/$1/operstate"
    read -r address <"/sys/class/net/$1/address"
    read -r mtu <"/sys/class/net/$1/mtu"
    json_open "$1" '{'
    json_boolean present 1
    json_boolean up "$([ "$state" = down ] || echo 1)"
    json_boolean carrier "$carrier"
    json_item mtu "$mtu"
    json_string macaddr "$address"
    json_close '}'
}

device_statuses() {
    local file
    json_open "" '{'
    for file in /sys/class/net/*; do
        device_status "${file##*/}"
    done
    json_close '}'
    json_print
}
