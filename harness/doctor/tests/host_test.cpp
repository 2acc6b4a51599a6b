// SPDX-License-Identifier: Apache-2.0
#include "harness/doctor/host.hpp"

#include <gtest/gtest.h>

namespace tetherlab::doctor {
namespace {

TEST(Host, RunsItsPrograms) {
    RealHost here;
    EXPECT_EQ(here.ask({"printf", " a b \n"}), "a b");
    EXPECT_EQ(here.ask({"false"}), std::nullopt);
    EXPECT_EQ(here.run({"cat"}, "hello").out, "hello");
}

TEST(Host, HasNoProgramThatIsNotThere) {
    const base::Output output = RealHost().run({"no-such-program"}, "");
    EXPECT_EQ(output.status.code, 127);
    EXPECT_EQ(output.err, "start no-such-program: not found in PATH");
}

// ssh gives what it is given to a shell; so does this.
TEST(Host, KeepsTheWordsOfACommandApartOnTheWay) {
    RealHost there({"sh", "-c", "exec sh -c \"$0\""});
    EXPECT_EQ(there.ask({"printf", "<%s>", "a b", "$(id)", "it's", "", "; reboot", "-x\n`y`"}),
              "<a b><$(id)><it's><><; reboot><-x\n`y`>");
    EXPECT_EQ(there.run({"no-such-program"}, "").status.code, 127);
}

TEST(Host, SaysWhyAtTheEnd) {
    EXPECT_EQ(last_line("Warning: added\r\nroot@pi: Permission denied (publickey).\n\n"),
              "root@pi: Permission denied (publickey).");
    EXPECT_EQ(last_line(""), "");
}

}  // namespace
}  // namespace tetherlab::doctor
