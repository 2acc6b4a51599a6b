#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# ubus: objects, output forms and exit codes (openwrt/ubus:cli.c, procd:system.c).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=testing.sh
source "$here/testing.sh"
# shellcheck source-path=SCRIPTDIR source=root.sh
source "$here/root.sh"
# shellcheck source-path=SCRIPTDIR source=../lib/release.sh
source "$firmware/lib/release.sh"
need_namespaces

new_root cidr
add_release "$root" SNAPSHOT r90001-7e7be71ab1
kernel='s/"kernel":"[^"]*"/"kernel":"K"/; s/"system":"[^"]*"/"system":"S"/; s/"rootfs_type":"[^"]*"/"rootfs_type":"F"/'

is "system board has procd's keys in procd's order, builddate a string" \
    "$(inside "$root" "hostname OpenWrt; ubus -S call system board" | sed "$kernel")" \
    '{"kernel":"K","hostname":"OpenWrt","system":"S","model":"D-Link DIR-3040 A1","board_name":"dlink,dir-3040-a1","rootfs_type":"F","release":{"distribution":"OpenWrt","version":"SNAPSHOT","revision":"r90001-7e7be71ab1","target":"ramips/mt7621","description":"OpenWrt SNAPSHOT r90001-7e7be71ab1","builddate":"1767225600"}}'

is "without -S the text is indented with tabs" \
    "$(inside "$root" 'ubus call system board | tail -n 3')" \
"		\"builddate\": \"1767225600\"
	}
}"

is "an unknown object is exit 4, an unknown method exit 3" \
    "$(inside "$root" 'ubus call network.interface.nope status; echo $?; ubus call system nope; echo $?')" \
"Command failed: Not found
4
Command failed: Method not found
3"

is "-S keeps the message back" "$(inside "$root" 'ubus -S call nope nope; echo $?')" "4"

is "list has names, one per line, and takes a pattern" \
    "$(inside "$root" 'ubus list; ubus list "net*"; echo $?')" \
"system
Command failed: Not found
4"

is "wait_for ends with 7 when the time is over" \
    "$(inside "$root" 'ubus -t 0 wait_for network.interface.wan; echo $?; ubus wait_for system; echo $?')" \
"Command failed: Request timed out
7
0"

is "ifstatus of an unknown interface is a sentence and exit 1" \
    "$(inside "$root" 'ifstatus nope; echo $?')" \
"Interface nope not found
1"

finish
