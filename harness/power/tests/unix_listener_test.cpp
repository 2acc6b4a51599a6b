// SPDX-License-Identifier: Apache-2.0
#include "harness/power/unix_listener.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

namespace tetherlab::power {
namespace {

using namespace std::chrono_literals;
using base::Deadline;

class UnixListenerTest : public testing::Test {
protected:
    base::Child shell(const std::string& script) { return base::Child({"sh", "-c", script}, {.err = log}); }

    std::string text_of_error(base::Child& program, base::Milliseconds allowed) {
        try {
            listener.accept(program, log, Deadline(allowed));
        } catch (const base::Error& error) {
            return error.what();
        }
        return "no error";
    }

    base::TemporaryFolder folder;
    std::filesystem::path dir = folder.path();
    std::filesystem::path socket = dir / "socket";
    std::filesystem::path log = dir / "log";
    UnixListener listener{socket};
};

TEST_F(UnixListenerTest, TakesTheConnectionOfTheProgram) {
    base::Child qemu({"qemu-system-mipsel", "-M", "none", "-nodefaults", "-display", "none", "-chardev",
                      "socket,id=c,path=" + socket.string(), "-mon", "chardev=c"},
                     {.err = log});
    const auto stream = listener.accept(qemu, log, Deadline(20s));
    char first = 0;
    ASSERT_EQ(::read(stream.get(), &first, 1), 1);
    EXPECT_EQ(first, 'Q');  // "QEMU 7.2 monitor"
}

TEST_F(UnixListenerTest, SaysWhyTheProgramEnded) {
    auto program = shell("echo first >&2; echo 'no such machine' >&2; exit 3");
    EXPECT_EQ(text_of_error(program, 5000ms), "wait for a connection to " + socket.string() +
                                                  ": the program ended with status 3: no such machine");
}

TEST_F(UnixListenerTest, GivesUpAtTheDeadline) {
    auto program = shell("exec tail -f /dev/null");
    EXPECT_EQ(text_of_error(program, 20ms),
              "wait for a connection to " + socket.string() + ": not within 20 ms");
}

TEST(UnixListener, RefusesAPathThatDoesNotFit) {
    const std::string path = "/tmp/" + std::string(120, 'x');
    try {
        const UnixListener listener(path);
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.what(), "listen on " + path + ": the path is longer than 107 bytes");
    }
}

TEST_F(UnixListenerTest, ReplacesTheSocketOfADeadRunAndRemovesItsOwn) {
    { const UnixListener second(socket); }
    EXPECT_FALSE(std::filesystem::exists(socket));
}

}  // namespace
}  // namespace tetherlab::power
