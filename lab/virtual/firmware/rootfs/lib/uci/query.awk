# SPDX-License-Identifier: Apache-2.0
# For programs that read settings: /etc/config/PACKAGE, without changes that are not committed.

function read_settings(p) {
    return read_package("/etc/config", p)
}

# The value of an option, the values of a list with spaces between them, "" if it is not set.
function setting(p, s, o,    k, text) {
    if (!((p, s, o) in items)) return ""
    if (items[p, s, o] < 0) return value[p, s, o, 1]
    for (k = 1; k <= items[p, s, o]; k++) text = text (k > 1 ? " " : "") value[p, s, o, k]
    return text
}

# The device of an interface; "ifname" is what older settings call it.
function device_of(s) {
    return setting("network", s, "device") != "" ? setting("network", s, "device") : setting("network", s, "ifname")
}

function bits_of(mask,    part, i, bits) {
    split(mask, part, ".")
    for (i = 1; i <= 4; i++) for (; part[i] >= 128; part[i] = (part[i] - 128) * 2) bits++
    return bits + 0
}

# The addresses of an interface as ADDRESS/BITS with spaces between them. Without a netmask the number of bits is 32,
# as netifd has it.
function addresses_of(s,    part, n, i, text, bits) {
    bits = setting("network", s, "netmask") == "" ? 32 : bits_of(setting("network", s, "netmask"))
    n = split(setting("network", s, "ipaddr"), part, " ")
    for (i = 1; i <= n; i++) text = text (i > 1 ? " " : "") part[i] (part[i] ~ /\// ? "" : "/" bits)
    return text
}
