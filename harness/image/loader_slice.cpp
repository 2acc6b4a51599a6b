// SPDX-License-Identifier: Apache-2.0
#include "harness/image/loader_slice.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/unique_fd.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace tetherlab::image {
namespace {

// Why the vendor's loader would not take what starts `partition`, or nothing.
std::optional<Problem> refusal_of(base::ByteSpan partition, const Board& board) {
    if (auto problem = check_sge_header(partition)) return problem;
    const std::string product = parse_sge_header(partition).sge.product;
    if (product == board.sge.product) return std::nullopt;
    return Problem{"SGE product", kUimageHeaderSize, board.sge.product, product};
}

}  // namespace

LoaderSlice take_kernel(base::ByteSpan partition, const Board& board) {
    LoaderSlice slice;
    try {
        if (const auto problem = refusal_of(partition, board)) throw FormatError(*problem);
        const SgeHeader header = parse_sge_header(partition);
        const std::size_t end = std::min(partition.size(), kSgeHeaderSize + header.uimage.data_size);
        slice.bytes = remove_sge(partition.first(end));
        slice.kernel = header;
    } catch (const FormatError& error) {
        slice.bytes.assign(partition.begin(), partition.end());
        slice.refusal = to_text(error.problem());
    }
    return slice;
}

LoaderSlice read_loader_slice(const std::filesystem::path& flash, const Board& board) {
    const std::string name = flash.string();
    const base::UniqueFd fd(base::check(::open(flash.c_str(), O_RDONLY | O_CLOEXEC), "open", name));
    base::Bytes partition(board.kernel_partition_size);
    std::size_t done = 0;
    while (done < partition.size()) {
        const auto at = static_cast<off_t>(board.firmware_offset + done);
        const ssize_t n = ::pread(fd.get(), partition.data() + done, partition.size() - done, at);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) base::throw_errno("read", name);
        if (n == 0)
            throw base::Error("read kernel partition", name, fmt::format("the file ends at {:#x}", at));
        done += static_cast<std::size_t>(n);
    }
    return take_kernel(partition, board);
}

bool same_kernel(const UimageHeader& a, const UimageHeader& b) {
    return a.data_size == b.data_size && a.data_crc == b.data_crc;
}

}  // namespace tetherlab::image
