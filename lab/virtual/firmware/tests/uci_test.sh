#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# uci: output forms, exit codes and pending changes as openwrt/uci:cli.c and delta.c have them.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=testing.sh
source "$here/testing.sh"
# shellcheck source-path=SCRIPTDIR source=root.sh
source "$here/root.sh"
need_namespaces

# uci_session COMMANDS: runs them in a root whose /etc/config/network is this one.
uci_session() {
    cp "$here/network.uci" "$root/etc/config/network"
    inside "$root" "$1"
}

new_root cidr

is "show gives values in quotes, lists in one line, anonymous sections by type and place" \
    "$(uci_session 'uci show network')" \
"network.loopback=interface
network.loopback.device='lo'
network.@device[0]=device
network.@device[0].name='br-lan'
network.@device[0].ports='lan1' 'lan2'
network.lan=interface
network.lan.device='br-lan'
network.lan.ipaddr='192.168.1.1/24'"

is "show -X names anonymous sections by place and hash of the type" \
    "$(uci_session 'uci -X show network | grep device$')" "network.cfg020f15=device"

is "get prints a value, a list with spaces, a section's type" \
    "$(uci_session 'uci get network.lan.device; uci get network.@device[0].ports; uci get network.lan')" \
"br-lan
lan1 lan2
interface"

is "get finds sections counted from the end" "$(uci_session 'uci get network.@device[-1].name')" "br-lan"

is "what is not there is exit 1 with a message, without one for -q" \
    "$(uci_session 'uci get network.nope; echo $?; uci -q get network.nope; echo $?; uci get nope.x; echo $?')" \
"uci: Entry not found
1
1
uci: Entry not found
1"

is "set in a section that does not exist is refused" \
    "$(uci_session 'uci set network.nope.x=1; echo $?')" \
"uci: Invalid argument
1"

is "changes are pending until commit, which writes the file in uci's form" \
    "$(uci_session 'uci set network.lan.ipaddr=192.168.8.1/24; uci changes; grep ipaddr /etc/config/network
        uci commit network; echo committed; uci changes; cat /etc/config/network')" \
"network.lan.ipaddr='192.168.8.1/24'
	list ipaddr '192.168.1.1/24'
committed

config interface 'loopback'
	option device 'lo'

config device
	option name 'br-lan'
	list ports 'lan1'
	list ports 'lan2'

config interface 'lan'
	option device 'br-lan'
	option ipaddr '192.168.8.1/24'"

is "the new address form is changed by delete and add_list" \
    "$(uci_session 'uci delete network.lan.ipaddr; uci add_list network.lan.ipaddr=192.168.8.1/24
        uci changes; uci show network.lan.ipaddr')" \
"-network.lan.ipaddr
network.lan.ipaddr+='192.168.8.1/24'
network.lan.ipaddr='192.168.8.1/24'"

is "del_list takes one value out" \
    "$(uci_session 'uci del_list network.@device[0].ports=lan1; uci get network.@device[0].ports; uci changes')" \
"lan2
network.cfg020f15.ports-='lan1'"

is "add prints the new section's name, which can be set at once" \
    "$(uci_session 'uci add network route; uci set network.@route[-1].target=10.0.0.0/8; uci show network.@route[0]')" \
"cfg04c8b4
network.cfg04c8b4=route
network.cfg04c8b4.target='10.0.0.0/8'"

is "revert drops pending changes" \
    "$(uci_session 'uci set network.lan.mtu=1400; uci revert network; uci changes; uci -q get network.lan.mtu; echo $?')" \
    "1"

is "an empty value deletes an option" \
    "$(uci_session 'uci set network.lan.device=; uci changes')" "-network.lan.device"

is "batch takes commands from standard input" \
    "$(uci_session 'printf "set network.lan.proto=dhcp\ncommit network\n" | uci batch; uci get network.lan.proto')" \
    "dhcp"

is "values keep quotes and spaces" \
    "$(uci_session "uci set network.lan.note=\"it's here\"; uci commit; uci show network.lan.note; uci get network.lan.note")" \
"network.lan.note='it'\\''s here'
it's here"

is "sed on the file works as in the thread: the next command sees it" \
    "$(uci_session 'sed -i s/192.168.1.1/192.168.8.1/ /etc/config/network; uci get network.lan.ipaddr')" \
    "192.168.8.1/24"

is "a broken file is a parse error with its line" \
    "$(uci_session 'echo "option lost 1" >/etc/config/bad; uci show bad; echo $?')" \
"uci: Parse error (invalid command) at line 1, byte 0
1"

finish
