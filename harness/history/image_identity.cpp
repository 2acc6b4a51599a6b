// SPDX-License-Identifier: Apache-2.0
#include "harness/history/image_identity.hpp"

#include "gadget/base/bytes.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/text.hpp"
#include "harness/image/inspect.hpp"

namespace tetherlab::history {
namespace {

using namespace std::chrono_literals;

constexpr auto kHashTime = 60s;  // of some ten MiB, on a busy machine
constexpr std::size_t kSha256Digits = 64;

}  // namespace

ImageIdentity identify(const std::filesystem::path& file) {
    if (file.empty()) return {};
    const std::filesystem::path whole = std::filesystem::absolute(file).lexically_normal();
    const std::string content = base::read_file(whole);
    // What is wrong with the image does not matter here, so nor does the board.
    const image::Inspection found = image::inspect(base::as_bytes(content), image::virtual_dir_3040());
    const std::string hash = base::run_checked({"sha256sum"}, base::Deadline(kHashTime), {.input = content});
    return {whole, found.metadata ? found.metadata->version.revision : "", hash.substr(0, kSha256Digits)};
}

}  // namespace tetherlab::history
