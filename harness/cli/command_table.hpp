// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tetherlab::cli {

struct OptionRow {
    std::vector<std::string> names;    // "-o", "--out"
    std::string value;                 // "FILE"; empty for a flag
    std::vector<std::string> choices;  // all values there are, if they are few
    std::string meaning;
};

struct Argument {
    std::string name;  // "SCENARIO..."
    std::string meaning;
};

// What the parser knows of a command: for the manual page and the shell's completion, which so cannot say
// anything else than --help.
struct Command {
    std::string words;  // "tetherlab image get"
    std::string meaning;
    std::vector<Argument> arguments;
    std::vector<OptionRow> options;
    std::vector<Command> commands;
    std::string footer;
};

Command command_table(const CLI::App& app);

}  // namespace tetherlab::cli
