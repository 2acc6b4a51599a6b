// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/results.hpp"
#include "harness/history/listing.hpp"
#include "harness/history/result_lines.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {
namespace {

constexpr std::int64_t kPage = 50;
constexpr std::size_t kWidth = 100;  // of what is not a terminal

struct Options {
    ResultsOptions results;
    history::Filter filter;
    std::string image;
    std::int64_t limit = 0;  // 0: kPage, or all for programs
    std::filesystem::path from;
    std::filesystem::path to;
    bool json = false;
    bool plot = false;
};

std::size_t terminal_width() {
    winsize size{};
    const bool terminal = ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
    return terminal ? size.ws_col : kWidth;
}

// A file or a name of the bench's images stands for its content, so that a copy of it counts; everything else
// is a revision.
history::Filter filter_of(const Options& options) {
    history::Filter filter = options.filter;
    if (options.image.empty()) return filter;
    std::filesystem::path file;
    try {
        file = places_from_environment().image(options.image, ".");
    } catch (const base::Error&) {
        if (options.image.ends_with(".bin")) throw;
        filter.revision = options.image;
        return filter;
    }
    filter.sha256 = history::identify(file).sha256;
    return filter;
}

void list(const Options& options, history::Database& database) {
    const history::Filter filter = filter_of(options);
    if (options.plot) {
        fmt::print("{}", history::plot(database.tallies(filter), terminal_width()));
        return;
    }
    const std::int64_t usual = options.json ? history::kAll : kPage;
    const auto results = database.find(filter, options.limit > 0 ? options.limit : usual);
    fmt::print("{}", options.json ? history::to_lines(results) : history::listing(results));
    if (results.empty()) fmt::print(stderr, "no results\n");
}

void show(const Options& options) {
    history::Database database = open_results(options.results);
    if (!options.from.empty()) {
        const auto results = history::parse_lines(base::read_file(options.from), options.from.string());
        const std::int64_t added = database.add(results);
        fmt::print(stderr, "{} results added, {} were there\n", added,
                   static_cast<std::int64_t>(results.size()) - added);
    } else if (!options.to.empty()) {
        base::write_file(options.to, history::to_lines(database.find(filter_of(options))));
    } else {
        list(options, database);
    }
}

}  // namespace

void add_history(CLI::App& app, int& status) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("history", "List the results of earlier runs, newest first");
    command->add_option("--scenario", options->filter.scenario, "only of this scenario, by its name");
    command->add_option(
        "--image", options->image,
        "only of this image: a revision (r34567-abcdef0123), a name of the bench's images or a "
        "file ending in .bin");
    command->add_option("--bench", options->filter.bench, "only of this bench, by its name");
    command
        ->add_option("--limit", options->limit,
                     fmt::format("how many; without it {}, or all with --json", kPage))
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000'000}));
    CLI::Option* plot =
        command->add_flag("--plot", options->plot, "show how each scenario fared on each snapshot");
    CLI::Option* json = command->add_flag("--json", options->json, "print JSON lines, for programs");
    CLI::Option* to =
        command->add_option("--export", options->to, "write all of them as JSON lines to this file");
    CLI::Option* from = command
                            ->add_option("--import", options->from,
                                         "add the results in this file of JSON lines that are not there yet")
                            ->check(CLI::ExistingFile);
    plot->excludes(json)->excludes(to)->excludes(from);
    to->excludes(json)->excludes(from);
    from->excludes(json);
    add_results_file(*command, options->results);
    command->callback([options, &status] {
        show(*options);
        status = 0;
    });
}

}  // namespace tetherlab::cli
