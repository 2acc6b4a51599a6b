// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/lookout.hpp"

#include "gadget/base/error.hpp"
#include "harness/router/testing/fake_shell.hpp"

#include <gtest/gtest.h>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;

class FakeClient : public LanClient {
public:
    void renew(const base::Deadline& deadline) override {
        ++renewed;
        if (!router_answers) base::throw_timeout("a DHCP lease from the router", deadline);
    }

    base::Output run(const base::Argv& /*argv*/, const base::Deadline& /*deadline*/) override {
        return {{0}, http_status, ""};
    }

    std::string http_status = "204";

    bool router_answers = true;
    int renewed = 0;
};

class LookoutTest : public testing::Test {
protected:
    observe::Facts look_with_client() {
        return lookout_.look({.http_client = true, .dns = std::nullopt}, base::Deadline(10s));
    }

    router::FakeShell shell_;
    FakeClient client_;
    Lookout lookout_{shell_, client_, {"http://1/", "http://2/", "http://web/"}};
};

TEST_F(LookoutTest, GivesTheClientAnAddressOnce) {
    EXPECT_TRUE(look_with_client().http_client->ok);
    EXPECT_TRUE(look_with_client().http_client->ok);
    EXPECT_EQ(client_.renewed, 1);
}

TEST_F(LookoutTest, RenewsWhenTheRoutersLanHasChanged) {
    look_with_client();
    lookout_.lan_changed();
    look_with_client();
    EXPECT_EQ(client_.renewed, 2);
}

TEST_F(LookoutTest, RenewsAfterAnAttemptThatFailed) {
    client_.http_status = "502";
    EXPECT_FALSE(look_with_client().http_client->ok);
    look_with_client();
    EXPECT_EQ(client_.renewed, 2);
}

TEST_F(LookoutTest, LeavesTheClientAloneWhenItIsNotAsked) {
    lookout_.look({.http_router = true, .dns = std::nullopt}, base::Deadline(10s));
    EXPECT_EQ(client_.renewed, 0);
}

TEST_F(LookoutTest, CountsARouterWithoutDhcpAsAFailedAttempt) {
    client_.router_answers = false;
    const observe::Facts facts = look_with_client();
    ASSERT_TRUE(facts.http_client);
    EXPECT_FALSE(facts.http_client->ok);
    EXPECT_EQ(facts.http_client->said, "the router's DHCP gave the client no address");
}

TEST_F(LookoutTest, TriesDhcpAgainAtTheNextLook) {
    client_.router_answers = false;
    look_with_client();
    client_.router_answers = true;
    EXPECT_TRUE(look_with_client().http_client->ok);
}

}  // namespace
}  // namespace tetherlab::bench
