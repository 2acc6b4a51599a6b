// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/error.hpp"
#include "gadget/lan/tests/vm/lan_in_vm.hpp"

namespace tetherlab::lan {
namespace {

class DhcpFault : public LanInVm {};

TEST_F(DhcpFault, SilentLetsNoRequestBeAnswered) {
    fault::Hold silent = hold({.what = What::kDhcpSilent});
    EXPECT_THAT(router_.shell("udhcpc -i eth0 -n -q -T 1 -t 2 -s /tests/dhcp_event"),
                HasSubstr("no lease, failing"));
    EXPECT_GE(lan_.dhcp_requests(), 2U);
    silent.release();
    EXPECT_THAT(router_.take_lease(), HasSubstr("obtained from 192.168.1.1, lease time 3600"));
}

TEST_F(DhcpFault, NakRefusesWhatWasOffered) {
    fault::Hold nak = hold({.what = What::kDhcpNak});
    EXPECT_EQ(router_.shell("udhcpc -i eth0 -n -q -T 10 -s /tests/dhcp_event 2>&1 | grep -m 1 NAK"),
              "udhcpc: received DHCP NAK\n");
    nak.release();
    EXPECT_THAT(router_.take_lease(), HasSubstr("obtained from 192.168.1.1, lease time 3600"));
}

TEST_F(DhcpFault, SlowAnswersOfferAndAcknowledgementLate) {
    fault::Hold slow = hold({.what = What::kDhcpSlow, .delay = 700ms});
    const auto start = base::Clock::now();
    EXPECT_THAT(router_.take_lease(), HasSubstr("obtained from 192.168.1.1"));
    EXPECT_GE(base::Clock::now() - start, 1400ms);
    slow.release();
}

TEST_F(DhcpFault, ShortLeaseLastsAsLongAsItSays) {
    fault::Hold lease = hold({.what = What::kShortLease, .seconds = 150});
    EXPECT_THAT(router_.take_lease(), HasSubstr("lease time 150"));
    lease.release();
    EXPECT_THAT(router_.take_lease(), HasSubstr("lease time 3600"));
}

TEST_F(DhcpFault, NoLeaseIsShorterThanTwoMinutes) {
    const fault::Hold lease = hold({.what = What::kShortLease, .seconds = 10});
    EXPECT_THAT(router_.take_lease(), HasSubstr("lease time 120"));
}

TEST_F(DhcpFault, WrongSubnetLeadsNowhere) {
    fault::Hold wrong = hold({.what = What::kWrongSubnet, .seconds = 130, .text = "192.168.77.0/24"});
    EXPECT_THAT(router_.take_lease(),
                testing::AllOf(HasSubstr("lease of 192.168.77."), HasSubstr("lease time 130")));
    EXPECT_FALSE(router_.pings(kWebAddress));
    wrong.release();
    EXPECT_THAT(router_.take_lease(), HasSubstr("lease of 192.168.1."));
    EXPECT_TRUE(router_.pings(kWebAddress));
}

TEST_F(DhcpFault, WrongSubnetMustNotBeTheRightOne) {
    EXPECT_THAT(
        [this] { return hold({.what = What::kWrongSubnet, .text = "192.168.1.0/24"}); },
        testing::ThrowsMessage<base::Error>("apply wrong subnet: 192.168.1.0/24 is the hotspot's own"));
}

TEST_F(DhcpFault, OutlastsTheRestartThatAnotherNeeds) {
    const fault::Hold lease = hold({.what = What::kShortLease, .seconds = 300});
    const fault::Hold refused = hold({.what = What::kDnsFailure});
    EXPECT_THAT(router_.take_lease(), HasSubstr("lease time 300"));
    EXPECT_THAT(router_.look_up(), HasSubstr("REFUSED"));
}

TEST_F(DhcpFault, LeavesEarlierLeasesAlone) {
    router_.take_lease();
    const std::string lease = leases();
    EXPECT_THAT(lease, HasSubstr(" 192.168.1."));
    { const fault::Hold nak = hold({.what = What::kDhcpNak}); }
    EXPECT_EQ(leases(), lease);
}

TEST_F(DhcpFault, ServerRunsAsBeforeWhenItCannotTakeTheOptions) {
    const Namespace space("server", base::Deadline(10s));
    space.ip("link add br0 type dummy\naddr add 192.168.1.1/24 dev br0\n", base::Deadline(10s));
    const profile::Lan lan;
    Dnsmasq server(space, lan, "br0", base::Deadline(10s));
    const std::string before = hotspot_state();
    EXPECT_THAT([&] { server.serve({.subnet = "nonsense"}, base::Deadline(10s)); },
                testing::ThrowsMessage<base::Error>(HasSubstr("bad dhcp-range")));
    EXPECT_EQ(hotspot_state(), before);
}

}  // namespace
}  // namespace tetherlab::lan
