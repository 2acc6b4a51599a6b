#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# The package databases and the tools that list them, and what the variants of variants.tsv ship.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=testing.sh
source "$here/testing.sh"
# shellcheck source-path=SCRIPTDIR source=root.sh
source "$here/root.sh"
# shellcheck source-path=SCRIPTDIR source=../lib/kmods.sh
source "$firmware/lib/kmods.sh"
# shellcheck source-path=SCRIPTDIR source=../lib/database.sh
source "$firmware/lib/database.sh"
# shellcheck source-path=SCRIPTDIR source=../lib/release.sh
source "$firmware/lib/release.sh"
need_namespaces

# root_with DATABASE USB-KMODS
root_with() {
    new_root cidr
    work=$root/tmp here=$firmware kernel_version=6.1.176 add_database "$root" "$1" r90001-7e7be71ab1 "$2"
}

root_with apk cdc-ether,rndis
is "apk list -I: name-version arch {origin} (license) [installed]" \
    "$(inside "$root" 'apk list -I kmod-usb-net-rndis')" \
    "kmod-usb-net-rndis-6.1.176.7e7be71ab100000000000000000000ff-r1 mipsel_24kc {kmod-usb-net-rndis} (Apache-2.0) [installed]"
is "apk list --installed --manifest: name version" \
    "$(inside "$root" 'apk list --installed --manifest "kmod-usb-net*"')" \
"kmod-usb-net 6.1.176.7e7be71ab100000000000000000000ff-r1
kmod-usb-net-cdc-ether 6.1.176.7e7be71ab100000000000000000000ff-r1
kmod-usb-net-rndis 6.1.176.7e7be71ab100000000000000000000ff-r1"
is "apk info -e tells by its exit code" \
    "$(inside "$root" 'apk info -e kmod-usb-net-rndis; echo $?; apk info -e kmod-usb-acm; echo $?')" \
"kmod-usb-net-rndis
0
1"
is "a build of the apk era has no opkg" "$(inside "$root" 'opkg list-installed; echo $?')" \
"/bin/sh: opkg: not found
127"

root_with opkg cdc-ether
is "opkg list-installed: name - version" \
    "$(inside "$root" 'opkg list-installed "kmod-usb-net*"')" \
"kmod-usb-net - 6.1.176.7e7be71ab100000000000000000000ff-r1
kmod-usb-net-cdc-ether - 6.1.176.7e7be71ab100000000000000000000ff-r1"

variant_kmods() {
    local kmods
    kmods=$(table "$firmware/variants.tsv" | awk -F '\t' -v name="$1" '$1 == name { print $4 }')
    here=$firmware chosen_kmods "$kmods" | awk -F '\t' '$2 != "always" { printf "%s ", $5 }'
}
is "standin has RNDIS and ECM" "$(variant_kmods standin)" "mii usbnet cdc_ether rndis_host "
is "standin-ecm-only has no RNDIS" "$(variant_kmods standin-ecm-only)" "mii usbnet cdc_ether "
is "standin-no-cdc-ether has RNDIS without what it needs" "$(variant_kmods standin-no-cdc-ether)" "mii usbnet rndis_host "
is "standin-no-kmods has no USB network at all" "$(variant_kmods standin-no-kmods)" ""
is "standin-all-kmods has what made many a hotspot work" "$(variant_kmods standin-all-kmods)" \
    "mii usbnet cdc_ether rndis_host cdc_ncm cdc-wdm cdc_mbim qmi_wwan libphy phylink selftests asix cdc-acm "
is "no two variants have one revision, by which a flash is proved" \
    "$(table "$firmware/variants.tsv" | cut -f3 | sort | uniq -d)" ""
is "the description beside an image is its fwtool metadata, as image-commands.mk writes it" \
    "$(here=$firmware describe standin-no-kmods SNAPSHOT r1-x none | sed 's/"tetherlab".*//')" \
'{ "metadata_version": "1.1", "compat_version": "1.1", "compat_message": "Config cannot be migrated from swconfig to DSA", "new_supported_devices":["dlink,dir-3040-a1"], "supported_devices": ["dlink,dir-3040-a1 - Image version mismatch: image 1.1, device 1.0. Please wipe config during upgrade (force required) or reinstall. Reason: Config cannot be migrated from swconfig to DSA"], "version": { "dist": "OpenWrt", "version": "SNAPSHOT", "revision": "r1-x", "target": "ramips/mt7621", "board": "dlink_dir-3040-a1" }, '

finish
