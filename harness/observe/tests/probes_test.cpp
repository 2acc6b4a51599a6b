// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/probes.hpp"

#include "harness/observe/observer.hpp"
#include "harness/observe/tests/local_shell.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::observe {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

const base::Deadline kSoon(10s);

// What a client's curl says.
ClientRun client(int status, const std::string& out, const std::string& err) {
    return [=](const base::Argv&, const base::Deadline&) { return base::Output{{status}, out, err}; };
}

TEST(HttpFromRouter, IsFetchedWithoutOutput) {
    LocalShell shell("wget() { [ \"$*\" = '-q -O /dev/null http://198.18.0.80/generate_204' ]; }");
    const HttpProbe probe = http_from_router(shell, "http://198.18.0.80/generate_204", kSoon);
    EXPECT_TRUE(probe.ok);
    EXPECT_EQ(probe.said, "fetched");
}

TEST(HttpFromRouter, RepeatsWhatWgetSaid) {
    LocalShell shell("wget() { echo 'wget: server returned error: HTTP/1.1 404 Not Found' >&2; return 1; }");
    const HttpProbe probe = http_from_router(shell, "http://198.18.0.80/", kSoon);
    EXPECT_FALSE(probe.ok);
    EXPECT_EQ(probe.said, "wget: server returned error: HTTP/1.1 404 Not Found");
}

TEST(HttpFromRouter, GivesUpBeforeItsDeadline) {
    LocalShell shell("wget() { exec sleep 60; }");
    const HttpProbe probe = http_from_router(shell, "http://198.18.0.80/", base::Deadline(3s));
    EXPECT_FALSE(probe.ok);
    EXPECT_EQ(probe.said, "no answer in time");
}

TEST(DnsFromRouter, ListsTheAddressesOfTheNameAndNotTheServers) {
    LocalShell shell(
        R"(nslookup() { printf 'Server:\t\t127.0.0.1\nAddress:\t127.0.0.1:53\n\nName:\tweb.internet.example\n'
        printf 'Address: 198.18.0.80\n\nName:\tweb.internet.example\nAddress: 2001:2:0:64::80\n\n'; })");
    const DnsProbe probe = dns_from_router(shell, "web.internet.example", kSoon);
    EXPECT_THAT(probe.addresses, ElementsAre("198.18.0.80", "2001:2:0:64::80"));
}

TEST(DnsFromRouter, UnderstandsTheSmallNslookup) {
    LocalShell shell(R"(nslookup() { printf 'Server:    127.0.0.1\nAddress 1: 127.0.0.1 localhost\n\n'
        printf 'Name:      web.internet.example\nAddress 1: 198.18.0.80 web.internet.example\n'; })");
    EXPECT_THAT(dns_from_router(shell, "web.internet.example", kSoon).addresses, ElementsAre("198.18.0.80"));
}

TEST(DnsFromRouter, RepeatsWhatTheResolverSaid) {
    LocalShell shell("nslookup() { echo ';; connection timed out; no servers could be reached'; return 1; }");
    const DnsProbe probe = dns_from_router(shell, "web.internet.example", kSoon);
    EXPECT_THAT(probe.addresses, IsEmpty());
    EXPECT_EQ(probe.said, ";; connection timed out; no servers could be reached");
}

// What OpenWrt's dnsmasq leaves of an answer that its rebind protection drops.
TEST(DnsFromRouter, TellsAnEmptyAnswerFromAnError) {
    LocalShell shell(R"(nslookup() { printf 'Server:\t\t127.0.0.1\nAddress:\t127.0.0.1:53\n\n'; })");
    EXPECT_EQ(dns_from_router(shell, "web.internet.example", kSoon).said, "an answer without addresses");
}

TEST(HttpFromClient, KnowsTheStatusCode) {
    const HttpProbe probe = http_from_client(client(0, "204", ""), "http://web.internet.example/", kSoon);
    EXPECT_TRUE(probe.ok);
    EXPECT_EQ(probe.said, "204");
}

TEST(HttpFromClient, AnErrorPageIsAFailure) {
    const HttpProbe probe = http_from_client(client(0, "502", ""), "http://web.internet.example/", kSoon);
    EXPECT_FALSE(probe.ok);
    EXPECT_EQ(probe.said, "502");
}

TEST(HttpFromClient, RepeatsWhatCurlSaid) {
    const HttpProbe probe =
        http_from_client(client(28, "000", "curl: (28) Resolving timed out after 5000 milliseconds\n"),
                         "http://web.internet.example/", kSoon);
    EXPECT_FALSE(probe.ok);
    EXPECT_EQ(probe.said, "curl: (28) Resolving timed out after 5000 milliseconds");
}

TEST(DownloadByClient, IsARateAlsoWhenCurlHadToStop) {
    const DownloadProbe probe = download_by_client(
        client(28, "1250000 4.0", "curl: (28) Operation timed out\n"), "http://web/large", kSoon);
    EXPECT_EQ(probe.rate, 2.5e6);
    EXPECT_EQ(probe.said, "2.5 Mbit/s");
}

TEST(DownloadByClient, OfNothingSaysWhatCurlSaid) {
    const DownloadProbe probe =
        download_by_client(client(7, "0 0.002", "curl: (7) Failed to connect\n"), "http://web/large", kSoon);
    EXPECT_EQ(probe.rate, 0);
    EXPECT_EQ(probe.said, "0.0 Mbit/s: curl: (7) Failed to connect");
}

TEST(Observer, LooksOnlyAtWhatIsNeeded) {
    DeadShell shell;
    Observer observer(shell, client(0, "204", ""), {"http://r/", "http://r6/", "http://c/"});
    const Facts facts = observer.look({.http_client = true}, kSoon);
    ASSERT_TRUE(facts.http_client);
    EXPECT_EQ(facts.http_client->url, "http://c/");
    EXPECT_FALSE(facts.router);
    EXPECT_EQ(facts.router.why(), "not looked at");
}

TEST(Observer, ReadsTheDescriptorsOfTheDevicesOnTheBus) {
    LocalShell shell("hexdump() { printf 12010002; }");
    Observer observer(shell, client(0, "204", ""), {"http://r/", "http://r6/", "http://c/"});
    const Facts facts = observer.look({.descriptors = true}, kSoon);
    ASSERT_TRUE(facts.descriptors) << facts.descriptors.why();
    EXPECT_FALSE(facts.router);
}

TEST(Observer, ALostConnectionLeavesFactsUnknown) {
    DeadShell shell;
    Observer observer(shell, client(0, "204", ""), {"http://r/", "http://r6/", "http://c/"});
    const Facts facts =
        observer.look({.router = true, .http_router = true, .dns = "web.internet.example"}, kSoon);
    EXPECT_EQ(facts.router.why(), "run a command on 192.168.1.1: the connection was lost");
    EXPECT_EQ(facts.http_router.why(), "run a command on 192.168.1.1: the connection was lost");
    EXPECT_EQ(facts.dns.why(), "run a command on 192.168.1.1: the connection was lost");
}

TEST(Needs, AreMerged) {
    Needs needs{.router = true};
    needs |= {.http_client = true, .dns = "a.example"};
    EXPECT_TRUE(needs.router);
    EXPECT_TRUE(needs.http_client);
    EXPECT_FALSE(needs.http_router);
    EXPECT_EQ(needs.dns, "a.example");
}

}  // namespace
}  // namespace tetherlab::observe
