// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/snapshot.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <nlohmann/json.hpp>

namespace tetherlab::bench {
namespace {

constexpr auto kFile = "snapshot.json";

}  // namespace

Snapshot read_snapshot(const std::filesystem::path& folder) {
    const std::filesystem::path file = folder / kFile;
    try {
        const auto json = nlohmann::json::parse(base::read_file(file));
        return {folder, json.at("made"), base::Milliseconds(json.at("router_age_ms").get<std::int64_t>())};
    } catch (const nlohmann::json::exception& error) {
        throw base::Error("read", file.string(), error.what());
    }
}

void write_snapshot(const Snapshot& snapshot) {
    const nlohmann::ordered_json json{{"made", snapshot.made},
                                      {"router_age_ms", snapshot.router_age.count()}};
    base::write_file(snapshot.folder / kFile, json.dump(2) + "\n");
}

}  // namespace tetherlab::bench
