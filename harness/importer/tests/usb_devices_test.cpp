// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/usb_devices.hpp"

#include "harness/importer/function.hpp"
#include "harness/importer/record.hpp"
#include "harness/importer/tests/imported.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::importer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<Record> records(std::string_view text) {
    return find_records(paste::clean(text));
}

Reading read(std::string_view text) {
    return read_usb_devices(paste::clean(text), 0);
}

constexpr const char* kHead =
    "T:  Bus=01 Lev=01 Prnt=01 Port=00 Cnt=01 Dev#=  2 Spd=480  MxCh= 0\n"
    "D:  Ver= 2.00 Cls=00(>ifc ) Sub=00 Prot=00 MxPS=64 #Cfgs=  1\n"
    "P:  Vendor=1234 ProdID=5678 Rev= 1.00\n";

TEST(Records, AreFoundBehindAnythingThatIsNoWord) {
    EXPECT_EQ(records("|  P:  Vendor=1234 ProdID=5678 Rev= 1.00")[0].value("ProdID"), "5678");
    EXPECT_EQ(records("\t+I:* If#= 0 Alt= 0 #EPs= 1 Cls=ff(vend.) Sub=00 Prot=00 Driver=")[0].star, true);
    EXPECT_THAT(records("HTTP: Vendor=1234"), IsEmpty());
}

TEST(Records, NeedMoreThanTheirFirstKey) {
    EXPECT_THAT(records("If#= 0: RNDIS"), IsEmpty());
    EXPECT_THAT(records("I:  If#=0x0 --> Remote NDIS Compatible Device"), IsEmpty());
}

TEST(Records, MayHaveLostTheirLetter) {
    EXPECT_EQ(records("Bus=05 Lev=01 Prnt=01 Port=00 Cnt=01 Dev#=  4 Spd=12  MxCh= 0")[0].letter, 'T');
    EXPECT_EQ(records("* If#= 0 Alt= 0 #EPs= 1 Cls=ff(vend.) Sub=00 Prot=00 Driver=option")[0].letter, 'I');
}

TEST(Records, AreJoinedWhereAMailerWrappedThem) {
    const std::vector<Record> found = records(
        "I:* If#= 0 Alt= 0 #EPs= 1 Cls=02(comm.) Sub=0e Prot=00\n"
        "Driver=cdc_mbim\n"
        "E:  Ad=82(I) Atr=03(Int.) MxPS=\n"
        "  64 Ivl=32ms\n"
        "D:  Ver= 2.00 Cls=00(>ifc\n"
        ") Sub=00 Prot=00 MxPS=64 #Cfgs=  1\n");
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].value("Driver"), "cdc_mbim");
    EXPECT_EQ(found[0].last, 1U);
    EXPECT_EQ(found[1].value("MxPS"), "64");
    EXPECT_EQ(found[2].value("Cls"), "00(>ifc )");
}

TEST(Records, AreJoinedWhereATerminalBrokeAWord) {
    const std::vector<Record> found = records(
        "I:* If#= 0 Alt= 0 #EPs= 1 Cls=02(comm.) Sub=02 Prot=ff Driver=rndis_h\n"
        "ost\n"
        "E:  Ad=82(I) Atr=03(Int.) Mx\n"
        "PS=   8 Ivl=32ms\n");
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found[0].value("Driver"), "rndis_host");
    EXPECT_EQ(found[1].value("MxPS"), "8");
}

TEST(Records, TakeNoProseForTheirEnd) {
    const std::vector<Record> found =
        records("I:  If#= 0 Alt= 0 #EPs= 1 Cls=02(comm.) Sub=0e Prot=00 Driver=\nthanks\n");
    EXPECT_EQ(found[0].value("Driver"), "");
}

TEST(Records, StandSeveralInALineThatLostItsEnds) {
    const std::vector<Record> found = records(
        "P:  Vendor=1234 ProdID=5678 Rev= 1.00 S:  Manufacturer=A B C:* #Ifs= 1 Cfg#= 1 Atr=80 MxPwr=500mA");
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0].value("Rev"), "1.00");
    EXPECT_EQ(found[2].value("MxPwr"), "500mA");
}

TEST(UsbDevices, GoOnAfterWhatCannotBeRead) {
    const Reading reading = read(std::string(kHead) +
                                 "C:* #Ifs= 1 Cfg#= 1 Atr=80 MxPwr=50\n"
                                 "I:* If#= 0 Alt= 0 #EPs= 1 Cls=zz(vend.) Sub=00 Prot=00 Driver=(none)\n");
    ASSERT_EQ(reading.devices.size(), 1U);
    EXPECT_FALSE(reading.devices[0].configurations[0].max_power_ma);
    EXPECT_THAT(reading.devices[0].remarks, ElementsAre(Remark{{0, 4}, "C: cannot read MxPwr='50'"},
                                                        Remark{{0, 5}, "I: cannot read Cls='zz(vend.)'"}));
}

