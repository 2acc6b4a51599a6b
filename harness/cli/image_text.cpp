// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/image_text.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

namespace tetherlab::cli {

void print_inspection(const image::Inspection& found, const image::Board& board) {
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

}  // namespace tetherlab::cli
