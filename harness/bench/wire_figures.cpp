// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/wire_figures.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

namespace tetherlab::bench {
namespace {

double middle(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double median_of(const std::vector<WireSample>& samples, double WireSample::*figure) {
    std::vector<double> values;
    for (const WireSample& sample : samples) values.push_back(sample.*figure);
    return middle(std::move(values));
}

}  // namespace

double iperf3_rate(const std::string& json) {
    const auto answer = nlohmann::json::parse(json, nullptr, false);
    if (answer.is_discarded())
        throw base::Error("read", "iperf3's answer", "not JSON: " + json.substr(0, 80));
    const auto received = nlohmann::json::json_pointer("/end/sum_received/bits_per_second");
    if (answer.contains("error")) throw base::Error("measure", "with iperf3", answer["error"]);
    if (!answer.contains(received))
        throw base::Error("read", "iperf3's answer", "no " + received.to_string());
    return answer.at(received).get<double>() / 1e6;
}

double ping_median(const std::string& output) {
    constexpr std::string_view kTime = "time=";
    std::vector<double> times;
    for (const std::string& line : base::split(output, '\n')) {
        const std::size_t at = line.find(kTime);
        if (at == std::string::npos) continue;
        double time = 0;
        const char* first = line.data() + at + kTime.size();
        if (std::from_chars(first, line.data() + line.size(), time).ec == std::errc()) times.push_back(time);
    }
    if (times.empty()) throw base::Error("read", "ping's answer", "no echo came back");
    return middle(std::move(times));
}

WireSample median(const std::vector<WireSample>& samples) {
    return {median_of(samples, &WireSample::up), median_of(samples, &WireSample::down),
            median_of(samples, &WireSample::rtt)};
}

WireRatios ratios(const std::vector<WireSample>& wire, const std::vector<WireSample>& reference) {
    const WireSample ours = median(wire);
    const WireSample theirs = median(reference);
    return {ours.up / theirs.up, ours.down / theirs.down, theirs.rtt / ours.rtt};
}

}  // namespace tetherlab::bench
