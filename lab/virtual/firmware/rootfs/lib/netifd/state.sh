# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# What is known of each interface: state_IF_FIELD. `save` writes it where ubus reads it.
#   device, proto, metric  as configured when the interface was claimed
#   autostart    1 unless stopped by ifdown         present   1 if its device exists
#   index        of the device we set up, or none   link      1 if that device has a carrier
#   pending, up  1 while setting up, once up        since     seconds after boot when it came up
#   address, gateway, dns, lease, server            what it has got; address as ADDRESS/BITS…

state_fields="device proto metric autostart present link pending up since address gateway dns lease server"

# state IF FIELD: sets $value.
state() {
    eval "value=\$state_$1_$2"
}

# is IF FIELD: whether it is 1.
is() {
    eval "[ \"\$state_$1_$2\" = 1 ]"
}

# on_device DEVICE: sets $value to the interfaces that have it set up.
on_device() {
    local i found=
    for i in $interfaces; do
        eval "[ -n \"\$state_${i}_index\" ] && [ \"\$state_${i}_device\" = \"$1\" ]" && found="$found $i"
    done
    value=$found
}

# set_state IF FIELD=TEXT…
set_state() {
    local i=$1 pair
    shift
    for pair in "$@"; do
        eval "state_${i}_${pair%%=*}=\${pair#*=}"
    done
}

uptime_seconds() {
    read -r value _ </proc/uptime
    value=${value%.*}
}

# By a rename, so that a reader finds the old or the new state.
save() {
    local field
    for field in $state_fields; do
        state "$1" "$field"
        echo "$field='$value'"
    done >"$run/.$1"
    mv "$run/.$1" "$run/state/$1"
}
