// SPDX-License-Identifier: Apache-2.0
// What the LAN counts, and what it forgets.
#include "gadget/lan/tests/vm/lan_in_vm.hpp"

#include <condition_variable>
#include <mutex>

namespace tetherlab::lan {
namespace {

TEST_F(LanInVm, CountsWhatTheRouterSends) {
    router_.configure();
    const std::uint64_t before = lan_.received_bytes();
    EXPECT_THAT(router_.shell("ping -c 10 -i 0.1 -s 1000 198.18.0.80"), HasSubstr(" 0% packet loss"));
    const std::uint64_t bytes = lan_.received_bytes() - before;
    EXPECT_GE(bytes, 10'280U);
    EXPECT_LT(bytes, 14'000U);  // with some ARP and neighbour discovery
}

TEST_F(LanInVm, CountsDiscoverAndRequest) {
    const std::uint64_t before = lan_.dhcp_requests();
    router_.take_lease();
    EXPECT_EQ(lan_.dhcp_requests() - before, 2U);
}

TEST_F(LanInVm, ForgetsLeasesNeighboursAndConnections) {
    router_.take_lease();
    EXPECT_TRUE(router_.pings(kWebAddress));
    EXPECT_THAT(leases(), HasSubstr("192.168.1."));
    lan_.forget(base::Deadline(10s));
    EXPECT_EQ(leases(), "");
    EXPECT_EQ(shell_in_hotspot("/usr/bin/ip -4 neigh show dev br-lan"), "");
    EXPECT_EQ(shell_in_hotspot("cat /proc/sys/net/netfilter/nf_conntrack_count"), "0\n");
    EXPECT_TRUE(router_.pings(kWebAddress));
}

TEST_F(LanInVm, ForgettingEndsNoFault) {
    const fault::Hold lease = hold({.what = What::kShortLease, .seconds = 200});
    lan_.forget(base::Deadline(10s));
    EXPECT_THAT(router_.take_lease(), HasSubstr("lease time 200"));
}

TEST(LanCallback, TellsOfEachDhcpRequest) {
    std::mutex mutex;
    std::condition_variable changed;
    int requests = 0;
    Lan lan(d53(), "02:0d:53:00:00:01", base::Deadline(30s), [&] {
        const std::lock_guard lock(mutex);
        ++requests;
        changed.notify_all();
    });
    const RouterStandIn router;
    router.take_lease();
    std::unique_lock lock(mutex);
    EXPECT_TRUE(changed.wait_for(lock, 20s, [&] { return requests == 2; }));
}

}  // namespace
}  // namespace tetherlab::lan
