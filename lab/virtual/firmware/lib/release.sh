# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What a firmware says it is. Uses $epoch.

# add_release ROOT VERSION REVISION
add_release() {
    cat >"$1/etc/openwrt_release" <<END
DISTRIB_ID='OpenWrt'
DISTRIB_RELEASE='$2'
DISTRIB_REVISION='$3'
DISTRIB_TARGET='ramips/mt7621'
DISTRIB_ARCH='mipsel_24kc'
DISTRIB_DESCRIPTION='OpenWrt $2 $3'
DISTRIB_TAINTS=''
END
    cat >"$1/etc/os-release" <<END
NAME="OpenWrt"
VERSION="$2"
ID="openwrt"
ID_LIKE="lede openwrt"
PRETTY_NAME="OpenWrt $2"
VERSION_ID="${2,,}"
BUILD_ID="$3"
OPENWRT_BOARD="ramips/mt7621"
OPENWRT_ARCH="mipsel_24kc"
OPENWRT_TAINTS=""
OPENWRT_DEVICE_MANUFACTURER="tetherlab"
OPENWRT_DEVICE_PRODUCT="stand-in firmware"
OPENWRT_RELEASE="OpenWrt $2 $3"
OPENWRT_BUILD_DATE="$epoch"
END
    echo "$3" >"$1/etc/openwrt_version"
    cat >"$1/etc/banner" <<END
 -----------------------------------------------------
 tetherlab stand-in firmware, a test double of OpenWrt
 $2, $3
 -----------------------------------------------------
END
    cat >"$1/etc/board.json" <<END
{
	"model": { "id": "dlink,dir-3040-a1", "name": "D-Link DIR-3040 A1" },
	"system": { "compat_version": "1.1" },
	"network": {
		"lan": { "ports": [ "lan1", "lan2", "lan3", "lan4" ], "protocol": "static" },
		"wan": { "device": "wan", "protocol": "dhcp" }
	}
}
END
}

# describe VARIANT VERSION REVISION USB-KMODS: the image's metadata as OpenWrt's include/image-commands.mk writes it, and
# what the variant is, under a key of ours.
describe() {
    local board=dlink,dir-3040-a1 reason="Config cannot be migrated from swconfig to DSA" kmods
    kmods=$(chosen_kmods "$4" | cut -f1 | sed 's/.*/"&"/' | paste -sd,)
    printf '{ "metadata_version": "1.1", "compat_version": "1.1", "compat_message": "%s", ' "$reason"
    printf '"new_supported_devices":["%s"], "supported_devices": ["%s - Image version mismatch: ' $board $board
    printf 'image 1.1, device 1.0. Please wipe config during upgrade (force required) or reinstall. '
    printf 'Reason: %s"], ' "$reason"
    printf '"version": { "dist": "OpenWrt", "version": "%s", "revision": "%s", ' "$2" "$3"
    printf '"target": "ramips/mt7621", "board": "%s" }, ' "${board/,/_}"
    printf '"tetherlab": { "variant": "%s", "kmods": [%s] } }\n' "$1" "$kmods"
}
