// SPDX-License-Identifier: Apache-2.0
#include "harness/power/command_power.hpp"

#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/testing/error_of.hpp"
#include "gadget/base/text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tetherlab::power {
namespace {

using namespace std::chrono_literals;
using base::testing::error_of;

// A switch whose state is a file.
class CommandPowerTest : public testing::Test {
protected:
    base::Argv write(const std::string& text) const {
        return {"sh", "-c", "printf '%s' \"$0\" >\"$1\"", text, state};
    }

    base::TemporaryFolder folder;
    std::string state = (folder.path() / "state").string();
    CommandPower::Options options{.on = write("on"), .off = write("off"), .status = {"cat", state}};
};

TEST_F(CommandPowerTest, RunsTheCommandsOfTheSwitch) {
    CommandPower power(options);
    power.on();
    EXPECT_EQ(base::read_file(state), "on");
    EXPECT_TRUE(power.is_on());
    power.off();
    EXPECT_EQ(base::read_file(state), "off");
    EXPECT_FALSE(power.is_on());
}

TEST_F(CommandPowerTest, AsksTheSwitchAndNotItself) {
    const CommandPower power(options);
    base::write_file(state, "on 12.1 V\n");
    EXPECT_TRUE(power.is_on());
}

TEST_F(CommandPowerTest, WithoutAStatusRemembersWhatItDid) {
    options.status.clear();
    CommandPower power(options);
    EXPECT_FALSE(power.is_on());
    power.on();
    EXPECT_TRUE(power.is_on());
}

TEST_F(CommandPowerTest, NoticesASwitchThatOnlySaysThatItObeys) {
    base::write_file(state, "on");
    options.off = {"true"};
    CommandPower power(options);
    EXPECT_EQ(error_of([&] { power.off(); }), "switch power by true: it is still on");
}

TEST_F(CommandPowerTest, SaysWhatTheSwitchSays) {
    options.on = {"sh", "-c", "echo 'pdu: outlet 9: no such outlet' >&2; exit 3"};
    CommandPower power(options);
    EXPECT_EQ(error_of([&] { power.on(); }),
              "run sh -c 'echo 'pdu: outlet 9: no such outlet' >&2; exit 3': exit status 3: "
              "pdu: outlet 9: no such outlet");
}

TEST_F(CommandPowerTest, SaysThatThereIsNoSuchProgram) {
    options.on = {"no-such-pdu", "on"};
    CommandPower power(options);
    EXPECT_EQ(error_of([&] { power.on(); }), "start no-such-pdu: not found in PATH");
}

TEST_F(CommandPowerTest, EndsACommandThatDoesNotEnd) {
    options.on = {"tail", "-f", "/dev/null"};
    options.time = 50ms;
    CommandPower power(options);
    EXPECT_EQ(error_of([&] { power.on(); }), "wait for the end of 'tail -f /dev/null': not within 50 ms");
}

TEST_F(CommandPowerTest, TakesOnlyOnAndOffForAnAnswer) {
    base::write_file(state, "maybe\n");
    const CommandPower power(options);
    EXPECT_EQ(error_of([&] { power.is_on(); }),
              "read power by cat " + state + ": expected on or off, got 'maybe'");
}

TEST_F(CommandPowerTest, GivesNoShellTheWordsOfACommand) {
    const std::string hostile = "on'; touch " + (folder.path() / "pwned").string() + "; $(reboot) `id`";
    options = {.on = write(hostile), .off = {"true"}};
    CommandPower power(options);
    power.on();
    EXPECT_EQ(base::read_file(state), hostile);
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "pwned"));
}

}  // namespace
}  // namespace tetherlab::power
