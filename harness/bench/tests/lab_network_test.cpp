// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/lab_network.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/testing/error_of.hpp"
#include "harness/bench/dhcp_client.hpp"
#include "harness/bench/netns.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <optional>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

class LabNetworkTest : public testing::Test {
protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "network namespaces need root";
        run_.emplace(folder_.path() / "runs");
        network_.emplace(*run_);
    }

    std::string in_lab(base::Argv argv) {
        const base::Argv prefix = netns::prefix(network_->lab());
        argv.insert(argv.begin(), prefix.begin(), prefix.end());
        return base::run_checked(argv, base::Deadline(5s));
    }

    // dnsmasq where the router would be: an address on the lab's bridge, with DHCP.
    base::Child start_router() {
        in_lab({"ip", "address", "add", "192.168.8.1/24", "dev", "br-lan"});
        base::Argv dnsmasq = netns::prefix(network_->lab());
        dnsmasq.insert(
            dnsmasq.end(),
            {"dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--interface=br-lan", "--no-resolv",
             "--no-hosts", "--user=root", "--dhcp-range=192.168.8.100,192.168.8.110",
             "--address=/web.internet.example/198.51.100.80", "--dhcp-leasefile=/dev/null", "--pid-file="});
        return base::Child(dnsmasq, {});
    }

    base::TemporaryFolder folder_;
    std::optional<RunDirectory> run_;
    std::optional<LabNetwork> network_;
};

TEST(Neighbour, IsTheSecondAddressOfTheNetwork) {
    EXPECT_EQ(neighbour({"192.168.1.1", 24}).to_text(), "192.168.1.2/24");
    EXPECT_EQ(neighbour({"192.168.1.8", 24}).to_text(), "192.168.1.2/24");
    EXPECT_EQ(neighbour({"10.1.2.3", 16}).to_text(), "10.1.0.2/16");
}

TEST(Neighbour, MakesWayForTheRouter) {
    EXPECT_EQ(neighbour({"192.168.1.2", 24}).to_text(), "192.168.1.3/24");
    EXPECT_EQ(neighbour({"10.0.0.254", 30}).to_text(), "10.0.0.253/30");
}

TEST(Neighbour, LeavesAddressesThatAreTaken) {
    EXPECT_EQ(neighbour({"192.168.1.1", 24}, {{"192.168.1.2", 24}, {"192.168.8.3", 24}}).to_text(),
              "192.168.1.3/24");
}

TEST(Neighbour, FindsNoneWhereThereIsNoRoom) {
    EXPECT_EQ(base::testing::error_of([] {
                  neighbour({"10.0.0.253", 30}, {{"10.0.0.254", 30}});
              }),
              "find an address beside 10.0.0.253/30: the network has no room for it");
}

TEST_F(LabNetworkTest, AtACableReachesARouterInEveryNetworkOfThePort) {
    const std::string port = "tl" + run_->id() + "-port";
    base::run_checked(
        {"ip", "link", "add", port, "type", "veth", "peer", "name", "router", "netns", network_->lab()},
        base::Deadline(5s));
    base::run_checked({"ip", "link", "set", port, "addrgenmode", "none", "up"}, base::Deadline(5s));
    netns::ip(network_->lab(), {"link set router master br-lan up", "address add 192.168.8.1/24 dev br-lan"},
              base::Deadline(5s));

    RunDirectory run(folder_.path() / "runs");
    LabNetwork at_cable(run, {port, {{"192.168.1.2", 24}, {"192.168.8.2", 24}}});
    at_cable.follow({"192.168.1.1", 24}, base::Deadline(5s));
    base::Argv ping = netns::prefix(at_cable.lab());
    ping.insert(ping.end(), {"busybox", "ping", "-c", "1", "-W", "5", "192.168.8.1"});
    EXPECT_TRUE(base::run(ping, base::Deadline(10s)).status.success());
    const std::string own =
        base::run_checked({"ip", "-4", "-o", "address", "show", "dev", port}, base::Deadline(5s));
    EXPECT_EQ(own, "");
}

TEST_F(LabNetworkTest, HasOneAddressAtATime) {
    network_->follow({"192.168.1.1", 24}, base::Deadline(5s));
    network_->follow({"192.168.8.1", 24}, base::Deadline(5s));
    const std::string addresses = in_lab({"ip", "-4", "-o", "address", "show", "dev", "br-lan"});
    EXPECT_THAT(addresses, HasSubstr(" 192.168.8.2/24 "));
    EXPECT_THAT(addresses, Not(HasSubstr("192.168.1.2")));
}

TEST_F(LabNetworkTest, StandsBesideAnotherBench) {
    RunDirectory other_run(folder_.path() / "runs");
    LabNetwork other(other_run);
    network_->follow({"192.168.1.1", 24}, base::Deadline(5s));
    other.follow({"192.168.1.1", 24}, base::Deadline(5s));
    EXPECT_NE(network_->lab(), other.lab());
}

TEST_F(LabNetworkTest, LeavesNothingBehind) {
    const std::string lab = network_->lab();
    const std::string client = network_->client();
    network_.reset();
    EXPECT_FALSE(netns::exists(lab));
    EXPECT_FALSE(netns::exists(client));
}

TEST_F(LabNetworkTest, AClientGetsAddressGatewayAndNameServerFromTheRouter) {
    DhcpClient client(*network_, *run_);
    const base::Child router = start_router();
    client.renew(base::Deadline(20s));
    EXPECT_THAT(client.run({"ip", "-4", "-o", "address", "show", "dev", "eth0"}, base::Deadline(5s)).out,
                HasSubstr(" 192.168.8.1"));
    EXPECT_THAT(client.run({"ip", "route"}, base::Deadline(5s)).out,
                HasSubstr("default via 192.168.8.1 dev eth0"));
    EXPECT_EQ(client.run({"cat", "/etc/resolv.conf"}, base::Deadline(5s)).out, "nameserver 192.168.8.1\n");
    EXPECT_THAT(client.run({"getent", "ahostsv4", "web.internet.example"}, base::Deadline(5s)).out,
                HasSubstr("198.51.100.80"));
}

TEST_F(LabNetworkTest, AClientWithoutARouterSaysWhatItWaitedFor) {
    DhcpClient client(*network_, *run_);
    try {
        client.renew(base::Deadline(1s));
        FAIL() << "expected a TimeoutError";
    } catch (const base::TimeoutError& error) {
        EXPECT_STREQ(error.what(), "wait for a DHCP lease from the router: not within 1 s");
    }
}

TEST_F(LabNetworkTest, AClientTakesItsHostFilesAlong) {
    const std::filesystem::path files = netns::host_files(network_->client());
    {
        const DhcpClient client(*network_, *run_);
        EXPECT_TRUE(std::filesystem::exists(files));
    }
    EXPECT_FALSE(std::filesystem::exists(files));
}

}  // namespace
}  // namespace tetherlab::bench
