// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/undo.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

namespace tetherlab::base {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(UndoStack, RunsNewestFirst) {
    std::vector<int> order;
    UndoStack undo;
    undo.add("one", [&] { order.push_back(1); });
    undo.add("two", [&] { order.push_back(2); });
    EXPECT_THAT(undo.run(), IsEmpty());
    EXPECT_THAT(order, ElementsAre(2, 1));
}

TEST(UndoStack, GoesOnAfterAFailureAndReportsIt) {
    bool first_ran = false;
    UndoStack undo;
    undo.add("remove namespace", [&] { first_ran = true; });
    undo.add("stop VM", [] { throw std::runtime_error("no such process"); });
    EXPECT_THAT(undo.run(), ElementsAre("stop VM: no such process"));
    EXPECT_TRUE(first_ran);
}

TEST(UndoStack, RunsWhatIsLeftWhenDestroyed) {
    bool ran = false;
    {
        UndoStack undo;
        undo.add("one", [&] { ran = true; });
    }
    EXPECT_TRUE(ran);
}

TEST(UndoStack, UndoesNothingThatIsKept) {
    bool ran = false;
    {
        UndoStack undo;
        undo.add("one", [&] { ran = true; });
        undo.keep();
    }
    EXPECT_FALSE(ran);
}

}  // namespace
}  // namespace tetherlab::base
