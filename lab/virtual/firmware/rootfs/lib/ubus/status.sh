# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash disable=SC2034
UBUS_INVALID_ARGUMENT=2
UBUS_METHOD_NOT_FOUND=3
UBUS_NOT_FOUND=4
UBUS_TIMEOUT=7
UBUS_NOT_SUPPORTED=8
UBUS_UNKNOWN_ERROR=9

# fail STATUS: ends ubus with its message.
fail() {
    local text
    case $1 in
    2) text="Invalid argument" ;;
    3) text="Method not found" ;;
    4) text="Not found" ;;
    7) text="Request timed out" ;;
    8) text="Operation not supported" ;;
    *) text="Unknown error" ;;
    esac
    [ -n "$json_simple" ] || echo "Command failed: $text" >&2
    exit "$1"
}
