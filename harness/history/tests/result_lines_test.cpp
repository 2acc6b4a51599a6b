// SPDX-License-Identifier: Apache-2.0
#include "harness/history/result_lines.hpp"

#include "gadget/base/yaml.hpp"
#include "harness/history/tests/sample.hpp"

#include <gtest/gtest.h>

namespace tetherlab::history {
namespace {

constexpr const char* kLine =
    R"({"started":"2026-01-31T12:00:00Z","run":"000000","scenario":"d53","hotspot":"quanta-d53",)"
    R"("image":"","revision":"","sha256":"","bench":"virtual","cause":"","evidence":"","report":"/out/d53",)"
    R"("seed":7,"verdict":"pass","diagnoses":[],"took_us":30600001})";

// The line with `from` replaced.
std::string with(const std::string& from, const std::string& to) {
    std::string line = kLine;
    const std::size_t at = line.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return line.replace(at, from.size(), to);
}

std::string refusal(const std::string& text) {
    try {
        parse_lines(text, "r.jsonl");
    } catch (const base::ConfigError& error) {
        return error.what();
    }
    return "nothing";
}

TEST(ResultLines, AreReadBackAsTheyWere) {
    const std::vector<Result> results = testing::samples(100);
    EXPECT_EQ(parse_lines(to_lines(results), "r.jsonl"), results);
}

TEST(ResultLines, AreOneObjectALine) {
    Result pass = testing::sample();
    pass.verdict = verdict::Verdict::kPass;
    pass.image = pass.revision = pass.sha256 = pass.cause = pass.evidence = "";
    pass.diagnoses = {};
    EXPECT_EQ(to_lines(std::vector{pass, pass}), std::string(kLine) + "\n" + kLine + "\n");
}

TEST(ResultLines, MayHaveEmptyLinesBetween) {
    EXPECT_EQ(parse_lines(std::string("\n") + kLine + "\n\n", "r.jsonl").size(), 1U);
    EXPECT_TRUE(parse_lines("", "r.jsonl").empty());
}

TEST(ResultLines, ThatAreNotJsonAreRefused) {
    EXPECT_EQ(refusal(std::string(kLine) + "\n{\"started\": oops}\n"),
              "r.jsonl:2:13: expected a result as JSON, got no JSON");
    EXPECT_EQ(refusal("[1]"), "r.jsonl:1:1: expected an object, got [1]");
}

TEST(ResultLines, WithAFieldMissingOrUnknownAreRefused) {
    EXPECT_EQ(refusal(with(R"("seed":7,)", "")), "r.jsonl:1:1: expected a field 'seed', got none");
    EXPECT_EQ(
        refusal(with(R"("seed")", R"("sead")")),
        "r.jsonl:1:1: expected one of seed, verdict, diagnoses, took_us, started, run, scenario, hotspot, "
        "image, revision, sha256, bench, cause, evidence, report, got 'sead'; did you mean 'seed'?");
}

TEST(ResultLines, WithAValueOutOfRangeAreRefused) {
    EXPECT_EQ(refusal(with("pass", "maybe")),
              "r.jsonl:1:199: expected one of pass, fail, error, skipped as verdict, got \"maybe\"");
    EXPECT_EQ(refusal(with("2026-01-31T12:00:00Z", "yesterday")),
              "r.jsonl:1:2: expected a time like 2026-01-31T12:00:00Z as started, got \"yesterday\"");
    EXPECT_EQ(refusal(with(R"("sha256":"")", R"("sha256":"AB")")),
              "r.jsonl:1:115: expected 64 hexadecimal digits or nothing as sha256, got \"AB\"");
    EXPECT_EQ(refusal(with(R"("seed":7)", R"("seed":-7)")),
              "r.jsonl:1:190: expected a number from 0 to 9223372036854775807 as seed, got -7");
    EXPECT_EQ(refusal(with(R"("diagnoses":[])", R"("diagnoses":["a b"])")),
              "r.jsonl:1:216: expected a code as diagnoses, got \"a b\"");
    EXPECT_EQ(refusal(with(R"("run":"000000")", R"("run":0)")), "r.jsonl:1:35: expected text as run, got 0");
}

}  // namespace
}  // namespace tetherlab::history
