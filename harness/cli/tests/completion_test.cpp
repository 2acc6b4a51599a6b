// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/completion.hpp"

#include "gadget/base/process.hpp"
#include "harness/cli/tests/small_program.hpp"

#include <gtest/gtest.h>

namespace tetherlab::cli {
namespace {

// What a real bash offers for the last of these words.
std::string offered(const std::string& words) {
    const testing::SmallProgram small;
    const std::string script = bash_completion(command_table(small.app)) + "COMP_WORDS=(small " + words +
                               ")\n"
                               "COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
                               "_small\n"
                               "echo -n \"${COMPREPLY[*]}\"\n";
    return base::run_checked({"bash", "-uc", script}, base::Deadline(std::chrono::minutes(1)));
}

TEST(Completion, OffersCommands) {
    EXPECT_EQ(offered("''"), "run image");
    EXPECT_EQ(offered("i"), "image");
    EXPECT_EQ(offered("image ''"), "inspect");
}

TEST(Completion, OffersTheOptionsOfTheCommand) {
    EXPECT_EQ(offered("run -"), "-h --help -o --out --start --repeat --json");
    EXPECT_EQ(offered("run file --s"), "--start");
    EXPECT_EQ(offered("image inspect --"), "--help");
}

TEST(Completion, OffersTheValuesOfAnOption) {
    EXPECT_EQ(offered("run --start ''"), "boot snapshot");
    EXPECT_EQ(offered("run --json --start s"), "snapshot");
}

TEST(Completion, LeavesFilesToTheShell) {
    EXPECT_EQ(offered("run ''"), "");
    EXPECT_EQ(offered("run --out ''"), "");
    EXPECT_EQ(offered("run --repeat -"), "");
}

TEST(Completion, OfZshIsThatOfBash) {
    const testing::SmallProgram small;
    const Command table = command_table(small.app);
    EXPECT_EQ(zsh_completion(table),
              "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n" +
                  bash_completion(table));
}

}  // namespace
}  // namespace tetherlab::cli
