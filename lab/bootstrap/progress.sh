# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# progress TITLE LOG COMMAND…: runs COMMAND with its output in LOG and shows that it is alive: on a terminal one
# line that is redrawn each second, elsewhere a line every two seconds. Shows the end of LOG when COMMAND fails.

progress() {
    local title=$1 log=$2 start=$SECONDS tick=1.9 worker status='' got
    shift 2
    [ -t 2 ] && tick=1
    mkdir -p "$(dirname "$log")"
    # The worker's last line is COMMAND's status: reading it ends the wait at once, a timed-out read is a tick.
    exec {worker}< <("$@" >"$log" 2>&1 </dev/null; echo $?)
    while true; do
        got=0
        read -r -t "$tick" status <&"$worker" || got=$?
        [ "$got" -gt 128 ] || break
        show_tick "$title" $((SECONDS - start)) "$log"
    done
    exec {worker}<&-
    [ -t 2 ] && printf '\r\033[K' >&2
    if [ "$status" = 0 ]; then
        printf '  %s: done in %d s\n' "$title" $((SECONDS - start)) >&2
        return 0
    fi
    printf '  %s: failed after %d s. The end of %s:\n' "$title" $((SECONDS - start)) "$log" >&2
    tail -n 25 "$log" | sed 's/^/    /' >&2
    return 1
}

show_tick() {
    local last
    last=$(tail -n 1 "$3" 2>/dev/null | tr -d '\r' | cut -c1-90)
    if [ -t 2 ]; then
        printf '\r\033[K  %s … %d s  %s' "$1" "$2" "$last" >&2
    else
        printf '  %s … %d s  %s\n' "$1" "$2" "$last" >&2
    fi
}
