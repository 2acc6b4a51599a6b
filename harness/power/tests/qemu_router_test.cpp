// SPDX-License-Identifier: Apache-2.0
// With the real QEMU and Debian's U-Boot, which needs neither privilege nor a network.
#include "harness/power/qemu_router.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace tetherlab::power {
namespace {

using namespace std::chrono_literals;
using base::Deadline;

constexpr auto kUBoot = "/usr/lib/u-boot/maltael/u-boot.bin";
constexpr auto kPrompt = "maltael # ";

// The flash chip U-Boot runs from: 4 MiB, each 32-bit word byte-swapped.
std::string pflash_of(std::string program) {
    program.resize(4 << 20, '\xff');
    for (std::size_t i = 0; i < program.size(); i += 4) {
        std::swap(program[i], program[i + 3]);
        std::swap(program[i + 1], program[i + 2]);
    }
    return program;
}

class PowerEvents : public event::Sink {
public:
    void on(const event::Event& event) override {
        if (event.kind == event::Kind::kPower) states.push_back(event.data.at("state"));
    }

    std::vector<std::string> states;
};

class QemuRouterTest : public testing::Test {
protected:
    void SetUp() override {
        if (!std::filesystem::exists(kUBoot)) GTEST_SKIP() << "needs Debian's package u-boot-qemu";
        base::write_file(dir / "u-boot.pflash", pflash_of(base::read_file(kUBoot)));
        base::write_file(dir / "kernel.uimage", "kernel");
        base::write_file(dir / "stage1.cpio.gz", "stage 1");
        base::write_file(dir / "flash.img", std::string(1 << 20, '\0'));
        log.add(power_events);
    }

    void wait_for(const std::string& text) {
        ASSERT_TRUE(console.expect({text}, Deadline(20s))) << console.transcript();
    }

    base::TemporaryFolder folder;
    std::filesystem::path dir = folder.path();
    std::vector<std::string> slices{"first", "second"};  // what the flash holds at each start
    std::size_t starts = 0;
    event::Log log;
    std::shared_ptr<PowerEvents> power_events = std::make_shared<PowerEvents>();
    console::SocketConsole console{log};
    QemuRouter router{
        {.vm = {.images = dir,
                .flash = dir / "flash.img",
                .kernel_slice = dir / "kernel.slice",
                .console = dir / "console",
                .qmp = dir / "qmp",
                .usb = dir / "wire",
                .lan1_tap = "",
                .wan_tap = ""},
         .in_network = {},
         .qemu_log = dir / "qemu.log",
         .make_kernel_slice = [this] { base::write_file(dir / "kernel.slice", slices.at(starts++)); }},
        console,
        log};
};

TEST_F(QemuRouterTest, PowersUpIntoTheBootLoader) {
    router.on();
    EXPECT_TRUE(router.is_on());
    wait_for(kPrompt);
    EXPECT_TRUE(console.transcript().starts_with("\n\nU-Boot 20")) << console.transcript();
}

TEST_F(QemuRouterTest, ShowsTheLoaderWhatTheFlashHoldsAfterAReset) {
    router.on();
    wait_for(kPrompt);
    console.send("md.b 84000000 5\r");
    wait_for("66 69 72 73 74");  // "first"
    wait_for(kPrompt);           // a running command eats what is typed ahead
    console.send("reset\r");
    wait_for(kPrompt);
    console.send("md.b 84000000 6\r");
    wait_for("73 65 63 6f 6e 64");  // "second"
    EXPECT_EQ(power_events->states, (std::vector<std::string>{"on", "reset"}));
    EXPECT_TRUE(router.is_on());
}

TEST_F(QemuRouterTest, IsOffAtOnce) {
    router.on();
    wait_for(kPrompt);
    router.off();
    EXPECT_FALSE(router.is_on());
    EXPECT_EQ(power_events->states, (std::vector<std::string>{"on", "off"}));
    EXPECT_THROW(console.send("\r"), base::Error);
}

TEST_F(QemuRouterTest, CanBeSwitchedOnAgain) {
    router.on();
    router.off();
    router.on();
    wait_for(kPrompt);
    EXPECT_EQ(starts, 2U);
}

TEST_F(QemuRouterTest, HangsUpWithWhatQemuSaid) {
    std::filesystem::remove(dir / "flash.img");
    const std::string file = (dir / "flash.img").string();
    router.on();
    try {
        console.expect({kPrompt}, Deadline(20s));
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.what(),
                  "wait for the router's console: QEMU ended with status 1: qemu-system-mipsel: -drive "
                  "if=none,id=flash,format=raw,cache=unsafe,file=" +
                      file + ": Could not open '" + file + "': No such file or directory");
    }
    EXPECT_FALSE(router.is_on());
    EXPECT_EQ(power_events->states, (std::vector<std::string>{"on", "failed"}));
}

TEST_F(QemuRouterTest, StaysOffWithoutAKernelSlice) {
    slices.clear();
    EXPECT_THROW(router.on(), std::out_of_range);
    EXPECT_FALSE(router.is_on());
    EXPECT_EQ(power_events->states, (std::vector<std::string>{"on", "failed"}));
}

TEST_F(QemuRouterTest, HangsUpWhenItCannotStartAgainAfterAReset) {
    slices.resize(1);
    router.on();
    wait_for(kPrompt);
    console.send("reset\r");
    EXPECT_THROW(console.expect({"never printed"}, Deadline(20s)), base::Error);
    EXPECT_EQ(power_events->states, (std::vector<std::string>{"on", "reset", "failed"}));
    EXPECT_FALSE(router.is_on());
}

}  // namespace
}  // namespace tetherlab::power
