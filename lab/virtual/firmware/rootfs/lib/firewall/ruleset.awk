# SPDX-License-Identifier: Apache-2.0
# The ruleset for /etc/config/firewall in nftables' language, a small part of what fw4 writes: zones, forwardings,
# masquerading, MSS clamping, and fw4's rules for DHCP, ping and ICMPv6 from the WAN. Single rules of the settings are
# not read. Devices are named, not looked up: they may come later. Protocol 58 is ICMPv6, which has no name without
# /etc/protocols.

function devices_of(zone,    network, n, i, list) {
    n = split(setting("firewall", zone, "network"), network, " ")
    for (i = 1; i <= n; i++) {
        if (device_of(network[i]) == "" || index(list, "\"" device_of(network[i]) "\"")) continue
        list = list (list == "" ? "" : ", ") "\"" device_of(network[i]) "\""
    }
    return list
}

function verdict(word) {
    return word == "ACCEPT" ? "accept" : word == "DROP" ? "drop" : "jump handle_reject"
}

function zone(s,    devices, name) {
    name = setting("firewall", s, "name")
    devices = devices_of(s)
    if (devices == "") return
    device_set[name] = "{ " devices " }"
    if (setting("firewall", s, "input") != "ACCEPT") {
        input = input "iifname " device_set[name] " udp dport 68 accept\n"
        input = input "iifname " device_set[name] " icmp type echo-request accept\n"
        input = input "iifname " device_set[name] " udp dport 546 accept\n"
        input = input "iifname " device_set[name] " meta l4proto 58 accept\n"
    }
    input = input "iifname " device_set[name] " " verdict(setting("firewall", s, "input")) "\n"
    within = within "iifname " device_set[name] " oifname " device_set[name] " " \
        verdict(setting("firewall", s, "forward")) "\n"
    if (setting("firewall", s, "masq") == "1")
        srcnat = srcnat "oifname " device_set[name] " meta nfproto ipv4 masquerade\n"
    if (setting("firewall", s, "mtu_fix") == "1") {
        mss = mss "oifname " device_set[name] " tcp flags syn tcp option maxseg size set rt mtu\n"
        mss = mss "iifname " device_set[name] " tcp flags syn tcp option maxseg size set rt mtu\n"
    }
}

function chain(name, hook, policy, rules) {
    return "chain " name " {\ntype " hook "; policy " policy ";\n" rules "}\n"
}

BEGIN {
    know_characters()
    read_settings("firewall")
    read_settings("network")
    for (i = 1; i <= sections["firewall"]; i++) {
        s = section_at["firewall", i]
        if (type["firewall", s] == "zone") zone(s)
        if (type["firewall", s] != "forwarding") continue
        from = device_set[setting("firewall", s, "src")]
        to = device_set[setting("firewall", s, "dest")]
        if (from != "" && to != "") between = between "iifname " from " oifname " to " accept\n"
    }
    known = "ct state established,related accept\n"
    print "table inet fw4\nflush table inet fw4\ntable inet fw4 {"
    print "chain handle_reject {\nmeta l4proto tcp reject with tcp reset\nreject\n}"
    print chain("input", "filter hook input priority filter", "drop", "iif lo accept\n" known input)
    print chain("forward", "filter hook forward priority filter", "drop", known between within "jump handle_reject\n")
    print chain("mangle_forward", "filter hook forward priority mangle", "accept", mss)
    print chain("srcnat", "nat hook postrouting priority srcnat", "accept", srcnat)
    print "}"
}
