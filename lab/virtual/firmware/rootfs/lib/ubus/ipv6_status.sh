# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# What the kernel took from router advertisements. Busybox ip prints
#     inet6 2001:db8::1/64 scope global dynamic
#        valid_lft 3600sec preferred_lft 1800sec
# and  default via fe80::1 dev usb0  metric 1024  expires 1790sec

add_ipv6_addresses() {
    local word address valid preferred
    json_open ipv6-address '['
    while read -r word address preferred _; do
        case $word in
        inet6) current=$address ;;
        valid_lft)
            valid=${address%sec}
            set -- $preferred
            json_open "" '{'
            json_string address "${current%/*}"
            json_item mask "${current#*/}"
            json_item valid "$valid"
            json_close '}'
            ;;
        esac
    done <<END
$(ip -6 addr show dev "$1" scope global)
END
    json_close ']'
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
