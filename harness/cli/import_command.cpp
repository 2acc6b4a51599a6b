// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"
#include "harness/cli/commands.hpp"
#include "harness/importer/import.hpp"
#include "harness/importer/output.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <vector>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {
namespace {

struct Options {
    std::vector<std::filesystem::path> files;
    std::filesystem::path out;
};

constexpr int kNothingToImport = 1;

int run(const Options& options) {
    std::vector<importer::Text> texts;
    for (const std::filesystem::path& file : options.files) texts.push_back(importer::read_text(file));
    const importer::Import import = importer::import_texts(texts);
    texts.clear();
    std::filesystem::create_directories(options.out);
    for (const importer::OutputFile& file : importer::output_files(import)) {
        base::write_file(options.out / file.name, file.content);
        fmt::print("{}\n", (options.out / file.name).string());
    }
    if (import.has_profile()) return 0;
    for (const std::string& line : import.refusals()) fmt::print(stderr, "{}\n", line);
    return kNothingToImport;
}

}  // namespace

void add_import(CLI::App& app, int& status) {
    const auto options = std::make_shared<Options>();
    CLI::App* command = app.add_subcommand(
        "import", "Make profiles, scenarios and findings from pasted usb-devices, lsusb -v and kernel logs");
    command->add_option("FILE", options->files, "what was pasted, as it is")
        ->required()
        ->check(CLI::ExistingFile);
    command->add_option("-o,--out", options->out, "folder to write to")->required();
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace tetherlab::cli
