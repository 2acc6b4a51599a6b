# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# Rules of /dev/tether_shape, for the kernel tests.

# start_fault WORD...: a rule of shape_fault is in force, until stop_fault. One at a time.
start_fault() {
    : >/tmp/fault
    shape_fault "$@" >>/tmp/fault &
    fault=$!
    wait_for 10 "rule $*" grep -q 'in force' /tmp/fault
}

stop_fault() {
    kill "$fault"
    wait "$fault" 2>/dev/null
}

hits() {
    grep -c '^[0-9a-f][0-9a-f] ' /tmp/fault
}
