// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/router_supply.hpp"

#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/testing/error_of.hpp"
#include "gadget/base/text.hpp"
#include "harness/console/serial_device.hpp"
#include "harness/console/testing/pty.hpp"

#include <gtest/gtest.h>

#include <thread>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;
using base::testing::error_of;

class RouterSupplyTest : public testing::Test {
protected:
    RouterSupplyTest() { console.attach(console::open_serial({router.device()})); }

    // A switch whose state is a file.
    base::Argv write(const std::string& word) const {
        return {"sh", "-c", "echo \"$1\" >\"$2\"", "switch", word, state};
    }

    std::string switched() const { return std::string(base::trim(base::read_file(state))); }

    base::TemporaryFolder folder;
    std::string state = folder.path() / "state; exit 1";
    power::CommandPower::Options options{.on = write("on"), .off = write("off")};
    console::Pty router;
    event::Log log;
    console::SocketConsole console{log};
};

TEST_F(RouterSupplyTest, StartsATranscriptWithThePower) {
    router.print("before");
    ASSERT_TRUE(console.expect({"before"}, base::Deadline(10s)));
    RouterSupply supply(options, console, log, {50ms, 10s});
    supply.off();
    EXPECT_EQ(switched(), "off");
    supply.on();
    EXPECT_EQ(switched(), "on");
    router.print("U-Boot");
    ASSERT_TRUE(console.expect({"U-Boot"}, base::Deadline(10s)));
    EXPECT_EQ(console.transcript(), "U-Boot");
}

TEST_F(RouterSupplyTest, NoticesARouterThatKeepsItsPower) {
    RouterSupply supply(options, console, log, {10s, 1ms});
    const std::jthread talks([this](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            router.print("[  812.1] br-lan: port 1(lan1) entered disabled state\r\n");
            std::this_thread::yield();
        }
    });
    EXPECT_EQ(error_of([&] { supply.off(); }),
              "cut power by " + power::to_text(options) +
                  ": the router still talks 1 ms later; is it plugged into what is switched?");
}

TEST_F(RouterSupplyTest, GivesThePowerBackInTheEnd) {
    { RouterSupply(options, console, log, {50ms, 10s}).off(); }
    EXPECT_EQ(switched(), "on");
}

TEST_F(RouterSupplyTest, LeavesAloneWhatItDidNotSwitch) {
    { const RouterSupply supply(options, console, log, {}); }
    EXPECT_FALSE(std::filesystem::exists(state));
}

TEST_F(RouterSupplyTest, SaysThatTheSwitchFailed) {
    options.off = {"false", "; reboot", "$(id)"};
    RouterSupply supply(options, console, log, {50ms, 10s});
    EXPECT_EQ(error_of([&] { supply.off(); }), "run false '; reboot' '$(id)': exit status 1: ");
}

}  // namespace
}  // namespace tetherlab::bench
