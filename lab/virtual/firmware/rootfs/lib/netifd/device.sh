# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# Network devices: existence, link, bridges.

device_exists() {
    [ -n "$1" ] && [ -d "/sys/class/net/$1" ]
}

device_has_link() {
    local carrier=0
    { read -r carrier <"/sys/class/net/$1/carrier"; } 2>/dev/null
    [ "$carrier" = 1 ]
}

# device_index DEVICE: sets $value to the kernel's number of it, which changes when a device is unplugged and comes
# back under the same name.
device_index() {
    read -r value <"/sys/class/net/$1/ifindex"
}

# Sets the device up for its first interface.
device_claim() {
    on_device "$1"
    [ -n "$value" ] || ip link set "$1" up
}

# Sets the device down after its last interface.
device_release() {
    on_device "$1"
    if [ -z "$value" ]; then
        link_is "$1" down
        device_exists "$1" && ip link set "$1" down
    fi
}

# link_is DEVICE up|down: the device's own line in the log, once for all its interfaces.
link_is() {
    case "$2 $linked" in
    "up "*" $1 "*) return ;;
    "up "*) linked="$linked $1 " ;;
    "down "*" $1 "*) linked="${linked%% "$1" *} ${linked#* "$1" }" ;;
    *) return ;;
    esac
    log "Network device '$1' link is $2"
}

make_bridges() {
    local n
    for n in $bridges; do
        eval "value=\$bridge_${n}_name"
        device_exists "$value" || ip link add "$value" type bridge
    done
    join_bridges
}

# Ports that exist join their bridge, at any time.
join_bridges() {
    local n bridge ports port
    for n in $bridges; do
        eval "bridge=\$bridge_${n}_name ports=\$bridge_${n}_ports"
        for port in $ports; do
            device_exists "$port" || continue
            [ ! -e "/sys/class/net/$port/master" ] || continue
            bridge_address "$bridge" "$port"
            ip link set "$port" master "$bridge" up
        done
    done
}

# bridge_address BRIDGE PORT: the first port gives the bridge its address, which is kept, as netifd has it.
bridge_address() {
    for value in "/sys/class/net/$1/brif"/*; do
        [ ! -e "$value" ] || return 0
    done
    read -r value <"/sys/class/net/$2/address"
    ip link set "$1" address "$value"
}

remove_bridges() {
    local n
    for n in $bridges; do
        eval "value=\$bridge_${n}_name"
        ip link del "$value"
    done
}
