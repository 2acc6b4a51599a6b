# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Kernel module packages. Shipping one means its files, its list in /etc/modules.d and its entry in the database.
# Uses $here.

# chosen_kmods USB-KMODS: the lines of kmods.tsv that a variant with these USB network packages has.
chosen_kmods() {
    table "$here/kmods.tsv" | awk -F '\t' -v usb="$1" '
        $2 == "always" || ($2 == "any" && usb != "none") || index("," usb ",", "," $2 ",")'
}

# add_kmods ROOT KERNEL USB-KMODS
add_kmods() {
    local autoload modules module
    while IFS=$'\t' read -r _ _ autoload _ modules; do
        [[ $modules != - ]] || continue
        for module in ${modules//,/ }; do
            add_module "$1" "$2" "${module%=*}" "${module#*=}"
            echo "${module%=*}" >>"$1/etc/$(autoload_file "$autoload")"
        done
    done < <(chosen_kmods "$3")
}

# autoload_file AUTOLOAD: its path below /etc.
autoload_file() {
    if [[ $1 == boot/* ]]; then
        echo "modules-boot.d/${1#boot/}"
    else
        echo "modules.d/$1"
    fi
}

# add_module ROOT KERNEL NAME DEBIAN-NAME: in OpenWrt's flat folder.
add_module() {
    local file
    file=$(find "$2/lib/modules" -name "$4.ko" -print -quit)
    [[ -n $file ]] || die "kernel $(release_of_kernel "$2") has no module $4"
    install -D -m 644 "$file" "$1/lib/modules/$(release_of_kernel "$2")/$3.ko"
}

release_of_kernel() {
    basename "$1"/lib/modules/*
}
