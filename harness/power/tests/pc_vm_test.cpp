// SPDX-License-Identifier: Apache-2.0
#include "harness/power/pc_vm.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace tetherlab::power {
namespace {

TEST(PcVm, SaysWhatQemuSaidWhenItDoesNotStart) {
    const base::TemporaryFolder folder;
    const std::filesystem::path dir = folder.path();
    event::Log log;
    console::SocketConsole console(log);
    try {
        PcVm vm({.images = dir, .console = dir / "console", .usb = dir / "wire", .lab_tap = ""},
                {"sh", "-c", "echo \"$0\" >&2; exit 1"}, dir / "qemu.log", console);
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.what(), "wait for a connection to " + (dir / "console").string() +
                                    ": the program ended with status 1: qemu-system-x86_64");
    }
}

}  // namespace
}  // namespace tetherlab::power
