// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/lan/lan.hpp"
#include "gadget/lan/tests/vm/router_stand_in.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace tetherlab::lan {

using fault::LanFault;
using What = fault::LanFault::What;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

inline profile::Lan d53() {
    profile::Lan lan;
    lan.ipv6_prefix = "2001:db8:53::/64";
    return lan;
}

// A hotspot's LAN with a router on it. Whatever a test does to it, it must be as before when its holds have
// ended.
class LanInVm : public testing::Test {
protected:
    void SetUp() override { before_ = hotspot_state(); }

    void TearDown() override { EXPECT_EQ(hotspot_state(), before_); }

    fault::Hold hold(const LanFault& fault) { return lan_.faults().apply(fault); }

    Lan lan_{d53(), "02:0d:53:00:00:01", base::Deadline(30s)};
    RouterStandIn router_;

private:
    std::string before_;
};

}  // namespace tetherlab::lan
