# SPDX-License-Identifier: Apache-2.0
# Changes that are not committed yet: one line per change in SAVEDIR/PACKAGE, in the format of libuci's delta.c:
#   PREFIX PACKAGE.SECTION[.OPTION][=VALUE]
# prefix: none set, + add anonymous section, - delete, @ rename, | add to list, ~ delete from list.

# Takes a change apart: change["do"], ["p"], ["s"], ["o"], ["value"], ["has_value"].
function split_change(line, change,    at, path, part) {
    change["do"] = line ~ /^[-+@|~]/ ? substr(line, 1, 1) : ""
    if (change["do"] != "") line = substr(line, 2)
    at = index(line, "=")
    change["has_value"] = at > 0
    change["value"] = at > 0 ? substr(line, at + 1) : ""
    path = at > 0 ? substr(line, 1, at - 1) : line
    part[3] = ""
    split(path, part, ".")
    change["p"] = part[1]
    change["s"] = part[2]
    change["o"] = part[3]
}

function apply_change(change,    p, s, o) {
    p = change["p"]
    s = change["s"]
    o = change["o"]
    if (change["do"] == "+") {
        sections_made[p]++
        anonymous[p, s] = 1
        if (!((p, s) in type)) section_at[p, ++sections[p]] = s
        type[p, s] = change["value"]
    } else if (change["do"] == "-") {
        if (o == "") delete_section(p, s)
        else delete_option(p, s, o)
    } else if (change["do"] == "@") {
        if (o == "") rename_section(p, s, change["value"])
        else rename_option(p, s, o, change["value"])
    } else if (change["do"] == "|") add_to_list(p, s, o, change["value"])
    else if (change["do"] == "~") delete_from_list(p, s, o, change["value"])
    else if (o == "") add_section(p, change["value"], s)
    else if (change["value"] == "") delete_option(p, s, o)
    else set_option(p, s, o, change["value"])
}

# Applies SAVEDIR/p to the package in memory; lines[1..n] are its lines. Returns n.
function read_changes(directory, p, lines,    file, line, n, change) {
    file = directory "/" p
    while ((getline line < file) > 0) {
        if (line == "") continue
        lines[++n] = line
        split_change(line, change)
        apply_change(change)
    }
    close(file)
    return n + 0
}

function write_changes(directory, p, lines, n,    file, i) {
    file = directory "/" p
    printf "" > file
    for (i = 1; i <= n; i++) if (lines[i] != "") print lines[i] > file
    close(file)
}

function record_change(directory, p, line,    file, change) {
    file = directory "/" p
    if (!(directory in directories)) directories[directory] = system("mkdir -p " directory) == 0
    print line >> file
    close(file)
    change_count[p]++
    split_change(line, change)
    apply_change(change)
    return 0
}
