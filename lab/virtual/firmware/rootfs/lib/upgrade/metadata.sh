# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# Does the image's metadata fit this device? Messages of openwrt:package/base-files/files/lib/upgrade/fwtool.sh.

# metadata_value FILE KEY: the string of a key, or the strings of a list, one per line.
metadata_value() {
    awk -v key="$2" '
        { text = text $0 }
        END {
            if (!match(text, "\"" key "\"[ \t]*:[ \t]*(\"[^\"]*\"|\\[[^]]*\\])")) exit
            text = substr(text, RSTART, RLENGTH)
            sub(/^"[^"]*"[ \t]*:/, "", text)
            count = split(text, part, "\"")
            for (i = 2; i <= count; i += 2) print part[i]
        }' "$1"
}

# metadata_is_json FILE: quotes closed, brackets in pairs, one table.
metadata_is_json() {
    awk '
        { text = text $0 }
        END {
            gsub(/\\./, "", text)
            gsub(/"[^"]*"/, "", text)
            if (text ~ /"/ || text !~ /^[ \t]*\{.*\}[ \t]*$/) exit 1
            while (sub(/\{[^][{}]*\}/, "", text) || sub(/\[[^][{}]*\]/, "", text)) { }
            exit text !~ /^[ \t]*$/
        }' "$1"
}

# check_metadata IMAGE. Settings are kept if SAVE_CONFIG=1.
check_metadata() {
    local file=/tmp/sysupgrade.meta
    if ! fwtool -q -i $file "$1"; then
        v "Image metadata not present"
        [ "$FORCE" = 1 ] ||
            v "Use sysupgrade -F to override this check when downgrading or flashing to vendor firmware"
        return 1
    fi
    if ! metadata_is_json $file; then
        v "Invalid image metadata"
        return 1
    fi
    check_device $file
}

# check_device METADATA
check_device() {
    local ours theirs message key=new_supported_devices device devices
    ours=$(uci -q get 'system.@system[0].compat_version')
    ours=${ours:-1.0}
    theirs=$(metadata_value "$1" compat_version)
    theirs=${theirs:-1.0}
    message=$(metadata_value "$1" compat_message)
    [ "$theirs" != 1.0 ] || key=supported_devices
    read -r device </tmp/sysinfo/board_name
    devices=$(metadata_value "$1" $key)
    case "
$devices
" in
    *"
$device
"*) ;;
    *)
        v "Device $device not supported by this image"
        # shellcheck disable=SC2086 # one line
        v "Supported devices:" $devices
        return 1
        ;;
    esac
    check_compat_version "$ours" "$theirs" "$message"
}

# check_compat_version OURS THEIRS MESSAGE
check_compat_version() {
    if [ "${1%.*}" != "${2%.*}" ]; then
        v "The device is supported, but this image is incompatible for sysupgrade based on the image version ($1->$2)."
    elif [ "$1" != "$2" ] && [ "$SAVE_CONFIG" = 1 ] && [ "$IGNORE_MINOR_COMPAT" != 1 ]; then
        v "The device is supported, but the config is incompatible to the new image ($1->$2). Please upgrade without keeping config (sysupgrade -n)."
    else
        return 0
    fi
    [ -z "$3" ] || v "$3"
    return 1
}
