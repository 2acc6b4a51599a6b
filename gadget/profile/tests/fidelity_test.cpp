// SPDX-License-Identifier: Apache-2.0
#include "gadget/profile/fidelity.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace tetherlab::profile {

// For a failed expectation.
void PrintTo(const Deviation& deviation, std::ostream* out) {
    *out << deviation.field << ": " << deviation.got << " instead of " << deviation.wanted << ", because "
         << deviation.reason;
}

namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Profile shipped(const std::string& name) {
    return load(std::filesystem::path(TETHERLAB_SOURCE_DIR) / "gadget/profiles" / (name + ".yaml"));
}

TEST(AsEmulated, IsTheProfileItselfForBothHotspots) {
    EXPECT_TRUE(as_emulated(shipped("quanta-d53")) == shipped("quanta-d53"));
    EXPECT_TRUE(as_emulated(shipped("franklin-t10")) == shipped("franklin-t10"));
    EXPECT_THAT(deviations(shipped("quanta-d53")), IsEmpty());
}

TEST(AsEmulated, CannotBeEmulatedFurther) {
    Profile profile = shipped("quanta-d53");
    profile.bcd_usb = 0x0320;
    profile.configurations[1].function.kind = FunctionKind::kNcm;
    profile.configurations[1].function.interface = 4;
    EXPECT_THAT(deviations(as_emulated(profile)), IsEmpty());
}

TEST(Deviations, NameAReleaseThatIsNoDecimalNumber) {
    Profile profile = shipped("quanta-d53");
    profile.bcd_device = 0xf3ff;
    EXPECT_THAT(deviations(profile), ElementsAre(Deviation{"bcdDevice", "f3.ff", "93.99",
                                                           "a Linux gadget takes decimal digits alone"}));
}

TEST(Deviations, NameWhatHighSpeedCannotShow) {
    Profile profile = shipped("quanta-d53");
    profile.configurations.pop_back();
    profile.speed = BusSpeed::kSuper;
    profile.bcd_usb = 0x0320;
    profile.configurations[0].max_power_ma = 896;
    profile.configurations[0].function.data_in.max_packet = 1024;
    EXPECT_THAT(
        deviations(profile),
        ElementsAre(Deviation{"speed", "super", "high", "the wire carries high speed"},
                    Deviation{"bcdUSB", "3.20", "2.10", "a Linux gadget shows 2.00 or 2.10 at high speed"},
                    Deviation{"bMaxPower of configuration 2", "896 mA", "500 mA",
                              "a Linux gadget draws at most 500 mA at high speed"},
                    Deviation{"data-in endpoint of configuration 2", "0x81, 1024 bytes", "0x81, 512 bytes",
                              "the controller gives the first endpoint that fits, with 512 bytes"}));
}

TEST(Deviations, NameWhatStandsBesideTheFunction) {
    Profile profile = shipped("franklin-t10");
    profile.configurations.pop_back();
    profile.configurations[0].function.interface = 4;
    profile.configurations[0].others = {{0, 0, {0xff, 0xff, 0x30}, 2}, {1, 0, {0xff, 0x42, 0x01}, 2}};
    profile.other_configurations = {{1, 2, {{0, 0, {0x06, 0x01, 0x01}, 3}}}};
    EXPECT_THAT(
        deviations(profile),
        ElementsAre(Deviation{"interface number of configuration 1", "4", "0",
                              "the network function is the only one"},
                    Deviation{"other interfaces of configuration 1", "interfaces 0 (ff/ff/30), 1 (ff/42/01)",
                              "left out", "the gadget has the network function alone"},
                    Deviation{"configuration 2", "interface 0 (06/01/01)", "left out",
                              "it has no network function"}));
}

TEST(Deviations, NameTheClassesThatTheFunctionsCannotHave) {
    Profile profile = shipped("quanta-d53");
    profile.configurations[0].function.association = ClassTriple{0x02, 0x06, 0x00};
    profile.configurations[1].function.control = {0x02, 0x06, 0xff};
    profile.configurations[1].function.data_class = ClassTriple{0x0a, 0x06, 0x00};
    profile.configurations[1].function.data_setting = 0;
    EXPECT_THAT(
        deviations(profile),
        ElementsAre(
            Deviation{"association of configuration 2", "02/06/00", "e0/01/03",
                      "kernel module tether_shape gives it the class of the control interface"},
            Deviation{"control interface of configuration 1", "02/06/ff", "02/06/00",
                      "f_ecm has no setting for it"},
            Deviation{"data interface of configuration 1", "0a/06/00", "0a/00/00", "that is f_ecm's own"},
            Deviation{"data setting of configuration 1", "0", "1", "that is f_ecm's own"}));
}

TEST(Deviations, NameEveryEndpoint) {
    Profile profile = shipped("quanta-d53");
    profile.configurations.pop_back();
    Function& function = profile.configurations[0].function;
    function.notify = {0x87, TransferType::kInterrupt, 64, base::Milliseconds(2)};
    function.data_out.address = 0x0f;
    EXPECT_THAT(
        deviations(profile),
        ElementsAre(Deviation{"notify endpoint of configuration 2", "0x87, 64 bytes, 2 ms",
                              "0x82, 8 bytes, 32 ms", "that is f_rndis's own"},
                    Deviation{"data-out endpoint of configuration 2", "0x0f, 512 bytes", "0x01, 512 bytes",
                              "the controller gives the first endpoint that fits, with 512 bytes"}));
}

}  // namespace
}  // namespace tetherlab::profile
