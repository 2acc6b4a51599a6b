// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/plugged_device.hpp"

#include "gadget/base/error.hpp"

#include <gtest/gtest.h>

namespace tetherlab::cli {
namespace {

verify::Reading device(const std::string& port, std::uint16_t vendor, std::uint16_t product) {
    verify::Reading reading;
    reading.port = port;
    reading.device.resize(8);
    base::put_u16_le(reading.device, vendor);
    base::put_u16_le(reading.device, product);
    return reading;
}

const std::vector<verify::Reading> kPlugged{device("1-1", 0x05c6, 0x9057), device("1-2.3", 0x0e8d, 0x2028),
                                            device("2-1", 0x05c6, 0x9057)};

std::string error_of(const std::vector<verify::Reading>& plugged, const std::string& name) {
    try {
        choose(plugged, *read_device_name(name));
    } catch (const base::Error& error) {
        return error.what();
    }
    return "no error";
}

TEST(PluggedDevice, IsNamedByItsNumbersOrItsPort) {
    EXPECT_EQ(choose(kPlugged, *read_device_name("0e8d:2028")).port, "1-2.3");
    EXPECT_EQ(choose(kPlugged, *read_device_name("1-2.3")).port, "1-2.3");
    EXPECT_EQ(choose(kPlugged, *read_device_name("2-1")).port, "2-1");
}

TEST(PluggedDevice, OtherTextsAreNoName) {
    for (const char* text :
         {"", "d53", "0e8d", "0e8d:20280", "0e8d:2028:1", "1-", "-1", "1-1.", "1-x", "1.1"})
        EXPECT_FALSE(read_device_name(text).has_value()) << text;
}

TEST(PluggedDevice, OneThatIsNotThereIsAnErrorThatListsWhatIs) {
    EXPECT_EQ(
        error_of(kPlugged, "12d1:14db"),
        "find USB device 12d1:14db: not plugged in; plugged in: 05c6:9057 on port 1-1, 0e8d:2028 on port "
        "1-2.3, 05c6:9057 on port 2-1");
    EXPECT_EQ(error_of({}, "1-1"), "find USB device 1-1: not plugged in; plugged in: no device but hubs");
}

TEST(PluggedDevice, OneThatIsThereTwiceHasToBeNamedByItsPort) {
    EXPECT_EQ(
        error_of(kPlugged, "05c6:9057"),
        "find USB device 05c6:9057: plugged in 2 times: 05c6:9057 on port 1-1, 05c6:9057 on port 2-1; name "
        "one by its port, --device 1-1");
}

}  // namespace
}  // namespace tetherlab::cli
