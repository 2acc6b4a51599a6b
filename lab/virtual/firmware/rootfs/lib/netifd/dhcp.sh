# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# proto dhcp: udhcpc with netifd's options. Its messages go to the log as "IF (PID): udhcpc: …".

dhcp_up() {
    local i=$1 device pid
    state "$i" device
    device=$value
    rm -f "$run/$i.fifo"
    mkfifo "$run/$i.fifo"
    INTERFACE=$i udhcpc -p "/var/run/udhcpc-$device.pid" -s /lib/netifd/dhcp.script -f -t 0 -i "$device" \
        -x "hostname:$(hostname)" -C -R -O 121 >"$run/$i.fifo" 2>&1 3>&- &
    pid=$!
    set_state "$i" pid=$pid
    while read -r line; do
        log "$i ($pid): $line"
    done <"$run/$i.fifo" 3>&- &
}

dhcp_down() {
    state "$1" pid
    [ -n "$value" ] && kill "$value" 2>/dev/null && wait "$value"
    set_state "$1" pid=
    dhcp_lose_lease "$1"
}

dhcp_lose_lease() {
    local i=$1 device address
    state "$i" device
    device=$value
    state "$i" address
    address=$value
    [ -n "$address" ] && device_exists "$device" && ip addr del "$address" dev "$device" 2>/dev/null
    set_state "$i" address= gateway= dns= lease= server=
    write_resolv_conf
}

# dhcp_event IF deconfig | IF bound IP BITS ROUTER DNS,… LEASE SERVER, with - for what the server did not say.
dhcp_event() {
    local i=$1
    [ "$2" = bound ] && is "$i" present || return
    dhcp_take_lease "$i" "$3/$4" "${5#-}" "${6#-}"
    set_state "$i" lease="$7" server="${8#-}"
    if is "$i" up; then
        save "$i"
    else
        interface_is_up "$i"
    fi
}

dhcp_take_lease() {
    local i=$1 address=$2 gateway=$3 device
    state "$i" device
    device=$value
    state "$i" address
    [ -n "$value" ] && [ "$value" != "$address" ] && ip addr del "$value" dev "$device"
    [ "$value" = "$address" ] || ip addr add "$address" brd + dev "$device"
    state "$i" metric
    [ -n "$gateway" ] && ip route replace default via "$gateway" dev "$device" proto static src "${address%/*}" \
        ${value:+metric "$value"}
    set_state "$i" address="$address" gateway="$gateway" dns="$4"
    write_resolv_conf
}

# The upstream name servers, where dnsmasq looks for them.
write_resolv_conf() {
    local i server
    for i in $interfaces; do
        state "$i" dns
        [ -n "$value" ] || continue
        echo "# Interface $i"
        IFS=", "
        for server in $value; do
            echo "nameserver $server"
        done
        unset IFS
    done >/tmp/resolv.conf.d/.auto
    mv /tmp/resolv.conf.d/.auto /tmp/resolv.conf.d/resolv.conf.auto
}
