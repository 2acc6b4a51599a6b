// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/deadline.hpp"
#include "harness/cli/commands.hpp"
#include "harness/cli/image_text.hpp"
#include "harness/cli/places.hpp"
#include "harness/image/inspect.hpp"

#include <filesystem>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kInspectTime = 60s;  // unpacking the package list of a 40 MiB image

}  // namespace

void add_image(CLI::App& app, int& status) {
    struct Options {
        std::filesystem::path file;
        std::string board = "dir-3040-a1";
        bool is_virtual = false;
    };

    const auto options = std::make_shared<Options>();

    CLI::App* image = app.add_subcommand("image", "Get firmware images and look at them");
    image->require_subcommand(1);
    CLI::App* inspect =
        image->add_subcommand("inspect", "Say what a sysupgrade image is and whether it can be flashed");
    inspect->add_option("FILE", options->file, "sysupgrade image")->required()->check(CLI::ExistingFile);
    inspect->add_option(
        "--board", options->board,
        "judge it for this router: a name in lab/boards, or a .yaml file; " + options->board + " without it");
    inspect->add_flag("--virtual", options->is_virtual, "judge it for the virtual router")
        ->excludes("--board");
    inspect->callback([options, &status] {
        const image::Board board = options->is_virtual
                                       ? image::virtual_dir_3040()
                                       : boards_from_environment().find(options->board, ".").image;
        const image::Inspection found =
            image::inspect_file(options->file, board, base::Deadline(kInspectTime));
        print_inspection(found, board);
        status = found.flashable() ? 0 : 1;
    });
    add_image_get(*image, status);
}

}  // namespace tetherlab::cli
