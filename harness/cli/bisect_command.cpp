// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/inputs.hpp"
#include "harness/cli/recorded_runs.hpp"
#include "harness/cli/stop_signals.hpp"
#include "harness/cli/sweep.hpp"
#include "harness/history/baseline.hpp"
#include "harness/history/bisection.hpp"
#include "harness/history/revision.hpp"
#include "harness/history/snapshot_series.hpp"
#include "harness/image/inspect.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {
namespace {

using history::Answer;
using history::ImageIdentity;

struct Options {
    std::filesystem::path scenario;
    std::filesystem::path folder;
    std::string good;
    std::string bad;
    bool fresh = false;
    RunsOptions runs;
};

// Tries images with the scenario, and takes what the database knows already unless it is to be tried afresh.
class Trials {
public:
    Trials(Inputs inputs, bool fresh, RecordedRuns& runs, history::Database& database)
        : inputs_(std::move(inputs)), fresh_(fresh), runs_(runs), database_(database) {}

    // Throws base::Error when the rig does not get it done.
    Answer answer_for(const ImageIdentity& image) {
        if (!image::inspect(base::as_bytes(base::read_file(image.file)), image::virtual_dir_3040())
                 .flashable()) {
            return said(image, Answer::kSkip, "it cannot be flashed");
        }
        if (!fresh_) {
            const history::Cell cell{inputs_.scenario.name, inputs_.hotspot.name};
            const auto known = history::known_attempts(database_, cell, inputs_.bench.name, image.sha256);
            if (!known.empty())
                return said(image, answer_of(known.back()), "known since " + known.back().started);
        }
        const history::Result result = tried(image);
        return said(image, answer_of(result), result.evidence.substr(0, result.evidence.find('\n')));
    }

private:
    // A router that was not flashed says nothing about the scenario.
    static Answer answer_of(const history::Result& result) {
        if (result.verdict == verdict::Verdict::kPass) return Answer::kGood;
        const bool judged =
            result.verdict == verdict::Verdict::kFail && !result.evidence.starts_with("flash: ");
        return judged ? Answer::kBad : Answer::kSkip;
    }

    static Answer said(const ImageIdentity& image, Answer answer, const std::string& why) {
        const char* word = answer == Answer::kGood ? "good" : answer == Answer::kBad ? "bad" : "skipped";
        fmt::print("{}  {}{}{}\n", history::short_revision(image.revision), word, why.empty() ? "" : ": ",
                   why);
        std::fflush(stdout);
        return answer;
    }

    history::Result tried(const ImageIdentity& image) {
        for (std::size_t i = 1; i <= history::kRigErrors; ++i) {
            const auto name = fmt::format("{}-{}", history::short_revision(image.revision), i);
            history::Result result = runs_.run(inputs_, image.file, name);
            if (result.verdict != verdict::Verdict::kError) return result;
        }
        throw base::Error(
            "try", image.file.string(),
            fmt::format("the rig failed {} times; the same command goes on from here", history::kRigErrors));
    }

    Inputs inputs_;
    bool fresh_;
    RecordedRuns& runs_;
    history::Database& database_;
};

void bisect(const Options& options) {
    const StopSignals signals;
    Inputs inputs = read_inputs(Choice{.bench = options.runs.bench}, options.scenario);
    const std::vector<ImageIdentity> images =
        history::between(history::images_in(options.folder), options.good, options.bad);
    history::Database database = open_results(options.runs.results);
    sweep_dead_runs(Say::kWhenFound);
    RecordedRuns runs(options.runs, "bisect", signals.token(), database);
    Trials trials(std::move(inputs), options.fresh, runs, database);
    history::Bisection bisection(images.size());
    while (const auto next = bisection.next()) bisection.answer(*next, trials.answer_for(images[*next]));

    const std::vector<std::size_t> suspects = bisection.suspects();
    fmt::print("{}:\n", suspects.size() == 1 ? "the first bad snapshot" : "the first bad snapshot is one of");
    for (const std::size_t suspect : suspects) {
        fmt::print("  {}  {}\n", images[suspect].revision, images[suspect].file.string());
    }
}

}  // namespace

void add_bisect(CLI::App& app, int& status) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand("bisect", "Find the snapshot that broke a scenario");
    command->add_option("--good", options->good, "a snapshot that passes: file name or revision")->required();
    command->add_option("--bad", options->bad, "a later one that fails")->required();
    command->add_option("--dir", options->folder, "folder with the images, *.bin; their revisions order them")
        ->required()
        ->check(CLI::ExistingDirectory);
    command->add_option("--scenario", options->scenario, "scenario file")
        ->required()
        ->check(CLI::ExistingFile);
    add_runs_options(*command, options->runs);
    command->add_flag("--fresh", options->fresh, "try also what the results database knows already");
    command->callback([options, &status] {
        bisect(*options);
        status = 0;
    });
}

}  // namespace tetherlab::cli
