// SPDX-License-Identifier: Apache-2.0
#include "harness/router/uci.hpp"

#include "gadget/base/error.hpp"
#include "harness/router/testing/fake_shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tetherlab::router {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

const base::Deadline kDeadline{20s};
constexpr auto kRestart = "run /etc/init.d/network restart </dev/null >/dev/null 2>&1";

TEST(Ipv4Interface, ReadsAnAddressWithItsPrefix) {
    const auto lan = Ipv4Interface::parse("192.168.8.1/24");
    EXPECT_EQ(lan, (Ipv4Interface{"192.168.8.1", 24}));
    EXPECT_EQ(lan.to_text(), "192.168.8.1/24");
    EXPECT_EQ(lan.netmask(), "255.255.255.0");
    EXPECT_EQ(Ipv4Interface::parse("10.0.0.1/9").netmask(), "255.128.0.0");
}

std::string refusal(const std::string& text) {
    try {
        Ipv4Interface::parse(text);
    } catch (const base::Error& error) {
        return error.what();
    }
    return "accepted";
}

TEST(Ipv4Interface, RefusesAnythingElse) {
    EXPECT_EQ(refusal("192.168.8.1"),
              "read '192.168.8.1': expected an IPv4 address and prefix like 192.168.8.1/24");
    EXPECT_THAT(refusal("192.168.8/24"), HasSubstr("expected"));
    EXPECT_THAT(refusal("192.168.8.1/31"), HasSubstr("expected"));
    EXPECT_THAT(refusal("192.168.8.1/24x"), HasSubstr("expected"));
    EXPECT_THAT(refusal("192.168.8.1/"), HasSubstr("expected"));
}

TEST(Uci, RestartsTheNetworkAfterAChangeOfTheLan) {
    FakeShell shell;
    shell.answer("uci commit network", {.status = {0}, .out = "changed\n", .err = ""});
    EXPECT_EQ(Uci(shell).set_lan({"192.168.8.1", 24}, kDeadline), Changed::kYes);
    EXPECT_THAT(shell.calls,
                ElementsAre(HasSubstr("uci add_list network.lan.ipaddr=192.168.8.1/24"), kRestart));
}

TEST(Uci, SurvivesTheLossOfTheConnectionOverTheOldAddress) {
    FakeShell shell;
    shell.answer("uci commit network", {.status = {0}, .out = "changed\n", .err = ""});
    shell.lose_connection_on("network restart");
    EXPECT_EQ(Uci(shell).set_lan({"192.168.8.1", 24}, kDeadline), Changed::kYes);
}

TEST(Uci, LeavesALanAloneThatIsAsWanted) {
    FakeShell shell;
    EXPECT_EQ(Uci(shell).set_lan({"192.168.1.1", 24}, kDeadline), Changed::kNo);
    EXPECT_EQ(shell.calls.size(), 1U);
}

TEST(Uci, QuotesTheWanDevice) {
    FakeShell shell;
    Uci(shell).set_wan_device("usb0; reboot", kDeadline);
    EXPECT_THAT(shell.calls, ElementsAre(HasSubstr("network.$section.$option='usb0; reboot'")));
}

}  // namespace
}  // namespace tetherlab::router
