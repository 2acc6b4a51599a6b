// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/path_probes.hpp"

#include "harness/observe/tests/local_shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::observe {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

const base::Deadline kSoon(10s);

constexpr const char* kRoute = "ip() { echo 'default via 192.168.1.1 dev lo'; }\n";

TEST(PingGateway, CountsTheAnswersOfBusybox) {
    LocalShell shell(std::string(kRoute) +
                     "ping() { [ \"$*\" = '-c 3 -w 4 192.168.1.1' ] && printf '\\n--- statistics\\n3 packets "
                     "transmitted, 2 packets received, 33%% packet loss\\n'; }");
    const PingProbe probe = ping_gateway(shell, kSoon);
    EXPECT_EQ(probe.address, "192.168.1.1");
    EXPECT_EQ(probe.sent, 3);
    EXPECT_EQ(probe.answered, 2);
}

TEST(PingGateway, HasNothingToPingWithoutADefaultRoute) {
    LocalShell shell("ip() { echo '192.168.8.0/24 dev br-lan'; }\nping() { exit 1; }");
    EXPECT_EQ(ping_gateway(shell, kSoon).address, "");
}

TEST(PingBySize, TellsShortFromFullSizePackets) {
    LocalShell shell(R"(ping() {
        case "$*" in
        '-c 3 -w 4 -s 56 198.18.0.80') echo '3 packets transmitted, 3 received, 0% packet loss' ;;
        '-c 3 -w 4 -s 1472 198.18.0.80') echo '3 packets transmitted, 0 received, 100% packet loss'; return 1 ;;
        esac
    })");
    const PathProbe probe = ping_by_size(shell, "198.18.0.80", kSoon);
    EXPECT_EQ(probe.small.answered, 3);
    EXPECT_EQ(probe.large.sent, 3);
    EXPECT_EQ(probe.large.answered, 0);
}

TEST(AskBothServers, AsksTheHotspotPastTheRouter) {
    LocalShell shell(R"(cat() { echo '# Interface wan'; echo 'nameserver 192.168.1.1'; }
    nslookup() {
        [ "$2" = 192.168.1.1 ] || { echo '** no answer'; return 1; }
        printf 'Server: 192.168.1.1\nAddress: 192.168.1.1:53\n\nName: web.internet.example\nAddress: 192.168.1.1\n'
    })");
    const NamesProbe probe = ask_both_servers(shell, "web.internet.example", kSoon);
    EXPECT_TRUE(probe.at_router.addresses.empty());
    EXPECT_EQ(probe.server, "192.168.1.1");
    ASSERT_TRUE(probe.at_hotspot);
    EXPECT_THAT(probe.at_hotspot->addresses, ElementsAre("192.168.1.1"));
}

TEST(DownloadByRouter, IsWhatTheDeviceReceived) {
    LocalShell shell(std::string(kRoute) + R"(
    count=0
    cat() { [ "$1" = /sys/class/net/lo/statistics/rx_bytes ] || return 1; if [ -e "$mark" ]; then echo 500000; else
            echo 0; fi; }
    cut() { if [ -e "$mark" ]; then echo 12.00; else echo 10.00; fi; }
    mark=$(mktemp -u)
    wget() { : >"$mark"; }
    )");
    const DownloadProbe probe = download_by_router(shell, "http://web.internet.example/large", kSoon);
    EXPECT_DOUBLE_EQ(probe.rate, 2e6);
    EXPECT_EQ(probe.said, "2.0 Mbit/s");
}

TEST(DownloadByRouter, IsNothingWithoutARoute) {
    LocalShell shell("ip() { true; }");
    EXPECT_EQ(download_by_router(shell, "http://web/", kSoon).said, "no default route");
}

}  // namespace
}  // namespace tetherlab::observe
