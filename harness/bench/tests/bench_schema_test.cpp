// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"
#include "harness/bench/bench_file.hpp"
#include "harness/bench/bench_keys.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace tetherlab::bench {
namespace {

using Json = nlohmann::json;

Json definitions() {
    return Json::parse(base::read_file(TETHERLAB_SOURCE_DIR "/lab/benches/bench.schema.json")).at("$defs");
}

BenchKeys keys_of_schema() {
    BenchKeys keys;
    const Json maps = definitions();
    for (const auto& [name, map] : maps.items()) {
        for (const auto& [key, ignored] : map.at("properties").items()) keys[name].push_back(key);
    }
    return keys;
}

BenchKeys sorted_keys_of_parser() {
    BenchKeys keys = bench_keys();
    for (auto& [name, list] : keys) std::sort(list.begin(), list.end());
    return keys;
}

TEST(BenchSchema, HasTheKeysOfTheParser) {
    EXPECT_EQ(keys_of_schema(), sorted_keys_of_parser());
}

TEST(BenchSchema, HasTheDefaultTimesOfTheParser) {
    const Json maps = definitions();
    const Json& times = maps.at("times").at("properties");
    const Times defaults;
    const auto text = [&times](const char* key) { return times.at(key).at("default").get<std::string>(); };
    EXPECT_EQ(text("gadget-boot"), base::to_text(defaults.gadget_boot));
    EXPECT_EQ(text("router-boot"), base::to_text(defaults.router_boot));
    EXPECT_EQ(text("flash"), base::to_text(defaults.flash));
    EXPECT_EQ(text("setting"), base::to_text(defaults.setting));
    EXPECT_EQ(text("hotspot"), base::to_text(defaults.hotspot));
    EXPECT_EQ(text("absence"), base::to_text(defaults.absence));
    EXPECT_EQ(text("wan"), base::to_text(defaults.wan));
    EXPECT_EQ(maps.at("command").at("properties").at("time").at("default"),
              base::to_text(power::CommandPower::Options{}.time));
}

TEST(BenchSchema, HasTheOtherDefaultsOfTheParser) {
    const Json map = definitions();
    const auto value = [&map](const char* name, const char* key) {
        return map.at(name).at("properties").at(key).at("default");
    };
    EXPECT_EQ(value("serial", "baud"), console::SerialDevice{}.baud);
    EXPECT_EQ(value("gadget", "user"), GadgetOverSsh{}.user);
    EXPECT_EQ(value("gadget", "port"), GadgetOverSsh{}.port);
    EXPECT_EQ(value("gpio", "active"), "high");
    EXPECT_EQ(value("virtual", "wire"), "udc");
}

TEST(BenchSchema, HasTheSpeedsOfTheParser) {
    EXPECT_EQ(definitions().at("serial").at("properties").at("baud").at("enum"), Json(console::kBauds));
}

}  // namespace
}  // namespace tetherlab::bench
