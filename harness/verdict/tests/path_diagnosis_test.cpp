// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/path_diagnosis.hpp"

#include "harness/verdict/tests/healthy.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::verdict {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A WAN that is well as far as the router's own state goes.
observe::Facts with(void (*change)(observe::Facts&)) {
    observe::Facts facts = healthy();
    facts.gateway = observe::PingProbe{"192.168.1.1", 3, 3};
    change(facts);
    return facts;
}

Diagnosis diagnosis_of(const observe::Facts& facts) {
    const std::vector<Diagnosis> found = diagnose(facts, d53());
    EXPECT_EQ(found.size(), 1U);
    return found.empty() ? Diagnosis{} : found[0];
}

TEST(DiagnosePath, FindsNothingWrongWhereEverythingAnswers) {
    EXPECT_THAT(diagnose(with([](observe::Facts&) {}), d53()), IsEmpty());
}

TEST(DiagnosePath, NamesAHotspotThatIsMute) {
    const Diagnosis diagnosis =
        diagnosis_of(with([](observe::Facts& facts) { facts.gateway->answered = 0; }));
    EXPECT_EQ(diagnosis.code, "data-stall");
    EXPECT_THAT(diagnosis.evidence, ElementsAre("0 of 3 pings to 192.168.1.1 answered"));
}

TEST(DiagnosePath, NamesAHotspotWithoutMobileNetwork) {
    const Diagnosis diagnosis = diagnosis_of(with([](observe::Facts& facts) {
        facts.http_router = observe::HttpProbe{"http://198.18.0.80/", false, "no answer in time"};
    }));
    EXPECT_EQ(diagnosis.code, "radio-loss");
    EXPECT_EQ(diagnosis.sentence,
              "the hotspot 192.168.1.1 answers and nothing behind it does: it has no mobile network");
    EXPECT_THAT(diagnosis.evidence, ElementsAre("3 of 3 pings to 192.168.1.1 answered",
                                                "http://198.18.0.80/: no answer in time"));
}

TEST(DiagnosePath, NamesAPortalByItsRedirection) {
    const Diagnosis diagnosis = diagnosis_of(with([](observe::Facts& facts) {
        facts.http_client = observe::HttpProbe{"http://web/", false, "302", "http://192.168.1.1/portal"};
    }));
    EXPECT_EQ(diagnosis.code, "captive-portal");
    EXPECT_EQ(diagnosis.sentence, "the hotspot sends every page to its own, http://192.168.1.1/portal");
}

observe::NamesProbe names(std::vector<std::string> at_hotspot, std::string said) {
    return {{"web.internet.example", {}, "connection timed out"},
            "192.168.1.1",
            observe::DnsProbe{"web.internet.example", std::move(at_hotspot), std::move(said)}};
}

TEST(DiagnosePath, TellsTheWaysInWhichNamesFail) {
    observe::Facts facts = healthy();
    facts.names = names({}, "** server can't find web.internet.example: REFUSED");
    EXPECT_EQ(diagnosis_of(facts).code, "dns-broken");
    EXPECT_EQ(
        diagnosis_of(facts).sentence,
        "addresses are reached and names are not: the hotspot's DNS server 192.168.1.1 does not resolve "
        "web.internet.example: ** server can't find web.internet.example: REFUSED");
    facts.names = names({"192.168.1.1"}, "");
    EXPECT_EQ(
        diagnosis_of(facts).sentence,
        "addresses are reached and names are not: the hotspot's DNS server 192.168.1.1 answers "
        "web.internet.example with 192.168.1.1, an address of its own network, and the router drops that");
    facts.names = names({"192.168.1.1", "2001:db8:53::1"}, "");
    EXPECT_EQ(diagnosis_of(facts).sentence,
              "addresses are reached and names are not: the hotspot's DNS server 192.168.1.1 answers "
              "web.internet.example with 192.168.1.1, 2001:db8:53::1, an address of its own network, and the "
              "router drops that");
    facts.names = names({"198.18.0.80"}, "");
    EXPECT_EQ(diagnosis_of(facts).sentence,
              "addresses are reached and names are not: the hotspot's DNS server 192.168.1.1 resolves "
              "web.internet.example and the router's resolver does not");
}

TEST(DiagnosePath, BlamesNoDnsWhereAddressesDoNotAnswerEither) {
    observe::Facts facts = healthy();
    facts.names = names({}, "connection timed out");
    facts.http_router = observe::HttpProbe{"http://198.18.0.80/", false, "no answer in time"};
    EXPECT_THAT(diagnose(facts, d53()), IsEmpty());
}

TEST(DiagnosePath, NamesAnMtuBlackHoleByTheSizeThatVanishes) {
    observe::Facts facts = healthy();
    facts.path = observe::PathProbe{{"198.18.0.80", 3, 3}, {"198.18.0.80", 3, 0}};
    const Diagnosis diagnosis = diagnosis_of(facts);
    EXPECT_EQ(diagnosis.code, "mtu-black-hole");
    EXPECT_THAT(diagnosis.evidence, ElementsAre("3 of 3 short pings to 198.18.0.80 answered",
                                                "0 of 3 full-size pings to 198.18.0.80 answered"));
}

TEST(DiagnosePath, TellsAThrottledClientFromASlowNetwork) {
    observe::Facts facts = healthy();
    facts.download = observe::DownloadProbe{"http://web/large", 300e3, "0.3 Mbit/s"};
    facts.download_router = observe::DownloadProbe{"http://web/large", 9e6, "9.0 Mbit/s"};
    EXPECT_EQ(diagnosis_of(facts).code, "ttl-throttled");
    facts.download_router = observe::DownloadProbe{"http://web/large", 310e3, "0.3 Mbit/s"};
    EXPECT_EQ(diagnosis_of(facts).code, "shaped");
    facts.download = observe::DownloadProbe{"http://web/large", 9e6, "9.0 Mbit/s"};
    EXPECT_THAT(diagnose(facts, d53()), IsEmpty());
}

TEST(DiagnosePath, IsSilentWhileTheWanHasNoLease) {
    observe::Facts facts = with([](observe::Facts& f) { f.gateway->answered = 0; });
    facts.router->wan->ipv4.clear();
    for (const Diagnosis& diagnosis : diagnose(facts, d53())) EXPECT_NE(diagnosis.code, "data-stall");
}

}  // namespace
}  // namespace tetherlab::verdict
