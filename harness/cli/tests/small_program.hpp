// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>

namespace tetherlab::cli::testing {

// A program with a command, a command of a command, and an option of each kind.
class SmallProgram {
public:
    SmallProgram() {
        app.footer("Exit status: 0 well, 1 not.");
        CLI::App* run = app.add_subcommand("run", "Run it");
        run->add_option("FILE", files_, "what to run")->required()->check(CLI::ExistingFile);
        run->add_option("-o,--out", out_, ".bin beside it without it");
        run->add_option("--start", start_, "from where")->option_text("boot|snapshot");
        run->add_option("--repeat", repeat_, "so often")->check(CLI::Range(1, 9));
        run->add_flag("--json", json_, "as JSON");
        CLI::App* image = app.add_subcommand("image", "Images");
        image->add_subcommand("inspect", "Look into one")->footer("It is not flashed.");
    }

    CLI::App app{"Does things.", "small"};

private:
    std::vector<std::string> files_;
    std::string out_;
    std::string start_;
    int repeat_ = 1;
    bool json_ = false;
};

}  // namespace tetherlab::cli::testing
