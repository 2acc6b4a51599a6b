// SPDX-License-Identifier: Apache-2.0
#include "harness/log/drivers.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace tetherlab::log {
namespace {

struct Named {
    const char* driver;
    DriverKind kind;
};

// drivers/net/usb, drivers/usb/serial, drivers/usb/class and the rest of what people plug in.
constexpr Named kDrivers[] = {
    {"rndis_host", DriverKind::kTether},
    {"cdc_ether", DriverKind::kTether},
    {"cdc_ncm", DriverKind::kTether},
    {"cdc_mbim", DriverKind::kTether},
    {"cdc_eem", DriverKind::kTether},
    {"cdc_subset", DriverKind::kTether},
    {"huawei_cdc_ncm", DriverKind::kTether},
    {"qmi_wwan", DriverKind::kTether},
    {"qmi_wwan_q", DriverKind::kTether},
    {"ipheth", DriverKind::kTether},
    {"sierra_net", DriverKind::kTether},
    {"hso", DriverKind::kTether},
    {"kalmia", DriverKind::kTether},
    {"cx82310_eth", DriverKind::kTether},
    {"zaurus", DriverKind::kTether},
    {"gobinet", DriverKind::kTether},
    {"cdc_acm", DriverKind::kModem},
    {"cdc_wdm", DriverKind::kModem},
    {"option", DriverKind::kModem},
    {"qcserial", DriverKind::kModem},
    {"sierra", DriverKind::kModem},
    {"usbserial", DriverKind::kModem},
    {"usbserial_generic", DriverKind::kModem},
    {"asix", DriverKind::kAdapter},
    {"ax88179_178a", DriverKind::kAdapter},
    {"aqc111", DriverKind::kAdapter},
    {"dm9601", DriverKind::kAdapter},
    {"lan78xx", DriverKind::kAdapter},
    {"mcs7830", DriverKind::kAdapter},
    {"pegasus", DriverKind::kAdapter},
    {"r8152", DriverKind::kAdapter},
    {"r8153_ecm", DriverKind::kAdapter},
    {"rtl8150", DriverKind::kAdapter},
    {"smsc75xx", DriverKind::kAdapter},
    {"smsc95xx", DriverKind::kAdapter},
    {"sr9700", DriverKind::kAdapter},
    {"btusb", DriverKind::kOther},
    {"hub", DriverKind::kOther},
    {"hid_generic", DriverKind::kOther},
    {"snd_usb_audio", DriverKind::kOther},
    {"uas", DriverKind::kOther},
    {"usb_storage", DriverKind::kOther},
    {"usbhid", DriverKind::kOther},
    {"usblp", DriverKind::kOther},
    {"uvcvideo", DriverKind::kOther},
};

struct Row {
    std::uint8_t base;
    std::uint8_t sub;
    std::uint8_t protocol;
    NetFunction function;
};

constexpr NetFunction kRndis{"RNDIS", "rndis_host", "kmod-usb-net-rndis"};

// The drivers' device tables in drivers/net/usb, Linux 6.1; packages in package/kernel/linux/modules/usb.mk
// of openwrt/openwrt 3d1645e.
constexpr Row kFunctions[] = {
    {0xe0, 0x01, 0x03, kRndis},  // wireless controller: Android, T10, D53
    {0xef, 0x04, 0x01, kRndis},  // miscellaneous: RNDIS over Ethernet
    {0xef, 0x01, 0x01, kRndis},  // ActiveSync
    {0x02, 0x02, 0xff, kRndis},  // CDC ACM, vendor specific: Microsoft's own
    {0x02, 0x06, 0x00, {"ECM", "cdc_ether", "kmod-usb-net-cdc-ether"}},
    {0x02, 0x0c, 0x07, {"EEM", "cdc_eem", "kmod-usb-net-cdc-eem"}},
    {0x02, 0x0d, 0x00, {"NCM", "cdc_ncm", "kmod-usb-net-cdc-ncm"}},
    {0x02, 0x0e, 0x00, {"MBIM", "cdc_mbim", "kmod-usb-net-cdc-mbim"}},
    {0xff, 0xfd, 0x01, {"Apple's Ethernet", "ipheth", "kmod-usb-net-ipheth"}},
};

std::string plain(std::string_view driver) {
    std::string name(driver);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

}  // namespace

DriverKind kind_of_driver(std::string_view driver) {
    const std::string name = plain(driver);
    const auto* found = std::find_if(std::begin(kDrivers), std::end(kDrivers),
                                     [&](const Named& row) { return name == row.driver; });
    return found == std::end(kDrivers) ? DriverKind::kUnknown : found->kind;
}

const NetFunction* net_function(std::uint8_t base, std::uint8_t sub, std::uint8_t protocol) {
    const auto* found = std::find_if(std::begin(kFunctions), std::end(kFunctions), [&](const Row& row) {
        return row.base == base && row.sub == sub && row.protocol == protocol;
    });
    return found == std::end(kFunctions) ? nullptr : &found->function;
}

const NetFunction* net_function(std::string_view driver) {
    const std::string name = plain(driver);
    const auto* found = std::find_if(std::begin(kFunctions), std::end(kFunctions),
                                     [&](const Row& row) { return name == row.function.driver; });
    return found == std::end(kFunctions) ? nullptr : &found->function;
}

}  // namespace tetherlab::log
