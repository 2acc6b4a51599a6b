// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/places.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <vector>

namespace tetherlab::cli {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> names_in(const fs::path& folder, const std::string& ending) {
    std::vector<std::string> names;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.ends_with(ending)) names.push_back(name.substr(0, name.size() - ending.size()));
    }
    std::sort(names.begin(), names.end());
    return names;
}

fs::path existing(const fs::path& file, const char* kind) {
    if (!fs::exists(file)) throw base::Error(fmt::format("find {}", kind), file.string(), "no such file");
    return file;
}

fs::path named(const std::string& name, const fs::path& folder, const std::string& ending, const char* kind) {
    const fs::path file = folder / (name + ending);
    if (fs::exists(file)) return file;
    const std::vector<std::string> names = names_in(folder, ending);
    const std::string near = base::nearest(name, names);
    throw base::Error(fmt::format("find {}", kind), name,
                      fmt::format("there are {}{}", base::join(names, ", "),
                                  near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
}

fs::path from_environment(const char* name) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') {
        throw base::Error("find", name, "not set; start tetherlab through lab/tetherlab");
    }
    return value;
}

constexpr const char* kProfiles = "gadget/profiles";

}  // namespace

fs::path Places::profile(const std::string& hotspot, const fs::path& scenario_file) const {
    if (hotspot.ends_with(".yaml")) return existing(scenario_file.parent_path() / hotspot, "profile");
    return named(hotspot, profiles, ".yaml", "profile");
}

fs::path Places::image(const std::string& image, const fs::path& base) const {
    if (image.ends_with(".bin")) return existing(base / image, "image");
    return named(image, images / "firmware", "-sysupgrade.bin", "image");
}

Places places_from_environment() {
    const fs::path root = from_environment("TETHERLAB_ROOT");
    return {root / kProfiles, root / "lab/benches", from_environment("TETHERLAB_IMAGES"), root};
}

board::Boards boards_from_environment() {
    return board::Boards(fs::path(from_environment("TETHERLAB_ROOT")) / "lab/boards");
}

fs::path find_profile(const std::string& profile) {
    if (profile.ends_with(".yaml")) return existing(profile, "profile");
    return named(profile, from_environment("TETHERLAB_ROOT") / kProfiles, ".yaml", "profile");
}

}  // namespace tetherlab::cli
