# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash

# log TEXT…: a line of netifd in the system log.
log() {
    echo "$*" >&4
}
