// SPDX-License-Identifier: Apache-2.0
#include "harness/console/link.hpp"

#include "gadget/base/testing/error_of.hpp"
#include "harness/console/socket_console.hpp"
#include "harness/console/testing/pty.hpp"
#include "harness/console/testing/serial_server.hpp"

#include <gtest/gtest.h>

namespace tetherlab::console {
namespace {

using namespace std::chrono_literals;
using base::Deadline;
using base::testing::error_of;

constexpr auto kTelnet = "telnet(rfc2217),tcp";

class LinkTest : public testing::Test {
protected:
    Pty router;
    event::Log log;
};

TEST_F(LinkTest, OfADeviceNeedsNoPort) {
    const OpenLink link = open_link(SerialDevice{router.device()}, Deadline(5s));
    EXPECT_TRUE(link.stream);
    EXPECT_FALSE(link.port);
}

TEST_F(LinkTest, OverRfc2217IsAConsole) {
    const SerialServer server(kTelnet, router.device());
    OpenLink link = open_link(Rfc2217Address{server.address()}, Deadline(10s));
    SocketConsole console(log);
    console.attach(std::move(link.stream));
    router.print("Hit any key to stop autoboot: 1\r\n");
    EXPECT_TRUE(console.expect({"stop autoboot"}, Deadline(10s)));
    console.send("4\r");
    EXPECT_EQ(router.received(2, Deadline(10s)), "4\r");
}

TEST_F(LinkTest, OverRfc2217SetsTheSpeed) {
    const SerialServer server(kTelnet, router.device());
    const OpenLink link = open_link(Rfc2217Address{server.address()}, Deadline(10s));
    EXPECT_EQ(router.baud(), 57600);
}

TEST_F(LinkTest, OverRfc2217CarriesEveryByteBothWays) {
    const SerialServer server(kTelnet, router.device());
    OpenLink link = open_link(Rfc2217Address{server.address()}, Deadline(10s));
    SocketConsole console(log);
    console.attach(std::move(link.stream));
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    console.send(all);
    EXPECT_EQ(router.received(256, Deadline(10s)), all);
    router.print("caf\xc3\xa9 \xff\xff end");
    EXPECT_EQ(console.expect({"end"}, Deadline(10s))->before, "caf\u00e9 \uFFFD\uFFFD end");
}

TEST_F(LinkTest, OverRfc2217EndsWithItsServer) {
    SerialServer server(kTelnet, router.device());
    OpenLink link = open_link(Rfc2217Address{server.address()}, Deadline(10s));
    SocketConsole console(log);
    console.attach(std::move(link.stream));
    server.stop();
    console.detach();
    EXPECT_EQ(error_of([&] { console.send("\r"); }), "send to the router's console: it is not connected");
}

TEST_F(LinkTest, OverTcpIsAConsole) {
    const SerialServer server("tcp", router.device());
    SocketConsole console(log);
    console.attach(open_link(server.address(), Deadline(10s)).stream);
    console.send("\r");
    EXPECT_EQ(router.received(1, Deadline(10s)), "\r");
    router.print("root@OpenWrt:/# ");
    EXPECT_TRUE(console.expect({"root@OpenWrt:/# "}, Deadline(10s)));
}

TEST_F(LinkTest, ToAServerThatIsNotThereIsRefused) {
    const TcpAddress nobody = free_address();
    const std::string refused = "connect to " + nobody.to_text() + ": Connection refused";
    EXPECT_EQ(error_of([&] { open_link(nobody, Deadline(5s)); }), refused);
    EXPECT_EQ(error_of([&] { open_link(Rfc2217Address{nobody}, Deadline(5s)); }), refused);
}

TEST_F(LinkTest, ToANameThatDoesNotResolveIsRefused) {
    EXPECT_EQ(error_of([&] {
                  open_link(TcpAddress{"no..such..host", 7000}, Deadline(5s));
              }).substr(0, 24),
              "resolve no..such..host: ");
}

TEST_F(LinkTest, OverRfc2217ToAServerThatOnlyCarriesBytesIsGivenUp) {
    const SerialServer server("tcp", router.device());
    const std::string name = server.address().to_text();
    EXPECT_EQ(error_of([&] { open_link(Rfc2217Address{server.address()}, Deadline(200ms)); }),
              "wait for " + name + " to speak RFC 2217: not within 200 ms");
}

TEST_F(LinkTest, OverRfc2217ToATelnetServerWithoutItIsRefused) {
    const SerialServer server("telnet,tcp", router.device());
    const std::string name = server.address().to_text();
    EXPECT_EQ(error_of([&] { open_link(Rfc2217Address{server.address()}, Deadline(5s)); }),
              "open " + name + ": it refuses COM-PORT-OPTION and does not serve RFC 2217");
}

TEST(Link, IsNamedAsItIsReached) {
    EXPECT_EQ(to_text(SerialDevice{"/dev/ttyUSB0"}), "/dev/ttyUSB0 at 57600 baud");
    EXPECT_EQ(to_text(TcpAddress{"lab-pi", 7000}), "tcp lab-pi:7000");
    EXPECT_EQ(to_text(Rfc2217Address{{"fe80::1%eth0", 7000}, 115200}),
              "rfc2217 [fe80::1%eth0]:7000 at 115200 baud");
}

}  // namespace
}  // namespace tetherlab::console
