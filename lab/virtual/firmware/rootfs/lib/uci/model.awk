# SPDX-License-Identifier: Apache-2.0
# A package (one file of /etc/config) in memory. p is the package, s a section's name, o an option's name:
#   sections[p], section_at[p, i]        how many, and their names in order, i from 1; "" where one was deleted
#   type[p, s], anonymous[p, s]
#   options[p, s], option_at[p, s, j]    the same for the options of a section
#   items[p, s, o]                       -1 for `option`, the number of values for `list`; absent: no such option
#   value[p, s, o, k]                    k from 1

# The name of an anonymous section: its place and a hash of its type (libuci's uci_fixup_section).
function anonymous_name(place, kind,    hash, i) {
    hash = 5381
    for (i = 1; i <= length(kind); i++) hash = (hash * 33 + code_of[substr(kind, i, 1)]) % 4294967296
    return sprintf("cfg%02x%04x", place, hash % 65536)
}

function know_characters(    i) {
    for (i = 1; i < 128; i++) code_of[sprintf("%c", i)] = i
}

# Returns the new section's name. A named section that exists is kept, with the new type.
function add_section(p, kind, name) {
    sections_made[p]++
    if (name == "") {
        name = anonymous_name(sections_made[p], kind)
        anonymous[p, name] = 1
    }
    if (!((p, name) in type)) section_at[p, ++sections[p]] = name
    type[p, name] = kind
    return name
}

function delete_section(p, s,    i) {
    for (i = 1; i <= sections[p]; i++) if (section_at[p, i] == s) section_at[p, i] = ""
    for (i = 1; i <= options[p, s]; i++) delete items[p, s, option_at[p, s, i]]
    delete type[p, s]
    delete options[p, s]
}

function touch_option(p, s, o) {
    if (!((p, s, o) in items)) option_at[p, s, ++options[p, s]] = o
}

function set_option(p, s, o, text) {
    touch_option(p, s, o)
    items[p, s, o] = -1
    value[p, s, o, 1] = text
}

# A plain option becomes the first value of the list.
function add_to_list(p, s, o, text,    n) {
    touch_option(p, s, o)
    n = items[p, s, o] + 0
    n = n < 0 ? 2 : n + 1
    items[p, s, o] = n
    value[p, s, o, n] = text
}

function delete_option(p, s, o,    j) {
    for (j = 1; j <= options[p, s]; j++) if (option_at[p, s, j] == o) option_at[p, s, j] = ""
    delete items[p, s, o]
}

function delete_from_list(p, s, o, text,    k, kept) {
    for (k = 1; k <= items[p, s, o]; k++) if (value[p, s, o, k] != text) value[p, s, o, ++kept] = value[p, s, o, k]
    if (kept == 0) delete_option(p, s, o)
    else items[p, s, o] = kept
}

function rename_section(p, s, name,    i, j, k, o) {
    for (i = 1; i <= sections[p]; i++) if (section_at[p, i] == s) section_at[p, i] = name
    type[p, name] = type[p, s]
    options[p, name] = options[p, s]
    for (j = 1; j <= options[p, s]; j++) {
        o = option_at[p, name, j] = option_at[p, s, j]
        if (o == "") continue
        items[p, name, o] = items[p, s, o]
        for (k = 1; (p, s, o, k) in value; k++) value[p, name, o, k] = value[p, s, o, k]
        delete items[p, s, o]
    }
    delete type[p, s]
}

function rename_option(p, s, o, name,    j, k) {
    for (j = 1; j <= options[p, s]; j++) if (option_at[p, s, j] == o) option_at[p, s, j] = name
    items[p, s, name] = items[p, s, o]
    for (k = 1; (p, s, o, k) in value; k++) value[p, s, name, k] = value[p, s, o, k]
    delete items[p, s, o]
}

# @TYPE[N] → the section's name, N from 0, or from -1 backwards; "" if there is none.
function nth_section(p, kind, n,    i, count, found) {
    for (i = 1; i <= sections[p]; i++) {
        if (section_at[p, i] == "" || type[p, section_at[p, i]] != kind) continue
        found[count++] = section_at[p, i]
    }
    if (n < 0) n += count
    return n >= 0 && n < count ? found[n] : ""
}
