# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# The default settings, in the text uci itself would write.
. /lib/functions/static_address.sh

default_network() {
    local port
    printf "\nconfig interface 'loopback'\n\toption device 'lo'\n\toption proto 'static'\n"
    static_address 127.0.0.1/8
    printf "\nconfig globals 'globals'\n\toption dhcp_default_duid 'auto'\n\toption ula_prefix 'auto'\n"
    printf "\nconfig device\n\toption name 'br-lan'\n\toption type 'bridge'\n"
    for port in lan1 lan2 lan3 lan4; do
        printf "\tlist ports '%s'\n" "$port"
    done
    printf "\nconfig interface 'lan'\n\toption device 'br-lan'\n\toption proto 'static'\n"
    static_address 192.168.1.1/24
    printf "\toption ip6assign '60'\n"
    printf "\nconfig interface 'wan'\n\toption device 'wan'\n\toption proto 'dhcp'\n"
    printf "\nconfig interface 'wan6'\n\toption device 'wan'\n\toption proto 'dhcpv6'\n\n"
}

default_system() {
    cat <<'END'

config system
	option hostname 'OpenWrt'
	option timezone 'UTC'
	option zonename 'UTC'
	option ttylogin '0'
	option log_size '128'
	option compat_version '1.1'

config timeserver 'ntp'
	option enabled '1'
	option enable_server '0'
	list server '0.openwrt.pool.ntp.org'
	list server '1.openwrt.pool.ntp.org'
	list server '2.openwrt.pool.ntp.org'
	list server '3.openwrt.pool.ntp.org'

END
}
