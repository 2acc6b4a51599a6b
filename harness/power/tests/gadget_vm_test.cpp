// SPDX-License-Identifier: Apache-2.0
#include "harness/power/gadget_vm.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tetherlab::power {
namespace {

using namespace std::chrono_literals;
using base::Deadline;

class GadgetVmTest : public testing::Test {
protected:
    base::TemporaryFolder folder;
    std::filesystem::path dir = folder.path();
    GadgetVmParts parts{.images = dir,
                        .initrd = dir / "initrd.gz",
                        .console = dir / "console.log",
                        .agent = dir / "agent",
                        .wire = dir / "wire"};
};

TEST_F(GadgetVmTest, SaysWhatQemuSaidWhenItDoesNotStart) {
    parts.wire = dir / "no" / "such" / "folder";
    GadgetVm vm(parts, {}, dir / "qemu.log");
    try {
        vm.connect_agent(Deadline(20s));
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.what(), "wait for a connection to " + parts.agent.string() +
                                    ": the program ended with status 1: qemu-system-x86_64: -chardev "
                                    "socket,id=wire,path=" +
                                    parts.wire.string() + ",server=on,wait=off: Failed to bind socket to " +
                                    parts.wire.string() + ": No such file or directory");
    }
}

TEST_F(GadgetVmTest, RunsInTheNetworkItIsGiven) {
    GadgetVm vm(parts, {"sh", "-c", "echo \"$0\" >&2; exit 1"}, dir / "qemu.log");
    try {
        vm.connect_agent(Deadline(20s));
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.what(), "wait for a connection to " + parts.agent.string() +
                                    ": the program ended with status 1: qemu-system-x86_64");
    }
}

}  // namespace
}  // namespace tetherlab::power
