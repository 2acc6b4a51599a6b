# SPDX-License-Identifier: Apache-2.0
# dnsmasq's configuration file from /etc/config/dhcp, as OpenWrt's init script writes it. Addresses are served on each
# static interface with a `dhcp` section that is not ignored.

function flag(o, line) {
    if (setting("dhcp", main, o) == "1") print line
}

function number_of(address,    part) {
    split(address, part, ".")
    return ((part[1] * 256 + part[2]) * 256 + part[3]) * 256 + part[4]
}

function address_of(number) {
    return int(number / 16777216) "." int(number / 65536) % 256 "." int(number / 256) % 256 "." number % 256
}

# start and limit count from the network's address; the range ends within the network.
function range(s,    i, part, size, network, first, last) {
    i = setting("dhcp", s, "interface")
    if (setting("network", i, "proto") != "static" || setting("dhcp", s, "ignore") == "1") return
    split(addresses_of(i), part, "[/ ]")
    for (size = 1; part[2] < 32; part[2]++) size *= 2
    if (size < 4) return
    network = number_of(part[1]) - number_of(part[1]) % size
    first = network + setting("dhcp", s, "start")
    last = first + setting("dhcp", s, "limit") - 1
    if (last > network + size - 2) last = network + size - 2
    print "interface=" device_of(i)
    print "dhcp-range=set:" i "," address_of(first) "," address_of(last) "," setting("dhcp", s, "leasetime")
}

BEGIN {
    know_characters()
    read_settings("dhcp")
    read_settings("network")
    for (i = 1; i <= sections["dhcp"]; i++)
        if (type["dhcp", section_at["dhcp", i]] == "dnsmasq") main = section_at["dhcp", i]
    print "user=dnsmasq\ngroup=dnsmasq\nbind-dynamic\nbogus-priv"
    flag("domainneeded", "domain-needed")
    flag("localise_queries", "localise-queries")
    flag("expandhosts", "expand-hosts")
    flag("authoritative", "dhcp-authoritative")
    flag("rebind_protection", "stop-dns-rebind")
    flag("rebind_localhost", "rebind-localhost-ok")
    print "local=" setting("dhcp", main, "local")
    print "domain=" setting("dhcp", main, "domain")
    print "dhcp-leasefile=" setting("dhcp", main, "leasefile")
    print "resolv-file=" setting("dhcp", main, "resolvfile")
    for (i = 1; i <= sections["dhcp"]; i++)
        if (type["dhcp", section_at["dhcp", i]] == "dhcp") range(section_at["dhcp", i])
}