TEST(UsbDevices, KnowAPieceOfAListingFromADevice) {
    const Reading reading = read("P:  Vendor=046d ProdID=c534 Rev=51.00\nS:  Manufacturer=Logitech\n");
    EXPECT_THAT(reading.devices, IsEmpty());
    EXPECT_THAT(reading.ignored,
                ElementsAre(Remark{{0, 1}, "a piece of a listing, without T: and without interfaces"}));
}

TEST(UsbDevices, BeginAnotherWhereTheOrderGoesBack) {
    EXPECT_EQ(read(std::string(kHead) + kHead).devices.size(), 2U);
    const Reading reading = read(std::string(kHead) +
                                 "D:  Ver= 2.00 Cls=00(>ifc ) Sub=00 Prot=00 MxPS=64 #Cfgs=  1\n"
                                 "P:  Vendor=1234 ProdID=9999 Rev= 1.00\n"
                                 "C:* #Ifs= 0 Cfg#= 1 Atr=80 MxPwr=500mA\n");
    ASSERT_EQ(reading.devices.size(), 2U);
    EXPECT_EQ(identity(reading.devices[1]), "1234:9999");
}

TEST(UsbDevices, BeginAnotherAfterAPassageOfProse) {
    const Reading reading = read(std::string(kHead) + "a\nb\nc\nd\nP:  Vendor=1234 ProdID=5678 Rev= 1.00\n");
    EXPECT_EQ(reading.devices.size(), 1U);
    EXPECT_EQ(reading.ignored.size(), 1U);
}

TEST(UsbDevices, SayWhatTheActiveConfigurationAloneCannotTell) {
    const Reading reading = read(
        "T:  Bus=01 Lev=01 Prnt=01 Port=00 Cnt=01 Dev#=  2 Spd=480 MxCh= 0\n"
        "D:  Ver= 2.00 Cls=00(>ifc ) Sub=00 Prot=00 MxPS=64 #Cfgs=  2\n"
        "P:  Vendor=1234 ProdID=5678 Rev=01.00\n"
        "C:  #Ifs= 0 Cfg#= 1 Atr=80 MxPwr=500mA\n");
    EXPECT_TRUE(reading.devices[0].other_configurations);
    EXPECT_THAT(reading.devices[0].remarks,
                ElementsAre(Remark{
                    {0, 2}, "1 of 2 configurations are listed; usb-devices shows the active one only"}));
}

TEST(UsbDevices, PutInterfacesInOrder) {
    const Import import =
        import_text(std::string(kHead) +
                    "C:  #Ifs=11 Cfg#= 1 Atr=80 MxPwr=500mA\n"
                    "I:  If#=10 Alt= 0 #EPs= 0 Cls=ff(vend.) Sub=00 Prot=00 Driver=option\n"
                    "I:  If#= 2 Alt= 1 #EPs= 0 Cls=ff(vend.) Sub=00 Prot=00 Driver=option\n"
                    "I:  If#= 2 Alt= 0 #EPs= 0 Cls=ff(vend.) Sub=00 Prot=00 Driver=option\n");
    const std::vector<Interface>& all = import.devices[0].device.configurations[0].interfaces;
    EXPECT_EQ(all[0].number * 10 + all[0].alternate, 20);
    EXPECT_EQ(all[1].number * 10 + all[1].alternate, 21);
    EXPECT_EQ(all[2].number, 10);
}

TEST(UsbDevices, TakeNoOtherThirdEndpointForTheOneOfQmi) {
    const auto functions = [](const char* third) {
        const Reading reading = read(std::string(kHead) +
                                     "C:* #Ifs= 1 Cfg#= 1 Atr=80 MxPwr=500mA\n"
                                     "I:* If#= 0 Alt= 0 #EPs= 3 Cls=ff(vend.) Sub=00 Prot=00 Driver=(none)\n"
                                     "E:  Ad=81(I) Atr=02(Bulk) MxPS= 512 Ivl=0ms\n"
                                     "E:  Ad=01(O) Atr=02(Bulk) MxPS= 512 Ivl=0ms\n" +
                                     third);
        return find_functions(reading.devices[0], reading.devices[0].configurations[0]);
    };
    EXPECT_THAT(functions("E:  Ad=82(I) Atr=01(Isoc) MxPS=   8 Ivl=1ms\n"), IsEmpty());
    const std::vector<NetworkFunction> found = functions("E:  Ad=82(I) Atr=03(Int.) MxPS=   8 Ivl=32ms\n");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].kind, NetworkKind::kQmi);
}

}  // namespace
}  // namespace tetherlab::importer
