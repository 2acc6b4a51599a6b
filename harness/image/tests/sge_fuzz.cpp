// SPDX-License-Identifier: Apache-2.0
// Kernels: what the loader takes has a header that U-Boot verifies; what it refuses passes unchanged.
#include "harness/image/board.hpp"
#include "harness/image/loader_slice.hpp"
#include "harness/image/sge.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace tetherlab;

namespace {

void take(base::ByteSpan partition) {
    const image::LoaderSlice slice = image::take_kernel(partition, image::virtual_dir_3040());
    if (slice.kernel && image::check_uimage_header(slice.bytes)) std::abort();
    if (!slice.kernel && !std::ranges::equal(slice.bytes, partition)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::ByteSpan input(reinterpret_cast<const std::byte*>(data), size);
    take(input);
    try {
        const image::SgeHeader header = image::parse_sge_header(input);
        const base::Bytes kernel =
            image::insert_sge(image::make_uimage(header.uimage, input), image::virtual_dir_3040().sge);
        if (image::check_sge(kernel)) std::abort();
        take(kernel);
    } catch (const image::FormatError&) {
        return 0;
    }
    return 0;
}
