// SPDX-License-Identifier: Apache-2.0
#include "harness/image/ubi.hpp"

#include "gadget/base/process.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/image/board.hpp"

#include <fmt/format.h>

#include <string>

namespace tetherlab::image {
namespace {

// Debian keeps it out of an ordinary user's PATH.
constexpr const char* kUbinize = "/usr/sbin/ubinize";

// UBI refuses blocks of different numbers in one device; which number it is does not matter.
constexpr const char* kImageSequence = "3040";

// As openwrt/openwrt 3d1645e, scripts/ubinize-image.sh.
std::string volumes(const std::filesystem::path& root) {
    return fmt::format(
        "[rootfs]\nmode=ubi\nvol_id=0\nvol_type=dynamic\nvol_name=rootfs\nimage={}\n"
        "[rootfs_data]\nmode=ubi\nvol_id=1\nvol_type=dynamic\nvol_name=rootfs_data\nvol_size=1MiB\n"
        "vol_flags=autoresize\n",
        std::filesystem::absolute(root).string());
}

}  // namespace

base::Bytes make_ubi(const std::filesystem::path& root, const base::Deadline& deadline) {
    const base::TemporaryFolder folder;
    const std::string volumes_file = folder.path() / "volumes.ini";
    const std::string image_file = folder.path() / "ubi.img";
    base::write_file(volumes_file, volumes(root));
    base::run_checked({kUbinize, "-o", image_file, "-p", std::to_string(kNandBlock), "-m",
                       std::to_string(kNandPage), "-Q", kImageSequence, volumes_file},
                      deadline);
    const std::string image = base::read_file(image_file);
    const base::ByteSpan bytes = base::as_bytes(image);
    return {bytes.begin(), bytes.end()};
}

}  // namespace tetherlab::image
