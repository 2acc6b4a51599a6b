// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/yaml.hpp"

#include <gtest/gtest.h>

namespace tetherlab::base {
namespace {

using namespace std::chrono_literals;

std::string message_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const ConfigError& error) {
        return error.what();
    }
    return "no error";
}

TEST(Yaml, AnUnknownKeyIsShownWithItsPlaceAndTheNearest) {
    const YamlNode node = YamlNode::parse("vendor: 1\nprodct: 2\n", "t10.yaml");
    EXPECT_EQ(message_of([&] {
                  node.allow_keys({"vendor", "product"});
              }),
              "t10.yaml:2:1: unknown key 'prodct', expected one of vendor, product; did you mean 'product'?\n"
              "  prodct: 2\n"
              "  ^");
}

TEST(Yaml, AKeyThatStandsTwiceIsRefused) {
    const YamlNode node = YamlNode::parse("a: 1\na: 2\n", "x.yaml");
    EXPECT_EQ(message_of([&] { node.allow_keys({"a"}); }),
              "x.yaml:2:1: key 'a' stands here twice\n  a: 2\n  ^");
}

TEST(Yaml, ANumberOutOfRangeIsShownWithTheRange) {
    const YamlNode node = YamlNode::parse("power: 900\n", "x.yaml");
    EXPECT_EQ(message_of([&] { node.at("power").integer(0, 500); }),
              "x.yaml:1:8: expected a whole number from 0 to 500, got '900'\n  power: 900\n         ^");
}

TEST(Yaml, NumbersMayBeHexadecimal) {
    EXPECT_EQ(YamlNode::parse("id: 0x05c6\n", "x").at("id").integer(0, 0xffff), 0x05c6);
}

TEST(Yaml, DurationsNeedAUnit) {
    const YamlNode node = YamlNode::parse("within: 20\n", "x.yaml");
    EXPECT_EQ(message_of([&] { node.at("within").duration(); }),
              "x.yaml:1:9: expected a time with a unit (ms, s, min or h) such as '20 s', got '20'\n"
              "  within: 20\n"
              "          ^");
    EXPECT_EQ(YamlNode::parse("within: 1.5 s\n", "x").at("within").duration(), 1500ms);
}

TEST(Yaml, AMissingKeyIsNamed) {
    EXPECT_EQ(message_of([] { YamlNode::parse("a: 1\n", "x.yaml").at("image"); }),
              "x.yaml:1:1: expected a key 'image', got none\n  a: 1\n  ^");
}

TEST(Yaml, BrokenSyntaxHasAPlaceToo) {
    EXPECT_EQ(message_of([] { YamlNode::parse("a: [1, 2\n", "x.yaml"); }).substr(0, 9), "x.yaml:2:");
}

TEST(Yaml, ASecondDocumentIsRefused) {
    EXPECT_EQ(message_of([] { YamlNode::parse("a: 1\n---\nb: 2\n", "x.yaml"); }),
              "x.yaml:2:1: expected one document, got more\n  ---\n  ^");
}

TEST(Yaml, ATextThatYamlCppNeverFinishesIsRefused) {
    EXPECT_EQ(message_of([] { YamlNode::parse(",a", "x.yaml"); }),
              "x.yaml:1:1: expected one document, got more\n  ,a\n  ^");
}

TEST(Yaml, AnEmptyFileIsNotAMap) {
    EXPECT_EQ(message_of([] { YamlNode::parse("", "x.yaml"); }),
              "x.yaml:1:1: expected a map, got an empty file\n  \n  ^");
}

}  // namespace
}  // namespace tetherlab::base
