// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/order.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::fault {
namespace {

using testing::ThrowsMessage;

Order parsed(const std::string& yaml) {
    return parse_order(base::YamlNode::parse(yaml, "x.yaml"));
}

auto refuses(const std::string& message) {
    return ThrowsMessage<base::ConfigError>(message);
}

TEST(OrderParser, ReadsEverythingThatCanBeSaid) {
    const Order order = parsed(R"(
fault: brownout
as: first
with: { off: 1.5 s, count: 3, every: 1 min, jitter: 2 s, spacing: even }
on: reset 3
after: 250 ms
seed: 7
)");
    EXPECT_EQ(order.kind->name, "brownout");
    EXPECT_EQ(order.id, "first");
    EXPECT_EQ(order.values.duration("off"), base::Milliseconds(1500));
    EXPECT_EQ(order.values.whole("count"), 3);
    EXPECT_EQ(order.values.number("every"), 60'000);
    EXPECT_EQ(order.values.text("spacing"), "even");
    EXPECT_EQ(to_text(order.trigger), "reset 3");
    EXPECT_EQ(order.trigger.delay, base::Milliseconds(250));
    EXPECT_EQ(order.seed, 7U);
}

TEST(OrderParser, FillsInPresets) {
    const Order order = parsed("fault: brownout");
    EXPECT_EQ(order.id, "brownout");
    EXPECT_EQ(order.values.duration("off"), base::Milliseconds(3000));
    EXPECT_EQ(to_text(order.trigger), "now");
    EXPECT_EQ(order.trigger.delay, base::Milliseconds(0));
    EXPECT_EQ(order.seed, 0U);
}

TEST(OrderParser, WritesAnOrderThatReadsTheSame) {
    const Order order = parsed("{fault: brownout, as: a, with: {off: 20 s}, on: plug, after: 1 s, seed: 9}");
    EXPECT_EQ(order.yaml,
              R"({fault: "brownout", as: "a", on: "plug", after: "1 s", with: {off: "20 s"}, seed: "9"})");
    EXPECT_EQ(parsed(order.yaml).yaml, order.yaml);
}

TEST(OrderParser, NeedsWhatItsKindAndItsTriggerNeed) {
    EXPECT_THAT(capabilities_needed(parsed("{fault: brownout, on: reset 2}")),
                testing::ElementsAre("udc.detach", "udc.reset"));
    EXPECT_THAT(capabilities_needed(parsed("{fault: rndis-silent, on: plug}")),
                testing::ElementsAre("udc.ep0"));
}

TEST(OrderParser, GivesASeedToAnOrderWithoutOne) {
    EXPECT_EQ(with_seed(parsed("fault: brownout"), 5).yaml, R"({fault: "brownout", seed: "5"})");
    EXPECT_EQ(with_seed(parsed("fault: brownout"), 5).seed, 5U);
    EXPECT_EQ(with_seed(parsed("{fault: brownout, seed: 9}"), 5).seed, 9U);
}

TEST(OrderParser, NamesTheNearestFault) {
    EXPECT_THAT([] { parsed("fault: brownuot"); },
                ThrowsMessage<base::ConfigError>(
                    testing::AllOf(testing::StartsWith("x.yaml:1:8: expected one of "),
                                   testing::HasSubstr("got 'brownuot'; did you mean 'brownout'?\n"))));
}

TEST(OrderParser, NamesTheNearestParameter) {
    EXPECT_THAT([] { parsed("fault: brownout\nwith: {of: 3 s}"); },
                refuses("x.yaml:2:8: unknown key 'of', expected one of off, count, every, jitter, spacing; "
                        "did you mean 'off'?\n  with: {of: 3 s}\n         ^"));
}

TEST(OrderParser, NamesTheNearestWord) {
    EXPECT_THAT([] { parsed("fault: brownout\nwith: {spacing: randon}"); },
                refuses("x.yaml:2:17: expected one of even, random, got 'randon'; did you mean 'random'?\n"
                        "  with: {spacing: randon}\n                  ^"));
}

TEST(OrderParser, RefusesATimeWithoutAUnit) {
    EXPECT_THAT([] { parsed("fault: brownout\nwith: {off: 3}"); },
                refuses("x.yaml:2:13: expected a time with a unit (ms, s, min or h) such as '20 s', got '3'\n"
                        "  with: {off: 3}\n              ^"));
}

TEST(OrderParser, RefusesANegativeTimeAndSaysTheRange) {
    EXPECT_THAT([] { parsed("fault: brownout\nwith: {off: -3 s}"); },
                refuses("x.yaml:2:13: expected 'off' from 10 ms to 1 h, got '-3 s'\n"
                        "  with: {off: -3 s}\n              ^"));
}

TEST(OrderParser, RefusesWhatTheKindRefuses) {
    EXPECT_THAT([] { parsed("fault: brownout\nwith: {off: 9 s, count: 2, every: 9 s, jitter: 1 s}"); },
                refuses("x.yaml:2:7: expected 'every' less 'jitter' to be longer than 'off' (9000 ms), "
                        "got 8000 ms\n  with: {off: 9 s, count: 2, every: 9 s, jitter: 1 s}\n        ^"));
}

TEST(OrderParser, RefusesAnUnknownTrigger) {
    EXPECT_THAT([] { parsed("fault: brownout\non: plugg"); },
                refuses("x.yaml:2:5: expected now, plug, reset N, traffic RATE, dhcp N or request, "
                        "got 'plugg'; did you mean 'plug'?\n  on: plugg\n      ^"));
}

TEST(OrderParser, RefusesATriggerWithTheWrongNumber) {
    EXPECT_THAT([] { parsed("fault: brownout\non: reset 0"); },
                refuses("x.yaml:2:5: expected 'reset N' with N from 1 to 1000, got 'reset 0'\n"
                        "  on: reset 0\n      ^"));
    EXPECT_THAT([] { parsed("fault: brownout\non: traffic 5"); },
                refuses("x.yaml:2:5: expected traffic with a rate such as 'traffic 5 Mbit/s', "
                        "got 'traffic 5'\n  on: traffic 5\n      ^"));
}

TEST(OrderParser, RefusesADelayBackInTime) {
    EXPECT_THAT([] { parsed("fault: brownout\nafter: -1 s"); },
                refuses("x.yaml:2:8: expected a delay from 0 ms to 24 h, got '-1 s'\n"
                        "  after: -1 s\n         ^"));
}

TEST(OrderParser, RefusesANameThatIsNone) {
    EXPECT_THAT([] { parsed("fault: brownout\nas: The First"); },
                refuses("x.yaml:2:5: expected a name of at most 40 lower-case letters, digits and '-', "
                        "got 'The First'\n  as: The First\n      ^"));
}

TEST(OrderParser, RefusesAKeyThatIsNone) {
    EXPECT_THAT([] { parsed("fault: brownout\nwhen: plug"); },
                refuses("x.yaml:2:1: unknown key 'when', expected one of fault, as, with, on, after, seed\n"
                        "  when: plug\n  ^"));
}

}  // namespace
}  // namespace tetherlab::fault
