// SPDX-License-Identifier: Apache-2.0
// Tar archives: every member found lies inside the archive.
#include "harness/image/sysupgrade_tar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>

using namespace tetherlab;

namespace {

bool inside(const std::optional<image::TarMember>& member, base::ByteSpan archive) {
    return !member || (member->data.data() == archive.data() + member->offset &&
                       member->offset + member->data.size() <= archive.size());
}

// Gives every header block the checksum that chance does not find: the sum of its bytes, its own field as
// blanks.
base::Bytes with_checksums(base::ByteSpan archive) {
    constexpr std::size_t kBlock = 512;
    constexpr std::size_t kChecksumAt = 148;
    base::Bytes fixed(archive.begin(), archive.end());
    for (std::size_t at = 0; at + kBlock <= fixed.size(); at += kBlock) {
        const std::span<std::byte> block = std::span(fixed).subspan(at, kBlock);
        if (base::as_text(block.subspan(257, 5)) != "ustar") continue;
        std::ranges::fill(block.subspan(kChecksumAt, 8), std::byte{' '});
        unsigned sum = 0;
        for (std::byte byte : block) sum += std::to_integer<unsigned>(byte);
        const std::string digits = fmt::format("{:06o}", sum);
        std::ranges::copy(base::as_bytes(digits), block.begin() + kChecksumAt);
        block[kChecksumAt + 6] = std::byte{0};
    }
    return fixed;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::Bytes archive = with_checksums({reinterpret_cast<const std::byte*>(data), size});
    try {
        const image::SysupgradeTar tar = image::read_sysupgrade_tar(archive);
        if (!inside(tar.control, archive) || !inside(tar.kernel, archive) || !inside(tar.root, archive))
            std::abort();
        image::check_control(tar);
    } catch (const image::FormatError&) {
        return 0;
    }
    return 0;
}
