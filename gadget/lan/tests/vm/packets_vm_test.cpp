// SPDX-License-Identifier: Apache-2.0
// Faults of what is between the hotspot and the internet. Times are compared from below only: a busy machine
// makes everything longer.
#include "gadget/base/error.hpp"
#include "gadget/lan/tests/vm/lan_in_vm.hpp"

#include <fmt/format.h>

#include <thread>
#include <vector>

namespace tetherlab::lan {
namespace {

class PacketFault : public LanInVm {
protected:
    void SetUp() override {
        router_.configure();
        LanInVm::SetUp();
    }

    // The time of one echo through the internet and back.
    base::Milliseconds echo_time(const std::string& ping_options) {
        const auto start = base::Clock::now();
        EXPECT_THAT(router_.shell(fmt::format("ping -c 1 -W 20 {} {}", ping_options, kWebAddress)),
                    HasSubstr(" 0% packet loss"));
        return std::chrono::duration_cast<base::Milliseconds>(base::Clock::now() - start);
    }

    // How many of the first 200 kB of the large file come in that time. The shell of its own keeps what it
    // says of a killed nc to itself.
    int download(std::chrono::seconds limit) {
        return std::stoi(router_.shell(
            fmt::format("sh -c \"printf 'GET /large HTTP/1.0\\r\\n\\r\\n' | timeout {} nc {} 80 | "
                        "head -c 200000 | wc -c\" 2>/dev/null",
                        limit.count(), kWebAddress)));
    }
};

TEST_F(PacketFault, RadioLossKeepsLanDhcpAndDns) {
    fault::Hold loss = hold({.what = What::kRadioLoss});
    EXPECT_FALSE(router_.pings(kWebAddress));
    EXPECT_TRUE(router_.pings("192.168.1.1"));
    EXPECT_THAT(router_.look_up(), HasSubstr("Address: 198.18.0.80"));
    EXPECT_THAT(router_.take_lease(), HasSubstr("obtained from 192.168.1.1"));
    loss.release();
    EXPECT_TRUE(router_.pings(kWebAddress));
}

TEST_F(PacketFault, MtuBlackHoleSwallowsLongPacketsOnly) {
    fault::Hold hole = hold({.what = What::kMtuBlackHole, .bytes = 1400});
    EXPECT_TRUE(router_.pings(kWebAddress, 1372));
    EXPECT_FALSE(router_.pings(kWebAddress, 1373));
    EXPECT_TRUE(router_.pings("192.168.1.1", 1472));
    EXPECT_THAT(router_.fetch("/generate_204"), HasSubstr("204 No Content"));
    EXPECT_LT(download(3s), 1000) << "more than the header of the answer";
    hole.release();
    EXPECT_EQ(download(30s), 200'000);
}

TEST_F(PacketFault, MtuBlackHoleLetsAClampedConnectionThrough) {
    const fault::Hold hole = hold({.what = What::kMtuBlackHole, .bytes = 1400});
    router_.shell("/usr/bin/ip route replace default via 192.168.1.1 advmss 1360");
    EXPECT_EQ(download(30s), 200'000);
}

// Connection tracking makes one packet of 2028 bytes of them in between.
TEST_F(PacketFault, MtuBlackHoleLooksAtFragmentsAsTheyCome) {
    const fault::Hold hole = hold({.what = What::kMtuBlackHole, .bytes = 1400});
    EXPECT_FALSE(router_.pings(kWebAddress, 2000));
    router_.shell("/usr/bin/ip route replace default via 192.168.1.1 mtu lock 1300");
    router_.shell("/usr/bin/ip -n internet route replace 100.64.0.0/30 dev hotspot mtu lock 1300");
    EXPECT_TRUE(router_.pings(kWebAddress, 2000));
}

TEST_F(PacketFault, ShapeDelaysBothWays) {
    const fault::Hold shape = hold({.what = What::kShape, .delay = 300ms});
    EXPECT_GE(echo_time(""), 600ms);
}

TEST_F(PacketFault, ShapeLimitsTheRateBothWays) {
    const fault::Hold shape = hold({.what = What::kShape, .rate = 40'000});
    EXPECT_GE(echo_time("-s 1400"), 2 * 288ms);  // 1442 bytes
}

TEST_F(PacketFault, ShapeGivesBackWhatAnotherTook) {
    const fault::Hold late = hold({.what = What::kShape, .delay = 10ms});
    const std::string shaped = hotspot_state();
    { const fault::Hold slow = hold({.what = What::kShape, .rate = 40'000, .loss = 10}); }
    EXPECT_EQ(hotspot_state(), shaped);
}

TEST_F(PacketFault, ShapeMayLoseAll) {
    const fault::Hold shape = hold({.what = What::kShape, .loss = 100});
    EXPECT_FALSE(router_.pings(kWebAddress));
    EXPECT_TRUE(router_.pings("192.168.1.1"));
}

TEST_F(PacketFault, TtlThrottlesWhatWasForwarded) {
    const fault::Hold throttle = hold({.what = What::kTtlThrottle, .rate = 40'000});
    EXPECT_TRUE(router_.pings(kWebAddress, 1400));
    const std::string used =
        "/usr/bin/tc -s qdisc show dev wan | grep -A 1 'netem 4:' | sed -n 's/.* bytes \\([0-9]*\\) "
        "pkt.*/\\1/p'";
    EXPECT_EQ(shell_in_hotspot(used), "0\n");
    EXPECT_GE(echo_time("-s 1400 -t 63"), 2 * 288ms);
    EXPECT_EQ(shell_in_hotspot(used), "1\n");
}

TEST_F(PacketFault, TheSameTwiceEndsWithTheSecond) {
    fault::Hold first = hold({.what = What::kRadioLoss});
    fault::Hold second = hold({.what = What::kRadioLoss});
    first.release();
    EXPECT_FALSE(router_.pings(kWebAddress));
    second.release();
    EXPECT_TRUE(router_.pings(kWebAddress));
}

TEST_F(PacketFault, DhcpSilenceAndRadioLossEndEachForItself) {
    fault::Hold silent = hold({.what = What::kDhcpSilent});
    fault::Hold loss = hold({.what = What::kRadioLoss});
    EXPECT_FALSE(router_.pings(kWebAddress));
    EXPECT_THAT(router_.shell("udhcpc -i eth0 -n -q -T 1 -t 1 -s /tests/dhcp_event"), HasSubstr("no lease"));
    loss.release();
    EXPECT_TRUE(router_.pings(kWebAddress));
    EXPECT_THAT(router_.shell("udhcpc -i eth0 -n -q -T 1 -t 1 -s /tests/dhcp_event"), HasSubstr("no lease"));
    silent.release();
    EXPECT_THAT(router_.take_lease(), HasSubstr("obtained from 192.168.1.1"));
}

TEST_F(PacketFault, ShapeAndMtuBlackHoleActTogether) {
    fault::Hold shape = hold({.what = What::kShape, .delay = 200ms});
    fault::Hold hole = hold({.what = What::kMtuBlackHole, .bytes = 1300});
    EXPECT_GE(echo_time("-s 1272"), 400ms);
    EXPECT_FALSE(router_.pings(kWebAddress, 1273));
    shape.release();
    EXPECT_FALSE(router_.pings(kWebAddress, 1273));
    hole.release();
    EXPECT_TRUE(router_.pings(kWebAddress, 1273));
}

TEST_F(PacketFault, WhatCannotBeAppliedLeavesTheOthersAsTheyWere) {
    fault::Hold shape = hold({.what = What::kShape, .delay = 10ms});
    const std::string shaped = hotspot_state();
    EXPECT_THAT([this] { return hold({.what = What::kShape, .delay = 1'000'000s}); },
                testing::ThrowsMessage<base::Error>(testing::StartsWith("apply shaping: ")));
    EXPECT_EQ(hotspot_state(), shaped);
}

TEST_F(PacketFault, MayComeFromSeveralThreads) {
    std::vector<std::thread> threads;
    for (const What what : {What::kRadioLoss, What::kDnsFailure, What::kCaptive, What::kNoRa}) {
        threads.emplace_back([this, what] {
            for (int i = 0; i < 5; ++i) const fault::Hold held = hold({.what = what});
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_TRUE(router_.pings(kWebAddress));
}

}  // namespace
}  // namespace tetherlab::lan
