// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/history/image_identity.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tetherlab::history {

// The images (*.bin) in a folder, the oldest revision first. Those whose revision has no number are left out.
// Throws base::Error.
std::vector<ImageIdentity> images_in(const std::filesystem::path& folder);

// From the one called `good` to the one called `bad`: by file name, revision, or the revision's part before
// the
// '-'. Throws base::Error when there is none or more than one of a name, or the good one is not older.
std::vector<ImageIdentity> between(std::span<const ImageIdentity> images, const std::string& good,
                                   const std::string& bad);

}  // namespace tetherlab::history
