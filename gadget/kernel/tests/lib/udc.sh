# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
# The kernel tests of tether_udc: its controller instead of dummy_hcd's, and the kernel's own test gadget.
# shellcheck source=gadget/kernel/tests/lib/gadget.sh
. /tests/lib/gadget.sh

# shellcheck disable=SC2034 # used by plug
udc=tether_udc.0
rmmod dummy_hcd 2>/dev/null
modprobe tether_udc || fail "cannot load tether_udc"

# make_source_sink: Linux's gadget zero with the function SourceSink as configuration 3, endpoints 81 and 01.
make_source_sink() {
    modprobe usb_f_ss_lb
    mkdir $gadget
    echo high-speed >$gadget/max_speed
    echo 0x0525 >$gadget/idVendor
    echo 0xa4a0 >$gadget/idProduct
    mkdir $gadget/functions/SourceSink.0 $gadget/configs/c.3 $gadget/strings/0x409
    echo 0xc0 >$gadget/configs/c.3/bmAttributes
    echo 0123456789.0123456789 >$gadget/strings/0x409/serialnumber
    ln -s $gadget/functions/SourceSink.0 $gadget/configs/c.3
}
