// SPDX-License-Identifier: Apache-2.0
#include "gadget/fault/catalogue.hpp"

#include "gadget/fault/order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <set>

namespace tetherlab::fault {

// For GoogleTest, which finds it by the type's namespace.
void PrintTo(const Kind& kind, std::ostream* out) {
    *out << kind.name;
}

namespace {

class EachKind : public testing::TestWithParam<Kind> {};

INSTANTIATE_TEST_SUITE_P(Catalogue, EachKind, testing::ValuesIn(catalogue().begin(), catalogue().end()),
                         [](const testing::TestParamInfo<Kind>& kind) {
                             std::string name = kind.param.name;
                             std::replace(name.begin(), name.end(), '-', '_');
                             return name;
                         });

// A preset that its own parameter refuses would be missing from the values.
TEST_P(EachKind, CanBeOrderedByItsNameAlone) {
    const Order order = parse_order(base::YamlNode::parse("fault: " + GetParam().name, "x.yaml"));
    for (const Parameter& parameter : GetParam().parameters) {
        const bool text = parameter.unit == Unit::kText || parameter.unit == Unit::kChoice;
        EXPECT_NO_THROW(text ? order.values.text(parameter.name).size()
                             : static_cast<std::size_t>(order.values.number(parameter.name)))
            << parameter.name;
    }
}

TEST_P(EachKind, SaysWhatItDoesAndWhatShowsIt) {
    EXPECT_TRUE(GetParam().summary.ends_with('.'));
    EXPECT_FALSE(GetParam().provokes.empty());
    EXPECT_EQ(find(GetParam().name)->name, GetParam().name);
}

TEST_P(EachKind, NeedsACapabilityThereIs) {
    EXPECT_TRUE(std::set<std::string>({"udc.detach", "udc.reset", "udc.ep0", "udc.data", "net", "vbus"})
                    .contains(GetParam().capability));
    EXPECT_EQ(GetParam().run == nullptr, GetParam().capability == "vbus");
}

TEST(Catalogue, HasNoFaultOfAnotherName) {
    EXPECT_EQ(find("brownuot"), nullptr);
}

}  // namespace
}  // namespace tetherlab::fault
