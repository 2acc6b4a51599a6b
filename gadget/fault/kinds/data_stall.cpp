// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/kinds/common.hpp"
#include "gadget/fault/kinds/kinds.hpp"

#include <fmt/format.h>

namespace tetherlab::fault {
namespace {

void stall(Stage& stage, base::Clock::time_point end) {
    Hold stalled = stage.data_stalled();
    stage.note("data stalled");
    stage.wait_until(end);
    stalled.release();
    stage.note("data flows");
}

void run(Stage& stage, const Values& values) {
    const base::Milliseconds time = values.duration("for");
    if (time.count() == 0) {
        const Hold stalled = stage.data_stalled();
        stage.wait_for_ever();
    }
    repeat(
        stage, values.whole("count"), [&](base::Clock::time_point begin) { stall(stage, begin + time); },
        [&] { return values.duration("every"); });
}

std::string check(const Values& values) {
    if (values.number("count") == 1) return {};
    if (values.number("for") == 0) return "expected 'count' 1 for a stall without an end";
    if (values.number("every") > values.number("for")) return {};
    return fmt::format("expected 'every' to be longer than 'for' ({} ms), got {} ms", values.number("for"),
                       values.number("every"));
}

}  // namespace

Kind data_stall() {
    return {
        .name = "data-stall",
        .summary = "No data passes in either direction, though the hotspot is on the bus and its link is up.",
        .capability = "udc.data",
        .parameters = {duration_parameter("5 s"),
                       {.name = "count",
                        .meaning = "how often; 0: until it is ended",
                        .unit = Unit::kCount,
                        .preset = "1",
                        .most = 1'000'000},
                       {.name = "every",
                        .meaning = "from one beginning to the next, when there are several",
                        .preset = "200 ms",
                        .least = 10,
                        .most = 86'400e3}},
        .provokes = {"nothing at first; NETDEV WATCHDOG: usb0 (rndis_host): transmit queue 0 timed out"},
        .check = check,
        .run = run};
}

}  // namespace tetherlab::fault
