// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/commands.hpp"
#include "harness/cli/completion.hpp"
#include "harness/cli/manual.hpp"

#include <fmt/format.h>

#include <memory>
#include <string>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {

void add_manual(CLI::App& app, int& status) {
    CLI::App* manual = app.add_subcommand("manual", "Print the manual page, for 'man -l -'");
    manual->callback([&app, &status] {
        fmt::print("{}", manual_page(command_table(app)));
        status = 0;
    });
}

void add_completion(CLI::App& app, int& status) {
    const auto shell = std::make_shared<std::string>();
    CLI::App* completion =
        app.add_subcommand("completion", "Print what a shell completes these commands with");
    completion->add_option("SHELL", *shell, "bash or zsh")->required()->check(CLI::IsMember({"bash", "zsh"}));
    completion->footer("bash: source <(lab/tetherlab completion bash)");
    completion->callback([&app, shell, &status] {
        const Command program = command_table(app);
        fmt::print("{}", *shell == "zsh" ? zsh_completion(program) : bash_completion(program));
        status = 0;
    });
}

}  // namespace tetherlab::cli
