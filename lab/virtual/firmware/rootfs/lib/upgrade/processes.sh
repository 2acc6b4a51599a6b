# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash

# other_processes: prints PID NAME of all but process 1, stage2's own subshells and the kernel's (children of 2). One
# that is ending is there until it is a zombie: without memory and command line, it may still hold files of the flash.
other_processes() {
    local folder pid name line
    for folder in /proc/[0-9]*; do
        pid=${folder#/proc/}
        { read -r line <"$folder/stat"; } 2>/dev/null || continue
        name=${line#*\(}
        name=${name%\)*}
        # shellcheck disable=SC2086 # what follows the name: state, parent, and more (proc(5))
        set -- ${line##*) }
        case "$pid $2 $1 $name" in
        "1 "* | "2 "* | *" 2 "[A-Z]" "* | *" "[XZ]" "* | *" stage2") continue ;;
        esac
        echo "$pid $name"
    done
}

signal_processes() {
    local pid name
    other_processes | while read -r pid name; do
        kill -"$1" "$pid" 2>/dev/null && v "Sending signal $1 to $name ($pid)"
    done
}

# await_processes_end SECONDS
await_processes_end() {
    local ticks=$(($1 * 10))
    while [ -n "$(other_processes)" ]; do
        [ $ticks -gt 0 ] || return 1
        ticks=$((ticks - 1))
        sleep 0.1
    done
}
