// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/merge.hpp"

#include "harness/importer/tests/imported.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::importer {
namespace {

using testing::SizeIs;

std::string listing(int number, const std::string& protocol, const std::string& serial) {
    return fmt::format(
        "T:  Bus=01 Lev=01 Prnt=01 Port=00 Cnt=01 Dev#={:3} Spd=480  MxCh= 0\n"
        "D:  Ver= 2.00 Cls=00(>ifc ) Sub=00 Prot=00 MxPS=64 #Cfgs=  1\n"
        "P:  Vendor=1234 ProdID=5678 Rev= 1.00\n"
        "S:  SerialNumber={}\n"
        "C:* #Ifs= 1 Cfg#= 1 Atr=80 MxPwr=500mA\n"
        "I:* If#= 0 Alt= 0 #EPs= 0 Cls=ff(vend.) Sub=00 Prot={} Driver=option\n",
        number, serial, protocol);
}

TEST(Merge, OneDeviceListedTwiceIsOneWhateverItsNumber) {
    const Import import = import_text(listing(2, "01", "A") + "\n" + listing(7, "01", "A"));
    ASSERT_THAT(import.devices, SizeIs(1));
    EXPECT_THAT(import.devices[0].device.sources, SizeIs(2));
}

TEST(Merge, OneIdentityWithOtherInterfacesIsAnotherDevice) {
    EXPECT_THAT(import_text(listing(2, "01", "A") + "\n" + listing(2, "02", "A")).devices, SizeIs(2));
}

TEST(Merge, AnotherSerialIsAnotherDevice) {
    EXPECT_THAT(import_text(listing(2, "01", "A") + "\n" + listing(3, "01", "B")).devices, SizeIs(2));
}

TEST(Merge, AMaskedSerialContradictsNothing) {
    EXPECT_THAT(import_text(listing(2, "01", "A") + "\n" + listing(2, "01", "XXXXXXXX")).devices, SizeIs(1));
}

TEST(Merge, ALineOfLsusbJoinsTheDumpOfItsIdentity) {
    const Import import = import_text("Bus 001 Device 009: ID 1234:5678 Maker\n\n" + listing(2, "01", "A"));
    ASSERT_THAT(import.devices, SizeIs(1));
    EXPECT_TRUE(import.devices[0].device.has_descriptors());
}

TEST(Merge, ALogJoinsTheDumpOfItsIdentity) {
    const Import import =
        import_text(listing(2, "01", "A") +
                    "\n[    1.000000] usb 1-1: new high-speed USB device number 5 using xhci_hcd\n"
                    "[    1.100000] usb 1-1: New USB device found, idVendor=1234, idProduct=5678\n");
    ASSERT_THAT(import.devices, SizeIs(1));
    EXPECT_THAT(import.devices[0].device.sightings, SizeIs(1));
}

TEST(Merge, ALogWithoutIdentitiesJoinsTheDumpOfItsNumber) {
    const Import import =
        import_text(listing(5, "01", "A") +
                    "\n[    1.000000] usb 1-1: new high-speed USB device number 5 using xhci_hcd\n"
                    "[    9.000000] usb 1-1: USB disconnect, device number 5\n");
    ASSERT_THAT(import.devices, SizeIs(1));
    EXPECT_THAT(import.devices[0].device.sightings, SizeIs(1));
}

}  // namespace
}  // namespace tetherlab::importer
