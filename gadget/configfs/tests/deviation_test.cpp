// SPDX-License-Identifier: Apache-2.0
#include "gadget/configfs/deviation.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::configfs {
namespace {

using profile::Speed;
using testing::ElementsAre;
using testing::IsEmpty;

profile::Profile load(const std::string& name) {
    return profile::load(TETHERLAB_SOURCE_DIR "/gadget/profiles/" + name + ".yaml");
}

TEST(Deviations, NoneForEitherHotspotOnASuperSpeedUdcWithTheModule) {
    EXPECT_THAT(deviations(load("quanta-d53"), Speed::kSuper, TetherShape::kLoaded), IsEmpty());
    EXPECT_THAT(deviations(load("franklin-t10"), Speed::kSuper, TetherShape::kLoaded), IsEmpty());
}

TEST(Deviations, NoneForTheT10OnAHighSpeedUdc) {
    EXPECT_THAT(deviations(load("franklin-t10"), Speed::kHigh, TetherShape::kLoaded), IsEmpty());
}

TEST(Deviations, TheD53sVersionOnAHighSpeedUdc) {
    EXPECT_THAT(deviations(load("quanta-d53"), Speed::kHigh, TetherShape::kLoaded),
                ElementsAre(Deviation{"bcdUSB", "2.10", "2.00", "the UDC is not capable of SuperSpeed"}));
}

TEST(Deviations, TheT10sVersionAndClassWithoutTheModule) {
    EXPECT_THAT(
        deviations(load("franklin-t10"), Speed::kSuper, TetherShape::kMissing),
        ElementsAre(
            Deviation{"bcdUSB", "2.00", "2.10",
                      "the UDC is capable of SuperSpeed and kernel module tether_shape is not loaded"},
            Deviation{"control interface of configuration 1", "e0/01/03", "02/02/ff",
                      "kernel module tether_shape is not loaded"}));
}

TEST(Deviations, AnEcmClassThatTheKernelCannotGive) {
    profile::Profile d53 = load("quanta-d53");
    d53.configurations[1].function.control = {0xff, 0x06, 0x00};
    EXPECT_THAT(deviations(d53, Speed::kSuper, TetherShape::kLoaded),
                ElementsAre(Deviation{"control interface of configuration 1", "ff/06/00", "02/06/00",
                                      "f_ecm has no setting for it"}));
}

}  // namespace
}  // namespace tetherlab::configfs
