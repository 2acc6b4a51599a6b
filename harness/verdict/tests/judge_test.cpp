// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/judge.hpp"

#include "harness/verdict/tests/healthy.hpp"

#include <gtest/gtest.h>

namespace tetherlab::verdict {
namespace {

using namespace std::chrono_literals;

// "pass: got", "fail: got" or "error: reason".
std::string said(const Assertion& assertion, const observe::Facts& facts) {
    const Result result = judge(assertion, facts, d53());
    return std::string(to_text(result.verdict)) + ": " +
           (result.verdict == Verdict::kError ? result.reason : result.got);
}

observe::Facts with(void (*change)(observe::Facts&)) {
    observe::Facts facts = healthy();
    change(facts);
    return facts;
}

TEST(Judge, TellsWhatAHealthyRouterShows) {
    EXPECT_EQ(said(UsbEnumerated{}, healthy()), "pass: device 2 on bus 1, configuration 2 (RNDIS)");
    EXPECT_EQ(said(UsbVerified{}, healthy()), "pass: equal in all 88 fields");
    EXPECT_EQ(said(ConfigurationIs{2}, healthy()), "pass: configuration 2 (RNDIS)");
    EXPECT_EQ(said(DriverIs{"rndis_host"}, healthy()), "pass: rndis_host");
    EXPECT_EQ(said(NetdevIs{"usb0"}, healthy()), "pass: usb0");
    EXPECT_EQ(said(LeaseIn{"192.168.1.0/24"}, healthy()), "pass: 192.168.1.103/24 on usb0");
    EXPECT_EQ(said(DefaultRouteVia{"usb0"}, healthy()), "pass: default via 192.168.1.1 by usb0");
    EXPECT_EQ(said(DnsAnswers{"web.internet.example"}, healthy()), "pass: 198.18.0.80");
    EXPECT_EQ(said(HttpFrom{Where::kRouter}, healthy()), "pass: fetched");
    EXPECT_EQ(said(HttpFrom{Where::kClient}, healthy()), "pass: 204");
    EXPECT_EQ(said(Ipv6Address{}, healthy()), "pass: 2001:db8:53:0:d:53ff:fe00:1/64");
    EXPECT_EQ(said(Http6FromRouter{}, healthy()), "pass: fetched");
    EXPECT_EQ(said(WanIs{Usability::kUsable}, healthy()), "pass: the client got 204");
}

TEST(Judge, SaysWhatWasExpected) {
    EXPECT_EQ(judge(DriverIs{"rndis_host"}, healthy(), d53()).expected, "driver rndis_host");
    EXPECT_EQ(judge(DriverIs{}, healthy(), d53()).expected, "no driver");
    EXPECT_EQ(judge(DiagnosisIs{"missing-kmod", "kmod-usb-net-rndis"}, healthy(), d53()).expected,
              "diagnosis missing-kmod that names kmod-usb-net-rndis");
}

TEST(Judge, AnotherValueFails) {
    EXPECT_EQ(said(ConfigurationIs{1}, healthy()), "fail: configuration 2 (RNDIS)");
    EXPECT_EQ(said(DriverIs{"cdc_ether"}, healthy()), "fail: rndis_host");
    EXPECT_EQ(said(DriverIs{}, healthy()), "fail: rndis_host");
    EXPECT_EQ(said(NetdevIs{"eth1"}, healthy()), "fail: usb0");
    EXPECT_EQ(said(LeaseIn{"192.168.0.0/24"}, healthy()), "fail: 192.168.1.103/24 on usb0");
    EXPECT_EQ(said(DefaultRouteVia{"wan"}, healthy()), "fail: default via 192.168.1.1 by usb0");
    EXPECT_EQ(said(WanIs{Usability::kUnusable}, healthy()), "fail: the client got 204");
    EXPECT_EQ(said(DiagnosisIs{"missing-kmod", ""}, healthy()), "fail: no diagnosis");
}

TEST(Judge, WithoutTheKmodTheSymptomOfTheThreadShows) {
    EXPECT_EQ(said(UsbEnumerated{}, without_rndis_kmod()),
              "pass: device 2 on bus 1, configuration 2 (RNDIS)");
    EXPECT_EQ(said(ConfigurationIs{2}, without_rndis_kmod()), "pass: configuration 2 (RNDIS)");
    EXPECT_EQ(said(DriverIs{}, without_rndis_kmod()), "pass: no driver");
    EXPECT_EQ(said(NetdevIs{}, without_rndis_kmod()), "pass: no interface");
    EXPECT_EQ(said(LeaseIn{"192.168.1.0/24"}, without_rndis_kmod()), "fail: wan is down (NO_DEVICE)");
    EXPECT_EQ(said(DefaultRouteVia{"usb0"}, without_rndis_kmod()), "fail: no default route");
    EXPECT_EQ(said(Ipv6Address{}, without_rndis_kmod()), "fail: no interface");
    EXPECT_EQ(said(DiagnosisIs{"missing-kmod", "kmod-usb-net-rndis"}, without_rndis_kmod()),
              "pass: missing-kmod: RNDIS configuration chosen, no driver: kmod-usb-net-rndis missing; or use "
              "configuration 1 with cdc_ether");
}

TEST(Judge, OfNoDiagnosisSeenAsksForNoPage) {
    observe::Facts facts = healthy();
    facts.http_client = observe::Unknown{"not asked"};
    EXPECT_EQ(said(DiagnosisIs{"none-seen", ""}, facts), "pass: no diagnosis");
    EXPECT_EQ(said(DiagnosisIs{"none", ""}, facts), "error: not asked");
    EXPECT_EQ(said(DiagnosisIs{"none-seen", ""}, without_rndis_kmod()).substr(0, 18), "fail: missing-kmod");
}

TEST(Judge, AHotspotThatIsNotThereIsNotOneWithoutADriver) {
    const observe::Facts facts = with([](observe::Facts& f) { f.router->usb.clear(); });
    EXPECT_EQ(said(UsbEnumerated{}, facts), "fail: the hotspot is not on the bus");
    EXPECT_EQ(said(DriverIs{}, facts), "fail: the hotspot is not on the bus");
    EXPECT_EQ(said(NetdevIs{}, facts), "fail: the hotspot is not on the bus");
}

TEST(Judge, AHotspotThatReadsAnotherWayThanItsProfileIsTheRigsError) {
    const observe::Facts facts =
        with([](observe::Facts& f) { f.descriptors->front().device[12] = std::byte{0x24}; });
    const Result result = judge(UsbVerified{}, facts, d53());
    EXPECT_EQ(result.verdict, Verdict::kError);
    EXPECT_EQ(result.reason,
              "the emulated hotspot and its profile: differs in 1 of 88 fields: bcdDevice 2.23, got 2.24");
    ASSERT_TRUE(result.comparison.has_value());
    EXPECT_EQ(result.comparison->count(verify::Mark::kDiffers), 1);
}

// Another index of the same string: the profile does not say it.
TEST(Judge, ARealHotspotHasToBeOnlyWhatItsProfileSays) {
    const observe::Facts other = with([](observe::Facts& f) {
        verify::Reading& reading = f.descriptors->front();
        reading.device[16] = std::byte{40};
        reading.strings[40] = reading.strings[3];
    });
    EXPECT_EQ(judge(UsbVerified{}, other, d53(), verify::Extent::kDescriptors).verdict, Verdict::kError);
    EXPECT_EQ(judge(UsbVerified{}, other, d53(), verify::Extent::kProfile).verdict, Verdict::kPass);
    const observe::Facts wrong =
        with([](observe::Facts& f) { f.descriptors->front().device[12] = std::byte{0x24}; });
    const Result result = judge(UsbVerified{}, wrong, d53(), verify::Extent::kProfile);
    EXPECT_EQ(result.verdict, Verdict::kError);
    EXPECT_EQ(result.reason,
              "the real hotspot and its profile: differs in 1 of 88 fields: bcdDevice 2.23, got 2.24");
}

TEST(Judge, AHotspotThatIsNotOnTheBusIsNotVerified) {
    const observe::Facts facts = with([](observe::Facts& f) { f.descriptors->clear(); });
    EXPECT_EQ(said(UsbVerified{}, facts), "fail: the hotspot is not on the bus");
    const observe::Facts blind =
        with([](observe::Facts& f) { f.descriptors = observe::Unknown{"the connection was lost"}; });
    EXPECT_EQ(said(UsbVerified{}, blind), "error: the connection was lost");
}

TEST(Judge, ADeviceWithoutAConfigurationIsNotEnumerated) {
    const observe::Facts facts =
        with([](observe::Facts& f) { f.router->usb[0].configurations[0].active = false; });
    EXPECT_EQ(said(UsbEnumerated{}, facts), "fail: no configuration is active");
    EXPECT_EQ(said(ConfigurationIs{2}, facts), "fail: no configuration is active");
}

TEST(Judge, AHotspotThatDiffersFromItsProfileIsAnErrorOfTheLab) {
    const observe::Facts facts = with([](observe::Facts& f) { f.router->usb[0].bcd_usb = 0x0200; });
    EXPECT_EQ(
        said(UsbEnumerated{}, facts),
        "error: the emulated hotspot differs from its profile: 'D:  Ver= 2.00 Cls=00(>ifc ) Sub=00 Prot=00 "
        "MxPS=64 #Cfgs=  2' instead of 'D:  Ver= 2.10 Cls=00(>ifc ) Sub=00 Prot=00 MxPS=64 #Cfgs=  2'");
}

TEST(Judge, TheAlternateSettingInUseIsNotTheHotspotsAffair) {
    const observe::Facts facts = with([](observe::Facts& f) {
        std::vector<observe::UsbConfiguration>& configurations = f.router->usb[0].configurations;
        configurations[0].active = false;
        configurations[1].active = true;
        configurations[1].interfaces[2].active = true;  // alternate setting 1, as cdc_ether leaves it
    });
    EXPECT_EQ(said(UsbEnumerated{}, facts), "pass: device 2 on bus 1, configuration 1 (ECM)");
}

TEST(Judge, ALostConnectionIsAnErrorAndNoFail) {
    observe::Facts facts;
    facts.router = observe::Unknown{"the connection was lost"};
    EXPECT_EQ(said(UsbEnumerated{}, facts), "error: the connection was lost");
    EXPECT_EQ(said(ConfigurationIs{2}, facts), "error: the connection was lost");
    EXPECT_EQ(said(DriverIs{}, facts), "error: the connection was lost");
    EXPECT_EQ(said(NetdevIs{}, facts), "error: the connection was lost");
    EXPECT_EQ(said(LeaseIn{"192.168.1.0/24"}, facts), "error: the connection was lost");
    EXPECT_EQ(said(DefaultRouteVia{"usb0"}, facts), "error: the connection was lost");
    EXPECT_EQ(said(Ipv6Address{}, facts), "error: the connection was lost");
    EXPECT_EQ(said(DiagnosisIs{"missing-kmod", ""}, facts), "error: the connection was lost");
}

TEST(Judge, AProbeThatWasNotMadeIsAnError) {
    const observe::Facts facts;
    EXPECT_EQ(said(DnsAnswers{"web.internet.example"}, facts), "error: not looked at");
    EXPECT_EQ(said(HttpFrom{Where::kRouter}, facts), "error: not looked at");
    EXPECT_EQ(said(HttpFrom{Where::kClient}, facts), "error: not looked at");
    EXPECT_EQ(said(Http6FromRouter{}, facts), "error: not looked at");
    EXPECT_EQ(said(WanIs{Usability::kUsable}, facts), "error: not looked at");
    EXPECT_EQ(said(WanIs{Usability::kUnusable}, facts), "error: not looked at");
}

TEST(Judge, AnAnswerForAnotherNameIsNone) {
    EXPECT_EQ(said(DnsAnswers{"other.example"}, healthy()), "error: asked for web.internet.example");
}

TEST(Judge, AnUnusableWanNeedsAReason) {
    const observe::Facts facts = with([](observe::Facts& f) {
        f.http_client->ok = false;
        f.http_client->said = "curl: (28) Connection timed out";
    });
    EXPECT_EQ(said(WanIs{Usability::kUnusable}, facts),
              "error: the client got curl: (28) Connection timed out, but nothing on the router explains it");
    EXPECT_EQ(said(WanIs{Usability::kUsable}, facts),
              "fail: the client got curl: (28) Connection timed out; no diagnosis");
}

TEST(Judge, AMissingIpv6AddressIsNoReason) {
    const observe::Facts facts = with([](observe::Facts& f) {
        f.http_client->ok = false;
        f.http_client->said = "curl: (28) Connection timed out";
        f.router->addresses.pop_back();
    });
    EXPECT_EQ(said(DiagnosisIs{"no-ipv6", ""}, facts).substr(0, 4), "pass");
    EXPECT_EQ(said(WanIs{Usability::kUnusable}, facts).substr(0, 5), "error");
}

TEST(Judge, AnUnusableWanWithAReasonPassesAndNamesIt) {
    const observe::Facts facts = with([](observe::Facts& f) {
        f.http_client->ok = false;
        f.http_client->said = "curl: (6) Could not resolve host";
        f.router->lan->ipv4 = {{"192.168.1.8", 24}};
    });
    EXPECT_EQ(said(WanIs{Usability::kUnusable}, facts),
              "pass: the client got curl: (6) Could not resolve host; subnet-clash: the router's LAN "
              "192.168.1.8/24 and the hotspot's network 192.168.1.0/24 overlap");
}

TEST(Judge, AFailedClientProvesNothingWhileTheRouterIsUnknown) {
    observe::Facts facts = without_rndis_kmod();
    facts.router = observe::Unknown{"the connection was lost"};
    EXPECT_EQ(said(WanIs{Usability::kUnusable}, facts), "error: the connection was lost");
    EXPECT_EQ(said(WanIs{Usability::kUsable}, facts), "error: the connection was lost");
}

observe::Facts with_log(const std::string& text) {
    observe::Facts facts;
    facts.log = observe::parse_kernel_log(text);
    return facts;
}

constexpr const char* kTwoRefusals =
    "[  499.098636] usb 1-1: device not accepting address 6, error -71\n"
    "[  500.658674] usb 1-1: new high-speed USB device number 7 using xhci_hcd\n"
    "[  510.588639] usb 1-1: device not accepting address 8, error -71\n";

TEST(JudgeLog, CountsTheLinesWithTheText) {
    EXPECT_EQ(said(LogHas{"device not accepting address", 2}, with_log(kTwoRefusals)),
              "pass: 2 of 3 kernel lines, the last 'usb 1-1: device not accepting address 8, error -71'");
    EXPECT_EQ(said(LogHas{"device not accepting address", 3}, with_log(kTwoRefusals)),
              "fail: 2 of 3 kernel lines, the last 'usb 1-1: device not accepting address 8, error -71'");
    EXPECT_EQ(said(LogHas{"USB disconnect", 1}, with_log(kTwoRefusals)), "fail: none of 3 kernel lines");
}

TEST(JudgeLog, ALineThatShouldNotBeThereFails) {
    EXPECT_EQ(said(LogLacks{"USB disconnect"}, with_log(kTwoRefusals)), "pass: none of 3 kernel lines");
    EXPECT_EQ(said(LogLacks{"number 7"}, with_log(kTwoRefusals)),
              "fail: 1 of 3 kernel lines, the last 'usb 1-1: new high-speed USB device number 7 using "
              "xhci_hcd'");
}

TEST(JudgeLog, SaysWhatWasExpected) {
    EXPECT_EQ(expected(LogHas{"USB disconnect", 1}), "a kernel line with 'USB disconnect'");
    EXPECT_EQ(expected(LogHas{"USB disconnect", 3}), "3 kernel lines with 'USB disconnect'");
    EXPECT_EQ(expected(LogLacks{"USB disconnect"}), "no kernel line with 'USB disconnect'");
}

observe::Facts with_fault(const observe::FaultProgress& fault) {
    observe::Facts facts;
    facts.faults = {fault};
    return facts;
}

TEST(JudgeFault, HasToHaveFiredOrEnded) {
    const FaultHas fired{"first", FaultMoment::kFired};
    const FaultHas ended{"first", FaultMoment::kEnded};
    EXPECT_EQ(said(fired, {}), "fail: not armed");
    EXPECT_EQ(said(fired, with_fault({"first", "brownout", 1us})), "fail: armed");
    EXPECT_EQ(said(fired, with_fault({"first", "brownout", 1us, 2us})), "pass: fired");
    EXPECT_EQ(said(ended, with_fault({"first", "brownout", 1us, 2us})), "fail: fired");
    EXPECT_EQ(said(ended, with_fault({"first", "brownout", 1us, 2us, {}, 3us})), "pass: ended");
    EXPECT_EQ(expected(ended), "fault first ended");
}

TEST(JudgeFault, ThatCouldNotBeDoneIsTheRigsProblem) {
    observe::FaultProgress fault{"first", "brownout", 1us, 2us};
    fault.failure = "no such UDC";
    EXPECT_EQ(said(FaultHas{"first", FaultMoment::kFired}, with_fault(fault)),
              "error: fault first failed: no such UDC");
}

TEST(Judge, ADownloadHasToBeFastEnough) {
    observe::Facts facts;
    facts.download = observe::DownloadProbe{"http://web/large", 2.5e6, "2.5 Mbit/s"};
    EXPECT_EQ(said(DownloadOf{2e6}, facts), "pass: 2.5 Mbit/s");
    EXPECT_EQ(said(DownloadOf{3e6}, facts), "fail: 2.5 Mbit/s");
    EXPECT_EQ(said(DownloadOf{3e6}, {}), "error: not looked at");
    EXPECT_EQ(expected(DownloadOf{2e6}), "at least 2.0 Mbit/s to a client on the LAN");
}

TEST(Judge, AHotspotThatIsGoneIsAbsent) {
    EXPECT_EQ(said(UsbAbsent{}, healthy()), "fail: device 2 on bus 1");
    EXPECT_EQ(said(UsbAbsent{}, with([](observe::Facts& facts) { facts.router->usb.clear(); })),
              "pass: the hotspot is not on the bus");
}

}  // namespace
}  // namespace tetherlab::verdict
