// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/engine.hpp"

#include "gadget/base/error.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace tetherlab::fault {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::ThrowsMessage;

constexpr base::Milliseconds kPatience{10'000};

// Stands until it is moved.
class TestTime : public TimeSource {
public:
    base::Clock::time_point now() const override { return start_ + base::Milliseconds(passed_); }

    base::Clock::time_point sleep_until(base::Clock::time_point) const override {
        return base::Clock::now() + kPatience;
    }

    void pass(base::Milliseconds time) { passed_ += time.count(); }

private:
    base::Clock::time_point start_ = base::Clock::now();
    std::atomic<std::int64_t> passed_{0};
};

// Only what brownout needs. Counts the holds.
class FakeHardware : public Hardware {
public:
    Hold detached() override { return {}; }

    Hold powered_off() override {
        if (broken) throw base::Error("unbind gadget from", "dummy_udc.0", "No such device");
        ++off;
        return Hold([this] { --off; });
    }

    Hold identity(Shape) override { return {}; }

    Hold control(const ControlFault&) override { return {}; }

    Hold data_stalled() override { return {}; }

    Hold lan(const LanFault&) override { return {}; }

    std::uint64_t received_bytes() override { return bytes; }

    std::atomic<int> off{0};
    std::atomic<bool> broken{false};
    std::atomic<std::uint64_t> bytes{0};
};

class EngineTest : public ::testing::Test {
protected:
    void arm(const std::string& yaml) { engine_.arm(parse_order(base::YamlNode::parse(yaml, "x.yaml"))); }

    void pass(base::Milliseconds time) {
        time_.pass(time);
        signals_.wake();
    }

    // The first report that reads so, without its time: "fired brownout".
    Report await(const std::string& wanted) {
        std::unique_lock lock(mutex_);
        const auto reads_so = [&](const Report& report) { return text_of(report) == wanted; };
        auto found = reports_.end();
        reported_.wait_for(lock, kPatience, [&] {
            found = std::find_if(reports_.begin(), reports_.end(), reads_so);
            return found != reports_.end();
        });
        if (found == reports_.end()) throw base::Error("await", wanted, "not reported");
        return *found;
    }

    std::vector<std::string> reported() {
        const std::lock_guard lock(mutex_);
        std::vector<std::string> texts;
        for (const Report& report : reports_) texts.push_back(text_of(report));
        return texts;
    }

    static std::string text_of(const Report& report) {
        return std::string(to_text(report.what)) + " " + report.id;
    }

    void take(const Report& report) {
        const std::lock_guard lock(mutex_);
        reports_.push_back(report);
        reported_.notify_all();
    }

    std::mutex mutex_;
    std::condition_variable reported_;
    std::vector<Report> reports_;
    TestTime time_;
    Signals signals_{time_};
    FakeHardware hardware_;
    Engine engine_{
        hardware_, signals_, {"udc.detach", "udc.reset"}, [this](const Report& report) { take(report); }};
};

TEST_F(EngineTest, RunsAFaultFromItsArmingToItsEnd) {
    arm("{fault: brownout, with: {off: 3 s}}");
    await("note brownout");
    EXPECT_EQ(hardware_.off, 1);
    pass(3s);
    await("ended brownout");
    EXPECT_EQ(hardware_.off, 0);
    EXPECT_THAT(reported(), ElementsAre("armed brownout", "fired brownout", "note brownout", "note brownout",
                                        "ended brownout"));
}

TEST_F(EngineTest, FiresAfterADelayAndSaysWhenItShouldHave) {
    arm("{fault: brownout, after: 250 ms}");
    EXPECT_THAT(reported(), ElementsAre("armed brownout"));
    pass(260ms);
    const Report fired = await("fired brownout");
    EXPECT_EQ(fired.at - *fired.scheduled, 10ms);
}

TEST_F(EngineTest, FiresAtThePlug) {
    arm("{fault: brownout, on: plug, after: 1 s}");
    pass(10s);
    signals_.plugged();
    pass(1s);
    EXPECT_EQ(await("fired brownout").text, "plug");
}

TEST_F(EngineTest, FiresAtTheNthResetAfterItWasArmed) {
    signals_.reset(time_.now());
    arm("{fault: brownout, on: reset 2}");
    signals_.reset(time_.now());
    EXPECT_THAT(reported(), ElementsAre("armed brownout"));
    signals_.reset(time_.now());
    await("fired brownout");
}

TEST_F(EngineTest, FiresOnTraffic) {
    arm("{fault: brownout, on: traffic 5 Mbit/s}");
    hardware_.bytes = 25'000;
    pass(20ms);
    EXPECT_EQ(await("fired brownout").text, "traffic 5 Mbit/s");
}

TEST_F(EngineTest, FiresAtTheNthDhcpRequest) {
    signals_.dhcp_request();
    arm("{fault: brownout, on: dhcp 2}");
    signals_.dhcp_request();
    EXPECT_THAT(reported(), ElementsAre("armed brownout"));
    signals_.dhcp_request();
    await("fired brownout");
}

TEST_F(EngineTest, FiresOnRequest) {
    arm("{fault: brownout, as: now-and-then, on: request}");
    engine_.fire("now-and-then");
    await("fired now-and-then");
}

TEST_F(EngineTest, ReleasesTheHoldsOfAFaultThatIsEnded) {
    arm("{fault: brownout, with: {off: 1 h}}");
    await("note brownout");
    engine_.end("brownout");
    EXPECT_EQ(hardware_.off, 0);
    EXPECT_EQ(engine_.faults().at(0).state, ArmedFault::State::kEnded);
}

TEST_F(EngineTest, EndsAFaultThatHasNotFired) {
    arm("{fault: brownout, on: plug}");
    engine_.end("brownout");
    EXPECT_THAT(reported(), ElementsAre("armed brownout", "ended brownout"));
}

TEST_F(EngineTest, RunsTwoFaultsAtOnce) {
    arm("{fault: brownout, as: a, with: {off: 2 s}}");
    arm("{fault: brownout, as: b, with: {off: 5 s}}");
    await("note a");
    await("note b");
    EXPECT_EQ(hardware_.off, 2);
    pass(2s);
    await("ended a");
    EXPECT_EQ(hardware_.off, 1);
}

TEST_F(EngineTest, SaysWhyAFaultFailed) {
    hardware_.broken = true;
    arm("{fault: brownout}");
    EXPECT_EQ(await("failed brownout").text, "unbind gadget from dummy_udc.0: No such device");
    EXPECT_EQ(engine_.faults().at(0).state, ArmedFault::State::kFailed);
}

TEST_F(EngineTest, EndsEverythingAtOnce) {
    arm("{fault: brownout, as: a, with: {off: 1 h}}");
    arm("{fault: brownout, as: b, on: plug}");
    await("note a");
    engine_.end_all();
    EXPECT_EQ(hardware_.off, 0);
    EXPECT_TRUE(engine_.faults().empty());
}

TEST_F(EngineTest, ReplacesAFaultThatHasEnded) {
    arm("{fault: brownout, on: plug}");
    engine_.end("brownout");
    arm("{fault: brownout, on: plug}");
    EXPECT_EQ(engine_.faults().at(0).state, ArmedFault::State::kArmed);
}

TEST_F(EngineTest, RefusesTwoOfOneName) {
    arm("{fault: brownout, on: plug}");
    EXPECT_THAT([&] { arm("{fault: brownout}"); },
                ThrowsMessage<base::Error>("arm fault brownout: one of that name is armed"));
}

TEST_F(EngineTest, RefusesWhatTheHardwareCannotDo) {
    EXPECT_THAT([&] { arm("{fault: rndis-silent}"); },
                ThrowsMessage<base::Error>("arm fault rndis-silent: 'rndis-silent' needs the capability "
                                           "'udc.ep0', which this hotspot lacks"));
    EXPECT_THAT([&] { arm("{fault: over-current}"); },
                ThrowsMessage<base::Error>("arm fault over-current: 'over-current' needs the capability "
                                           "'vbus', which this hotspot lacks"));
}

TEST_F(EngineTest, RefusesToFireWhatFiresByItself) {
    arm("{fault: brownout, on: plug}");
    EXPECT_THAT([&] { engine_.fire("brownout"); },
                ThrowsMessage<base::Error>("fire fault brownout: it fires by itself, on: plug"));
}

TEST_F(EngineTest, NamesTheFaultsThereAre) {
    EXPECT_THAT([&] { engine_.end("b"); }, ThrowsMessage<base::Error>("end fault b: no fault is armed"));
    arm("{fault: brownout, as: a, on: plug}");
    EXPECT_THAT([&] { engine_.end("b"); },
                ThrowsMessage<base::Error>("end fault b: no such fault; there is a"));
}

}  // namespace
}  // namespace tetherlab::fault
