# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash disable=SC2154  # limit, router, work: router_test
# A virtual router as README.md says, its console in $work/console.

fail() {
    echo "router_test: $*" >&2
    tail -n 20 "$work/console" >&2
    exit 1
}

# until_true COMMAND…: repeats it until it succeeds.
until_true() {
    local end=$((SECONDS + limit))
    until "$@"; do
        [[ $SECONDS -lt $end ]] || fail "waited $limit s for: $*"
        sleep 0.02
    done
}

console_has() {
    grep -q "$1" "$work/console"
}

# start_router [KERNEL-ARGUMENT…]: boots $work/initrd on $work/flash; sets qemu.
start_router() {
    local size
    size=$(stat -c %s "$work/initrd")
    mkfifo "$work/commands"
    : >"$work/console"
    timeout --kill-after=1 "$limit" qemu-system-mipsel -M malta -cpu 34Kf -m 256 -nodefaults -display none \
        -monitor none -no-reboot -serial stdio \
        -drive if=pflash,format=raw,readonly=on,file="$router/u-boot.pflash" \
        -drive if=none,id=flash,format=raw,cache=unsafe,file="$work/flash" -device virtio-blk-pci,drive=flash \
        -netdev hubport,id=lan,hubid=0 -net nic,netdev=lan,model=pcnet,macaddr=02:00:00:00:10:fe \
        -device qemu-xhci,id=xhci,p2=2,p3=1 \
        -device loader,file="$router/kernel.uimage",addr=0x04000000,force-raw=on \
        -device loader,file="$work/initrd",addr=0x06000000,force-raw=on \
        <"$work/commands" >>"$work/console" 2>&1 &
    qemu=$!
    exec {keyboard}>"$work/commands"
    until_true console_has 'maltael # '
    printf '%s\r' "setenv bootargs memsize=268435456 rd_start=0x86000000 rd_size=$size console=ttyS0,57600 panic=1 $*" \
        'bootm 84000000' >&"$keyboard"
}

# SIGKILL to QEMU, which is the child of timeout.
cut_power() {
    pkill -KILL -P "$qemu"
    wait "$qemu" 2>/dev/null || true
}
