# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# install_packages run|python|test|pi|native: installs what packages.tsv lists for that use and is not there, saying which and
# why.

install_packages() {
    local use=$1 package for why missing=() there
    there=$(packages_there)
    while IFS=$'\t' read -r package for why; do
        case $package in '' | '#'*) continue ;; esac
        [ "$for" = run ] || [ "$for" = "$use" ] || [ "$for $use" = 'python test' ] || continue
        grep -qxF "$package" <<<"$there" || missing+=("$package"$'\t'"$why")
    done <"$TETHERLAB_ROOT/lab/bootstrap/packages.tsv"
    [ ${#missing[@]} -eq 0 ] && return 0

    printf 'tetherlab needs %d Debian packages that are not installed:\n' ${#missing[@]} >&2
    printf '%s\n' "${missing[@]}" | awk -F'\t' '{ printf "  %-28s %s\n", $1, $2 }' >&2
    progress 'reading package lists' "$TETHERLAB_CACHE/log/apt-update.log" apt-get update || no_network
    progress 'installing packages' "$TETHERLAB_CACHE/log/apt-install.log" \
        env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        "${missing[@]%%$'\t'*}" || no_network
}

# What is installed, and what that provides: npm also comes with other packages of Node.js, beside which Debian's cannot
# be installed.
packages_there() {
    dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides}\n' |
        sed -n 's/^installed //p' | tr ',' '\n' | sed 's/^ *//; s/ .*//'
}

no_network() {
    printf 'tetherlab: the packages above could not be installed. They are needed once, from a Debian 12 mirror;\n' >&2
    printf '           install them by hand or connect this machine, then start again.\n' >&2
    exit 3
}
