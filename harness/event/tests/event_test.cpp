// SPDX-License-Identifier: Apache-2.0
#include "harness/event/event.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace tetherlab::event {
namespace {

using testing::ElementsAre;

class Recorder : public Sink {
public:
    void on(const Event& event) override {
        lines.push_back(std::string(to_text(event.kind)) + " " + event.name + " " + event.data.dump());
    }

    std::vector<std::string> lines;
};

TEST(Step, IsABeginAndAnEnd) {
    Log log;
    const auto recorder = std::make_shared<Recorder>();
    log.add(recorder);
    EXPECT_EQ(step(log, "boot", [] { return 42; }), 42);
    EXPECT_THAT(recorder->lines, ElementsAre("step-begin boot {}", R"(step-end boot {"outcome":"ok"})"));
}

TEST(Step, ThatThrowsEndsAsFailedWithTheReason) {
    Log log;
    const auto recorder = std::make_shared<Recorder>();
    log.add(recorder);
    EXPECT_THROW(step(log, "boot", [] { throw std::runtime_error("no prompt"); }), std::runtime_error);
    EXPECT_EQ(recorder->lines.back(), R"(step-end boot {"outcome":"failed","reason":"no prompt"})");
}

TEST(Log, StampsEventsInOrderOfTime) {
    Log log;
    const auto before = log.now();
    log.emit(Kind::kNote, "x");
    EXPECT_GE(log.now(), before);
}

}  // namespace
}  // namespace tetherlab::event
