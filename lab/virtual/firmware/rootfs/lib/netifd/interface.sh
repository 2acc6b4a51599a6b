# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# An interface's life. Log texts are those of openwrt/netifd:interface.c.

start_interfaces() {
    local i
    for i in $interfaces; do
        state "$i" autostart
        [ -z "$value" ] && config "$i" auto && set_state "$i" autostart="$value"
        remember_config "$i"
        save "$i"
    done
}

# An interface keeps the device and protocol it was set up with until it is down.
remember_config() {
    local field
    state "$1" index
    [ -z "$value" ] || return
    for field in device proto metric; do
        config "$1" $field
        set_state "$1" $field="$value"
    done
}

# Compares what is with what was known, and acts on each difference.
look_at_devices() {
    local i
    join_bridges
    for i in $interfaces; do
        is "$i" autostart && look_at_interface "$i"
    done
}

look_at_interface() {
    local i=$1 device index
    state "$i" device
    device=$value
    state "$i" index
    index=$value
    if ! device_exists "$device"; then
        [ -n "$index" ] && interface_without_device "$i"
        return
    fi
    device_index "$device"
    if [ -n "$index" ] && [ "$index" != "$value" ]; then
        index=$value
        interface_without_device "$i"
    else
        index=$value
    fi
    is "$i" present || interface_with_device "$i" "$device" "$index"
    if device_has_link "$device"; then
        is "$i" link || interface_with_link "$i" "$device"
    else
        is "$i" link && interface_without_link "$i" "$device"
    fi
}

# interface_with_device IF DEVICE INDEX
interface_with_device() {
    local i=$1
    device_claim "$2"
    set_state "$i" present=1 index="$3" link=0 pending=0 up=0
    log "Interface '$i' is enabled"
    state "$i" proto
    [ "$value" = static ] && interface_set_up "$i"
    save "$i"
}

interface_with_link() {
    local i=$1
    link_is "$2" up
    set_state "$i" link=1
    log "Interface '$i' has link connectivity"
    is "$i" up || interface_set_up "$i"
    save "$i"
}

interface_set_up() {
    log "Interface '$1' is setting up now"
    set_state "$1" pending=1
    state "$1" proto
    case $value in
    static | dhcp | dhcpv6) "${value}_up" "$1" ;;
    none) interface_is_up "$1" ;;
    esac
}

interface_is_up() {
    uptime_seconds
    set_state "$1" pending=0 up=1 since="$value"
    save "$1"
    log "Interface '$1' is now up"
    state "$1" device
    ACTION=ifup INTERFACE=$1 DEVICE=$value /sbin/hotplug-call iface 3>&- 4>&- &
}

# Undoes the protocol. The device stays as it is.
interface_undo() {
    is "$1" pending || is "$1" up || return
    state "$1" proto
    case $value in
    static | dhcp | dhcpv6) "${value}_down" "$1" ;;
    esac
    set_state "$1" pending=0 up=0
    log "Interface '$1' is now down"
}

interface_without_link() {
    local i=$1
    link_is "$2" down
    set_state "$i" link=0
    log "Interface '$i' has link connectivity loss"
    state "$i" proto
    [ "$value" = static ] || interface_undo "$i"
    save "$i"
}

interface_without_device() {
    local i=$1
    state "$i" device
    is "$i" link && interface_without_link "$i" "$value"
    interface_undo "$i"
    set_state "$i" present=0 index= link=0
    log "Interface '$i' is disabled"
    save "$i"
}

# The protocol lost what it had, the link is there: it starts again.
interface_lost() {
    log "Interface '$1' has lost the connection"
    interface_undo "$1"
    interface_set_up "$1"
    save "$1"
}

interface_down() {
    local i=$1
    state "$i" index
    [ -n "$value" ] || return
    interface_undo "$i"
    set_state "$i" present=0 index= link=0
    state "$i" device
    device_release "$value"
    log "Interface '$i' is disabled"
    save "$i"
}

# interface_start IF, interface_stop IF: ifup and ifdown.
interface_start() {
    interface_down "$1"
    set_state "$1" autostart=1
    remember_config "$1"
    save "$1"
}

interface_stop() {
    set_state "$1" autostart=0
    interface_down "$1"
    save "$1"
}
