// SPDX-License-Identifier: Apache-2.0
// With the real QEMU and Debian's U-Boot, which needs neither privilege nor a network.
#include "harness/power/qemu_router.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
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

class ConsoleLines : public event::Sink {
public:
    void on(const event::Event& event) override {
        if (event.kind == event::Kind::kConsoleLine)
            since_power_on.emplace_back(event.data.at("since_power_on_us").get<std::int64_t>());
    }

    std::vector<std::chrono::microseconds> since_power_on;
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

    QemuRouter::Options options(std::optional<SnapshotParts> snapshot = {}) {
        return {.vm = {.images = dir,
                       .flash = dir / "flash.img",
                       .kernel_slice = dir / "kernel.slice",
                       .console = dir / "console",
                       .qmp = dir / "qmp",
                       .usb = dir / "wire",
                       .lan1_tap = "",
                       .wan_tap = "",
                       .snapshot = std::move(snapshot)},
                .in_network = {},
                .qemu_log = dir / "qemu.log",
                .make_kernel_slice = [this] { base::write_file(dir / "kernel.slice", slices.at(starts++)); }};
    }

    SnapshotParts parts(SnapshotParts::Use use) const {
        return {.use = use,
                .ram = dir / "router.ram",
                .state = dir / "router.state",
                .control = dir / "control",
                .debugger = dir / "debugger",
                .age = 7000s};
    }

    void type(const std::string& command) {
        console.send(command + "\r");
        wait_for(kPrompt);
    }

    // Leaves a snapshot of a router at its boot loader, after these commands.
    void save_a_router(const std::vector<std::string>& commands = {"setenv seen before"}) {
        QemuRouter saved(options(parts(SnapshotParts::Use::kSave)), console, log);
        saved.on();
        wait_for(kPrompt);
        for (const std::string& command : commands) type(command);
        saved.save();
        saved.off();
        power_events->states.clear();
    }

