#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2016 # commands for the shell inside
# The default settings, and what is made of settings: firewall and DHCP.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=testing.sh
source "$here/testing.sh"
# shellcheck source-path=SCRIPTDIR source=root.sh
source "$here/root.sh"
need_namespaces

new_root cidr
is "sections and options are config_generate's, addresses in the list form" \
    "$(inside "$root" 'config_generate; uci show network')" \
"network.loopback=interface
network.loopback.device='lo'
network.loopback.proto='static'
network.loopback.ipaddr='127.0.0.1/8'
network.globals=globals
network.globals.dhcp_default_duid='auto'
network.globals.ula_prefix='auto'
network.@device[0]=device
network.@device[0].name='br-lan'
network.@device[0].type='bridge'
network.@device[0].ports='lan1' 'lan2' 'lan3' 'lan4'
network.lan=interface
network.lan.device='br-lan'
network.lan.proto='static'
network.lan.ipaddr='192.168.1.1/24'
network.lan.ip6assign='60'
network.wan=interface
network.wan.device='wan'
network.wan.proto='dhcp'
network.wan6=interface
network.wan6.device='wan'
network.wan6.proto='dhcpv6'"

is "the files are what uci itself would write" \
    "$(inside "$root" 'config_generate; for f in network system dhcp firewall dropbear; do
        uci export $f | sed 1d | cmp - /etc/config/$f || echo $f; done')" ""

is "a file that is there is kept" \
    "$(inside "$root" 'echo "config system kept" >/etc/config/system; config_generate; uci get system.kept')" "system"

settings='awk -f /lib/uci/model.awk -f /lib/uci/file.awk -f /lib/uci/query.awk -f'
is "the WAN zone is masqueraded, also on a device that is not there yet" \
    "$(inside "$root" "config_generate; uci set network.wan.device=usb0; uci set network.wan6.device=usb0; uci commit
        $settings /lib/firewall/ruleset.awk | grep -e masq -e 'br-lan.*usb0'")" \
"iifname { \"br-lan\" } oifname { \"usb0\" } accept
oifname { \"usb0\" } meta nfproto ipv4 masquerade"

is "DHCP follows the LAN's address" \
    "$(inside "$root" "config_generate; uci delete network.lan.ipaddr; uci set network.lan.ipaddr=192.168.8.1/24
        uci commit; $settings /lib/dnsmasq/settings.awk | grep -e range -e interface")" \
"interface=br-lan
dhcp-range=set:lan,192.168.8.100,192.168.8.249,12h"

new_root netmask
is "older builds write address and netmask" \
    "$(inside "$root" 'config_generate; uci show network.lan; uci get network.loopback.netmask')" \
"network.lan=interface
network.lan.device='br-lan'
network.lan.proto='static'
network.lan.ipaddr='192.168.1.1'
network.lan.netmask='255.255.255.0'
network.lan.ip6assign='60'
255.0.0.0"

finish
