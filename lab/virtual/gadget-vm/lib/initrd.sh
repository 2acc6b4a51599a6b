# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154
# The initramfs: busybox, Debian's network tools, kernel modules, our programs. Uses $here and $release.

# make_tree TREE: the folders, busybox and /init.
make_tree() {
    mkdir -p "$1"/{bin,sbin,usr/bin,usr/sbin,dev,proc,sys,run,tmp,etc,root,tests,var/lib/misc,"lib/modules/$release"}
    cp "$(command -v busybox)" "$1/bin/busybox"
    install -m 755 "$here/init" "$1/init"
    cp "$here/modules" "$1/etc/modules"
    printf '%s\n' root:x:0:0:root:/root:/bin/sh dnsmasq:x:99:99::/:/bin/false >"$1/etc/passwd"
    printf '%s\n' root:x:0: dnsmasq:x:99: >"$1/etc/group"
}

# add_modules TREE KERNEL: the modules listed in `modules`, with what they depend on.
add_modules() {
    local from=$2/lib/modules/$release to=$1/lib/modules/$release name path file
    busybox depmod -b "$2" "$release"
    while read -r name; do
        path=$(find "$from" -name "$name.ko" -printf '%P\n' -quit)
        [[ -n $path ]] || die "Debian's $release has no module $name"
        for file in "$path" $(sed -n "s|^$path:||p" "$from/modules.dep"); do
            install -D -m 644 "$from/$file" "$to/$file"
        done
    done < <(awk '!/^#/ { print $1 }' "$here/modules")
    busybox depmod -b "$1" "$release"
}

# add_program TREE FILE [NAME]: a program, without its symbols, and every shared library it loads.
add_program() {
    local library
    install -D -s -m 755 "$2" "$1/usr/bin/${3:-$(basename "$2")}"
    while read -r library; do
        [[ -e $1$library ]] || install -D -m 755 "$(readlink -f "$library")" "$1$library"
    done < <(ldd "$2" | grep -o '/[^ )]*')
}

# add_tools TREE TOOL…: programs of this machine.
add_tools() {
    local tool
    for tool in "${@:2}"; do
        add_program "$1" "$(PATH=$PATH:/usr/sbin:/sbin type -P "$tool")"
    done
}

# add_tests TREE DIR: the kernel tests, run by /init when the command line says tetherlab.test=NAME, and their programs.
add_tests() {
    cp -R "$2"/* "$1/tests"
    rm -r "$1/tests/programs"
    add_test_program "$1" udc_host "$2"/programs/{host,udc_host}.c
    add_test_program "$1" shape_fault "$2/programs/shape_fault.c"
    add_test_program "$1" usb_ask "$2/programs/usb_ask.c"
}

# add_test_program TREE NAME SOURCE...
add_test_program() {
    gcc -O2 -Wall -static -o "$1/usr/bin/$2" "${@:3}" || die "cannot build $2"
}

# add_our_program TREE NAME FILE VARIABLE
add_our_program() {
    [[ -n $3 ]] || die "$4 is not set: it must name the built $2 (or use --without-programs)"
    [[ -x $3 ]] || die "$4=$3 is no program: build $2 first (or use --without-programs)"
    add_program "$1" "$3" "$2"
}

# extend_vm VMDIR TREE OUTDIR: a VM that is VMDIR's with TREE's files added to its root.
extend_vm() {
    mkdir -p "$3"
    chmod 755 "$2" # becomes the VM's /
    pack_tree "$2" "$2.gz"
    # The kernel unpacks one archive after the other (Documentation/driver-api/early-userspace/buffer-format.rst).
    cat "$1/initrd.gz" "$2.gz" >"$3/initrd.gz"
    rm "$2.gz"
    ln -sf "$1/vmlinuz" "$3/vmlinuz"
}

# pack_tree TREE FILE
pack_tree() {
    (cd "$1" && find . -print0 | LC_ALL=C sort -z | cpio --quiet -0 -o -H newc -R 0:0 --reproducible) |
        gzip -n -6 >"$2"
}
