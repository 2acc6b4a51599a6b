# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Programs and scripts of the root file system. Uses $here.

# unpack_debian DIR KERNELDIR: the packages of packages.tsv, and the modules of the kernel that the virtual router runs,
# which Debian's metapackage names. Sets $kernel_version.
unpack_debian() {
    local packages deb image
    mapfile -t packages < <(table "$here/packages.tsv" | cut -f1)
    mkdir -p "$1" "$2"
    "$here/../debs" mipsel "${packages[@]}" >"$1.list"
    while read -r deb; do
        dpkg-deb -x "$deb" "$1"
    done <"$1.list"
    deb=$("$here/../debs" mipsel linux-image-4kc-malta)
    image=$(dpkg-deb -f "$deb" Depends | sed 's/[ ,].*//')
    kernel_version=$(dpkg-deb -f "$deb" Version | sed 's/-.*//')
    deb=$("$here/../debs" mipsel "$image")
    dpkg-deb --fsys-tarfile "$deb" | tar -xf - -C "$2" ./lib/modules
}

# make_userland ROOT DEBIAN: folders, our scripts, programs, applets.
make_userland() {
    make_tree "$1"
    add_programs "$1" "$2"
    add_applets "$1"
    enable_services "$1"
}

# make_tree ROOT: folders and our scripts.
make_tree() {
    mkdir -p "$1"/{dev,proc,sys,tmp,mnt,overlay,rom,root,bin,sbin,usr/bin,usr/sbin,lib/modules}
    mkdir -p "$1"/etc/{rc.d,modules.d,modules-boot.d,dropbear,config}
    ln -s tmp "$1/var"
    ln -s ../tmp/resolv.conf "$1/etc/resolv.conf"
    cp -a "$here/rootfs/." "$1"
}

add_programs() {
    local files file
    while read -r files; do
        [[ $files != - ]] || continue
        for file in $files; do
            install -D -m 755 "$2/$file" "$1/$file"
        done
    done < <(table "$here/packages.tsv" | cut -f2)
}

# add_applets ROOT: links to busybox.
add_applets() {
    local folder applets applet
    while IFS=$'\t' read -r folder applets; do
        for applet in $applets; do
            [[ -e $1/$folder/$applet ]] || ln -s /bin/busybox "$1/$folder/$applet"
        done
    done < <(table "$here/applets.tsv")
    adapt_busybox "$1/bin/busybox"
}

# adapt_busybox FILE: makes Debian's busybox behave as OpenWrt's, by the names in its table of applets, which is sorted
# (hence only last letters change), and one string. Debian's shell runs an applet before a program of that name in
# PATH, but logread, ifup and ifdown are scripts of ours; and it asks the terminal for the cursor's place, which a
# console log then has after every prompt.
adapt_busybox() {
    patch_busybox "$1" '\x00logread\x00' '\x00logreac\x00'
    patch_busybox "$1" '\x00ifup\x00' '\x00ifuo\x00'
    patch_busybox "$1" '\x00ifdown\x00' '\x00ifdowm\x00'
    patch_busybox "$1" '\x1b\[6n\x00' '\x00[6n\x00'
}

# patch_busybox FILE PATTERN TEXT: both of one length. The pattern must be there.
patch_busybox() {
    LC_ALL=C grep -qaP "$2" "$1" || die "busybox: nothing to adapt at $2"
    LC_ALL=C sed -i "s/$2/$3/" "$1"
}

# enable_services ROOT: what `/etc/init.d/NAME enable` does on the router.
enable_services() {
    local script name start stop
    for script in "$1"/etc/init.d/*; do
        name=${script##*/}
        start=$(sed -n 's/^START=//p' "$script")
        stop=$(sed -n 's/^STOP=//p' "$script")
        [[ -z $start ]] || ln -s "../init.d/$name" "$1/etc/rc.d/S$start$name"
        [[ -z $stop ]] || ln -s "../init.d/$name" "$1/etc/rc.d/K$stop$name"
    done
}
