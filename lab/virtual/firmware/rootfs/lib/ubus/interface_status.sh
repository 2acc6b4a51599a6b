# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash disable=SC2154 # the variables are those of netifd's state file
# An interface's status: keys and order of openwrt/netifd:ubus.c.

# interface_status IF: adds its keys to the open table.
interface_status() {
    local device proto metric autostart present link pending up since address gateway dns lease server
    . "$states/$1"
    json_boolean up "$up"
    json_boolean pending "$pending"
    json_boolean available "$present"
    json_boolean autostart "$autostart"
    json_boolean dynamic 0
    [ "$up" != 1 ] || add_uptime
    json_string proto "$proto"
    [ -z "$device" ] || json_string device "$device"
    [ "$up" != 1 ] || add_details
    add_data
    [ "$present" = 1 ] || [ "$autostart" != 1 ] || add_no_device
}

add_uptime() {
    local now
    read -r now _ </proc/uptime
    json_item uptime $((${now%.*} - since))
    json_string l3_device "$device"
}

add_list() {
    json_open "$1" '['
    json_close ']'
}

add_details() {
    json_open updated '['
    json_string "" addresses
    [ "$proto" = static ] || json_string "" routes
    [ "$proto" = static ] || json_string "" data
    json_close ']'
    json_item metric "${metric:-0}"
    json_item dns_metric 0
    json_boolean delegation 1
    add_ipv4_addresses
    if [ "$proto" = dhcpv6 ]; then
        . /lib/ubus/ipv6_status.sh
        add_ipv6_addresses "$device"
    else
        add_list ipv6-address
    fi
    add_list ipv6-prefix
    add_list ipv6-prefix-assignment
    add_routes
    add_dns
    add_list dns-search
    add_list neighbors
    json_open inactive '{'
    for list in ipv4-address ipv6-address route dns-server dns-search; do
        add_list $list
    done
    json_close '}'
}

add_ipv4_addresses() {
    local one
    json_open ipv4-address '['
    for one in $address; do
        json_open "" '{'
        json_string address "${one%/*}"
        json_item mask "${one#*/}"
        json_close '}'
    done
    json_close ']'
}

add_routes() {
    json_open route '['
    if [ -n "$gateway" ]; then
        json_open "" '{'
        json_string target 0.0.0.0
        json_item mask 0
        json_string nexthop "$gateway"
        json_string source "${address%/*}/32"
        json_close '}'
    fi
    [ "$proto" != dhcpv6 ] || add_ipv6_routes "$device"
    json_close ']'
}

add_dns() {
    local one
    json_open dns-server '['
    for one in ${dns//,/ }; do
        json_string "" "$one"
    done
    json_close ']'
}

add_data() {
    json_open data '{'
    [ -z "$server" ] || json_string dhcpserver "$server"
    [ -z "$lease" ] || json_item leasetime "$lease"
    json_close '}'
}

add_no_device() {
    json_open errors '['
    json_open "" '{'
    json_string subsystem interface
    json_string code NO_DEVICE
    json_close '}'
    json_close ']'
}
