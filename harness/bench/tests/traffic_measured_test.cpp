// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/netns.hpp"
#include "harness/bench/traffic_meter.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <future>
#include <string>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;

// Keeps the first moment at which something passed.
class FirstTraffic : public event::Sink {
public:
    void on(const event::Event& event) override {
        if (done_ || event.name != "traffic" || event.data.value("down_bit_s", 0.0) == 0) return;
        done_ = true;
        seen_.set_value(event.data);
    }

    std::future<nlohmann::json> seen() { return seen_.get_future(); }

private:
    std::promise<nlohmann::json> seen_;
    bool done_ = false;
};

TEST(TrafficMeter, TellsWhatGoesThroughAnInterfaceOfAnotherNamespace) {
    if (::geteuid() != 0) GTEST_SKIP() << "network namespaces need root";
    const std::string name = "tl-traffic-" + std::to_string(::getpid());
    netns::create(name);
    netns::ip(name, {"link set lo up"}, base::Deadline(10s));
    event::Log log;
    const auto first = std::make_shared<FirstTraffic>();
    std::future<nlohmann::json> seen = first->seen();
    log.add(first);
    {
        const TrafficMeter meter(name, "lo", log);
        base::Argv ping = netns::prefix(name);
        ping.insert(ping.end(), {"busybox", "ping", "-c", "3", "127.0.0.1"});
        base::run_checked(ping, base::Deadline(20s));
        ASSERT_EQ(seen.wait_for(20s), std::future_status::ready);
    }
    const nlohmann::json data = seen.get();
    EXPECT_EQ(data.at("down_bit_s"), data.at("up_bit_s"));
    EXPECT_TRUE(netns::remove(name, base::Deadline(10s)));
}

}  // namespace
}  // namespace tetherlab::bench
