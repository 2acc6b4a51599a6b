// SPDX-License-Identifier: Apache-2.0
// Faults of DNS, the captive portal and router advertisements.
#include "gadget/lan/tests/vm/lan_in_vm.hpp"

namespace tetherlab::lan {
namespace {

class DnsFault : public LanInVm {
protected:
    void SetUp() override {
        router_.configure();
        LanInVm::SetUp();
    }
};

TEST_F(DnsFault, SilentAnswersNoQuery) {
    fault::Hold silent = hold({.what = What::kDnsSilent});
    EXPECT_THAT(router_.look_up(), HasSubstr("no servers could be reached"));
    silent.release();
    EXPECT_THAT(router_.look_up(), HasSubstr("Address: 198.18.0.80"));
}

TEST_F(DnsFault, FailureRefusesEveryName) {
    fault::Hold failure = hold({.what = What::kDnsFailure});
    EXPECT_THAT(router_.look_up(), HasSubstr("REFUSED"));
    failure.release();
    EXPECT_THAT(router_.look_up(), HasSubstr("Address: 198.18.0.80"));
}

TEST_F(DnsFault, HijackAnswersWithTheHotspot) {
    fault::Hold hijack = hold({.what = What::kDnsHijack});
    EXPECT_THAT(router_.look_up(), HasSubstr("Address: 192.168.1.1\n"));
    EXPECT_THAT(router_.shell("nslookup -type=aaaa any.name.example 192.168.1.1"),
                HasSubstr("Address: 2001:db8:53::1"));
    hijack.release();
    EXPECT_THAT(router_.look_up(), HasSubstr("Address: 198.18.0.80"));
}

TEST_F(DnsFault, CaptivePortalStandsBeforeEveryPage) {
    fault::Hold captive = hold({.what = What::kCaptive});
    EXPECT_THAT(router_.fetch("/generate_204"), HasSubstr("Location: http://192.168.1.1/portal\r\n"));
    EXPECT_THAT(router_.fetch("/portal"), HasSubstr("Your hotspot wants your attention."));
    EXPECT_FALSE(router_.pings(kWebAddress));
    EXPECT_THAT(router_.look_up(), HasSubstr("Address: 198.18.0.80"));
    captive.release();
    EXPECT_THAT(router_.fetch("/generate_204"), HasSubstr("204 No Content"));
}

class RaFault : public LanInVm {
protected:
    // The router solicits when its link comes up (RFC 4861, 6.3.7).
    bool gets_prefix(base::Milliseconds limit) {
        router_.shell("/usr/bin/ip link set eth0 down && /usr/bin/ip link set eth0 up");
        return comes_true(
            [this] {
                return router_.shell("/usr/bin/ip -6 addr show dev eth0").find("2001:db8:53:") !=
                       std::string::npos;
            },
            limit);
    }
};

TEST_F(RaFault, NoneLeavesTheRouterWithoutPrefix) {
    EXPECT_TRUE(gets_prefix(20s));
    fault::Hold none = hold({.what = What::kNoRa});
    EXPECT_FALSE(gets_prefix(4s));
    none.release();
    EXPECT_TRUE(gets_prefix(20s));
}

TEST_F(RaFault, LostMayLoseAll) {
    fault::Hold lost = hold({.what = What::kLostRa, .loss = 100});
    EXPECT_FALSE(gets_prefix(4s));
    lost.release();
    EXPECT_TRUE(gets_prefix(20s));
}

TEST_F(RaFault, LostLetsTheOthersThrough) {
    const fault::Hold lost = hold({.what = What::kLostRa, .loss = 20});
    EXPECT_TRUE(comes_true([this] { return gets_prefix(5s); }, 60s));
}

}  // namespace
}  // namespace tetherlab::lan
