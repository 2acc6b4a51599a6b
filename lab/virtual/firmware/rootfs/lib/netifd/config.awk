# SPDX-License-Identifier: Apache-2.0
# /etc/config/network as shell assignments: interfaces, bridges (lists of names), config_IF_{device,proto,address,…},
# config_IF_everything (to see a change), bridge_N_name and bridge_N_ports.

function assign(name, text) {
    print name "=" quoted(text)
}

# Every option of a section in one line.
function everything(s,    j, o, text) {
    for (j = 1; j <= options[p, s]; j++) {
        o = option_at[p, s, j]
        text = text o "=" setting(p, s, o) ";"
    }
    return text
}

function device(s) {
    of_device[setting(p, s, "name")] = everything(s)
    if (setting(p, s, "type") != "bridge") return
    bridges = bridges " " ++n
    assign("bridge_" n "_name", setting(p, s, "name"))
    assign("bridge_" n "_ports", setting(p, s, "ports"))
}

function interface(s) {
    interfaces = interfaces " " s
    assign("config_" s "_device", device_of(s))
    assign("config_" s "_proto", setting(p, s, "proto"))
    assign("config_" s "_address", addresses_of(s))
    assign("config_" s "_gateway", setting(p, s, "gateway"))
    assign("config_" s "_dns", setting(p, s, "dns"))
    assign("config_" s "_metric", setting(p, s, "metric"))
    assign("config_" s "_auto", setting(p, s, "auto") == "0" ? 0 : 1)
    assign("config_" s "_everything", everything(s) of_device[device_of(s)])
}

BEGIN {
    know_characters()
    p = "network"
    read_settings(p)
    for (i = 1; i <= sections[p]; i++) if (type[p, section_at[p, i]] == "device") device(section_at[p, i])
    for (i = 1; i <= sections[p]; i++) {
        s = section_at[p, i]
        if (type[p, s] == "interface" && setting(p, s, "disabled") != "1") interface(s)
    }
    assign("interfaces", interfaces)
    assign("bridges", bridges)
}
