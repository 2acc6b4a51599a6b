# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# The settings as shell variables (see config.awk): $interfaces, $bridges, and per interface or bridge NAME_FIELD.

load_config() {
    local i
    for i in $interfaces; do
        eval "config_${i}_everything="
    done
    eval "$(awk -f /lib/uci/model.awk -f /lib/uci/file.awk -f /lib/uci/query.awk -f /lib/netifd/config.awk)"
}

# config NAME FIELD: sets $value.
config() {
    eval "value=\$config_$1_$2"
}

# Takes over changed settings: interfaces whose section or device changed are restarted, others left alone.
reload_config() {
    local i old=$interfaces
    for i in $interfaces; do
        eval "old_$i=\$config_${i}_everything"
    done
    load_config
    make_bridges
    for i in $old; do
        eval "[ \"\$old_$i\" = \"\$config_${i}_everything\" ]" && continue
        interface_down "$i"
        case " $interfaces " in
        *" $i "*) ;;
        *) rm -f "$run/state/$i" ;;
        esac
    done
    start_interfaces
}
