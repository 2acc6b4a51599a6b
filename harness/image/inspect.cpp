// SPDX-License-Identifier: Apache-2.0
#include "harness/image/inspect.hpp"

#include "gadget/base/text.hpp"
#include "harness/image/fwtool.hpp"
#include "harness/image/sysupgrade_tar.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <utility>

namespace tetherlab::image {
namespace {

// Where fields of a uImage header stand.
constexpr std::uint64_t kLoadAddressAt = 16;
constexpr std::uint64_t kArchitectureAt = 29;

// Goes through one image and collects what it finds.
class Inspector {
public:
    Inspector(base::ByteSpan image, const Board& board) : image_(image), board_(board) {
        found_.size = image.size();
        found_.kernel_room = board.kernel_partition_size;
    }

    Inspection run() {
        try {
            const FwtoolChunks chunks = read_fwtool_chunks(image_);
            found_.signed_image = chunks.signature.has_value();
            at(chunks.metadata ? chunks.metadata->offset : chunks.body_size, [&] { metadata(chunks); });
            at(0, [&] { tar(image_.first(chunks.body_size)); });
        } catch (const FormatError& error) {
            found_.problems.push_back(error.problem());
        }
        return std::move(found_);
    }

private:
    // Runs `step`, whose problems count from `offset`.
    template <typename Step>
    void at(std::uint64_t offset, Step step) {
        const std::uint64_t outer = std::exchange(offset_, offset);
        try {
            step();
        } catch (const FormatError& error) {
            add(error.problem());
        }
        offset_ = outer;
    }

    void add(const Problem& problem) { found_.problems.push_back(shifted(problem, offset_)); }

    void add(const std::optional<Problem>& problem) {
        if (problem) add(*problem);
    }

    void require_size(const std::string& what, std::size_t size, std::size_t room) {
        if (size > room)
            add(Problem{what, 0, fmt::format("at most {} bytes", room), fmt::format("{} bytes", size)});
    }

    void require_same(const std::string& what, std::uint64_t where, const std::string& expected,
                      const std::string& got) {
        if (expected != got) add(Problem{what, where, expected, got});
    }

    void metadata(const FwtoolChunks& chunks) {
        if (!chunks.metadata)
            return add(Problem{"Image metadata not present", 0, "an fwtool trailer", "none"});
        found_.metadata = parse_metadata(base::as_text(chunks.metadata->payload));
        const Device device{board_.name, board_.compat_version};
        found_.keeps_settings = check_device(*found_.metadata, device, Settings::kKeep).accepted;
        const Acceptance fresh = check_device(*found_.metadata, device, Settings::kDiscard);
        if (fresh.accepted) return;
        add(Problem{fresh.messages.front(), 0,
                    fmt::format("{} with compat version {}", device.board_name, device.compat_version),
                    fmt::format("{} with compat version {}", fmt::join(found_.metadata->devices, ", "),
                                found_.metadata->compat_version)});
    }

    void tar(base::ByteSpan body) {
        const SysupgradeTar tar = read_sysupgrade_tar(body);
        found_.board_directory = tar.board;
        require_same("sysupgrade tar directory", 0, "sysupgrade-" + board_.file_name(),
                     "sysupgrade-" + tar.board);
        add(check_control(tar));
        member("kernel", tar.kernel, [&](base::ByteSpan data) { kernel(data); });
        member("root", tar.root, [&](base::ByteSpan data) { root(data); });
    }

    template <typename Check>
    void member(const std::string& name, const std::optional<TarMember>& member, Check check) {
        if (!member) return add(Problem{"sysupgrade tar", 0, "a member " + name, "none"});
        at(member->offset, [&] { check(member->data); });
    }

    void kernel(base::ByteSpan data) {
        found_.kernel_size = data.size();
        require_size("kernel size", data.size(), board_.kernel_partition_size);
        found_.kernel = parse_sge_header(data);
        if (const auto problem = check_sge(data)) return add(problem);
        const UimageHeader& uimage = found_.kernel->uimage;
        require_size("kernel member", data.size(), kSgeHeaderSize + uimage.data_size);
        require_same("SGE product", kUimageHeaderSize, board_.sge.product, found_.kernel->sge.product);
        require_same("uImage architecture", kArchitectureAt, std::to_string(UimageHeader::kArchitectureMips),
                     std::to_string(uimage.architecture));
        if (board_.load_address) {
            require_same("uImage load address", kLoadAddressAt, hex(*board_.load_address),
                         hex(uimage.load_address));
        }
    }

    void root(base::ByteSpan data) {
        found_.root_offset = offset_;
        found_.root_size = data.size();
        require_size("root size", data.size(), board_.max_root_size());
        add(check_squashfs(data));
    }

    base::ByteSpan image_;
    const Board& board_;
    Inspection found_;
    std::uint64_t offset_ = 0;
};

}  // namespace

Inspection inspect(base::ByteSpan image, const Board& board) {
    return Inspector(image, board).run();
}

Inspection inspect_file(const std::filesystem::path& file, const Board& board,
                        const base::Deadline& deadline) {
    Inspection inspection = inspect(base::as_bytes(base::read_file(file)), board);
    if (inspection.flashable()) {
        inspection.packages = read_packages(Squashfs(file, inspection.root_offset), deadline);
    }
    return inspection;
}

std::string refusal_text(const Inspection& inspection) {
    std::string text;
    for (const Problem& problem : inspection.problems) text += to_text(problem) + "\n";
    return text;
}

}  // namespace tetherlab::image
