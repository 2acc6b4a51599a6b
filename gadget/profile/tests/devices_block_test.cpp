// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"
#include "gadget/profile/descriptors.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace tetherlab::profile {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Profile shipped(const std::string& name) {
    return load(std::filesystem::path(TETHERLAB_SOURCE_DIR) / "gadget/profiles" / (name + ".yaml"));
}

// A capture without its T: line, which says where the device is plugged in and not what it is.
std::string capture(const std::string& file) {
    const std::string text =
        base::read_file(std::filesystem::path(TETHERLAB_SOURCE_DIR) / "gadget/profile/tests/data" / file);
    return text.substr(text.find('\n') + 1);
}

// The lines that are not the same, as "-was" and "+is".
std::vector<std::string> difference(const Profile& was, const Profile& is) {
    const std::vector<std::string> a = base::split(usb_devices_block(was, expected_configuration(was)), '\n');
    const std::vector<std::string> b = base::split(usb_devices_block(is, expected_configuration(is)), '\n');
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (a[i] == b[i]) continue;
        lines.push_back("-" + a[i]);
        lines.push_back("+" + b[i]);
    }
    return lines;
}

TEST(DevicesBlock, OfTheD53EqualsTheCapture) {
    EXPECT_EQ(usb_devices_block(shipped("quanta-d53"), 2), capture("usb-devices-d53.txt"));
}

TEST(DevicesBlock, OfTheT10EqualsTheCapture) {
    EXPECT_EQ(usb_devices_block(shipped("franklin-t10"), 1), capture("usb-devices-t10.txt"));
}

TEST(DevicesBlock, MarksEveryAlternateSettingOfTheActiveEcmConfiguration) {
    const std::string block = usb_devices_block(shipped("quanta-d53"), 1);
    EXPECT_THAT(block, ::testing::HasSubstr(
                           "I:* If#= 1 Alt= 0 #EPs= 0 Cls=0a(data ) Sub=00 Prot=00 Driver=(none)\n"
                           "I:  If#= 1 Alt= 1 #EPs= 2 Cls=0a(data ) Sub=00 Prot=00 Driver=(none)\n"));
}

TEST(DevicesBlock, AnUnchangedProfileMakesNoDifference) {
    EXPECT_THAT(difference(shipped("quanta-d53"), shipped("quanta-d53")), IsEmpty());
}

TEST(DevicesBlock, AnotherClassChangesTheAssociationAndTheControlInterface) {
    Profile changed = shipped("quanta-d53");
    changed.configurations[0].function.control = {0xef, 0x04, 0x01};
    EXPECT_THAT(difference(shipped("quanta-d53"), changed),
                ElementsAre("-A:  FirstIf#= 0 IfCount= 2 Cls=e0(wlcon) Sub=01 Prot=03",
                            "+A:  FirstIf#= 0 IfCount= 2 Cls=ef(misc ) Sub=04 Prot=01",
                            "-I:* If#= 0 Alt= 0 #EPs= 1 Cls=e0(wlcon) Sub=01 Prot=03 Driver=(none)",
                            "+I:* If#= 0 Alt= 0 #EPs= 1 Cls=ef(misc ) Sub=04 Prot=01 Driver=(none)"));
}

TEST(DevicesBlock, AnotherPowerChangesItsConfigurationLine) {
    Profile changed = shipped("quanta-d53");
    changed.configurations[1].max_power_ma = 2;
    EXPECT_THAT(
        difference(shipped("quanta-d53"), changed),
        ElementsAre("-C:  #Ifs= 2 Cfg#= 1 Atr=80 MxPwr=500mA", "+C:  #Ifs= 2 Cfg#= 1 Atr=80 MxPwr=  2mA"));
}

