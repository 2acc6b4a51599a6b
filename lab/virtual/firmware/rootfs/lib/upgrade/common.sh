# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash

# v TEXT…: what sysupgrade says as it works, also to the system log.
v() {
    [ "${VERBOSE:-1}" -ge 1 ] || return 0
    echo "$(date) upgrade: $*" >&2
    logger -t upgrade "$*" 2>/dev/null
}
