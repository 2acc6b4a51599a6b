// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/usb_net_class.hpp"

#include <algorithm>
#include <iterator>

namespace tetherlab::verdict {
namespace {

struct Row {
    profile::ClassTriple triple;
    UsbNetClass kind;
};

constexpr UsbNetClass kRndis{"RNDIS", "rndis_host", "kmod-usb-net-rndis"};

// The drivers' device tables in drivers/net/usb, Linux 6.1; packages in package/kernel/linux/modules/usb.mk
// of openwrt/openwrt 3d1645e.
constexpr Row kRows[] = {
    {{0xe0, 0x01, 0x03}, kRndis},  // wireless controller: Android, T10, D53
    {{0xef, 0x04, 0x01}, kRndis},  // miscellaneous: RNDIS over Ethernet
    {{0xef, 0x01, 0x01}, kRndis},  // ActiveSync
    {{0x02, 0x02, 0xff}, kRndis},  // CDC ACM, vendor specific: Microsoft's own
    {{0x02, 0x06, 0x00}, {"ECM", "cdc_ether", "kmod-usb-net-cdc-ether"}},
    {{0x02, 0x0c, 0x07}, {"EEM", "cdc_eem", "kmod-usb-net-cdc-eem"}},
    {{0x02, 0x0d, 0x00}, {"NCM", "cdc_ncm", "kmod-usb-net-cdc-ncm"}},
    {{0x02, 0x0e, 0x00}, {"MBIM", "cdc_mbim", "kmod-usb-net-cdc-mbim"}},
};

}  // namespace

const UsbNetClass* usb_net_class(const profile::ClassTriple& triple) {
    const auto* found = std::find_if(std::begin(kRows), std::end(kRows),
                                     [&](const Row& row) { return row.triple == triple; });
    return found == std::end(kRows) ? nullptr : &found->kind;
}

}  // namespace tetherlab::verdict
