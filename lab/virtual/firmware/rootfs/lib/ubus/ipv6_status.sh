# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# What the kernel took from router advertisements. Busybox ip prints
#     inet6 2001:db8::1/64 scope global dynamic
#        valid_lft 3600sec preferred_lft 1800sec
# and  default via fe80::1 dev usb0  metric 1024  expires 1790sec

# All but link-local ones, as netifd has them.
add_ipv6_addresses() {
    local word first second third current=
    json_open ipv6-address '['
    while read -r word first second third; do
        case "$word $third" in
        "inet6 link"*) current= ;;
        inet6*) current=$first ;;
        valid_lft*) [ -z "$current" ] || add_ipv6_address "$current" "${third%sec}" "${first%sec}" ;;
        esac
    done <<END
$(ip -6 addr show dev "$1")
END
    json_close ']'
}

# add_ipv6_address ADDRESS/BITS PREFERRED VALID
add_ipv6_address() {
    json_open "" '{'
    json_string address "${1%/*}"
    json_item mask "${1#*/}"
    [ "$3" = forever ] || json_item preferred "$2"
    [ "$3" = forever ] || json_item valid "$3"
    json_close '}'
}

add_ipv6_routes() {
    local target gateway
    while read -r target _ gateway _; do
        [ "$target" = default ] || continue
        json_open "" '{'
        json_string target ::
        json_item mask 0
        json_string nexthop "$gateway"
        json_close '}'
    done <<END
$(ip -6 route show dev "$1")
END
}
