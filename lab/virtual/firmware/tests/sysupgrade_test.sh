#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# sysupgrade's checks before anything is written: messages and exit codes of OpenWrt's sysupgrade and fwtool.sh, chunks
# as openwrt/fwtool:fwimage.h has them.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=testing.sh
source "$here/testing.sh"
# shellcheck source-path=SCRIPTDIR source=root.sh
source "$here/root.sh"
need_namespaces

# bytes NUMBER: four bytes, big-endian.
bytes() {
    local hex
    printf -v hex '%08x' "$1"
    printf '%b' "\\x${hex:0:2}\\x${hex:2:2}\\x${hex:4:2}\\x${hex:6:2}"
}

# append_chunk FILE TYPE TEXT: as fwtool -I (1) and -S (0) do.
append_chunk() {
    local size=$((${#3} + 16)) crc
    if [[ $2 == 1 ]]; then
        printf '\0\0\0\0\0\0\0\0' >>"$1"
        size=$((size + 8))
    fi
    printf '%s' "$3" >>"$1"
    crc=$((0x$(busybox crc32 <"$1" | cut -d' ' -f1) ^ 0xffffffff))
    {
        printf FWx0
        bytes "$crc"
        printf '%b\0\0\0' "\\x0$2"
        bytes "$size"
    } >>"$1"
}

# image METADATA: $root/image.bin with that metadata.
image() {
    echo "not really a tar" >"$root/image.bin"
    append_chunk "$root/image.bin" 1 "$1"
}

# upgrade_test OPTIONS [SETUP]: sysupgrade -T of image.bin in /tmp, without dates, and the exit code.
upgrade_test() {
    inside "$root" "config_generate; cp /image.bin /tmp; ${2-}
        sysupgrade -T $1 /tmp/image.bin; echo exit \$?" | sed 's/.* upgrade: /upgrade: /'
}

good='{ "compat_version": "1.1", "compat_message": "Config cannot be migrated",
    "new_supported_devices":["dlink,dir-3040-a1"], "supported_devices": ["dlink,dir-3040-a1 - mismatch"] }'
first='{ "supported_devices": ["dlink,dir-3040-a1"] }'
new_root cidr

image "$good"
is "a good image is silent" "$(upgrade_test '')" "exit 0"
is "validate_firmware_image says so in JSON" \
    "$(inside "$root" 'config_generate; /usr/libexec/validate_firmware_image /image.bin')" \
    '{ "tests": { "fwtool_signature": true, "fwtool_device_match": true }, "valid": true, "forceable": true, "allow_backup": true }'
is "another board is refused, naming the supported" \
    "$(upgrade_test '' 'echo dlink,dir-2640-a1 >/tmp/sysinfo/board_name')" \
"upgrade: Device dlink,dir-2640-a1 not supported by this image
upgrade: Supported devices: dlink,dir-3040-a1
Image check failed.
exit 1"
is "force goes on after a failed check" \
    "$(upgrade_test -F 'echo dlink,dir-2640-a1 >/tmp/sysinfo/board_name')" \
"upgrade: Device dlink,dir-2640-a1 not supported by this image
upgrade: Supported devices: dlink,dir-3040-a1
Image check failed but --force given - will update anyway!
exit 0"

old_device="uci set system.@system[0].compat_version=1.0; uci commit"
is "another minor compat version needs -n" "$(upgrade_test '' "$old_device")" \
"upgrade: The device is supported, but the config is incompatible to the new image (1.0->1.1). Please upgrade without keeping config (sysupgrade -n).
upgrade: Config cannot be migrated
Image check failed.
exit 1"
is "with -n it passes" "$(upgrade_test -n "$old_device")" "exit 0"
is "another major compat version is refused" \
    "$(upgrade_test -n "uci set system.@system[0].compat_version=2.0; uci commit")" \
"upgrade: The device is supported, but this image is incompatible for sysupgrade based on the image version (2.0->1.1).
upgrade: Config cannot be migrated
Image check failed.
exit 1"

image "$first"
is "an image without compat_version is read by supported_devices" "$(upgrade_test -n "$old_device")" "exit 0"

image '{ "compat_version": "1.1", }}'
is "bad JSON is refused" "$(upgrade_test '')" \
"upgrade: Invalid image metadata
Image check failed.
exit 1"

image "$good"
printf x >>"$root/image.bin"
is "no trailer is no metadata" "$(upgrade_test '')" \
"upgrade: Image metadata not present
upgrade: Use sysupgrade -F to override this check when downgrading or flashing to vendor firmware
Image check failed.
exit 1"

image "$good"
printf X | dd of="$root/image.bin" conv=notrunc status=none
is "fwtool refuses a wrong CRC" "$(inside "$root" 'fwtool -i - /image.bin; echo $?')" \
"CRC error
1"

image '{"a":1}'
append_chunk "$root/image.bin" 0 "a signature"
is "fwtool finds metadata before a signature, the signature, and the image without both" \
    "$(inside "$root" 'fwtool -i - /image.bin; echo; fwtool -s - /image.bin; echo; fwtool -T /image.bin')" \
'{"a":1}
a signature
not really a tar'

is "a missing file is named so" "$(inside "$root" 'sysupgrade -T /tmp/nope; echo $?')" \
"Image file not found.
1"

finish
