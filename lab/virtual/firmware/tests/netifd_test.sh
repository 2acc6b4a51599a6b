#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# shellcheck disable=SC2016 # commands for the shell inside
# netifd: states, JSON (openwrt/netifd:ubus.c) and log lines (interface.c, device.c), with veth devices for the ports and the hotspot.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source-path=SCRIPTDIR source=testing.sh
source "$here/testing.sh"
# shellcheck source-path=SCRIPTDIR source=root.sh
source "$here/root.sh"
need_namespaces

# A hotspot in a network namespace of its own: DHCP for usb0, which is the other end of its p0.
hotspot='
unshare --net sleep 60 & hotspot=$!
ip link add lan1 type veth peer name client
ip link set client up
ip link add usb0 type veth peer name p0
while [[ $(readlink /proc/$hotspot/ns/net) == "$(readlink /proc/self/ns/net)" ]]; do :; done
ip link set p0 netns $hotspot
nsenter -t $hotspot -n sh -c "ip addr add 192.168.1.1/24 dev p0; ip link set p0 up"
printf "%s\n" "start 192.168.1.100" "end 192.168.1.100" "interface p0" "option subnet 255.255.255.0" \
    "option router 192.168.1.1" "option dns 192.168.1.1" "option lease 43200" "lease_file $root/tmp/leases" \
    "pidfile $root/tmp/udhcpd.pid" >"$root/tmp/udhcpd.conf"
: >"$root/tmp/leases"
nsenter -t $hotspot -n busybox udhcpd -a 50 -f "$root/tmp/udhcpd.conf" 2>/dev/null &
'

# In the root: await_log PATTERN [N] waits until the log has N lines like it (1), at most 5 s.
await_log='
await_log() {
    for tick in $(seq 50); do
        [ "$(logread | grep -c "$1")" -lt "${2:-1}" ] || return 0
        sleep 0.1
    done
    echo "not in the log after 5 s: $1"
}
syslogd -C64
config_generate
hostname OpenWrt
'

# session COMMANDS: from default settings.
session() {
    rm -f "$root/etc/config/network"
    inside "$root" "$await_log
$1" "$hotspot" || echo "exit $?"
}

# In the root: the log's lines about the WAN, without what differs from run to run.
said_of_wan='logread | sed -n "s/.*netifd: //p" | grep -e wan -e usb0 | sed "s/([0-9]*)/(PID)/; s/, v1.*//"'
status_of_wan='ubus -S call network.interface.wan status | sed "s/\"inactive\".*\"data\"/\"data\"/"'

new_root cidr
add_host_program "$root" bridge

started=$(session '/etc/init.d/network start; await_log "lan.*now up"
    for i in wan lan; do ubus -S call network.interface.$i status; done
    ip addr show br-lan | grep -o "inet [^ ]* brd [^ ]*"')
has "an interface whose device is not there reports NO_DEVICE" "$started" \
    '{"up":false,"pending":false,"available":false,"autostart":true,"dynamic":false,"proto":"dhcp","device":"wan","data":{},"errors":[{"subsystem":"interface","code":"NO_DEVICE"}]}'
has "a static interface is up with its address" "$started" \
'{"up":true,"pending":false,"available":true,"autostart":true,"dynamic":false,"uptime":
"l3_device":"br-lan","proto":"static","device":"br-lan","updated":["addresses"],"metric":0,"dns_metric":0,"delegation":true,"ipv4-address":[{"address":"192.168.1.1","mask":24}],"ipv6-address":[],"ipv6-prefix":[],"ipv6-prefix-assignment":[],"route":[],"dns-server":[],"dns-search":[],"neighbors":[],"inactive":{
inet 192.168.1.1/24 brd 192.168.1.255'

wan_on_usb0='uci delete network.lan.ipaddr; uci add_list network.lan.ipaddr=192.168.8.1/24
uci set network.wan.device=usb0; uci commit; /etc/init.d/network start; await_log "wan.*now up"'
leased=$(session "$wan_on_usb0; $status_of_wan; ip route; cat /tmp/resolv.conf.d/resolv.conf.auto; $said_of_wan
    echo unplugged; ip link set usb0 down; ip link set usb0 name away; await_log 'wan.*disabled'
    $status_of_wan; cat /tmp/resolv.conf.d/resolv.conf.auto; $said_of_wan
    echo back; ip link set away name usb0; await_log 'wan.*is now up' 2; $status_of_wan")
has "a lease gives address, default route, name server and data" "$leased" \
'"ipv4-address":[{"address":"192.168.1.100","mask":24}]
"route":[{"target":"0.0.0.0","mask":0,"nexthop":"192.168.1.1","source":"192.168.1.100/32"}],"dns-server":["192.168.1.1"]
"data":{"dhcpserver":"192.168.1.1","leasetime":43200}}
default via 192.168.1.1 dev usb0
# Interface wan
nameserver 192.168.1.1'
has "the log has netifd's lines in netifd's order" "$leased" \
"Interface 'wan' is enabled
Network device 'usb0' link is up
Interface 'wan' has link connectivity
Interface 'wan' is setting up now
wan (PID): udhcpc: started
wan (PID): udhcpc: broadcasting discover
wan (PID): udhcpc: broadcasting select for 192.168.1.100, server 192.168.1.1
wan (PID): udhcpc: lease of 192.168.1.100 obtained from 192.168.1.1, lease time 43200
Interface 'wan' is now up"
has "a device that goes takes lease and name server with it" "$leased" \
"unplugged
\"available\":false
NO_DEVICE
Network device 'usb0' link is down
Interface 'wan' has link connectivity loss
udhcpc: received SIGTERM
Interface 'wan' is now down
Interface 'wan' is disabled"
has "one that comes back under its name is taken up again" "$leased" \
'back
{"up":true'

replaced=$(session "$wan_on_usb0"'; netifd=$(cat /var/run/netifd/pid); kill -STOP $netifd
    ip link del usb0; ip link add usb0 type veth peer name p0; ip link set p0 up
    kill -CONT $netifd; await_log "wan.*is setting up now" 2
    ip link del usb0; await_log "wan.*is disabled" 2; '"$said_of_wan"' | grep able')
has "another device under its name is a device that went and one that came" "$replaced" \
    "Interface 'wan' is enabled
Interface 'wan' is disabled
Interface 'wan' is enabled
Interface 'wan' is disabled"

reloaded=$(session '/etc/init.d/network start; await_log "lan.*now up"
    uci set network.wan.device=usb0; uci commit; ubus call network reload; await_log "wan.*now up"
    echo "LAN came up $(logread | grep -c "lan.*now up") time"; ip -4 addr | grep -o "inet 192.*"
    ifdown wan; await_log "wan.*now down"; ubus -S call network.interface.wan status
    ifup wan; await_log "wan.*is now up" 2; ubus -S call network.interface.wan status')
has "changed settings restart only the interfaces they are about" "$reloaded" "LAN came up 1 time"
has "LAN and WAN in one subnet are both set up, and nothing is done about it" "$reloaded" \
"inet 192.168.1.100/24 brd 192.168.1.255 scope global usb0
inet 192.168.1.1/24 brd 192.168.1.255 scope global br-lan"
has "ifdown stops an interface until ifup" "$reloaded" \
'{"up":false,"pending":false,"available":false,"autostart":false
{"up":true,"pending":false,"available":true,"autostart":true'

finish
