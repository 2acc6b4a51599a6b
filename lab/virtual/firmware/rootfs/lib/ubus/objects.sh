# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash source-path=SCRIPTDIR
# The objects of this bus and where their methods are.

states=/var/run/netifd/state

netifd_runs() {
    local pid
    [ -r /var/run/netifd/pid ] && read -r pid </var/run/netifd/pid && kill -0 "$pid" 2>/dev/null
}

# call_object OBJECT METHOD ARGUMENTS
call_object() {
    case $1 in
    system)
        . /lib/ubus/system.sh
        call_system "$2" "$3"
        ;;
    network | network.device | network.interface | network.interface.*)
        netifd_runs || fail "$UBUS_NOT_FOUND"
        . /lib/ubus/network.sh
        call_network "$1" "$2" "$3"
        ;;
    *) fail "$UBUS_NOT_FOUND" ;;
    esac
}

objects() {
    local file
    if netifd_runs; then
        printf '%s\n' network network.device network.interface
        for file in "$states"/*; do
            [ -e "$file" ] && echo "network.interface.${file##*/}"
        done
    fi
    echo system
}

# list_objects [PATTERN]: names, one per line; not found if none matches.
list_objects() {
    local found=
    for name in $(objects); do
        # shellcheck disable=SC2254 # a pattern as ubus takes it
        case $name in
        ${1:-*})
            echo "$name"
            found=1
            ;;
        esac
    done
    [ -n "$found" ] || fail "$UBUS_NOT_FOUND"
}

has_object() {
    case $1 in
    system) ;;
    network | network.device | network.interface) netifd_runs ;;
    network.interface.*) netifd_runs && [ -e "$states/${1#network.interface.}" ] ;;
    *) return 1 ;;
    esac
}

# wait_for OBJECT…: until all are there, or the time limit of -t is over.
wait_for() {
    local ticks=$((timeout * 10))
    while [ $# -gt 0 ]; do
        if has_object "$1"; then
            shift
            continue
        fi
        [ $ticks -gt 0 ] || fail "$UBUS_TIMEOUT"
        ticks=$((ticks - 1))
        sleep 0.1
    done
}
