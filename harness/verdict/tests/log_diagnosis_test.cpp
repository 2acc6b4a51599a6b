// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/log_diagnosis.hpp"

#include "harness/verdict/tests/healthy.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::verdict {
namespace {

using namespace std::chrono_literals;
using observe::Deed;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A run of a healthy router in which the rig did and heard things, all in seconds of its own clock; the
// router's uptime is the same.
class RunSoFar {
public:
    RunSoFar& deed(double at, Deed::What what) {
        facts_.history.deeds.push_back({what, time(at)});
        return *this;
    }

    RunSoFar& line(double at, const std::string& text) {
        facts_.history.kernel.push_back({time(at), {time(at), text}});
        return *this;
    }

    RunSoFar& connects(double at, int number, const std::string& product = "2028") {
        line(at, fmt::format("usb 1-1: new high-speed USB device number {} using xhci_hcd", number));
        return line(at + 0.1,
                    fmt::format("usb 1-1: New USB device found, idVendor=0e8d, idProduct={}, bcdDevice= 2.23",
                                product));
    }

    RunSoFar& fails(double at, int number) {
        line(at, fmt::format("usb 1-1: new high-speed USB device number {} using xhci_hcd", number));
        return line(at + 0.1, "usb 1-1: device descriptor read/64, error -32");
    }

    RunSoFar& registers(double at, const std::string& mac = "02:0d:53:00:00:01") {
        return line(
            at,
            fmt::format("rndis_host 1-1:2.0 usb0: register 'rndis_host' at usb-0000:00:14.0-1, RNDIS device, "
                        "{}",
                        mac));
    }

    RunSoFar& leaves(double at, int number) {
        return line(at, fmt::format("usb 1-1: USB disconnect, device number {}", number));
    }

    std::vector<Diagnosis> diagnoses() const { return diagnose(facts_, d53()); }

    std::vector<std::string> codes() const {
        std::vector<std::string> codes;
        for (const Diagnosis& diagnosis : diagnoses()) codes.push_back(diagnosis.code);
        return codes;
    }

    observe::Facts& facts() { return facts_; }

private:
    static std::chrono::microseconds time(double seconds) {
        return std::chrono::microseconds(static_cast<long>(seconds * 1e6));
    }

    observe::Facts facts_ = healthy();
};

RunSoFar plugged() {
    RunSoFar run;
    run.line(1, "br-lan: port 1(lan1) entered forwarding state").deed(10, Deed::What::kPlug);
    return run.connects(10.2, 2).registers(10.6);
}

TEST(DiagnoseLog, FindsNothingInARunThatWentWell) {
    EXPECT_THAT(plugged().codes(), IsEmpty());
}

TEST(DiagnoseLog, NamesALossOfPower) {
    const std::vector<Diagnosis> found = plugged().leaves(30, 2).connects(33, 3).registers(33.5).diagnoses();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].code, "brownout");
    EXPECT_TRUE(found[0].harmless);  // the WAN is up again
    EXPECT_EQ(
        found[0].sentence,
        "the hotspot left the bus once without being unplugged and came back as it was: it loses its power");
    EXPECT_THAT(found[0].evidence, ElementsAre("usb 1-1: USB disconnect, device number 2",
                                               "usb 1-1: new high-speed USB device number 3 using xhci_hcd"));
}

TEST(DiagnoseLog, BlamesNobodyForWhatTheRigUnplugged) {
    EXPECT_THAT(plugged()
                    .deed(30, Deed::What::kUnplug)
                    .leaves(30.1, 2)
                    .deed(33, Deed::What::kPlug)
                    .connects(33.1, 3)
                    .registers(33.5)
                    .codes(),
                IsEmpty());
}

TEST(DiagnoseLog, NamesThePowerWhenTheHotspotGoesDownUnderLoad) {
    RunSoFar run = plugged();
    run.deed(28, Deed::What::kUploadBegin).leaves(30, 2).deed(32, Deed::What::kUploadEnd);
    const std::vector<Diagnosis> found = run.connects(35, 3).registers(35.5).diagnoses();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].code, "power");
    EXPECT_EQ(found[0].sentence,
              "the hotspot went down once while a client was sending: that takes more than the 500 mA it may "
              "draw from "
              "the port");
    EXPECT_THAT(found[0].evidence, Contains("MxPwr=500mA"));
}

