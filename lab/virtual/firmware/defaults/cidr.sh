# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash

# static_address CIDR: how builds since 2025-05-30 write an address (openwrt d989d9a8ec4).
static_address() {
    printf "\tlist ipaddr '%s'\n" "$1"
}
