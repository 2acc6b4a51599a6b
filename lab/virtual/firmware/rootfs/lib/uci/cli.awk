# SPDX-License-Identifier: Apache-2.0
# The uci command line. Messages and exit codes are those of openwrt/uci:cli.c.

function usage() {
    print "Usage: uci [<options>] <command> [<arguments>]" > "/dev/stderr"
    return 255
}

function fail(text) {
    if (!quiet) print "uci: " text > "/dev/stderr"
    return 1
}

function not_found() {
    return fail("Entry not found")
}

# Reads the package and its changes, once. Returns 0, or a failure's exit code after its message.
function load(p,    got) {
    if (p in loaded) return 0
    if (p !~ /^[-a-zA-Z0-9_.]+$/) return fail("Invalid argument")
    got = read_package(confdir, p)
    if (got < 0) return fail(parse_error)
    if (got == 0) return not_found()
    change_count[p] = read_changes(savedir, p, unused)
    loaded[p] = 1
    return 0
}

# Takes PACKAGE[.SECTION[.OPTION]][=VALUE] apart into the globals p, s, o, text and has_text, loads the package and
# turns @TYPE[N] into a name. Returns 0 or an exit code.
function look_up(argument,    at, path, part, name) {
    at = index(argument, "=")
    has_text = at > 0
    text = has_text ? substr(argument, at + 1) : ""
    path = has_text ? substr(argument, 1, at - 1) : argument
    part[2] = part[3] = ""
    if (split(path, part, ".") > 3 || part[1] == "") return fail("Invalid argument")
    p = part[1]
    s = part[2]
    o = part[3]
    if (load(p) != 0) return 1
    if (s !~ /^@/) return 0
    if (s !~ /^@[-a-zA-Z0-9_]*\[-?[0-9]+\]$/) return fail("Invalid argument")
    name = s
    sub(/^@/, "", name)
    sub(/\[.*/, "", name)
    sub(/.*\[/, "", s)
    s = nth_section(p, name, s + 0)
    return s == "" ? not_found() : 0
}

function exists() {
    return s == "" || ((p, s) in type && (o == "" || (p, s, o) in items))
}

function values(p, s, o, quotes,    k, v, line) {
    if (items[p, s, o] < 0) return quotes ? quoted(value[p, s, o, 1]) : value[p, s, o, 1]
    for (k = 1; k <= items[p, s, o]; k++) {
        v = value[p, s, o, k]
        line = line (k > 1 ? delimiter : "") (quotes || v ~ /[ \t]/ ? quoted(v) : v)
    }
    return line
}

function show_section(p, s, shown_as,    j, o) {
    print p "." shown_as "=" type[p, s]
    for (j = 1; j <= options[p, s]; j++) {
        o = option_at[p, s, j]
        if (o != "") print p "." shown_as "." o "=" values(p, s, o, 1)
    }
}

function show_package(p,    i, s, seen, kind, shown_as) {
    for (i = 1; i <= sections[p]; i++) {
        s = section_at[p, i]
        if (s == "") continue
        kind = type[p, s]
        shown_as = (p, s) in anonymous && extended ? "@" kind "[" seen[kind] + 0 "]" : s
        seen[kind]++
        show_section(p, s, shown_as)
    }
}

function show(argument) {
    if (look_up(argument) != 0) return 1
    if (!exists()) return not_found()
    if (s == "") show_package(p)
    else if (o == "") show_section(p, s, s)
    else print p "." s "." o "=" values(p, s, o, 1)
    return 0
}

function get(argument) {
    if (look_up(argument) != 0) return 1
    if (has_text) return 1
    if (!exists()) return not_found()
    if (o != "") print values(p, s, o, 0)
    else if (s != "") print type[p, s]
    return 0
}

function changed(prefix, with_text) {
    return record_change(savedir, p, prefix p "." s (o == "" ? "" : "." o) (with_text ? "=" text : ""))
}

function set(argument) {
    if (look_up(argument) != 0) return 1
    if (!has_text || s == "") return fail("Invalid argument")
    if (o != "" && !((p, s) in type)) return fail("Invalid argument")
    if (o == "" && text == "") return fail("Invalid argument")
    if (text == "" && !exists()) return 0
    return text == "" ? changed("-", 0) : changed("", 1)
}

function add_list(argument) {
    if (look_up(argument) != 0) return 1
    if (!has_text || o == "" || !((p, s) in type)) return fail("Invalid argument")
    return changed("|", 1)
}

function del_list(argument) {
    if (look_up(argument) != 0) return 1
    if (!has_text || o == "") return fail("Invalid argument")
    if (!exists()) return 0
    if (items[p, s, o] < 0) return fail("Invalid argument")
    return changed("~", 1)
}

function del(argument) {
    if (look_up(argument) != 0) return 1
    if (s == "" || has_text) return fail("Invalid argument")
    if (!exists()) return not_found()
    return changed("-", 0)
}

function rename(argument) {
    if (look_up(argument) != 0) return 1
    if (!has_text || s == "" || text !~ /^[a-zA-Z0-9_]+$/) return fail("Invalid argument")
    if (!exists()) return not_found()
    return changed("@", 1)
}

function add(package_name, kind) {
    p = package_name
    o = ""
    text = kind
    if (load(p) != 0) return 3
    s = anonymous_name(sections_made[p] + 1, kind)
    changed("+", 1)
    print s
    return 0
}

function list_changes(p,    n, lines, i, change, line) {
    n = read_changes(savedir, p, lines)
    for (i = 1; i <= n; i++) {
        split_change(lines[i], change)
        line = p "." change["s"] (change["o"] == "" ? "" : "." change["o"])
        if (change["do"] == "-") print "-" line
        else print line (change["do"] == "|" ? "+=" : change["do"] == "~" ? "-=" : "=") quoted(change["value"])
    }
    return 0
}

function changes(argument) {
    return look_up(argument) != 0 ? 1 : list_changes(p)
}

function commit(argument) {
    if (look_up(argument) != 0) return 1
    if (change_count[p] == 0) return 0
    if (write_package(confdir, p) != 0) return fail("I/O error")
    write_changes(savedir, p, unused, 0)
    change_count[p] = 0
    return 0
}

function revert(argument,    n, lines, i, change) {
    if (look_up(argument) != 0) return 1
    n = read_changes(savedir, p, lines)
    for (i = 1; i <= n; i++) {
        split_change(lines[i], change)
        if ((s == "" || change["s"] == s) && (o == "" || change["o"] == o)) lines[i] = ""
    }
    if (n > 0) write_changes(savedir, p, lines, n)
    return 0
}

function export_package(argument) {
    if (look_up(argument) != 0) return 1
    printf "%s", package_text(p, 1)
    return 0
}

# Runs a command that takes one package, for the one named or for all.
function for_packages(command, argument,    list, name) {
    if (argument != "") return one_package(command, argument)
    list = "ls " confdir
    while ((list | getline name) > 0) one_package(command, name)
    close(list)
    return 0
}

function one_package(command, argument) {
    if (command == "show") return show(argument)
    if (command == "changes") return changes(argument)
    if (command == "commit") return commit(argument)
    return export_package(argument)
}

function batch(    line, word, n, result) {
    while ((getline line < "/dev/stdin") > 0) {
        n = split_words(line, word)
        if (n == 0) continue
        if (word[1] == "exit") return 0
        result = run(word, n)
        if (result == 255 && !quiet) print "Unknown command" > "/dev/stderr"
    }
    return 0
}

function run(word, n,    command) {
    command = word[1]
    if (command == "batch") return batch()
    if (command ~ /^(show|changes|commit|export)$/)
        return n > 2 ? usage() : for_packages(command, n == 2 ? word[2] : "")
    if (command == "add") return n == 3 ? add(word[2], word[3]) : usage()
    if (n != 2) return usage()
    if (command == "get") return get(word[2])
    if (command == "set") return set(word[2])
    if (command == "add_list") return add_list(word[2])
    if (command == "del_list") return del_list(word[2])
    if (command == "del" || command == "delete") return del(word[2])
    if (command == "ren" || command == "rename") return rename(word[2])
    if (command == "revert") return revert(word[2])
    return usage()
}

BEGIN {
    know_characters()
    confdir = "/etc/config"
    savedir = "/tmp/.uci"
    delimiter = " "
    extended = 1
    for (i = 1; i < ARGC && ARGV[i] ~ /^-./; i++) {
        if (ARGV[i] == "-q") quiet = 1
        else if (ARGV[i] == "-X") extended = 0
        else if (ARGV[i] == "-c") confdir = ARGV[++i]
        else if (ARGV[i] == "-t" || ARGV[i] == "-P") savedir = ARGV[++i]
        else if (ARGV[i] == "-d") delimiter = ARGV[++i]
        else exit usage() * 0
    }
    for (; i < ARGC; i++) word[++n] = ARGV[i]
    exit n ? run(word, n) : usage() * 0
}
