// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/descriptors.hpp"
#include "gadget/profile/fidelity.hpp"
#include "gadget/profile/usb_class.hpp"

#include <fmt/format.h>

// The formats are those of drivers/usb/core/devices.c, Linux 6.1 (format_device1 … format_endpt).
namespace tetherlab::profile {
namespace {

constexpr std::size_t kShownString = 100;  // "%.100s"
constexpr ClassTriple kDataClass{0x0a, 0x00, 0x00};
constexpr ClassTriple kNtbClass{0x0a, 0x00, 0x01};

std::string endpoint_line(const Endpoint& endpoint) {
    const bool interrupt = endpoint.type == TransferType::kInterrupt;
    return fmt::format("E:  Ad={:02x}({}) Atr={} MxPS={:4} Ivl={}ms\n", endpoint.address,
                       (endpoint.address & 0x80) != 0 ? 'I' : 'O', interrupt ? "03(Int.)" : "02(Bulk)",
                       endpoint.max_packet, endpoint.interval.count());
}

enum class State { kInactive, kActive };

// One alternate setting of an interface. In the active configuration every setting shows the interface's
// driver, and setting 0 is the one in use as long as no driver has chosen another.
std::string interface_line(int number, int alternate, int endpoints, const ClassTriple& triple, State state) {
    const bool active = state == State::kActive;
    return fmt::format("I:{} If#={:2} Alt={:2} #EPs={:2} {} Driver={}\n",
                       active && alternate == 0 ? '*' : ' ', number, alternate, endpoints,
                       devices_text(triple), active ? "(none)" : "");
}

std::string configuration_lines(const Configuration& configuration, State state) {
    const Function& function = configuration.function;
    std::string text =
        fmt::format("C:{} #Ifs= 2 Cfg#={:2} Atr={:02x} MxPwr={:3}mA\n", state == State::kActive ? '*' : ' ',
                    configuration.value, configuration.attributes, configuration.max_power_ma);
    text += fmt::format("A:  FirstIf#= 0 IfCount= 2 {}\n", devices_text(function.control));
    text += interface_line(0, 0, 1, function.control, state) + endpoint_line(function.notify);
    const ClassTriple& data = function.kind == FunctionKind::kNcm ? kNtbClass : kDataClass;
    const bool has_idle = function.kind != FunctionKind::kRndis;  // a setting 0 without endpoints
    if (has_idle) text += interface_line(1, 0, 0, data, state);
    text += interface_line(1, has_idle ? 1 : 0, 2, data, state);
    return text + endpoint_line(function.data_in) + endpoint_line(function.data_out);
}

std::string string_line(const char* name, const std::string& value) {
    return value.empty() ? std::string() : fmt::format("S:  {}={}\n", name, value.substr(0, kShownString));
}

}  // namespace

std::string usb_devices_block(const Profile& wanted, int active) {
    const Profile profile = as_emulated(wanted);
    std::string text = fmt::format("D:  Ver={:2x}.{:02x} {} MxPS=64 #Cfgs={:3}\n", profile.bcd_usb >> 8,
                                   profile.bcd_usb & 0xff, devices_text(profile.device_class),
                                   profile.configurations.size());
    text += fmt::format("P:  Vendor={:04x} ProdID={:04x} Rev={:2x}.{:02x}\n", profile.vendor_id,
                        profile.product_id, profile.bcd_device >> 8, profile.bcd_device & 0xff);
    text += string_line("Manufacturer", profile.strings.manufacturer);
    text += string_line("Product", profile.strings.product);
    text += string_line("SerialNumber", profile.strings.serial);
    for (const Configuration& configuration : profile.configurations) {
        text += configuration_lines(configuration,
                                    configuration.value == active ? State::kActive : State::kInactive);
    }
    return text;
}

}  // namespace tetherlab::profile
