// SPDX-License-Identifier: Apache-2.0
#include "harness/verify/tests/devices.hpp"

#include "gadget/base/text.hpp"

#include <filesystem>

namespace tetherlab::verify {

base::Bytes bytes(std::string_view hex) {
    base::Bytes out;
    for (const std::string& each : base::split(hex, ' '))
        base::put_u8(out, static_cast<std::uint8_t>(std::stoi(each, nullptr, 16)));
    return out;
}

Reading t10_reading() {
    Reading reading;
    reading.port = "1-1";
    reading.bus = 1;
    reading.number = 3;
    reading.speed = profile::BusSpeed::kHigh;
    reading.device = bytes("12 01 00 02 00 00 00 40 c6 05 57 90 18 03 01 02 03 02");
    reading.configurations = {
        bytes("09 02 4b 00 02 01 00 a0 fa "
              "08 0b 00 02 e0 01 03 06 "
              "09 04 00 00 01 e0 01 03 04 05 24 00 10 01 05 24 01 00 01 04 24 02 00 05 24 06 00 01 "
              "07 05 82 03 08 00 09 "
              "09 04 01 00 02 0a 00 00 05 07 05 81 02 00 02 00 07 05 01 02 00 02 00"),
        bytes("09 02 58 00 02 02 00 a0 fa "
              "08 0b 00 02 02 06 00 0b "
              "09 04 00 00 01 02 06 00 08 05 24 00 10 01 05 24 06 00 01 "
              "0d 24 0f 09 00 00 00 00 ea 05 00 00 00 07 05 82 03 10 00 09 "
              "09 04 01 00 00 0a 00 00 00 09 04 01 01 02 0a 00 00 0a "
              "07 05 81 02 00 02 00 07 05 01 02 00 02 00")};
    reading.bos = base::Bytes();
    reading.strings = {
        {1, "Android"}, {2, "MDM9207-MTP _SN:60FFC53C"}, {3, "0123456789ABCDEF"}, {9, "0205C6000001"}};
    reading.all_strings = true;
    return reading;
}

profile::Profile profile_named(const std::string& name) {
    return profile::load(std::filesystem::path(TETHERLAB_SOURCE_DIR) / "gadget/profiles" / (name + ".yaml"));
}

}  // namespace tetherlab::verify
