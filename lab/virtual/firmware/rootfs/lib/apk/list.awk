# SPDX-License-Identifier: Apache-2.0
# Prints the stanzas of apk's database as `apk list` and `apk info` do. Patterns are shell patterns of names.

function matches(name,    i) {
    if (count == 0) return 1
    for (i = 1; i <= count; i++) if (name ~ pattern[i]) return 1
    return 0
}

function print_package() {
    if (!matches(field["P"])) return
    found = 1
    if (command == "info") print field["P"] (exists ? "" : "-" field["V"])
    else if (manifest) print field["P"] " " field["V"]
    else print field["P"] "-" field["V"] " " field["A"] " {" field["o"] "} (" field["L"] ") [installed]"
}

BEGIN {
    count = split(patterns, pattern, " ")
    for (i = 1; i <= count; i++) {
        gsub(/[.+]/, "\\\\&", pattern[i])
        gsub(/\*/, ".*", pattern[i])
        pattern[i] = "^" pattern[i] "$"
    }
}

/^$/ {
    print_package()
    next
}

{ field[substr($0, 1, 1)] = substr($0, 3) }

END { exit command == "info" && !found }
