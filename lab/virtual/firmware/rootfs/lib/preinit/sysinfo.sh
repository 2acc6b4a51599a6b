# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash

# kernel_log TEXT…: a line in the kernel log, and so on the console, with the kernel's time stamp.
kernel_log() {
    echo "$*" >/dev/kmsg
}

# The board's names, from the device tree and only if nobody gave them before (openwrt: lib/preinit/02_sysinfo).
write_sysinfo() {
    first_string /proc/device-tree/compatible /tmp/sysinfo/board_name
    first_string /proc/device-tree/model /tmp/sysinfo/model
}

# first_string PROPERTY FILE: device tree strings end in a NUL, which tr turns into the end of a line.
first_string() {
    [ -r "$1" ] && [ ! -e "$2" ] || return 0
    tr '\0' '\n' <"$1" | {
        read -r text
        echo "$text" >"$2"
    }
}
