// SPDX-License-Identifier: Apache-2.0
// tetherlab-mkimage: images in the DIR-3040's formats out of a kernel and a root file system.
#include "gadget/base/bytes.hpp"
#include "gadget/base/deadline.hpp"
#include "gadget/base/text.hpp"
#include "harness/image/board.hpp"
#include "harness/image/flash_image.hpp"
#include "harness/image/flash_layout.hpp"
#include "harness/image/fwtool.hpp"
#include "harness/image/metadata.hpp"
#include "harness/image/sge.hpp"
#include "harness/image/sysupgrade_tar.hpp"
#include "harness/image/ubi.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>

namespace {

namespace base = tetherlab::base;
namespace image = tetherlab::image;

constexpr int kUsageError = 2;
constexpr base::Milliseconds kUbinizeTime{60'000};

struct Parts {
    std::filesystem::path kernel;
    std::filesystem::path root;
    std::filesystem::path output;
};

struct SysupgradeOptions {
    Parts parts;
    std::filesystem::path metadata_file;
    image::ImageVersion version{"OpenWrt", "SNAPSHOT", "", "ramips/mt7621", ""};
    std::int64_t modified = 0;
};

struct FlashOptions {
    Parts parts;
    std::filesystem::path layout;
    std::string mac;
};

base::Bytes dlink_kernel(const std::filesystem::path& uimage, const image::Board& board) {
    return image::insert_sge(base::as_bytes(base::read_file(uimage)), board.sge);
}

std::string metadata_text(const SysupgradeOptions& options, const image::Board& board) {
    if (!options.metadata_file.empty()) return base::read_file(options.metadata_file);
    image::ImageVersion version = options.version;
    version.board = board.file_name();
    return image::to_json(
        {board.compat_version, "Config cannot be migrated from swconfig to DSA", {board.name}, version});
}

void make_sysupgrade(const SysupgradeOptions& options) {
    const image::Board board = image::virtual_dir_3040();
    const std::string root = base::read_file(options.parts.root);
    base::Bytes file = image::make_sysupgrade_tar(
        board.file_name(), dlink_kernel(options.parts.kernel, board), base::as_bytes(root),
        std::chrono::sys_seconds{std::chrono::seconds{options.modified}});
    image::append_metadata(file, metadata_text(options, board));
    base::write_file(options.parts.output, base::as_text(file));
}

void make_flash(const FlashOptions& options) {
    const image::Board board = image::virtual_dir_3040();
    const base::Bytes ubi = image::make_ubi(options.parts.root, base::Deadline(kUbinizeTime));
    const base::Bytes firmware = image::make_firmware(board, dlink_kernel(options.parts.kernel, board), ubi);
    const base::Bytes flash = image::make_flash_image(image::FlashLayout::load(options.layout), board,
                                                      firmware, image::parse_mac_address(options.mac));
    base::write_file(options.parts.output, base::as_text(flash));
}

void add_parts(CLI::App& command, Parts& parts) {
    command.add_option("--kernel", parts.kernel, "uImage as mkimage writes it")
        ->required()
        ->check(CLI::ExistingFile);
    command.add_option("--root", parts.root, "squashfs")->required()->check(CLI::ExistingFile);
    command.add_option("--output", parts.output, "file to write")->required();
}

void add_sysupgrade(CLI::App& app, SysupgradeOptions& options) {
    CLI::App& command = *app.add_subcommand("sysupgrade", "what sysupgrade takes: tar and metadata");
    add_parts(command, options.parts);
    auto* file =
        command.add_option("--metadata", options.metadata_file, "JSON file, instead of the four below")
            ->check(CLI::ExistingFile);
    command.add_option("--revision", options.version.revision, "r12345-0123456789")->excludes(file);
    command.add_option("--version", options.version.version)->capture_default_str()->excludes(file);
    command.add_option("--distribution", options.version.distribution)->capture_default_str()->excludes(file);
    command.add_option("--target", options.version.target)->capture_default_str()->excludes(file);
    command.add_option("--mtime", options.modified, "time of the tar members, seconds since 1970")
        ->envname("SOURCE_DATE_EPOCH")
        ->capture_default_str();
    command.callback([&options] { make_sysupgrade(options); });
}

void add_flash(CLI::App& app, FlashOptions& options) {
    CLI::App& command = *app.add_subcommand("flash", "the virtual router's NAND as it leaves the factory");
    add_parts(command, options.parts);
    command.add_option("--layout", options.layout, "flash-layout.tsv")->required()->check(CLI::ExistingFile);
    command.add_option("--mac", options.mac, "base MAC address")->required();
    command.callback([&options] { make_flash(options); });
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Makes images in the formats of the D-Link DIR-3040 A1 for the virtual router.");
    app.require_subcommand(1);
    SysupgradeOptions sysupgrade;
    FlashOptions flash;
    add_sysupgrade(app, sysupgrade);
    add_flash(app, flash);
    try {
        app.parse(argc, argv);
        return 0;
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : kUsageError;
    } catch (const std::exception& error) {
        fmt::print(stderr, "tetherlab-mkimage: {}\n", error.what());
        return 1;
    }
}