TEST(DevicesBlock, RemoteWakeUpChangesItsConfigurationLine) {
    Profile changed = shipped("quanta-d53");
    changed.configurations[0].attributes = 0xa0;
    EXPECT_THAT(
        difference(shipped("quanta-d53"), changed),
        ElementsAre("-C:* #Ifs= 2 Cfg#= 2 Atr=80 MxPwr=500mA", "+C:* #Ifs= 2 Cfg#= 2 Atr=a0 MxPwr=500mA"));
}

TEST(DevicesBlock, SwappedValuesChangeTheConfigurationLines) {
    Profile changed = shipped("quanta-d53");
    std::swap(changed.configurations[0].value, changed.configurations[1].value);
    EXPECT_THAT(
        difference(shipped("quanta-d53"), changed),
        ElementsAre("-C:* #Ifs= 2 Cfg#= 2 Atr=80 MxPwr=500mA", "+C:* #Ifs= 2 Cfg#= 1 Atr=80 MxPwr=500mA",
                    "-C:  #Ifs= 2 Cfg#= 1 Atr=80 MxPwr=500mA", "+C:  #Ifs= 2 Cfg#= 2 Atr=80 MxPwr=500mA"));
}

TEST(DevicesBlock, TheOtherOrderMovesEveryLineOfBothConfigurations) {
    Profile changed = shipped("quanta-d53");
    std::swap(changed.configurations[0], changed.configurations[1]);
    EXPECT_EQ(base::split(usb_devices_block(changed, expected_configuration(changed)), '\n')[5],
              "C:* #Ifs= 2 Cfg#= 1 Atr=80 MxPwr=500mA");
}

TEST(DevicesBlock, AnotherReleaseChangesTheProductLine) {
    Profile changed = shipped("quanta-d53");
    changed.bcd_device = 0x0409;
    EXPECT_THAT(
        difference(shipped("quanta-d53"), changed),
        ElementsAre("-P:  Vendor=0e8d ProdID=2028 Rev= 2.23", "+P:  Vendor=0e8d ProdID=2028 Rev= 4.09"));
}

TEST(DevicesBlock, ShowsTheFunctionsOwnEndpointsWhateverTheProfileSays) {
    Profile changed = shipped("quanta-d53");
    changed.configurations[0].function.notify.interval = base::Milliseconds(1024);
    EXPECT_THAT(difference(shipped("quanta-d53"), changed), ElementsAre());
}

TEST(DevicesBlock, OfNcmHasADataInterfaceWithoutEndpointsFirst) {
    Profile changed = shipped("quanta-d53");
    changed.configurations[1].function.kind = FunctionKind::kNcm;
    EXPECT_THAT(difference(shipped("quanta-d53"), changed),
                ElementsAre("-A:  FirstIf#= 0 IfCount= 2 Cls=02(comm.) Sub=06 Prot=00",
                            "+A:  FirstIf#= 0 IfCount= 2 Cls=02(comm.) Sub=0d Prot=00",
                            "-I:  If#= 0 Alt= 0 #EPs= 1 Cls=02(comm.) Sub=06 Prot=00 Driver=",
                            "+I:  If#= 0 Alt= 0 #EPs= 1 Cls=02(comm.) Sub=0d Prot=00 Driver=",
                            "-I:  If#= 1 Alt= 0 #EPs= 0 Cls=0a(data ) Sub=00 Prot=00 Driver=",
                            "+I:  If#= 1 Alt= 0 #EPs= 0 Cls=0a(data ) Sub=00 Prot=01 Driver=",
                            "-I:  If#= 1 Alt= 1 #EPs= 2 Cls=0a(data ) Sub=00 Prot=00 Driver=",
                            "+I:  If#= 1 Alt= 1 #EPs= 2 Cls=0a(data ) Sub=00 Prot=01 Driver="));
}

TEST(DevicesBlock, AnEmptySerialNumberHasNoLine) {
    Profile changed = shipped("quanta-d53");
    changed.strings.serial.clear();
    EXPECT_THAT(usb_devices_block(changed, 2), ::testing::Not(::testing::HasSubstr("SerialNumber")));
}

}  // namespace
}  // namespace tetherlab::profile
