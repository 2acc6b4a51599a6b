// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/deadline.hpp"
#include "gadget/base/text.hpp"
#include "harness/cli/commands.hpp"
#include "harness/image/inspect.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kInspectTime = 60s;  // unpacking the package list of a 40 MiB image

void print(const image::Inspection& found, const image::Board& board) {
    if (found.metadata) {
        const image::ImageVersion& version = found.metadata->version;
        fmt::print("for         {}\n", base::join(found.metadata->devices, ", "));
        fmt::print("version     {} {} {}\n", version.distribution, version.version, version.revision);
        fmt::print("target      {}\n", version.target);
    }
    fmt::print("kernel      {} of {} bytes\n", found.kernel_size, found.kernel_room);
    fmt::print("root        {} of {} bytes\n", found.root_size, board.max_root_size());
    fmt::print("signature   {}\n", found.signed_image ? "present" : "none");
    if (found.flashable())
        fmt::print("verdict     can be flashed on {}\n", board.name);
    else
        fmt::print("verdict     refused for {}:\n{}\n", board.name, image::refusal_text(found));
}

}  // namespace

void add_image(CLI::App& app, int& status) {
    struct Options {
        std::filesystem::path file;
        bool is_virtual = false;
    };

    const auto options = std::make_shared<Options>();

    CLI::App* image = app.add_subcommand("image", "Look at firmware images");
    image->require_subcommand(1);
    CLI::App* inspect =
        image->add_subcommand("inspect", "Say what a sysupgrade image is and whether it can be flashed");
    inspect->add_option("FILE", options->file, "sysupgrade image")->required()->check(CLI::ExistingFile);
    inspect->add_flag("--virtual", options->is_virtual,
                      "judge it for the virtual router instead of the DIR-3040");
    inspect->callback([options, &status] {
        const image::Board board = options->is_virtual ? image::virtual_dir_3040() : image::dir_3040();
        const image::Inspection found =
            image::inspect_file(options->file, board, base::Deadline(kInspectTime));
        print(found, board);
        status = found.flashable() ? 0 : 1;
    });
}

}  // namespace tetherlab::cli
