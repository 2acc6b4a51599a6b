// SPDX-License-Identifier: Apache-2.0
#include "gadget/configfs/gadget.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/profile/fidelity.hpp"

#include <fmt/format.h>
#include <netinet/ether.h>
#include <usbg/function/net.h>

#include <utility>

namespace tetherlab::configfs {
namespace {

constexpr const char* kGadgetName = "tetherlab";

ether_addr parse_mac(const std::string& text) {
    ether_addr address{};
    if (ether_aton_r(text.c_str(), &address) == nullptr) {
        throw base::Error("parse MAC address", text, "not six hexadecimal bytes");
    }
    return address;
}

// usb_ether_configfs.h scans with %02hhx: two hex digits without 0x. New instances inherit the triple of the
// last one bound, so all three are always written.
void write_triple(const std::filesystem::path& function, const profile::ClassTriple& triple) {
    base::write_attribute(function / "class", fmt::format("{:02x}\n", triple.base));
    base::write_attribute(function / "subclass", fmt::format("{:02x}\n", triple.sub));
    base::write_attribute(function / "protocol", fmt::format("{:02x}\n", triple.protocol));
}

usbg_function_type to_usbg(profile::FunctionKind kind) {
    switch (kind) {
        case profile::FunctionKind::kRndis:
            return USBG_F_RNDIS;
        case profile::FunctionKind::kEcm:
            return USBG_F_ECM;
        case profile::FunctionKind::kNcm:
            break;
    }
    return USBG_F_NCM;
}

}  // namespace

Gadget::Gadget(const profile::Profile& profile, Udc udc, std::filesystem::path configfs)
    : udc_(std::move(udc)),
      configfs_(std::move(configfs)),
      tree_(configfs_ / "usb_gadget" / kGadgetName),
      state_(open_usbg(configfs_.string())) {
    undo_.add("remove " + tree_.string(), [this] { remove_gadget(tree_); });
    make(profile::as_emulated(profile));
}

void Gadget::make(const profile::Profile& profile) {
    const std::string object = tree_.string();
    check_usbg(usbg_create_gadget(state_.get(), kGadgetName, nullptr, nullptr, &gadget_), "make gadget",
               object);

    usbg_gadget_attrs attributes{};
    attributes.bcdUSB = profile.bcd_usb;
    attributes.bDeviceClass = profile.device_class.base;
    attributes.bDeviceSubClass = profile.device_class.sub;
    attributes.bDeviceProtocol = profile.device_class.protocol;
    attributes.bMaxPacketSize0 = 64;  // the UDC's own goes on the wire
    attributes.idVendor = profile.vendor_id;
    attributes.idProduct = profile.product_id;
    attributes.bcdDevice = profile.bcd_device;
    check_usbg(usbg_set_gadget_attrs(gadget_, &attributes), "set attributes of", object);

    profile::Strings text = profile.strings;
    usbg_gadget_strs strings{text.manufacturer.data(), text.product.data(), text.serial.data()};
    check_usbg(usbg_set_gadget_strs(gadget_, LANG_US_ENG, &strings), "set strings of", object);
    base::write_attribute(tree_ / "max_speed", "high-speed");

    // In index order: that is the order of mkdir, not of the values.
    for (std::size_t index = 0; index < profile.configurations.size(); ++index) {
        const profile::Configuration& configuration = profile.configurations[index];
        usbg_function* function =
            make_function(configuration.function, profile.mac, fmt::format("usb{}", index));
        make_configuration(configuration, index, function);
    }
}

usbg_function* Gadget::make_function(const profile::Function& function, const profile::Mac& mac,
                                     const std::string& instance) {
    const usbg_function_type type = to_usbg(function.kind);
    const std::string name = fmt::format("{}.{}", usbg_get_function_type_str(type), instance);
    usbg_function* made = nullptr;
    check_usbg(usbg_create_function(gadget_, type, instance.c_str(), nullptr, &made), "make function", name);

    usbg_f_net* net = usbg_to_net_function(made);
    ether_addr device = parse_mac(mac.device);
    ether_addr host = parse_mac(mac.host);
    check_usbg(usbg_f_net_set_dev_addr(net, &device), "set dev_addr of", name);
    check_usbg(usbg_f_net_set_host_addr(net, &host), "set host_addr of", name);

    functions_.push_back(tree_ / "functions" / name);
    if (function.kind == profile::FunctionKind::kRndis) write_triple(functions_.back(), function.control);
    return made;
}

void Gadget::make_configuration(const profile::Configuration& configuration, std::size_t index,
                                usbg_function* function) {
    // "a.2", "b.1": libusbgx lists configurations in alphabetical order, so the labels make that the index
    // order.
    const std::string label(1, static_cast<char>('a' + index));
    const std::string name = fmt::format("configuration {}.{}", label, configuration.value);
    usbg_config* made = nullptr;
    check_usbg(usbg_create_config(gadget_, configuration.value, label.c_str(), nullptr, nullptr, &made),
               "make", name);
    check_usbg(usbg_set_config_bm_attrs(made, configuration.attributes), "set bmAttributes of", name);
    // Not usbg_config_attrs: its bMaxPower is 8 bits wide and would take 500 mA as 244.
    check_usbg(usbg_set_config_max_power(made, configuration.max_power_ma), "set MaxPower of", name);
    check_usbg(usbg_add_config_function(made, usbg_get_function_instance(function), function),
               "add function to", name);
}

void Gadget::plug() {
    if (plugged_) return;
    usbg_udc* controller = usbg_get_udc(state_.get(), udc_.name().c_str());
    if (controller == nullptr)
        throw base::Error("bind gadget to", udc_.name(), "the UDC came after the gadget");
    check_usbg(usbg_enable_gadget(gadget_, controller), "bind gadget to", udc_.name());
    plugged_ = true;
    netdevs_.clear();
    for (const std::filesystem::path& function : functions_) {
        netdevs_.emplace_back(base::trim(base::read_file(function / "ifname")));
    }
}

void Gadget::unplug() {
    if (!plugged_) return;
    check_usbg(usbg_disable_gadget(gadget_), "unbind gadget from", udc_.name());
    plugged_ = false;
}

}  // namespace tetherlab::configfs
