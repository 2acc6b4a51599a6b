# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # variables shared through build
# Sorts Debian's modules into $work/modules/{board,always,shipped} as modules.tsv says.

# Prints the files of kernel/ that rule $1 of modules.tsv names: "path" or "path new-name" a line.
listed() {
    local rule pattern name path
    while IFS=$'\t' read -r rule pattern name; do
        [[ $rule == "$1" ]] || continue
        for path in "$kernel_tree"/kernel/$pattern; do
            [[ -e $path ]] || { echo "build: modules.tsv: this kernel has no $pattern" >&2; return 1; }
            echo "${path#"$kernel_tree"/} $name"
        done
    done <"$here/modules.tsv"
}

# Prints modules read from stdin, one path a line, and all that they need.
with_dependencies() {
    awk 'NR == FNR { wanted[$1]; next }
         { sub(":", "", $1); if ($1 in wanted) for (i = 1; i <= NF; i++) print $i }' \
        - "$kernel_tree/modules.dep" | sort -u
}

# copy_modules DIRECTORY: modules from stdin, "path" or "path new-name" a line.
copy_modules() {
    local path name
    mkdir -p "$1"
    while read -r path name; do
        cp "$kernel_tree/$path" "$1/${name:-$(basename "$path")}"
    done
}

# A module that others need comes along, unless it is one that the image itself has to ship.
select_modules() {
    local modules=$work/modules
    listed shipped >"$work/shipped"
    copy_modules "$modules/shipped" <"$work/shipped"
    listed board | with_dependencies | copy_modules "$modules/board"
    { listed always; cat "$work/shipped"; } | with_dependencies |
        grep -vxFf <(cut -d ' ' -f 1 "$work/shipped") | copy_modules "$modules/always"
    cp "$work/tether_nand/tether_nand.ko" "$modules/board/"
}

# index_modules ROOT FILE…: puts the modules flat into ROOT's module folder, with modules.dep and modules.alias.
index_modules() {
    local folder=$1/lib/modules/$kernel_release
    mkdir -p "$folder"
    cp "${@:2}" "$folder/"
    touch "$folder"/modules.{order,builtin,builtin.modinfo}
    depmod -b "$1" "$kernel_release"
}
