// SPDX-License-Identifier: Apache-2.0
#include "harness/history/snapshot_series.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/history/revision.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::history {
namespace {

std::vector<std::string> names_of(std::span<const ImageIdentity> images) {
    std::vector<std::string> names;
    for (const ImageIdentity& image : images) {
        names.push_back(fmt::format("{} ({})", image.file.filename().string(), image.revision));
    }
    return names;
}

bool is_called(const ImageIdentity& image, const std::string& name) {
    return name == image.file.filename().string() || name == image.revision ||
           name == short_revision(image.revision);
}

std::size_t index_of(std::span<const ImageIdentity> images, const std::string& name) {
    const auto called = [&](const ImageIdentity& image) { return is_called(image, name); };
    const auto count = std::count_if(images.begin(), images.end(), called);
    if (count != 1) {
        throw base::Error("find image", name,
                          fmt::format("{} are called so; there are {}", count == 0 ? "none" : "several",
                                      base::join(names_of(images), ", ")));
    }
    return static_cast<std::size_t>(std::find_if(images.begin(), images.end(), called) - images.begin());
}

}  // namespace

std::vector<ImageIdentity> images_in(const std::filesystem::path& folder) {
    std::error_code error;
    const std::filesystem::directory_iterator entries(folder, error);
    if (error) throw base::Error("read images in", folder.string(), error.message());
    std::vector<ImageIdentity> images;
    for (const auto& entry : entries) {
        if (entry.path().extension() != ".bin") continue;
        ImageIdentity image = identify(entry.path());
        if (revision_number(image.revision)) images.push_back(std::move(image));
    }
    std::sort(images.begin(), images.end(), [](const ImageIdentity& a, const ImageIdentity& b) {
        return older(a.revision, b.revision) || (a.revision == b.revision && a.file < b.file);
    });
    return images;
}

std::vector<ImageIdentity> between(std::span<const ImageIdentity> images, const std::string& good,
                                   const std::string& bad) {
    const std::size_t first = index_of(images, good);
    const std::size_t last = index_of(images, bad);
    if (first >= last) {
        throw base::Error("bisect", good, fmt::format("it is not older than {}, which is bad", bad));
    }
    const auto range = images.subspan(first, last - first + 1);
    return {range.begin(), range.end()};
}

}  // namespace tetherlab::history
