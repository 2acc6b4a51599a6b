// SPDX-License-Identifier: Apache-2.0
#include "harness/router/uci.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/router/testing/fake_shell.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace tetherlab::router {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const base::Deadline kDeadline{20s};

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

// A router's shell on this host, with the stand-in firmware's uci on a configuration of its own.
class LocalShell : public Shell {
public:
    explicit LocalShell(const std::string& network) {
        std::filesystem::create_directories(dir / "config");
        std::filesystem::create_directories(dir / "delta");
        base::write_file(config, network);
        install("uci",
                fmt::format("exec busybox awk -f {0}/model.awk -f {0}/file.awk -f {0}/delta.awk -f "
                            "{0}/cli.awk -- -c {1}/config -t {1}/delta \"$@\"",
                            TETHERLAB_SOURCE_DIR "/lab/virtual/firmware/rootfs/lib/uci", dir.string()));
        install("network", fmt::format("sleep 0.2; echo \"$*\" >>{}/restarts", dir.string()));
    }

    base::Output run(const std::string& command, const base::Deadline& deadline) override {
        const std::string here = with(with(command, "/tmp/"), "/etc/init.d/");
        return base::run(
            {"sh", "-c", here}, deadline,
            {.env = {{"PATH", dir.string() + ":/usr/bin:/bin"}, {"SSH_CONNECTION", ssh_connection}}});
    }

    void upload(const std::filesystem::path&, const std::string&, const base::Deadline&) override {}

    void disconnect() override {}

    void reconnect(const std::string&) override {}

    std::string network() const { return base::read_file(config); }

    std::string restarts() const { return base::read_file(dir / "restarts"); }

    bool restarted() const { return std::filesystem::exists(dir / "restarts"); }

    std::string ssh_connection = "fe80::2%lan1 50000 fe80::1%br-lan 22";

private:
    // `script` with the router's folder `folder` replaced by this shell's own.
    std::string with(std::string script, std::string_view folder) const {
        for (std::size_t at = script.find(folder); at != std::string::npos; at = script.find(folder, at + 1))
            script.replace(at, folder.size(), dir.string() + "/");
        return script;
    }

    void install(const std::string& name, const std::string& script) const {
        base::write_file(dir / name, "#!/bin/sh\n" + script + "\n");
        std::filesystem::permissions(dir / name, std::filesystem::perms::owner_all);
    }

    base::TemporaryFolder temporary;
    std::filesystem::path dir = temporary.path();
    std::filesystem::path config = dir / "config" / "network";
};

constexpr auto kOldForm =
    "\nconfig interface 'lan'\n\toption device 'br-lan'\n\toption ipaddr '192.168.1.1'\n"
    "\toption netmask '255.255.255.0'\n\n";
constexpr auto kNewForm =
    "\nconfig interface 'lan'\n\toption device 'br-lan'\n\tlist ipaddr '192.168.1.1/24'\n\n";

TEST(UciLan, IsSetAsAddressAndNetmaskInTheOldForm) {
    LocalShell shell(kOldForm);
    EXPECT_EQ(Uci(shell).set_lan({"192.168.8.1", 16}, kDeadline), Changed::kYes);
    EXPECT_THAT(shell.network(), HasSubstr("option ipaddr '192.168.8.1'\n\toption netmask '255.255.0.0'"));
    EXPECT_TRUE(shell.restarted());
}

TEST(UciLan, IsSetAsAListInTheNewForm) {
    LocalShell shell(kNewForm);
    EXPECT_EQ(Uci(shell).set_lan({"192.168.8.1", 24}, kDeadline), Changed::kYes);
    EXPECT_THAT(shell.network(), HasSubstr("list ipaddr '192.168.8.1/24'"));
    EXPECT_THAT(shell.network(), Not(HasSubstr("192.168.1.1")));
    EXPECT_TRUE(shell.restarted());
}

TEST(UciLan, IsLeftAloneWhenItIsAsWanted) {
    LocalShell old_form(kOldForm);
    EXPECT_EQ(Uci(old_form).set_lan({"192.168.1.1", 24}, kDeadline), Changed::kNo);
    LocalShell new_form(kNewForm);
    EXPECT_EQ(Uci(new_form).set_lan({"192.168.1.1", 24}, kDeadline), Changed::kNo);
    EXPECT_EQ(new_form.network(), kNewForm);
    EXPECT_FALSE(old_form.restarted() || new_form.restarted());
}

TEST(UciLan, LeavesItToTheNextCallToWaitForARestartOverTheAddressThatGoes) {
    LocalShell shell(kNewForm);
    shell.ssh_connection = "192.168.1.2 50000 192.168.1.1 22";
    EXPECT_EQ(Uci(shell).set_lan({"192.168.8.1", 24}, kDeadline), Changed::kYes);
    EXPECT_EQ(Uci(shell).set_lan({"192.168.8.1", 24}, kDeadline), Changed::kNo);
    EXPECT_EQ(shell.restarts(), "restart\n");
}

TEST(UciWan, IsSetForBothProtocols) {
    LocalShell shell(
        "\nconfig interface 'wan'\n\toption device 'wan'\n\nconfig interface 'wan6'\n"
        "\toption device 'wan'\n\n");
    Uci(shell).set_wan_device("usb0", kDeadline);
    EXPECT_EQ(shell.network(),
              "\nconfig interface 'wan'\n\toption device 'usb0'\n\nconfig interface 'wan6'\n"
              "\toption device 'usb0'\n\n");
    EXPECT_TRUE(shell.restarted());
}

TEST(UciWan, IsSetAlthoughTheRestartEndsTheConnection) {
    FakeShell shell;
    shell.lose_connection_on("network restart");
    Uci(shell).set_wan_device("usb0", kDeadline);
    EXPECT_THAT(shell.calls, ElementsAre(HasSubstr("uci commit"), HasSubstr("/etc/init.d/network restart"),
                                         HasSubstr("cat /tmp/network-restart"), "disconnect"));
}

TEST(UciWan, IsCalledIfnameOnOldReleasesAndMayBeIpv4Only) {
    LocalShell shell("\nconfig interface 'wan'\n\toption ifname 'eth0.2'\n\n");
    Uci(shell).set_wan_device("usb0", kDeadline);
    EXPECT_EQ(shell.network(), "\nconfig interface 'wan'\n\toption ifname 'usb0'\n\n");
}

TEST(UciWan, TakesNoCommandForADevice) {
    LocalShell shell("\nconfig interface 'wan'\n\toption device 'wan'\n\n");
    Uci(shell).set_wan_device("usb0; exit 3", kDeadline);
    EXPECT_THAT(shell.network(), HasSubstr("option device 'usb0; exit 3'"));
}

}  // namespace
}  // namespace tetherlab::router
