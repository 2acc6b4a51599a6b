// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"
#include "gadget/profile/descriptors.hpp"
#include "harness/verdict/judge.hpp"
#include "harness/verdict/tests/healthy.hpp"

#include <gtest/gtest.h>

// One fact is changed at a time: exactly the assertion about it must turn red.
namespace tetherlab::verdict {
namespace {

struct Named {
    const char* name;
    Assertion assertion;
};

// Those of scenarios/bring-up/d53.yaml.
const std::vector<Named> kAssertions{
    {"usb", UsbEnumerated{}},
    {"configuration", ConfigurationIs{2}},
    {"driver", DriverIs{"rndis_host"}},
    {"netdev", NetdevIs{"usb0"}},
    {"lease", LeaseIn{"192.168.1.0/24"}},
    {"default-route", DefaultRouteVia{"usb0"}},
    {"dns", DnsAnswers{"web.internet.example"}},
    {"http: router", HttpFrom{Where::kRouter}},
    {"http: client", HttpFrom{Where::kClient}},
    {"ipv6", Ipv6Address{}},
    {"http6", Http6FromRouter{}},
};

// "driver fail, lease fail": what does not pass.
std::string red(const observe::Facts& facts) {
    std::vector<std::string> names;
    for (const Named& named : kAssertions) {
        const Verdict verdict = judge(named.assertion, facts, d53()).verdict;
        if (verdict != Verdict::kPass) names.push_back(std::string(named.name) + " " + to_text(verdict));
    }
    return base::join(names, ", ");
}

struct Mutation {
    const char* name;
    void (*apply)(observe::Facts&);
    const char* red;
};

void PrintTo(const Mutation& mutation, std::ostream* out) {
    *out << mutation.name;
}

observe::UsbDevice& device(observe::Facts& facts) {
    return facts.router->usb[0];
}

class Mutations : public ::testing::TestWithParam<Mutation> {};

TEST_P(Mutations, TurnExactlyTheRightAssertionRed) {
    observe::Facts facts = healthy();
    GetParam().apply(facts);
    EXPECT_EQ(red(facts), GetParam().red);
}

const Mutation kMutations[] = {
    {"Nothing", [](observe::Facts&) {}, ""},
    {"ClassTriple",
     [](observe::Facts& f) {
         device(f).configurations[0].interfaces[0].triple = {0x02, 0x02, 0xff};
     },
     "usb error"},
    {"AssociationTriple",
     [](observe::Facts& f) {
         device(f).configurations[0].associations[0].triple = {0x02, 0x02, 0xff};
     },
     "usb error"},
    {"ConfigurationOrder",
     [](observe::Facts& f) { std::swap(device(f).configurations[0], device(f).configurations[1]); },
     "usb error"},
    {"Power", [](observe::Facts& f) { device(f).configurations[1].max_power_ma = 100; }, "usb error"},
    {"Serial", [](observe::Facts& f) { device(f).serial = "0123456789ABCDEF"; }, "usb error"},
    {"ActiveConfiguration",
     [](observe::Facts& f) {
         std::swap(device(f).configurations[0].active, device(f).configurations[1].active);
         device(f).configurations[1].interfaces[0].driver = "rndis_host";
     },
     "configuration fail"},
    {"Driver", [](observe::Facts& f) { device(f).configurations[0].interfaces[0].driver = "(none)"; },
     "driver fail"},
    {"NetdevOfAnotherDevice", [](observe::Facts& f) { f.router->usb_netdevs[0].number = 3; },
     "netdev fail, ipv6 fail"},
    {"NetdevName",
     [](observe::Facts& f) {
         f.router->usb_netdevs[0].name = "eth1";
         f.router->addresses[3].device = "eth1";
     },
     "netdev fail"},
    {"Subnet",
     [](observe::Facts& f) {
         f.router->wan->ipv4 = {{"192.168.2.103", 24}};
     },
     "lease fail"},
    {"NoLease", [](observe::Facts& f) { f.router->wan->ipv4.clear(); }, "lease fail"},
    {"NoWan", [](observe::Facts& f) { f.router->wan.reset(); }, "lease fail"},
    {"DefaultRoute", [](observe::Facts& f) { f.router->routes4[0].device = "wan"; }, "default-route fail"},
    {"Dns", [](observe::Facts& f) { f.dns->addresses.clear(); }, "dns fail"},
    {"HttpFromRouter", [](observe::Facts& f) { f.http_router->ok = false; }, "http: router fail"},
    {"HttpFromClient", [](observe::Facts& f) { f.http_client->ok = false; }, "http: client fail"},
    {"Ipv6Prefix", [](observe::Facts& f) { f.router->addresses[3].address = "2001:db8:99::1"; }, "ipv6 fail"},
    {"Http6", [](observe::Facts& f) { f.http6_router->ok = false; }, "http6 fail"},
};

INSTANTIATE_TEST_SUITE_P(OfOneFact, Mutations, ::testing::ValuesIn(kMutations),
                         [](const auto& test) { return test.param.name; });

// What a change of the hotspot brings about on a real router comes in a chain: the first red assertion names
// the cause, what stands before it stays green.
TEST(Consequences, OfARemovedKmodStartAtTheDriver) {
    EXPECT_EQ(
        red(without_rndis_kmod()),
        "driver fail, netdev fail, lease fail, default-route fail, dns fail, http: router fail, http: client "
        "fail, ipv6 fail, http6 fail");
}

// Stock f_rndis: Linux then takes the other configuration, whose driver works.
TEST(Consequences, OfAClassLinuxKnowsAsRndisStartAtTheDescriptors) {
    profile::Profile stock = d53();
    stock.configurations[0].function.control = {0x02, 0x02, 0xff};
    observe::Facts facts = healthy();
    facts.router->usb =
        observe::parse_usb_devices("T:  Bus=01 Lev=01 Prnt=01 Port=00 Cnt=01 Dev#=  2 Spd=480  MxCh= 0\n" +
                                   profile::usb_devices_block(stock, profile::expected_configuration(stock)));
    device(facts).configurations[1].interfaces[0].driver = "cdc_ether";
    EXPECT_EQ(red(facts), "usb error, configuration fail, driver fail");
}

TEST(Consequences, OfTheOtherConfigurationOrderStartAtTheDescriptors) {
    profile::Profile swapped = d53();
    std::swap(swapped.configurations[0], swapped.configurations[1]);
    observe::Facts facts = healthy();
    facts.router->usb = observe::parse_usb_devices(
        "T:  Bus=01 Lev=01 Prnt=01 Port=00 Cnt=01 Dev#=  2 Spd=480  MxCh= 0\n" +
        profile::usb_devices_block(swapped, profile::expected_configuration(swapped)));
    device(facts).configurations[0].interfaces[0].driver = "cdc_ether";
    EXPECT_EQ(red(facts), "usb error, configuration fail, driver fail");
}

}  // namespace
}  // namespace tetherlab::verdict
