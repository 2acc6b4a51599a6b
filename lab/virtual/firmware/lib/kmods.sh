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
    local name when autoload depends modules module
    while IFS=$'\t' read -r name when autoload depends modules; do
        [[ $modules != - ]] || continue
        for module in ${modules//,/ }; do
            add_module "$1" "$2" "$module"
        done
        printf '%s\n' "${modules//,/$'\n'}" >"$1/etc/$(autoload_file "$autoload")"
    done < <(chosen_kmods "$3")
}

# autoload_file AUTOLOAD: its path below /etc.
autoload_file() {
    [[ $1 == boot/* ]] && echo "modules-boot.d/${1#boot/}" || echo "modules.d/$1"
}

# add_module ROOT KERNEL NAME: in OpenWrt's flat folder, without the signature Debian appends.
add_module() {
    local file
    file=$(find "$2/lib/modules" -name "$3.ko" -print -quit)
    [[ -n $file ]] || die "$kernel_package has no module $3"
    install -D -m 644 "$file" "$1/lib/modules/$(release_of_kernel "$2")/$3.ko"
}

release_of_kernel() {
    basename "$1"/lib/modules/*
}
