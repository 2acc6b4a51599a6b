// SPDX-License-Identifier: Apache-2.0
#include "harness/history/database.hpp"

#include "gadget/base/text.hpp"
#include "harness/bench/run_directory.hpp"
#include "harness/history/schema.hpp"
#include "harness/history/words.hpp"

#include <fmt/format.h>

namespace tetherlab::history {
namespace {

using namespace std::chrono_literals;

constexpr base::Milliseconds kBusy = 30s;  // others hold the lock for one synced write at a time

const std::filesystem::path& with_folder(const std::filesystem::path& file) {
    if (file.has_parent_path()) std::filesystem::create_directories(file.parent_path());
    return file;
}

std::string text_columns() {
    std::string names;
    for (const TextField& field : kTextFields) names += std::string(field.name) + ", ";
    return names;
}

const std::string& columns() {
    static const std::string names = text_columns() + "seed, verdict, diagnoses, took_us";
    return names;
}

std::string insertion() {
    std::string values = "?";
    for (std::size_t i = 1; i < kTextFields.size() + 4; ++i) values += ", ?";
    return fmt::format("INSERT INTO results({}) VALUES({}) ON CONFLICT DO NOTHING", columns(), values);
}

void bind(Statement& statement, const Result& result) {
    for (const TextField& field : kTextFields) statement.bind(result.*field.member);
    statement.bind(result.seed)
        .bind(verdict::to_text(result.verdict))
        .bind(base::join(result.diagnoses, " "))
        .bind(result.took.count());
}

Result row_of(const Statement& statement) {
    Result result;
    int column = 0;
    for (const TextField& field : kTextFields) result.*field.member = statement.text(column++);
    result.seed = statement.number(column++);
    result.verdict = verdict_of(statement.text(column++)).value_or(verdict::Verdict::kError);
    result.diagnoses = words_of(statement.text(column++));
    result.took = std::chrono::microseconds(statement.number(column));
    return result;
}

struct Condition {
    const char* column;
    std::string value;
};

std::vector<Condition> conditions_of(const Filter& filter) {
    std::vector<Condition> all{{"sha256", filter.sha256},
                               {"revision", filter.revision},
                               {"scenario", filter.scenario},
                               {"hotspot", filter.hotspot},
                               {"bench", filter.bench}};
    std::erase_if(all, [](const Condition& condition) { return condition.value.empty(); });
    return all;
}

std::string where(const Filter& filter) {
    std::string text = " WHERE true";
    for (const Condition& condition : conditions_of(filter)) {
        text += fmt::format(" AND {} = ?", condition.column);
    }
    return text;
}

void bind(Statement& statement, const Filter& filter) {
    for (const Condition& condition : conditions_of(filter)) statement.bind(condition.value);
}

std::string selection(const Filter& filter) {
    return fmt::format("SELECT {} FROM results{} ORDER BY started DESC, id DESC LIMIT ?", columns(),
                       where(filter));
}

// The index by_snapshot answers this alone. Its hint is for a bench: without it SQLite would rather look up
// every result of the bench.
std::string counting(const Filter& filter) {
    const bool by_bench = !filter.bench.empty() && conditions_of(filter).size() == 1;
    return fmt::format(
        "SELECT revision, scenario, verdict, count(*) FROM results{}{} AND revision > '' "
        "GROUP BY revision, scenario, verdict",
        by_bench ? " INDEXED BY by_snapshot" : "", where(filter));
}

}  // namespace

Database::Database(const std::filesystem::path& file) : connection_(with_folder(file), kBusy) {
    migrate(connection_, kMigrations);
    connection_.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
}

std::int64_t Database::add(std::span<const Result> results) {
    std::int64_t added = 0;
    Transaction transaction(connection_);
    Statement statement(connection_, insertion());
    for (const Result& result : results) {
        bind(statement, result);
        statement.step();
        added += connection_.changes();
        statement.reset();
    }
    transaction.commit();
    return added;
}

std::vector<Result> Database::find(const Filter& filter, std::int64_t limit) {
    Statement statement(connection_, selection(filter));
    bind(statement, filter);
    statement.bind(limit);
    std::vector<Result> results;
    while (statement.step()) results.push_back(row_of(statement));
    return results;
}

std::vector<Tally> Database::tallies(const Filter& filter) {
    Statement statement(connection_, counting(filter));
    bind(statement, filter);
    std::vector<Tally> tallies;
    while (statement.step()) {
        tallies.push_back({statement.text(0), statement.text(1),
                           verdict_of(statement.text(2)).value_or(verdict::Verdict::kError),
                           statement.number(3)});
    }
    return tallies;
}

std::string Database::plan(const Filter& filter) {
    Statement statement(connection_, "EXPLAIN QUERY PLAN " + selection(filter));
    std::vector<std::string> lines;
    while (statement.step()) lines.push_back(statement.text(3));
    return base::join(lines, "\n");
}

std::filesystem::path default_file() {
    return bench::runs_folder().parent_path() / "results.sqlite";
}

}  // namespace tetherlab::history
