# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash

# static_address CIDR: how 24.10 and older write an address.
static_address() {
    local mask=255.255.255.0
    [ "${1#*/}" = 8 ] && mask=255.0.0.0
    printf "\toption ipaddr '%s'\n\toption netmask '%s'\n" "${1%/*}" "$mask"
}
