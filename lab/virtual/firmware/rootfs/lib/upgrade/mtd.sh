# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash

# mtd_device NAME: prints mtdN; fails if there is no partition of that name.
mtd_device() {
    local device name
    while read -r device _ _ name; do
        if [ "$name" = "\"$1\"" ]; then
            echo "${device%:}"
            return 0
        fi
    done </proc/mtd
    return 1
}
