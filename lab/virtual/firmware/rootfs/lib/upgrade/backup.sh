# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=dash

# list_backup: the files that are kept, one per line: those /etc/sysupgrade.conf names and these.
list_backup() {
    {
        echo /etc/config
        echo /etc/dropbear
        printf '/etc/%s\n' group hosts passwd profile rc.local shadow shells sysctl.conf sysupgrade.conf
        grep '^/' /etc/sysupgrade.conf 2>/dev/null
    } | while read -r path; do
        [ -e "$path" ] && find "$path" -type f
    done | sort -u
}

# make_backup FILE
make_backup() {
    v "Saving config files..."
    # shellcheck disable=SC2046 # one word per file
    tar -C / -czf "$1" $(list_backup | sed 's|^/||')
}
