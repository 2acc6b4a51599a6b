# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The package database of an image, in the form of apk or of opkg, and the query tool that goes with it.
# Uses $here, $work, $epoch and $kernel_version.

# Stands for the hash of a build's kernel configuration.
kernel_hash=7e7be71ab100000000000000000000ff

# add_database ROOT apk|opkg REVISION USB-KMODS
add_database() {
    local list=$work/list
    package_list "$3" "$4" >"$list"
    case $2 in
    apk) add_apk_database "$1" "$list" ;;
    opkg) add_opkg_database "$1" "$list" ;;
    *) die "variants.tsv: unknown database $2" ;;
    esac
}

# package_list REVISION USB-KMODS: lines NAME VERSION DEPENDS, - for none.
package_list() {
    printf '%s\t%s\t-\n' base-files "1~${1#*-}" kernel "$kernel_version~$kernel_hash-r1"
    table "$here/base-packages.tsv"
    chosen_kmods "$2" | awk -F '\t' -v version="$kernel_version.$kernel_hash-r1" '{ print $1 "\t" version "\t" $4 }'
}

# Stanzas as apk-tools writes them, without the lists of files.
add_apk_database() {
    mkdir -p "$1"/lib/apk/db "$1"/etc/apk/{keys,repositories.d}
    awk -F '\t' -v built="$epoch" '{
        print "C:Q1AAAAAAAAAAAAAAAAAAAAAAAAAAA="
        print "P:" $1 "\nV:" $2 "\nA:mipsel_24kc\nS:0\nI:0\nT:" $1 " of the tetherlab stand-in firmware"
        print "U:\nL:Apache-2.0\no:" $1 "\nm:\nt:" built
        if ($3 != "-") { gsub(",", " ", $3); print "D:" $3 }
        print ""
    }' "$2" >"$1/lib/apk/db/installed"
    cut -f1 "$2" | sort >"$1/etc/apk/world"
    rm -f "$1/bin/opkg"
}

add_opkg_database() {
    mkdir -p "$1/usr/lib/opkg/info"
    awk -F '\t' -v built="$epoch" '{
        print "Package: " $1 "\nVersion: " $2
        if ($3 != "-") { gsub(",", ", ", $3); print "Depends: " $3 }
        print "Status: install user installed\nArchitecture: mipsel_24kc\nInstalled-Time: " built "\n"
    }' "$2" >"$1/usr/lib/opkg/status"
    rm -f "$1/usr/bin/apk"
}
