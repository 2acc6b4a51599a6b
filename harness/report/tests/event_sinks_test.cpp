// SPDX-License-Identifier: Apache-2.0
#include "harness/report/event_sinks.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <gtest/gtest.h>

namespace tetherlab::report {
namespace {

using std::chrono::microseconds;

TEST(EventLine, IsOneJsonObjectInAFixedOrder) {
    EXPECT_EQ(to_json_line({microseconds(1500), event::Kind::kPower, "router", {{"state", "on"}}}),
              R"({"t_us":1500,"kind":"power","name":"router","data":{"state":"on"}})");
}

TEST(EventLine, SurvivesBytesThatAreNotUtf8) {
    EXPECT_EQ(to_json_line({microseconds(0),
                            event::Kind::kConsoleLine,
                            "",
                            {{"text",
                              "a\xff"
                              "b"}}}),
              "{\"t_us\":0,\"kind\":\"console-line\",\"name\":\"\",\"data\":{\"text\":\"a\xEF\xBF\xBD"
              "b\"}}");
}

TEST(ConsoleLog, StampsEachLineInSeconds) {
    const base::TemporaryFolder folder;
    const auto file = folder.path() / "console.log";
    ConsoleLog(file).on(
        {microseconds(12'345'678), event::Kind::kConsoleLine, "", {{"text", "U-Boot 2023.01"}}});
    EXPECT_EQ(base::read_file(file), "[   12.345678] U-Boot 2023.01\n");
}

TEST(EventLines, ThatCannotBeWrittenNameTheFile) {
    try {
        EventLines("/no/such/folder/events.jsonl");
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_STREQ(error.what(), "create /no/such/folder/events.jsonl: No such file or directory");
    }
}

}  // namespace
}  // namespace tetherlab::report
