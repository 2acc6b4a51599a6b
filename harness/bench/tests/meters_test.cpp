// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/netns.hpp"
#include "harness/bench/round_trip_meter.hpp"
#include "harness/bench/traffic_meter.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <functional>
#include <future>
#include <string>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;

// Keeps the first event of its kind that is wanted.
class First : public event::Sink {
public:
    explicit First(std::function<bool(const event::Event&)> wanted) : wanted_(std::move(wanted)) {}

    void on(const event::Event& event) override {
        if (done_ || !wanted_(event)) return;
        done_ = true;
        seen_.set_value(event.data);
    }

    std::future<nlohmann::json> seen() { return seen_.get_future(); }

private:
    std::function<bool(const event::Event&)> wanted_;
    std::promise<nlohmann::json> seen_;
    bool done_ = false;
};

std::future<nlohmann::json> first(event::Log& log, std::function<bool(const event::Event&)> wanted) {
    const auto sink = std::make_shared<First>(std::move(wanted));
    log.add(sink);
    return sink->seen();
}

class Meters : public testing::Test {
protected:
    void SetUp() override {
        if (::geteuid() != 0) GTEST_SKIP() << "network namespaces need root";
        netns::create(name_);
        ip("link set lo up");
    }

    void TearDown() override {
        if (netns::exists(name_)) {
            EXPECT_TRUE(netns::remove(name_, base::Deadline(10s)));
        }
    }

    void ip(const std::string& command) { netns::ip(name_, {command}, base::Deadline(10s)); }

    std::string name_ = "tl-meters-" + std::to_string(::getpid());
    event::Log log_;
};

TEST_F(Meters, TellWhatGoesThroughAnInterfaceOfAnotherNamespace) {
    std::future<nlohmann::json> seen = first(log_, [](const event::Event& event) {
        return event.name == "traffic" && event.data.at("down_bit_s") != 0.0;
    });
    {
        const TrafficMeter meter(name_, "lo", log_);
        base::Argv ping = netns::prefix(name_);
        ping.insert(ping.end(), {"busybox", "ping", "-c", "3", "127.0.0.1"});
        base::run_checked(ping, base::Deadline(20s));
        ASSERT_EQ(seen.wait_for(20s), std::future_status::ready);
    }
    const nlohmann::json data = seen.get();
    EXPECT_EQ(data.at("down_bit_s"), data.at("up_bit_s"));
}

TEST_F(Meters, TellHowLongAnEchoTakesThereAndThatAnswersStopComing) {
    std::future<nlohmann::json> answered = first(log_, [](const event::Event& event) {
        return event.name == "round-trip" && event.data.at("ms").is_number();
    });
    std::future<nlohmann::json> silent = first(log_, [](const event::Event& event) {
        return event.name == "round-trip" && event.data.at("ms").is_null();
    });
    {
        const RoundTripMeter meter(name_, "127.0.0.1", log_);
        ASSERT_EQ(answered.wait_for(20s), std::future_status::ready);
        ip("link set lo down");
        ASSERT_EQ(silent.wait_for(20s), std::future_status::ready);
    }
    EXPECT_GT(answered.get().at("ms").get<double>(), 0);
}

}  // namespace
}  // namespace tetherlab::bench