TEST(DiagnoseLog, IsNotOfTheRigsUploadBefore) {
    RunSoFar run = plugged();
    run.deed(20, Deed::What::kUploadBegin).deed(22, Deed::What::kUploadEnd);
    EXPECT_THAT(run.leaves(60, 2).connects(63, 3).registers(63.5).codes(), ElementsAre("brownout"));
}

TEST(DiagnoseLog, NamesAnAddressFailureThatWasSurvived) {
    RunSoFar run;
    run.line(1, "x").deed(10, Deed::What::kPlug);
    run.line(10.2, "usb 1-1: new high-speed USB device number 2 using xhci_hcd");
    run.line(10.4, "usb 1-1: hub failed to enable device, error -71");
    const std::vector<Diagnosis> found = run.connects(11.5, 3).registers(12).diagnoses();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].code, "address-failure");
    EXPECT_TRUE(found[0].harmless);
}

TEST(DiagnoseLog, TellsAWedgeFromADeviceThatNeverWorked) {
    RunSoFar never;
    never.line(1, "x").deed(10, Deed::What::kPlug);
    for (int i = 0; i < 4; ++i) never.fails(10.2 + i, 2 + i);
    never.line(15, "usb usb1-port1: unable to enumerate USB device");
    EXPECT_THAT(never.codes(), Contains("descriptor-failure"));

    RunSoFar wedged = plugged();
    wedged.leaves(30, 2);
    for (int i = 0; i < 4; ++i) wedged.fails(30.5 + i, 3 + i);
    wedged.line(35, "usb usb1-port1: unable to enumerate USB device");
    EXPECT_THAT(wedged.codes(), ElementsAre("wedge"));
}

TEST(DiagnoseLog, NamesASlowBootByTheTimeSinceThePlug) {
    RunSoFar run;
    run.line(1, "br-lan: port 1(lan1) entered forwarding state").deed(10, Deed::What::kPlug);
    const std::vector<Diagnosis> found = run.connects(25, 2).registers(25.5).diagnoses();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].code, "slow-boot");
    EXPECT_EQ(found[0].sentence,
              "the hotspot came onto the bus 15.0 s after it was plugged in: it boots when it gets power");
}

TEST(DiagnoseLog, NamesADeviceThatHadToBeSwitchedToTethering) {
    RunSoFar run;
    run.line(1, "x").deed(10, Deed::What::kPlug);
    EXPECT_THAT(run.connects(10.2, 2, "2003").leaves(16, 2).connects(16.3, 3).registers(16.8).codes(),
                ElementsAre("charge-only"));
}

TEST(DiagnoseLog, NamesAMacAddressThatChanges) {
    EXPECT_THAT(plugged().leaves(30, 2).connects(33, 3).registers(33.5, "02:0d:53:00:00:77").codes(),
                ElementsAre("brownout", "mac-changes"));
}

TEST(DiagnoseLog, NamesARefusedConfigurationAndNotTheWrongOne) {
    RunSoFar run;
    run.line(1, "x").deed(10, Deed::What::kPlug).connects(10.2, 2);
    run.line(10.5, "usb 1-1: can't set config #2, error -32");
    run.facts().router->usb[0].configurations[0].active = false;
    run.facts().router->usb_netdevs.clear();
    run.facts().router->wan->ipv4.clear();
    EXPECT_THAT(run.codes(), ElementsAre("configuration-refused"));
}

TEST(DiagnoseLog, TakesAStallForOverOnlyWhenDataFlows) {
    RunSoFar run = plugged();
    run.line(40, "NETDEV WATCHDOG: usb0 (rndis_host): transmit queue 0 timed out");
    EXPECT_TRUE(run.diagnoses().at(0).harmless);  // the web answers
    run.facts().http_router = observe::HttpProbe{"http://198.18.0.80/", false, "no answer in time"};
    run.facts().http_client = observe::HttpProbe{"http://web/", false, "no answer"};
    EXPECT_EQ(run.diagnoses().at(0).code, "data-stall");
    EXPECT_FALSE(run.diagnoses().at(0).harmless);
}

}  // namespace
}  // namespace tetherlab::verdict
