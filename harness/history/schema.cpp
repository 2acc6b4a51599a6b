// SPDX-License-Identifier: Apache-2.0
#include "harness/history/schema.hpp"

#include "gadget/base/error.hpp"

#include <fmt/format.h>

namespace tetherlab::history {
namespace {

constexpr std::int64_t kApplicationId = 0x746c6162;  // "tlab"; `file` and sqlite3 show it

[[noreturn]] void refuse(const Connection& connection, const std::string& reason) {
    throw base::Error("use results database", connection.file().string(), reason);
}

// The schema that the file has.
std::int64_t version_of(Connection& connection) {
    const std::int64_t version = connection.number("PRAGMA user_version");
    const std::int64_t application = connection.number("PRAGMA application_id");
    const bool ours = application == kApplicationId;
    const bool blank =
        application == 0 && version == 0 && connection.number("SELECT count(*) FROM sqlite_schema") == 0;
    if (!ours && !blank) refuse(connection, "it holds another program's tables");
    return version;
}

}  // namespace

// Each index ends in what makes its answers come out newest first; by_snapshot has all that a plot asks for.
const std::array<const char*, 1> kMigrations{R"sql(
CREATE TABLE results(
    id INTEGER PRIMARY KEY,
    started TEXT NOT NULL,
    run TEXT NOT NULL,
    scenario TEXT NOT NULL,
    hotspot TEXT NOT NULL,
    image TEXT NOT NULL,
    revision TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    bench TEXT NOT NULL,
    cause TEXT NOT NULL,
    evidence TEXT NOT NULL,
    report TEXT NOT NULL,
    seed INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    diagnoses TEXT NOT NULL,
    took_us INTEGER NOT NULL,
    UNIQUE(started, run, scenario)
);
CREATE INDEX by_scenario ON results(scenario, started);
CREATE INDEX by_bench ON results(bench, started);
CREATE INDEX by_revision ON results(revision, started);
CREATE INDEX by_sha256 ON results(sha256, started);
CREATE INDEX by_snapshot ON results(revision, scenario, verdict, bench);
)sql"};

void migrate(Connection& connection, std::span<const char* const> migrations) {
    const auto known = static_cast<std::int64_t>(migrations.size());
    const std::int64_t before = version_of(connection);
    if (before > known) {
        refuse(connection,
               fmt::format("a newer tetherlab made it: it has schema {}, this one knows {}", before, known));
    }
    if (before == known) return;
    Transaction transaction(connection);
    // Another process may have done it meanwhile.
    for (std::int64_t version = version_of(connection); version < known; ++version) {
        connection.execute(migrations[static_cast<std::size_t>(version)]);
    }
    connection.execute(
        fmt::format("PRAGMA user_version = {}; PRAGMA application_id = {}", known, kApplicationId));
    transaction.commit();
}

}  // namespace tetherlab::history
