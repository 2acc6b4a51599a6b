// SPDX-License-Identifier: Apache-2.0
#include "harness/report/bench_table.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <functional>
#include <regex>

namespace tetherlab::report {
namespace {

using event::Kind;
using ::testing::HasSubstr;

// What a table of two benches prints, with every time as 0.0 or 0.
std::string shown(Terminal terminal, const std::function<void(BenchTable&)>& feed) {
    char* text = nullptr;
    std::size_t size = 0;
    std::FILE* out = ::open_memstream(&text, &size);
    {
        BenchTable table(out, terminal, 2);
        feed(table);
    }
    std::fclose(out);
    std::string result(text, size);
    std::free(text);
    result = std::regex_replace(result, std::regex(R"(\d+\.\d s)"), "0.0 s");
    return std::regex_replace(result, std::regex(R"(\(\d+ s\))"), "(0 s)");
}

TEST(BenchTable, SaysWhatEachBenchBeginsAndHowItEnds) {
    EXPECT_EQ(shown(Terminal::kPlain,
                    [](BenchTable& table) {
                        table.begin(0, "d53/now-1");
                        table.begin(1, "t10/now-1");
                        table.end(1, "pass");
                        table.end(0, "fail: driver: expected rndis_host, got none");
                    }),
              "    0.0 s  bench 1  begins d53/now-1\n"
              "    0.0 s  bench 2  begins t10/now-1\n"
              "    0.0 s  bench 2  t10/now-1 after 0.0 s: pass\n"
              "    0.0 s  bench 1  d53/now-1 after 0.0 s: fail: driver: expected rndis_host, got none\n");
}

TEST(BenchTable, SaysThatABenchIsTakenOut) {
    EXPECT_EQ(shown(Terminal::kPlain, [](BenchTable& table) { table.take_out(1); }),
              "    0.0 s  bench 2  is taken out: the others do what it had to do\n");
}

TEST(BenchTable, OnATerminalShowsUnderTheLinesWhatEveryBenchIsAt) {
    const std::string text = shown(Terminal::kInteractive, [](BenchTable& table) {
        const auto watcher = table.begin(0, "d53/now-1");
        watcher->on({Micros(0), Kind::kStepBegin, "flash", {}});
        table.take_out(1);
    });
    EXPECT_THAT(text, HasSubstr("    0.0 s  bench 1  begins d53/now-1\n"
                                "  bench 1  d53/now-1 (0 s)\n"
                                "  bench 2  waits\n"));
    EXPECT_THAT(text,
                HasSubstr("\033[2A\033[J    0.0 s  bench 2  is taken out: the others do what it had to do\n"
                          "  bench 1  d53/now-1 (0 s): flash (0 s)\n"
                          "  bench 2  taken out\n"));
}

TEST(BenchTable, LeavesNoTableBehind) {
    EXPECT_THAT(shown(Terminal::kInteractive, [](BenchTable& table) { table.begin(0, "d53/now-1"); }),
                ::testing::EndsWith("\033[2A\033[J"));
}

}  // namespace
}  // namespace tetherlab::report
