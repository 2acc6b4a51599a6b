# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash

# other_processes: prints PID NAME of all but process 1, stage2's own subshells and the kernel's (which have no command
# line).
other_processes() {
    local folder pid name line
    for folder in /proc/[0-9]*; do
        pid=${folder#/proc/}
        [ "$pid" != 1 ] || continue
        line=
        { read -r line <"$folder/cmdline"; } 2>/dev/null
        [ -n "$line" ] || continue
        { read -r name <"$folder/comm"; } 2>/dev/null || continue
        [ "$name" != stage2 ] || continue
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
