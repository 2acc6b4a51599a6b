# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash source-path=SCRIPTDIR
# The objects of netifd. State is read from the files netifd keeps; commands go to its queue.

events=/var/run/netifd/events.fifo

# call_network OBJECT METHOD ARGUMENTS
call_network() {
    local interface=${1#network.interface.}
    case $1 in
    network.interface)
        # The interface may be named in the arguments: {"interface":"wan"}.
        interface=${3#*\"interface\"*:*\"}
        interface=${interface%%\"*}
        [ "$2" = dump ] || [ "$3" != "{}" ] || fail "$UBUS_INVALID_ARGUMENT"
        call_interface "$interface" "$2"
        ;;
    network.interface.*) call_interface "$interface" "$2" ;;
    network.device) call_device "$2" ;;
    network) call_main "$2" ;;
    esac
}

call_main() {
    case $1 in
    reload) echo reload >$events ;;
    restart) /etc/init.d/network restart ;;
    *) fail "$UBUS_METHOD_NOT_FOUND" ;;
    esac
}

# call_interface IF METHOD
call_interface() {
    if [ "$2" = dump ]; then
        dump_interfaces
        return
    fi
    [ -e "$states/$1" ] || fail "$UBUS_NOT_FOUND"
    case $2 in
    status)
        . /lib/ubus/interface_status.sh
        json_open "" '{'
        interface_status "$1"
        json_close '}'
        json_print
        ;;
    up | down) echo "$2 $1" >$events ;;
    *) fail "$UBUS_METHOD_NOT_FOUND" ;;
    esac
}

dump_interfaces() {
    local file
    . /lib/ubus/interface_status.sh
    json_open "" '{'
    json_open interface '['
    for file in "$states"/*; do
        json_open "" '{'
        json_string interface "${file##*/}"
        interface_status "${file##*/}"
        json_close '}'
    done
    json_close ']'
    json_close '}'
    json_print
}

call_device() {
    [ "$1" = status ] || fail "$UBUS_METHOD_NOT_FOUND"
    . /lib/ubus/device_status.sh
    device_statuses
}