    base::TemporaryFolder folder;
    std::filesystem::path dir = folder.path();
    std::vector<std::string> slices{"first", "second"};  // what the flash holds at each start
    std::size_t starts = 0;
    event::Log log;
    std::shared_ptr<PowerEvents> power_events = std::make_shared<PowerEvents>();
    console::SocketConsole console{log};
    QemuRouter router{options(), console, log};
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

TEST_F(QemuRouterTest, GoesOnWhereItWasSaved) {
    save_a_router();
    QemuRouter resumed(options(parts(SnapshotParts::Use::kResume)), console, log);
    resumed.on();
    console.send("printenv seen\r");
    wait_for("seen=before");
    EXPECT_EQ(power_events->states, (std::vector<std::string>{"resumed"}));
    EXPECT_TRUE(resumed.is_on());
}

// Commands that write a program to memory, a word each.
std::vector<std::string> commands_for(std::uint32_t address, const std::vector<std::uint32_t>& program) {
    std::vector<std::string> commands;
    for (const std::uint32_t word : program) {
        commands.push_back(fmt::format("mw.l {:x} {:x}", address, word));
        address += sizeof word;
    }
    return commands;
}

// Sets a timer that is due in 1.6 s.
const std::vector<std::uint32_t> kSetTimer = {
    0x40084800,  // mfc0 t0, Count
    0x3c091000,  // lui  t1, 0x1000
    0x01094021,  // addu t0, t0, t1
    0x40885800,  // mtc0 t0, Compare
    0x03e00008,  // jr   ra
    0x00001025,  // move v0, zero
};

// Looks at it 0.1 s after it was due: returns Cause.TI, whether it has rung.
const std::vector<std::uint32_t> kLookAtTimer = {
    0x40084800,  // mfc0 t0, Count
    0x40095800,  // mfc0 t1, Compare
    0x01094023,  // subu t0, t0, t1
    0x3c0a0100,  // lui  t2, 0x0100
    0x010a402a,  // slt  t0, t0, t2
    0x1500fffa,  // bnez t0, from the start
    0x00000000,  // nop
    0x40026800,  // mfc0 v0, Cause
    0x00021782,  // srl  v0, v0, 30
    0x03e00008,  // jr   ra
    0x30420001,  // andi v0, v0, 1
};

TEST_F(QemuRouterTest, RingsAtTheTimeThatWasSetBeforeItWasSaved) {
    std::vector<std::string> commands = commands_for(0x81000000, kSetTimer);
    for (const std::string& command : commands_for(0x81000100, kLookAtTimer)) commands.push_back(command);
    commands.emplace_back("go 81000000");
    save_a_router(commands);
    QemuRouter resumed(options(parts(SnapshotParts::Use::kResume)), console, log);
    resumed.on();
    console.send("go 81000100\r");
    wait_for("## Application terminated, rc = 0x1");
}

TEST_F(QemuRouterTest, StartsFromTheFlashAfterAResumedMachineHasReset) {
    save_a_router();
    QemuRouter resumed(options(parts(SnapshotParts::Use::kResume)), console, log);
    slices.emplace_back("third");
    resumed.on();
    console.send("reset\r");
    wait_for("U-Boot 20");
    wait_for(kPrompt);
    console.send("printenv seen\r");
    wait_for("\"seen\" not defined");
    EXPECT_EQ(power_events->states, (std::vector<std::string>{"resumed", "reset"}));
}

TEST_F(QemuRouterTest, StartsFromTheFlashAfterAResumedMachineWasSwitchedOff) {
    save_a_router();
    QemuRouter resumed(options(parts(SnapshotParts::Use::kResume)), console, log);
    slices.emplace_back("third");
    resumed.on();
    resumed.off();
    resumed.on();
    wait_for("U-Boot 20");
    EXPECT_EQ(power_events->states, (std::vector<std::string>{"resumed", "off", "on"}));
}

TEST_F(QemuRouterTest, LeavesTheSnapshotAsItIs) {
    save_a_router();
    const std::string ram = base::read_file(dir / "router.ram");
    QemuRouter resumed(options(parts(SnapshotParts::Use::kResume)), console, log);
    resumed.on();
    console.send("setenv seen after; mw.l 80100000 deadbeef 1000\r");
    wait_for(kPrompt);
    resumed.off();
    EXPECT_TRUE(base::read_file(dir / "router.ram") == ram);
}

// The redirector says hello only to a wire that it meets when no state is being loaded.
TEST_F(QemuRouterTest, IsAtTheWireAgainWhenItHasResumed) {
    save_a_router();
    UnixListener wire(dir / "wire");
    QemuRouter resumed(options(parts(SnapshotParts::Use::kResume)), console, log);
    resumed.on();
    base::Child nobody({"tail", "-f", "/dev/null"}, {});
    const base::UniqueFd stream = wire.accept(nobody, dir / "nobody.log", Deadline(20s));
    std::string hello(80, '\0');  // a usb_redir_hello_header: type 0, length, id, version, capabilities
    ASSERT_GT(::read(stream.get(), hello.data(), hello.size()), 40);
    EXPECT_EQ(hello.substr(12, 14), "qemu usb-redir");
}

TEST_F(QemuRouterTest, CountsALineOfAResumedMachineFromItsPowerOn) {
    save_a_router();
    const auto lines = std::make_shared<ConsoleLines>();
    log.add(lines);
    QemuRouter resumed(options(parts(SnapshotParts::Use::kResume)), console, log);
    resumed.on();
    console.send("printenv seen\r");
    wait_for("seen=before\n");
    resumed.off();
    EXPECT_GE(lines->since_power_on.at(0), 7000s);
    EXPECT_LT(lines->since_power_on.at(0), 7100s);
}

TEST_F(QemuRouterTest, SaysWhatQemuSaysOfABadSnapshot) {
    save_a_router();
    base::write_file(dir / "router.state", "no state");
    QemuRouter resumed(options(parts(SnapshotParts::Use::kResume)), console, log);
    try {
        resumed.on();
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.what(),
                  "load " + (dir / "router.state").string() +
                      ": QEMU ended with status 1: qemu-system-mipsel: load of migration failed: "
                      "Invalid argument");
    }
    EXPECT_FALSE(resumed.is_on());
    EXPECT_EQ(power_events->states, (std::vector<std::string>{"resumed", "failed"}));
}

}  // namespace
}  // namespace tetherlab::power
