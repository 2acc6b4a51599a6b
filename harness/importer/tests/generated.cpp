// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/tests/generated.hpp"

#include "gadget/profile/fidelity.hpp"
#include "harness/importer/tests/imported.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace tetherlab::importer {

using profile::Profile;

Profile generated(unsigned seed) {
    std::mt19937 random(seed);
    const auto number = [&random](int low, int high) {
        return std::uniform_int_distribution<int>(low, high)(random);
    };
    const auto word = [&number] {
        return fmt::format("{}{} {:x}", static_cast<char>('A' + number(0, 25)),
                           static_cast<char>('a' + number(0, 25)), number(0, 0xffff));
    };
    Profile p;
    p.vendor_id = static_cast<std::uint16_t>(number(1, 0xffff));
    p.product_id = static_cast<std::uint16_t>(number(1, 0xffff));
    p.bcd_device = static_cast<std::uint16_t>(number(0, 0xffff));
    p.bcd_usb = number(0, 1) == 0 ? 0x0200 : 0x0210;
    p.strings = {word(), word(), number(0, 3) == 0 ? "" : word()};
    const int count = number(1, 4);
    for (int i = 0; i < count; ++i) {
        profile::Configuration configuration;
        configuration.value = static_cast<std::uint8_t>(number(0, 20) * 8 + i + 1);
        configuration.attributes = static_cast<std::uint8_t>(0x80 + 0x20 * number(0, 3));
        configuration.max_power_ma = static_cast<std::uint16_t>(2 * number(0, 250));
        configuration.function.kind = static_cast<profile::FunctionKind>(number(0, 2));
        constexpr profile::ClassTriple kRndis[] = {
            {0xe0, 0x01, 0x03}, {0xef, 0x04, 0x01}, {0xef, 0x01, 0x01}};
        configuration.function.control = kRndis[number(0, 2)];
        p.configurations.push_back(configuration);
    }
    return profile::as_emulated(p);
}

std::optional<Profile> import_again(const std::string& usb_devices, const Profile& original) {
    const Import import = import_text(usb_devices);
    const auto found = std::find_if(import.devices.begin(), import.devices.end(),
                                    [](const Imported& device) { return device.draft.has_value(); });
    if (found == import.devices.end()) return std::nullopt;
    Profile imported = found->draft->profile;
    imported.name = original.name;
    imported.title = original.title;
    imported.mac = original.mac;
    imported.lan = original.lan;
    imported.power = original.power;
    return imported;
}

}  // namespace tetherlab::importer
