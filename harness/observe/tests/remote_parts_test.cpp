// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/remote_parts.hpp"

#include "gadget/base/error.hpp"
#include "harness/observe/tests/local_shell.hpp"

#include <gtest/gtest.h>

namespace tetherlab::observe {
namespace {

using namespace std::chrono_literals;

constexpr RemotePart kParts[] = {
    {"lines", "echo one; echo two"},
    {"nothing", "true"},
    {"half", "printf half"},
    {"failure", "echo seen; echo unseen >&2; exit 3"},
    {"multi", "for n in 1 2; do\n    echo $n\ndone"},
};

std::map<std::string, PartOutput> run_parts() {
    LocalShell shell("");
    return split_parts(shell.run(join_parts(kParts), base::Deadline(10s)).out, kParts);
}

TEST(RemoteParts, ComeBackAsTheyWerePrinted) {
    const std::map<std::string, PartOutput> parts = run_parts();
    EXPECT_EQ(parts.at("lines").out, "one\ntwo\n");
    EXPECT_EQ(parts.at("nothing").out, "");
    EXPECT_EQ(parts.at("half").out, "half");
    EXPECT_EQ(parts.at("multi").out, "1\n2\n");
}

TEST(RemoteParts, KeepTheirExitStatus) {
    const std::map<std::string, PartOutput> parts = run_parts();
    EXPECT_EQ(parts.at("lines").status, 0);
    EXPECT_EQ(parts.at("failure").status, 3);
    EXPECT_EQ(parts.at("failure").out, "seen\n");
}

TEST(RemoteParts, AnAnswerCutOffNamesTheFirstMissingPart) {
    try {
        split_parts("@begin lines\none\n\n@end 0\n@begin nothing\n", kParts);
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_STREQ(error.what(), "ask the router for nothing: the answer is cut off");
    }
}

}  // namespace
}  // namespace tetherlab::observe
