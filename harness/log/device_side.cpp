// SPDX-License-Identifier: Apache-2.0
#include "harness/log/device_side.hpp"

namespace tetherlab::log {
namespace {

struct Sign {
    std::string_view start;  // of the message; empty: anywhere
    std::string_view text;   // somewhere in it
};

// drivers/usb/gadget (android.c, composite.c, u_ether.c, f_fs.c, configfs.c), drivers/usb/otg/msm_otg.c,
// drivers/usb/gadget/ci13xxx_msm.c, drivers/usb/dwc3, and what Qualcomm's and MediaTek's trees add to them.
constexpr Sign kSigns[] = {
    {"android_usb", ""},
    {"android_work", ""},
    {"rndis_function_bind_config", ""},
    {"configfs-gadget", ""},
    {"", " gadget: "},
    {"", "using random self ethernet address"},
    {"", "using random host ethernet address"},
    {"", "HOST MAC "},
    {"msm_otg", ""},
    {"msm_hsusb", ""},
    {"msm-dwc3", ""},
    {"", "CI13XXX_"},
    {"", "Avail curr from USB"},
    {"", "USB_STATE="},
    {"read descriptors", ""},
    {"read strings", ""},
    {"mtp_bind_config", ""},
    {"adb_bind_config", ""},
    {"adb_open", ""},
    {"mtu3 ", "gadget"},
    {"musb-hdrc", "gadget"},
    {"udc ", "registering UDC driver"},
    {"QCMAP:", ""},
    {"USB QCMAP", ""},
    {"gether_", ""},
};

}  // namespace

std::optional<std::size_t> device_side_sign(std::string_view message) {
    for (std::size_t i = 0; i < std::size(kSigns); ++i) {
        const Sign& sign = kSigns[i];
        if (!message.starts_with(sign.start)) continue;
        if (message.find(sign.text) != std::string_view::npos) return i;
    }
    return std::nullopt;
}

}  // namespace tetherlab::log
