// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/profile_text.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tetherlab::importer {
namespace {

constexpr std::size_t kCommentColumn = 60;

// Where a line of an emitted profile stands: the keys above it by their indentation, and the entries of
// lists.
class Path {
public:
    // The path of the field on this line; empty for a line without one.
    std::string enter(std::string_view line);

private:
    struct Level {
        std::size_t indent;
        std::string name;
    };

    std::vector<Level> levels_;
    std::vector<std::pair<std::string, int>> counts_;  // of list entries by the path of the list
};

std::string join_names(const std::vector<std::string>& names) {
    return base::join(names, ".");
}

std::string Path::enter(std::string_view line) {
    std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    const bool entry = line.substr(indent).starts_with("- ");
    while (!levels_.empty() && levels_.back().indent >= indent) levels_.pop_back();
    std::vector<std::string> names;
    for (const Level& each : levels_) names.push_back(each.name);
    if (entry) {
        const std::string list = join_names(names);
        auto found = std::find_if(counts_.begin(), counts_.end(),
                                  [&list](const auto& each) { return each.first == list; });
        if (found == counts_.end()) found = counts_.insert(counts_.end(), {list, 0});
        levels_.push_back({indent, std::to_string(found->second++)});
        names.push_back(levels_.back().name);
        indent += 2;
    }
    const std::string_view rest = line.substr(std::min(indent, line.size()));
    if (rest.starts_with('{')) return join_names(names);
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos) return {};
    levels_.push_back({indent, std::string(rest.substr(0, colon))});
    names.push_back(levels_.back().name);
    return join_names(names);
}

std::string origin_text(const Origin& origin, const Wording& wording) {
    return origin.place ? wording.origin(*origin.place) : "assumed: " + origin.assumed;
}

// Of a field, or of the parts of one that stands on one line: "address thread.txt:7; packet assumed: …".
std::string comment(const Draft& draft, const std::string& path, const Wording& wording) {
    const auto own = draft.origins.find(path);
    if (own != draft.origins.end()) return origin_text(own->second, wording);
    std::vector<std::pair<std::string, std::string>> parts;  // names, origin
    const std::string prefix = path + ".";
    for (auto it = draft.origins.lower_bound(prefix);
         it != draft.origins.end() && it->first.starts_with(prefix); ++it) {
        const std::string name = it->first.substr(prefix.size());
        if (name.find('.') != std::string::npos) continue;
        const std::string text = origin_text(it->second, wording);
        if (!parts.empty() && parts.back().second == text)
            parts.back().first += ", " + name;
        else
            parts.emplace_back(name, text);
    }
    if (parts.size() == 1) return parts[0].second;
    std::vector<std::string> texts;
    for (const auto& [name, text] : parts) texts.push_back(name + " " + text);
    return base::join(texts, "; ");
}

// A line whose value is a map or list on the lines below has no comment of its own.
bool has_value(std::string_view line) {
    return !line.ends_with(':');
}

}  // namespace

std::string to_text(Place place, std::span<const std::string> files) {
    const auto file = static_cast<std::size_t>(place.file);
    if (files.size() == 1) return fmt::format("line {}", place.line);
    return fmt::format("{}:{}", file < files.size() ? files[file] : "?", place.line);
}

std::string profile_text(const Draft& draft, const Wording& wording) {
    std::string text = wording.first_line;
    for (const Remark& warning : draft.warnings)
        text += fmt::format("# {}: {}\n", wording.origin(warning.place), warning.text);
    Path path;
    for (const std::string& line : base::split(profile::emit(draft.profile), '\n')) {
        if (line.empty()) continue;
        const std::string field = path.enter(line);
        const std::string why =
            field.empty() || !has_value(line) ? std::string() : comment(draft, field, wording);
        text += why.empty() ? line + "\n" : fmt::format("{:<{}} # {}\n", line, kCommentColumn - 1, why);
    }
    return text;
}

std::string profile_text(const Draft& draft, std::span<const std::string> files) {
    return profile_text(
        draft, {fmt::format("# Made by tetherlab import from {}. Behind each field: where it is said, or why "
                            "it is assumed.\n",
                            base::join(files, ", ")),
                [files](Place place) { return to_text(place, files); }});
}

}  // namespace tetherlab::importer
