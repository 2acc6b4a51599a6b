# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash disable=SC2154 # the variables are those of /etc/os-release
# procd's object `system`.

# call_system METHOD ARGUMENTS
call_system() {
    case $1 in
    board) system_board ;;
    info) system_info ;;
    reboot) kill -TERM 1 ;;
    validate_firmware_image) system_validate "$2" ;;
    sysupgrade) system_upgrade "$2" ;;
    *) fail "$UBUS_METHOD_NOT_FOUND" ;;
    esac
}

# first_line FILE: sets $value, empty if there is no such file.
first_line() {
    value=
    { read -r value <"$1"; } 2>/dev/null
}

# The root's file system; the one below if it is an overlay.
rootfs_type() {
    local point type
    value=unknown
    while read -r _ point type _; do
        case "$point $type" in
        "/ overlay") ;;
        "/ "* | "/rom "*) value=$type ;;
        esac
    done </proc/mounts
}

cpu_name() {
    local key text
    while IFS=: read -r key text; do
        case $key in
        "system type"*) value=${text# } ;;
        esac
    done </proc/cpuinfo
}

# Keys and order of openwrt/procd:system.c.
system_board() {
    . /etc/os-release
    json_open "" '{'
    first_line /proc/sys/kernel/osrelease
    json_string kernel "$value"
    first_line /proc/sys/kernel/hostname
    json_string hostname "$value"
    value=unknown
    cpu_name
    json_string system "$value"
    first_line /tmp/sysinfo/model
    json_string model "$value"
    first_line /tmp/sysinfo/board_name
    json_string board_name "$value"
    rootfs_type
    json_string rootfs_type "$value"
    json_open release '{'
    json_string distribution "$NAME"
    json_string version "$VERSION"
    json_string revision "$BUILD_ID"
    json_string target "$OPENWRT_BOARD"
    json_string description "${OPENWRT_RELEASE}"
    [ -z "$OPENWRT_BUILD_DATE" ] || json_string builddate "$OPENWRT_BUILD_DATE"
    json_close '}'
    json_close '}'
    json_print
}

system_info() {
    local uptime key amount total free
    read -r uptime _ </proc/uptime
    while read -r key amount _; do
        case $key in
        MemTotal:) total=$amount ;;
        MemFree:) free=$amount ;;
        esac
    done </proc/meminfo
    json_open "" '{'
    json_item localtime "$(date +%s)"
    json_item uptime "${uptime%.*}"
    json_open memory '{'
    json_item total $((total * 1024))
    json_item free $((free * 1024))
    json_close '}'
    json_close '}'
    json_print
}

# argument JSON KEY: sets $value to a string of the arguments.
argument() {
    case $1 in
    *"\"$2\""*)
        value=${1#*\""$2"\"*:*\"}
        value=${value%%\"*}
        ;;
    *) value= ;;
    esac
}

system_validate() {
    argument "$1" path
    [ -n "$value" ] || fail "$UBUS_INVALID_ARGUMENT"
    /usr/libexec/validate_firmware_image "$value" || fail "$UBUS_UNKNOWN_ERROR"
}

# Hands the upgrade to process 1, which is replaced by it.
system_upgrade() {
    local path backup
    argument "$1" path
    path=$value
    argument "$1" backup
    backup=$value
    [ -n "$path" ] || fail "$UBUS_INVALID_ARGUMENT"
    case $1 in
    *'"force":1'* | *'"force":true'*) ;;
    *)
        VERBOSE=0 SAVE_CONFIG=${backup:+1} /usr/libexec/validate_firmware_image "$path" | grep -q '"valid": true' || {
            echo '{ "error": { "message": "Firmware image is invalid" } }'
            fail "$UBUS_UNKNOWN_ERROR"
        }
        ;;
    esac
    printf '%s\n%s\n' "$path" "$backup" >/tmp/run/upgrade
    kill -HUP 1
}
