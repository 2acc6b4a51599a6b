# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# What lab/pi/install does on the gadget host: `sh -s facts`, `sh -s install DEB` or `sh -s check`, with this as input.
set -eu

# Facts as NAME=VALUE, which the other side compares with the package.
facts() {
    echo "architecture=$(dpkg --print-architecture)"
    echo "codename=$(. /etc/os-release && echo "${VERSION_CODENAME-}")"
    if [ "$(id -u)" = 0 ]; then
        echo root=yes
    elif sudo -n true 2>/dev/null; then
        echo root=sudo
    else
        echo root=no
    fi
}

known() { apt-cache show "$1" >/dev/null 2>&1; }

# Packages of headers: of the running kernel, for which DKMS builds the modules, and the one that brings those of each
# newer kernel, which is named after the flavour: linux-headers-arm64, on Raspberry Pi OS linux-headers-rpi-v8.
headers() {
    release=$(uname -r)
    flavour=${release##*+rpt-}
    [ "$flavour" != "$release" ] || flavour=${release##*-}
    if known "linux-headers-$flavour"; then echo "linux-headers-$flavour"; fi
    [ -e "/lib/modules/$release/build" ] || echo "linux-headers-$release"
}

install_package() {
    export DEBIAN_FRONTEND=noninteractive
    apt-get -q update
    wanted=$(headers)
    for package in $wanted; do
        known "$package" || {
            echo "its package lists have no $package: bring its kernel up to date (apt-get full-upgrade), reboot it, and try again" >&2
            exit 3
        }
    done
    # $wanted are words.
    # shellcheck disable=SC2086
    apt-get -q install -y --no-install-recommends --reinstall --allow-downgrades $wanted "$1"
    rm -r "$(dirname "$1")"
}

# What keeps the package from working, a line each.
check() {
    if ! built=$(modinfo -F vermagic tether_shape 2>/dev/null); then
        echo "module tether_shape was not built: see /var/lib/dkms/tetherlab/*/build/make.log there"
    elif [ "${built%% *}" != "$(uname -r)" ]; then
        echo "module tether_shape was built for ${built%% *}, but the kernel is $(uname -r): reboot it"
    elif ! modprobe tether_shape; then
        echo "module tether_shape does not load: see dmesg there"
    elif [ "$(cat /sys/module/tether_shape/srcversion)" != "$(modinfo -F srcversion tether_shape)" ]; then
        echo "an older tether_shape is loaded: reboot it"
    fi
    if [ -z "$(ls /sys/class/udc 2>/dev/null)" ]; then
        echo "no USB device controller: write dtoverlay=dwc2,dr_mode=peripheral into config.txt of its boot partition and reboot it"
    fi
}

case $1 in
    facts) facts ;;
    install) install_package "$2" ;;
    check) check ;;
esac
