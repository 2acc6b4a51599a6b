// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/outbox.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/unique_fd.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>

namespace tetherlab::agent {
namespace {

TEST(Outbox, WritesEverythingInOrderBeforeItIsGone) {
    std::array<int, 2> ends{};
    base::check(::pipe(ends.data()), "make", "pipe");
    const base::UniqueFd in(ends[0]);
    const base::UniqueFd out(ends[1]);
    LineChannel channel(in.get(), out.get());
    {
        Outbox outbox(channel);
        outbox.post("first");
        outbox.post("second");
    }
    std::string line;
    EXPECT_EQ(channel.read(line), LineChannel::Outcome::kLine);
    EXPECT_EQ(line, "first");
    EXPECT_EQ(channel.read(line), LineChannel::Outcome::kLine);
    EXPECT_EQ(line, "second");
}

}  // namespace
}  // namespace tetherlab::agent
