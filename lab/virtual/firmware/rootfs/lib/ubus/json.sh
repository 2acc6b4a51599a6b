# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash
# Builds JSON text in the form libblobmsg prints it: one line for -S, else indented with tabs, an empty list or table
# with an empty line in it. No process is started.

json_text=
json_indent=
json_separator=
newline='
'
tab='	'

# json_item KEY TEXT: adds TEXT, with "KEY": before it unless KEY is empty.
json_item() {
    local key=
    if [ -n "$json_simple" ]; then
        [ -z "$1" ] || key="\"$1\":"
        json_text=$json_text$json_separator$key$2
    else
        [ -z "$1" ] || key="\"$1\": "
        json_text=$json_text$json_separator${json_separator:+$newline}$json_indent$key$2
    fi
    json_separator=,
}

# json_open KEY BRACKET, json_close BRACKET
json_open() {
    json_item "$1" "$2"
    json_indent=$json_indent$tab
    json_separator=
    [ -n "$json_simple" ] || json_text=$json_text$newline
}

json_close() {
    [ -n "$json_simple" ] || [ -n "$json_separator" ] || json_text=$json_text$json_indent
    json_indent=${json_indent#"$tab"}
    [ -n "$json_simple" ] || json_text=$json_text$newline$json_indent
    json_text=$json_text$1
    json_separator=,
}

json_string() {
    local text=$2
    case $text in
    *[\"\\]*)
        text=${text//\\/\\\\}
        text=${text//\"/\\\"}
        ;;
    esac
    json_item "$1" "\"$text\""
}

# json_boolean KEY 1|anything
json_boolean() {
    if [ "$2" = 1 ]; then
        json_item "$1" true
    else
        json_item "$1" false
    fi
}

json_print() {
    echo "$json_text"
}
