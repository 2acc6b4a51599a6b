// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/places.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <gtest/gtest.h>

namespace tetherlab::cli {
namespace {

namespace fs = std::filesystem;

class PlacesTest : public ::testing::Test {
protected:
    void SetUp() override {
        fs::create_directories(folder_ / "profiles");
        fs::create_directories(folder_ / "images/firmware");
        base::write_file(folder_ / "profiles/quanta-d53.yaml", "");
        base::write_file(folder_ / "images/firmware/standin-sysupgrade.bin", "");
        base::write_file(folder_ / "mine.yaml", "");
    }

    std::string error_of(const std::string& hotspot) const {
        try {
            places_.profile(hotspot, folder_ / "scenario.yaml");
        } catch (const base::Error& error) {
            return error.what();
        }
        return "no error";
    }

    base::TemporaryFolder temporary_;
    fs::path folder_ = temporary_.path();
    Places places_{folder_ / "profiles", folder_ / "benches", folder_ / "images"};
};

TEST_F(PlacesTest, ANameIsAProfileOfTheProject) {
    EXPECT_EQ(places_.profile("quanta-d53", "any/scenario.yaml"), folder_ / "profiles/quanta-d53.yaml");
}

TEST_F(PlacesTest, APathIsRelativeToTheScenario) {
    EXPECT_EQ(places_.profile("mine.yaml", folder_ / "scenario.yaml"), folder_ / "mine.yaml");
}

TEST_F(PlacesTest, AMisspelledProfileIsAnsweredWithTheNearest) {
    EXPECT_EQ(error_of("quanta-d35"),
              "find profile quanta-d35: there are quanta-d53; did you mean 'quanta-d53'?");
}

TEST_F(PlacesTest, AMissingFileIsNamed) {
    EXPECT_EQ(error_of("other.yaml"), "find profile " + (folder_ / "other.yaml").string() + ": no such file");
}

TEST_F(PlacesTest, AnImageNameIsOneOfTheBenchImages) {
    EXPECT_EQ(places_.image("standin", "."), folder_ / "images/firmware/standin-sysupgrade.bin");
}

}  // namespace
}  // namespace tetherlab::cli
