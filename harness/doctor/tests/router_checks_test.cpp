// SPDX-License-Identifier: Apache-2.0
#include "harness/doctor/router_checks.hpp"

#include "gadget/base/temporary_folder.hpp"
#include "harness/console/testing/pty.hpp"
#include "harness/console/testing/serial_server.hpp"
#include "harness/doctor/testing/fake_host.hpp"
#include "harness/power/testing/fake_power.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <thread>

namespace tetherlab::doctor {
namespace {

using namespace std::chrono_literals;

constexpr auto kWiring =
    "switch the router on; connect its TX to the adapter's RX, its RX to the adapter's TX, and GND to GND; "
    "3.3 V levels, and leave VCC open";
constexpr auto kPower = "power switch";
constexpr auto kByHand = "make this command work by hand, or correct power in the bench file";

const auto kForget = [] {};

class RouterTest : public testing::Test {
protected:
    // A router behind the line that answers Enter.
    std::jthread router_that_says(const std::string& text) {
        keep_ = base::UniqueFd(::open(pty.device().c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
        return std::jthread([this, text] {
            pty.received(1, base::Deadline(10s));
            pty.print(text);
        });
    }

    FakeHost here;
    bench::LabPort port{"eth1", {{"192.168.1.2", 24}, {"192.168.0.2", 24}}};
    console::Pty pty;
    console::SerialDevice line{pty.device()};
    std::string name = pty.device().string() + " at 57600 baud";

private:
    base::UniqueFd keep_;
};

TEST_F(RouterTest, IsCabled) {
    here.says("ls /sys/class/net/eth1", "carrier\n");
    here.says("cat /sys/class/net/eth1/carrier", "1\n");
    EXPECT_EQ(check_interface(here, port), ok("interface eth1", "up, with a cable"));
}

TEST_F(RouterTest, IsNotCabled) {
    here.says("ls /sys/class/net/eth1", "carrier\n");
    here.says("cat /sys/class/net/eth1/carrier", "0\n");
    EXPECT_EQ(check_interface(here, port),
              fail("interface eth1", "no carrier",
                   "connect it to a LAN port of the router, and switch the router on"));
}

TEST_F(RouterTest, IsCabledToAnInterfaceThatIsDown) {
    here.says("ls /sys/class/net/eth1", "carrier\n");
    here.fails("cat /sys/class/net/eth1/carrier", 1, "cat: Invalid argument");
    EXPECT_EQ(check_interface(here, port), fail("interface eth1", "down", "ip link set eth1 up"));
}

TEST_F(RouterTest, IsCabledToAnotherInterface) {
    here.says("ls /sys/class/net", "enp3s0\nlo\n");
    EXPECT_EQ(check_interface(here, port),
              fail("interface eth1", "there is none, but enp3s0, lo",
                   "plug the adapter in, or correct network: {interface: …} in the bench file"));
}

TEST_F(RouterTest, HasThisMachineInItsNetworks) {
    here.says("ip -o -4 address show dev eth1",
              "3: eth1    inet 192.168.1.2/24 scope global eth1\\       valid_lft forever\n"
              "3: eth1    inet 192.168.0.2/24 scope global eth1\\       valid_lft forever\n");
    EXPECT_EQ(check_addresses(here, port), ok("addresses", "2 as in the bench file"));
}

TEST_F(RouterTest, HasThisMachineInAnotherNetwork) {
    here.says("ip -o -4 address show dev eth1", "3: eth1    inet 192.168.1.20/24 scope global eth1\n");
    EXPECT_EQ(check_addresses(here, port),
              fail("addresses", "missing 192.168.1.2/24, 192.168.0.2/24",
                   "ip address add 192.168.1.2/24 dev eth1 && ip address add 192.168.0.2/24 dev eth1"));
}

TEST_F(RouterTest, AnswersSsh) {
    here.says("ssh-keyscan -T 5 192.168.1.1", "192.168.1.1 ssh-ed25519 AAAA\n");
    EXPECT_EQ(check_router(here, {"192.168.1.1", 24}), ok("router", "answers ssh at 192.168.1.1"));
    here.says("ssh-keyscan -T 5 192.168.1.1", "");
    EXPECT_EQ(
        check_router(here, {"192.168.1.1", 24}),
        fail("router", "no answer of ssh at 192.168.1.1",
             "wait until it has booted; if its LAN is another one, `uci show network.lan` on its console "
             "says which"));
}

TEST_F(RouterTest, HasAConsoleThatIsAlive) {
    const std::jthread router = router_that_says("\r\nroot@OpenWrt:/# ");
    EXPECT_EQ(check_serial(line, 10s), ok("serial console", "alive at " + name));
}

TEST_F(RouterTest, HasAConsoleAtAnotherSpeed) {
    const std::jthread router = router_that_says("\xff\xfe\x80\x83\xf8\x80\x90\xfc");
    EXPECT_EQ(check_serial(line, 10s), fail("serial console", "what comes from " + name + " is no text",
                                            "correct serial: {baud: …}; a DIR-3040 has 57600"));
}

TEST_F(RouterTest, HasASilentConsole) {
    EXPECT_EQ(check_serial(line, 20ms), fail("serial console", "nothing comes from " + name, kWiring));
}

TEST_F(RouterTest, HasNoAdapter) {
    EXPECT_EQ(check_serial(console::SerialDevice{"/dev/ttyUSB77"}, 20ms),
              fail("serial console", "open /dev/ttyUSB77: No such file or directory",
                   "ls -l /dev/serial/by-id; plug the adapter in, or correct serial in the bench file"));
}

TEST_F(RouterTest, HasAConsoleThatIsInUse) {
    const base::UniqueFd other = console::open_serial(line);
    EXPECT_EQ(check_serial(line, 20ms),
              fail("serial console", "open " + pty.device().string() + ": in use by another program",
                   "end that program"));
}

TEST_F(RouterTest, HasAConsoleServerThatIsNone) {
    const console::SerialServer server("telnet,tcp", pty.device());
    EXPECT_EQ(check_serial(console::Rfc2217Address{server.address()}, 20ms),
              fail("serial console",
                   "open " + server.address().to_text() +
                       ": it refuses COM-PORT-OPTION and does not serve RFC 2217",
                   "serve the line with ser2net and `accepter: telnet(rfc2217),tcp,PORT`"));
}

TEST_F(RouterTest, HasASwitchThatCanBeAsked) {
    EXPECT_EQ(check_power(power::CommandPower::Options{{"pdu", "on"}, {"pdu", "off"}, {"echo", "on"}}),
              warn(kPower, "pdu on says on; not tried", "doctor --switch-power tries it"));
    EXPECT_EQ(check_power(power::CommandPower::Options{{"pdu", "on"}, {"pdu", "off"}, {"echo", "eh"}}),
              fail(kPower, "read power by echo eh: expected on or off, got 'eh'", kByHand));
}

TEST_F(RouterTest, HasASwitchThatSaysNothing) {
    EXPECT_EQ(check_power(power::CommandPower::Options{{"pdu", "on"}, {"pdu", "off"}}),
              warn(kPower, "pdu on does not say whether there is power", "doctor --switch-power tries it"));
}

TEST_F(RouterTest, StartsWhenItIsSwitchedOn) {
    power::FakePower power;
    EXPECT_EQ(try_power(power, "pdu on", kForget, [] { return true; }),
              ok(kPower, "the router starts when it gets power by pdu on"));
    EXPECT_EQ(power.calls, (std::vector<std::string>{"off", "on"}));
}

TEST_F(RouterTest, IsNotPluggedIntoTheSwitch) {
    power::FakePower power;
    EXPECT_EQ(
        try_power(power, "pdu on", kForget, [] { return false; }),
        fail(kPower, "the router says nothing after it got power by pdu on",
             "see that the router is plugged into what is switched, and that the serial console is alive"));
}

TEST_F(RouterTest, HasASwitchThatIsStuck) {
    power::FakePower power;
    power.stuck = true;
    EXPECT_EQ(try_power(power, "pdu on", kForget, [] { return true; }),
              fail(kPower, "switch on the router's power: the relay does not answer", kByHand));
}

// The switch is a program that writes to the far end of the line, as a router would that gets power.
TEST_F(RouterTest, IsHeardToStart) {
    const base::TemporaryFolder folder;
    const std::string asked = (folder.path() / "asked").string();
    ASSERT_EQ(::mkfifo(asked.c_str(), 0600), 0);
    const std::jthread router([&] {
        const base::UniqueFd fifo(::open(asked.c_str(), O_RDONLY | O_CLOEXEC));
        char byte = 0;
        while (::read(fifo.get(), &byte, 1) == 1) continue;
        pty.print("U-Boot 1.1.3\r\n");
    });
    const power::CommandPower::Options pdu{{"tee", asked}, {"true"}};
    EXPECT_EQ(try_power(pdu, line, 10s), ok(kPower, "the router starts when it gets power by tee " + asked));
}

}  // namespace
}  // namespace tetherlab::doctor
