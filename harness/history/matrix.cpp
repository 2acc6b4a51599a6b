// SPDX-License-Identifier: Apache-2.0
#include "harness/history/matrix.hpp"

#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"

#include <algorithm>

namespace tetherlab::history {

std::vector<MatrixEntry> parse_matrix(const std::string& yaml, const std::filesystem::path& file) {
    const base::YamlNode root = base::YamlNode::parse(yaml, file.string());
    root.allow_keys({"runs"});
    std::vector<MatrixEntry> entries;
    const auto add = [&entries](const base::YamlNode& place, MatrixEntry entry) {
        if (std::find(entries.begin(), entries.end(), entry) != entries.end()) {
            place.fail("expected a scenario with a hotspot that is not in the matrix yet, got it again");
        }
        entries.push_back(std::move(entry));
    };
    const base::YamlNode runs = root.at("runs");
    for (const base::YamlNode& run : runs.items()) {
        run.allow_keys({"scenario", "hotspots"});
        const base::YamlNode name = run.at("scenario");
        const auto scenario = (file.parent_path() / name.text()).lexically_normal();
        const auto hotspots = run.find("hotspots");
        if (!hotspots) add(name, {scenario, ""});
        for (const base::YamlNode& hotspot : hotspots ? hotspots->items() : std::vector<base::YamlNode>()) {
            add(hotspot, {scenario, hotspot.text()});
        }
    }
    if (entries.empty()) runs.fail("expected at least one run, got none");
    return entries;
}

std::vector<MatrixEntry> load_matrix(const std::filesystem::path& file) {
    return parse_matrix(base::read_file(file), file);
}

}  // namespace tetherlab::history
