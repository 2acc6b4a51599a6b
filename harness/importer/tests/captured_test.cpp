// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/captured.hpp"

#include "harness/importer/outcome.hpp"
#include "harness/verify/comparison.hpp"
#include "harness/verify/expectation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace tetherlab::importer {
namespace {

using testing::HasSubstr;

profile::Profile profile_named(const std::string& name) {
    return profile::load(std::filesystem::path(TETHERLAB_SOURCE_DIR) / "gadget/profiles" / (name + ".yaml"));
}

verify::Reading reading_of(const std::string& name) {
    verify::Reading reading = verify::emulated_reading(profile_named(name));
    reading.port = "1-1";
    reading.bus = 1;
    reading.number = 3;
    return reading;
}

std::string captured_text(const verify::Reading& reading) {
    const Device device = captured_device(reading);
    return captured_profile_text(to_profile(device, {}, profile_name(device)), reading);
}

// A profile with what a device cannot tell taken from another.
profile::Profile with_unsaid_of(profile::Profile profile, const profile::Profile& other) {
    profile.name = other.name;
    profile.title = other.title;
    profile.lan = other.lan;
    profile.power = other.power;
    profile.mac.device = other.mac.device;
    return profile;
}

TEST(Captured, ADeviceGivesItsProfileInEveryFieldThatItSays) {
    for (const char* name : {"franklin-t10", "quanta-d53"}) {
        const profile::Profile original = profile_named(name);
        const profile::Profile captured = profile::parse(captured_text(reading_of(name)), "captured.yaml");
        EXPECT_EQ(with_unsaid_of(captured, original), original) << name;
        EXPECT_TRUE(verify::compare(captured, reading_of(name), verify::Extent::kDescriptors).equal())
            << name;
    }
}

TEST(Captured, EachFieldHasItsOrigin) {
    const std::string text = captured_text(reading_of("franklin-t10"));
    EXPECT_THAT(text,
                testing::StartsWith("# Made by tetherlab profile capture from 05c6:9057 on port 1-1, bus "
                                    "1 device 3. Behind each field: that it was read, or why it is "
                                    "assumed.\n"));
    EXPECT_THAT(text, testing::ContainsRegex("  vendor: 0x05c6 +# read from the device\n"));
    EXPECT_THAT(text, testing::ContainsRegex("  host: 02:05:c6:00:00:01 +# read from the device\n"));
    EXPECT_THAT(text,
                testing::ContainsRegex("gateway: 192.168.1.1/24 +# assumed: the usual one of hotspots\n"));
}

TEST(Captured, StringsWithControlCharactersGiveAProfileThatIsRead) {
    verify::Reading reading = reading_of("franklin-t10");
    reading.strings[2] = "MDM9207\x1b[2J";
    const profile::Profile captured = profile::parse(captured_text(reading), "captured.yaml");
    EXPECT_EQ(captured.title, "Android MDM9207[2J");
    EXPECT_EQ(captured.strings.product, "");
    EXPECT_THAT(captured_text(reading),
                HasSubstr("usb.product-name is longer than a string descriptor, or has "
                          "control characters: left out\n"));
}

TEST(Captured, WhatHasNoNetworkFunctionIsRefused) {
    verify::Reading reading = reading_of("franklin-t10");
    for (base::Bytes& each : reading.configurations) {
        each.resize(9);
        each[2] = std::byte{9};
        each[4] = std::byte{0};
    }
    const Outcome outcome = decide(captured_device(reading));
    EXPECT_EQ(outcome.decision, Decision::kIgnored);
    EXPECT_EQ(outcome.reason, "no interfaces");
}

TEST(Captured, ADeviceThatCouldBeReadOnlyInPartIsRefused) {
    verify::Reading reading = reading_of("franklin-t10");
    reading.configurations.pop_back();
    reading.problems = {"configuration index 1: Pipe error"};
    EXPECT_EQ(decide(captured_device(reading)).reason,
              "truncated: incomplete: configuration index 1: Pipe error");
    verify::Reading broken = reading_of("franklin-t10");
    broken.configurations[1].pop_back();
    EXPECT_THAT(decide(captured_device(broken)).reason, HasSubstr("truncated: incomplete: "));
}

}  // namespace
}  // namespace tetherlab::importer
