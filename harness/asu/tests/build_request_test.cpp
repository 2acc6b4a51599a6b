// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/build_request.hpp"

#include "gadget/base/yaml.hpp"

#include <gmock/gmock.h>

namespace tetherlab::asu {
namespace {

using ::testing::ElementsAre;

std::vector<std::string> packages_of(const std::string& name) {
    return packages_for(profile::load(TETHERLAB_SOURCE_DIR "/gadget/profiles/" + name + ".yaml"));
}

TEST(BuildRequest, HasTheFieldsOfTheInterface) {
    EXPECT_EQ(
        (BuildRequest{.packages = {"kmod-usb-net-rndis"}, .client = "test/1"}.to_json()),
        R"({"distro":"openwrt","version":"SNAPSHOT","target":"ramips/mt7621","profile":"dlink_dir-3040-a1",)"
        R"("packages":["kmod-usb-net-rndis"],"diff_packages":false,"client":"test/1"})");
}

TEST(BuildRequest, AsksForTheDriverOfEachConfiguration) {
    EXPECT_THAT(packages_of("quanta-d53"), ElementsAre("kmod-usb-net-rndis", "kmod-usb-net-cdc-ether"));
    EXPECT_THAT(packages_of("unisoc-ncm"), ElementsAre("kmod-usb-net-cdc-ncm"));
}

TEST(BuildRequest, SaysWhichFunctionNoDriverIsKnownFor) {
    profile::Profile hotspot = profile::load(TETHERLAB_SOURCE_DIR "/gadget/profiles/quanta-d53.yaml");
    hotspot.configurations.front().function.control = {0xff, 0x42, 0x01};
    try {
        packages_for(hotspot);
        FAIL() << "a package was found";
    } catch (const base::ConfigError& error) {
        EXPECT_STREQ(
            error.what(),
            "quanta-d53: configuration 2: no package is known whose driver takes ff/42/01; name one with "
            "--package");
    }
}

}  // namespace
}  // namespace tetherlab::asu
