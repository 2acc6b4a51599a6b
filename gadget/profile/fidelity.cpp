// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/fidelity.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/usb_class.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::profile {
namespace {

constexpr std::uint16_t kHighSpeedPower = 500;  // mA; encode_bMaxPower(), drivers/usb/gadget/composite.c
constexpr base::Milliseconds kNotifyInterval{32};

// What f_rndis.c, f_ecm.c and f_ncm.c have in common and where they differ.
struct Stock {
    ClassTriple control;
    std::uint16_t notify_packet;  // bytes
    ClassTriple data_class;
    int data_setting;
};

Stock stock(FunctionKind kind) {
    switch (kind) {
        case FunctionKind::kRndis:
            return {{0x02, 0x02, 0xff}, 8, {0x0a, 0x00, 0x00}, 0};
        case FunctionKind::kEcm:
            return {{0x02, 0x06, 0x00}, 16, {0x0a, 0x00, 0x00}, 1};
        case FunctionKind::kNcm:
            break;
    }
    return {{0x02, 0x0d, 0x00}, 16, {0x0a, 0x00, 0x01}, 1};
}

// is_valid_bcd(), drivers/usb/gadget/configfs.c: a digit above 9 is refused.
std::uint16_t decimal(std::uint16_t bcd) {
    unsigned digits = 0;
    for (unsigned shift = 0; shift < 16; shift += 4) digits |= std::min((bcd >> shift) & 0xfU, 9U) << shift;
    return static_cast<std::uint16_t>(digits);
}

Function emulated(const Function& wanted) {
    const Stock own = stock(wanted.kind);
    Function function;
    function.kind = wanted.kind;
    // tether_shape gives RNDIS any class; the other two have no setting for it.
    function.control = wanted.kind == FunctionKind::kRndis ? wanted.control : own.control;
    function.notify = {0x82, TransferType::kInterrupt, own.notify_packet, kNotifyInterval};
    function.data_in = {0x81, TransferType::kBulk, 512, base::Milliseconds::zero()};
    function.data_out = {0x01, TransferType::kBulk, 512, base::Milliseconds::zero()};
    return function;
}

std::string to_text(const Endpoint& endpoint) {
    std::string text = fmt::format("{:#04x}, {} bytes", endpoint.address, endpoint.max_packet);
    if (endpoint.type == TransferType::kInterrupt) text += fmt::format(", {} ms", endpoint.interval.count());
    return text;
}

// "interfaces 2 (ff/ff/30), 3 (ff/ff/40)"
std::string to_text(const std::vector<OtherInterface>& others) {
    std::vector<std::string> parts;
    for (const OtherInterface& each : others) {
        if (each.setting == 0 || parts.empty())
            parts.push_back(fmt::format("{} ({})", each.number, to_text(each.triple)));
    }
    return fmt::format("interface{} {}", parts.size() == 1 ? "" : "s", base::join(parts, ", "));
}

// Compares two profiles field by field.
class Comparison {
public:
    std::vector<Deviation> run(const Profile& wanted, const Profile& got);

private:
    void configuration(const Configuration& wanted, const Configuration& got);
    void function(const std::string& of, const Function& wanted, const Function& got);

    void field(const std::string& name, const std::string& wanted, const std::string& got,
               const std::string& reason) {
        if (wanted != got) found_.push_back({name, wanted, got, reason});
    }

    std::vector<Deviation> found_;
};

std::vector<Deviation> Comparison::run(const Profile& wanted, const Profile& got) {
    field("speed", to_text(wanted.speed), to_text(got.speed), "the wire carries high speed");
    field("bcdUSB", release_text(wanted.bcd_usb), release_text(got.bcd_usb),
          "a Linux gadget shows 2.00 or 2.10 at high speed");
    field("bcdDevice", release_text(wanted.bcd_device), release_text(got.bcd_device),
          "a Linux gadget takes decimal digits alone");
    for (std::size_t i = 0; i < wanted.configurations.size(); ++i)
        configuration(wanted.configurations[i], got.configurations[i]);
    for (const OtherConfiguration& each : wanted.other_configurations) {
        found_.push_back({fmt::format("configuration {}", each.value), to_text(each.interfaces), "left out",
                          "it has no network function"});
    }
    return std::move(found_);
}

void Comparison::configuration(const Configuration& wanted, const Configuration& got) {
    const std::string of = fmt::format(" of configuration {}", wanted.value);
    field("bMaxPower" + of, fmt::format("{} mA", wanted.max_power_ma), fmt::format("{} mA", got.max_power_ma),
          "a Linux gadget draws at most 500 mA at high speed");
    function(of, wanted.function, got.function);
    if (wanted.others.empty()) return;
    found_.push_back({"other interfaces" + of, to_text(wanted.others), "left out",
                      "the gadget has the network function alone"});
}

void Comparison::function(const std::string& of, const Function& wanted, const Function& got) {
    const std::string own = fmt::format("that is f_{}'s own", to_text(wanted.kind));
    const Stock stock_data = stock(wanted.kind);
    field("control interface" + of, to_text(wanted.control), to_text(got.control),
          fmt::format("f_{} has no setting for it", to_text(wanted.kind)));
    field("interface number" + of, std::to_string(wanted.interface), std::to_string(got.interface),
          "the network function is the only one");
    if (wanted.association) {
        field("association" + of, to_text(*wanted.association), to_text(got.control),
              "kernel module tether_shape gives it the class of the control interface");
    }
    field("data interface" + of, to_text(wanted.data_class.value_or(stock_data.data_class)),
          to_text(stock_data.data_class), own);
    field("data setting" + of, std::to_string(wanted.data_setting.value_or(stock_data.data_setting)),
          std::to_string(stock_data.data_setting), own);
    field("notify endpoint" + of, to_text(wanted.notify), to_text(got.notify), own);
    const std::string controller = "the controller gives the first endpoint that fits, with 512 bytes";
    field("data-in endpoint" + of, to_text(wanted.data_in), to_text(got.data_in), controller);
    field("data-out endpoint" + of, to_text(wanted.data_out), to_text(got.data_out), controller);
}

}  // namespace

Profile as_emulated(const Profile& profile) {
    Profile shown = profile;
    shown.speed = BusSpeed::kHigh;
    shown.bcd_usb = profile.bcd_usb > 0x0200 ? 0x0210 : 0x0200;
    shown.bcd_device = decimal(profile.bcd_device);
    shown.other_configurations.clear();
    for (Configuration& each : shown.configurations) {
        each.max_power_ma = std::min(each.max_power_ma, kHighSpeedPower);
        each.function = emulated(each.function);
        each.others.clear();
    }
    return shown;
}

std::vector<Deviation> deviations(const Profile& profile) {
    return Comparison().run(profile, as_emulated(profile));
}

std::string release_text(std::uint16_t bcd) {
    return fmt::format("{:x}.{:02x}", bcd >> 8, bcd & 0xff);
}

const char* to_text(BusSpeed speed) {
    switch (speed) {
        case BusSpeed::kLow:
            return "low";
        case BusSpeed::kFull:
            return "full";
        case BusSpeed::kHigh:
            return "high";
        case BusSpeed::kSuper:
            return "super";
        case BusSpeed::kSuperPlus:
            break;
    }
    return "super-plus";
}

const char* to_text(FunctionKind kind) {
    switch (kind) {
        case FunctionKind::kRndis:
            return "rndis";
        case FunctionKind::kEcm:
            return "ecm";
        case FunctionKind::kNcm:
            break;
    }
    return "ncm";
}

}  // namespace tetherlab::profile
