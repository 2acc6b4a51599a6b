// SPDX-License-Identifier: Apache-2.0
// Image trailers: chunks lie inside the image, and metadata that is there can be read or is refused as such.
#include "harness/image/fwtool.hpp"
#include "harness/image/metadata.hpp"

#include <cstdint>
#include <cstdlib>

using namespace tetherlab;

namespace {

bool inside(const std::optional<image::FwtoolChunk>& chunk, std::size_t from, std::size_t to) {
    return !chunk || (chunk->offset >= from && chunk->offset + chunk->payload.size() <= to);
}

void read(base::ByteSpan bytes) {
    try {
        const image::FwtoolChunks chunks = image::read_fwtool_chunks(bytes);
        if (chunks.body_size > bytes.size()) std::abort();
        if (!inside(chunks.metadata, chunks.body_size, bytes.size())) std::abort();
        if (!inside(chunks.signature, chunks.body_size, bytes.size())) std::abort();
        if (chunks.metadata) image::to_json(image::parse_metadata(base::as_text(chunks.metadata->payload)));
    } catch (const image::FormatError&) {
        return;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const base::ByteSpan input(reinterpret_cast<const std::byte*>(data), size);
    read(input);
    if (size > image::kMaxMetadata / 2) return 0;
    base::Bytes sealed(input.begin(), input.end());
    image::append_metadata(sealed, base::as_text(input));  // a right CRC, which chance does not find
    read(sealed);
    return 0;
}
