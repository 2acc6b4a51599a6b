// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/commands.hpp"
#include "harness/explain/page.hpp"
#include "harness/importer/output.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {

void add_log(CLI::App& app, int& status) {
    struct Options {
        std::filesystem::path file;
        bool json = false;
    };

    const auto options = std::make_shared<Options>();
    CLI::App* log = app.add_subcommand("log", "Look at kernel logs");
    log->require_subcommand(1);
    CLI::App* command = log->add_subcommand(
        "explain",
        "Say what a pasted kernel log of a hotspot shows: what happened, what is wrong, what to do");
    command->add_option("FILE", options->file, "what was pasted, as it is")
        ->required()
        ->check(CLI::ExistingFile);
    command->add_flag("--json", options->json, "print it for programs, with every event");
    command->callback([options, &status] {
        const explain::Explanation explanation = explain::explain(importer::read_text(options->file));
        const bool refused = !explanation.refusal.empty();
        if (options->json) fmt::print("{}", explain::json(explanation));
        if (!options->json && !refused) fmt::print("{}", explain::page(explanation));
        if (refused) fmt::print(stderr, "{}\n", explanation.refusal);
        status = refused ? kUsageError : 0;
    });
}

}  // namespace tetherlab::cli
