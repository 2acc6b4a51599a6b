# SPDX-License-Identifier: Apache-2.0
# UCI's file syntax: `config TYPE [NAME]`, `option NAME VALUE`, `list NAME VALUE`; words in '…', "…" or bare; comments
# after #.

# Splits line into words word[1..n], returns n; -1 for an unterminated quote. The common case, every quoted part a
# word of its own, needs no look at single characters.
function split_words(line, word,    part, bare, n, parts, i, j, count) {
    if (line ~ /^[ \t]*$/) return 0
    if (line ~ /["\\#]/) return split_words_slowly(line, word)
    parts = split(line, part, "'")
    if (parts % 2 == 0) return -1
    for (i = 1; i <= parts; i++) {
        if (i % 2 == 0) {
            word[++n] = part[i]
            continue
        }
        if (i > 1 && i < parts && part[i] !~ /^[ \t].*[ \t]$|^[ \t]$/) return split_words_slowly(line, word)
        count = split(part[i], bare, " ")
        for (j = 1; j <= count; j++) word[++n] = bare[j]
    }
    return n + 0
}

function split_words_slowly(line, word,    i, c, quote, inside, n) {
    for (i = 1; i <= length(line); i++) {
        c = substr(line, i, 1)
        if (quote == "" && c ~ /[ \t]/) {
            inside = 0
            continue
        }
        if (quote == "" && !inside && c == "#") break
        if (!inside) {
            inside = 1
            word[++n] = ""
        }
        if (c == quote) quote = ""
        else if (quote == "" && (c == "'" || c == "\"")) quote = c
        else if (c == "\\" && quote != "'") word[n] = word[n] substr(line, ++i, 1)
        else word[n] = word[n] c
    }
    return quote == "" ? n + 0 : -1
}

# Reads directory/p. Returns 1, 0 if there is no such file, or -1 with parse_error set.
function read_package(directory, p,    file, line, word, n, s, got, number) {
    file = directory "/" p
    while ((got = (getline line < file)) > 0) {
        number++
        n = split_words(line, word)
        if (n == 0) continue
        if (word[1] == "package" && n == 2) continue
        if (word[1] == "config" && n >= 2) s = add_section(p, word[2], n > 2 ? word[3] : "")
        else if (word[1] == "option" && n == 3 && s != "") set_option(p, s, word[2], word[3])
        else if (word[1] == "list" && n == 3 && s != "") add_to_list(p, s, word[2], word[3])
        else {
            parse_error = sprintf("Parse error (invalid command) at line %d, byte 0", number)
            close(file)
            return -1
        }
    }
    close(file)
    return got == 0
}

function quoted(text) {
    gsub(/'/, "'\\''", text)
    return "'" text "'"
}

function package_text(p, with_header,    i, j, k, s, o, text) {
    if (with_header) text = "package " p "\n"
    for (i = 1; i <= sections[p]; i++) {
        s = section_at[p, i]
        if (s == "") continue
        text = text "\nconfig " type[p, s] ((p, s) in anonymous ? "" : " " quoted(s)) "\n"
        for (j = 1; j <= options[p, s]; j++) {
            o = option_at[p, s, j]
            if (o == "") continue
            if (items[p, s, o] < 0) text = text "\toption " o " " quoted(value[p, s, o, 1]) "\n"
            for (k = 1; k <= items[p, s, o]; k++) text = text "\tlist " o " " quoted(value[p, s, o, k]) "\n"
        }
    }
    return text "\n"
}

# Replaces directory/p as libuci does, by a rename.
function write_package(directory, p,    file) {
    file = directory "/." p ".uci"
    printf "%s", package_text(p, 0) > file
    close(file)
    return system("mv " file " " directory "/" p)
}
