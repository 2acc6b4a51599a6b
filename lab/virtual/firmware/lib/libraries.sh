# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Shared libraries of the programs in the root file system. Uses $here and $work.

# Libraries a program is linked with for features never used here: D-Bus, internationalised names, connection marks and
# DNSSEC in dnsmasq, line editing in nft. With all they need that is 6 MB, for which stubs of a few KB stand in.
dnsmasq_stubs=(libdbus-1.so.3 libidn2.so.0 libnetfilter_conntrack.so.3 libhogweed.so.6)
nft_stubs=(libedit.so.2)

# needed FILE: the libraries it names.
needed() {
    readelf -d "$1" 2>/dev/null | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p'
}

# add_libraries ROOT DEBIAN: everything the programs need, directly or not.
add_libraries() {
    local file
    make_stub "$1" "$2" "$1/usr/sbin/dnsmasq" "${dnsmasq_stubs[@]}"
    make_stub "$1" "$2" "$1/usr/sbin/nft" "${nft_stubs[@]}"
    while read -r file; do
        add_needed "$1" "$2" "$file"
    done < <(find "$1/bin" "$1/sbin" "$1/usr" -type f -perm -u+x)
}

add_needed() {
    local library
    while read -r library; do
        [[ ! -e $1/lib/$library ]] || continue
        install -m 755 "$(debian_library "$2" "$library")" "$1/lib/$library"
        add_needed "$1" "$2" "$1/lib/$library"
    done < <(needed "$3")
}

debian_library() {
    find "$1/lib" "$1/usr/lib" -name "$2" -exec readlink -f {} \; -quit | grep . ||
        die "no package of packages.tsv has the library $2"
}

# make_stub ROOT DEBIAN PROGRAM LIBRARY…: one library, under every name LIBRARY, with the symbols that PROGRAM finds in
# none of its other libraries, in the versions it asks for. Its functions end the program.
make_stub() {
    local lib=$1/lib debian=$2 program=$3 first=$4 library versions=()
    shift 3
    for library in $(needed "$program"); do
        [[ " $* " == *" $library "* ]] || debian_library "$debian" "$library"
    done | xargs mipsel-linux-gnu-nm -D --defined-only --without-symbol-versions | awk 'NF == 3 { print $3 }' |
        sort -u >"$work/defined"
    mipsel-linux-gnu-nm -D --undefined-only "$program" | awk '$1 == "U" { sub("@", " ", $2); print $2 }' |
        awk 'FNR == NR { defined[$1]; next } !($1 in defined)' "$work/defined" - >"$work/missing"
    awk '{ printf "void %s(void) { __builtin_trap(); }\n", $1 }' "$work/missing" >"$work/stub.c"
    awk 'NF == 2 { of[$2] = of[$2] $1 "; " } END { for (v in of) print v " { " of[v] "};" }' \
        "$work/missing" >"$work/stub.map"
    [[ ! -s $work/stub.map ]] || versions=("-Wl,--version-script,$work/stub.map")
    mipsel-linux-gnu-gcc-12 -shared -nostdlib -fPIC -Os -Wno-builtin-declaration-mismatch -Wl,-soname,"$first" \
        "${versions[@]}" -o "$lib/$first" "$work/stub.c"
    for library in "${@:2}"; do
        ln -s "$first" "$lib/$library"
    done
}
