// SPDX-License-Identifier: Apache-2.0
#include "harness/scenario/expectation.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/fault/quantity.hpp"
#include "harness/router/uci.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace tetherlab::scenario {
namespace {

using base::YamlNode;
using verdict::Assertion;

// Enough for enumeration and a DHCP lease on the virtual bench; slow phones say `within`.
constexpr base::Milliseconds kDefaultTime{20'000};

constexpr int kMostLines = 10'000;

std::optional<std::string> name_or_none(const YamlNode& node) {
    const std::string name = node.text();
    return name == "none" ? std::nullopt : std::optional(name);
}

// For a key with one possible word: refuses any other.
void only(const YamlNode& node, const std::string& word) {
    const std::array words{word};
    node.one_of(words);
}

Assertion read_usb(const YamlNode& value, const YamlNode&) {
    const std::array<std::string, 3> words{"enumerated", "absent", "verified"};
    const Assertion assertions[] = {verdict::UsbEnumerated{}, verdict::UsbAbsent{}, verdict::UsbVerified{}};
    return assertions[value.one_of(words)];
}

Assertion read_configuration(const YamlNode& value, const YamlNode&) {
    return verdict::ConfigurationIs{static_cast<int>(value.integer(1, 255))};
}

Assertion read_driver(const YamlNode& value, const YamlNode&) {
    return verdict::DriverIs{name_or_none(value)};
}

Assertion read_netdev(const YamlNode& value, const YamlNode&) {
    return verdict::NetdevIs{name_or_none(value)};
}

Assertion read_lease(const YamlNode& value, const YamlNode&) {
    try {
        router::Ipv4Interface::parse(value.text());
    } catch (const base::Error&) {
        value.fail(fmt::format("expected a subnet such as 192.168.1.0/24, got '{}'", value.text()));
    }
    return verdict::LeaseIn{value.text()};
}

Assertion read_default_route(const YamlNode& value, const YamlNode&) {
    return verdict::DefaultRouteVia{value.text()};
}

Assertion read_dns(const YamlNode& value, const YamlNode&) {
    return verdict::DnsAnswers{value.text()};
}

Assertion read_http(const YamlNode& value, const YamlNode&) {
    const std::array<std::string, 2> words{"router", "client"};
    return verdict::HttpFrom{value.one_of(words) == 0 ? verdict::Where::kRouter : verdict::Where::kClient};
}

Assertion read_ipv6(const YamlNode& value, const YamlNode&) {
    only(value, "address");
    return verdict::Ipv6Address{};
}

Assertion read_http6(const YamlNode& value, const YamlNode&) {
    only(value, "router");
    return verdict::Http6FromRouter{};
}

Assertion read_wan(const YamlNode& value, const YamlNode&) {
    const std::array<std::string, 2> words{"usable", "unusable"};
    return verdict::WanIs{value.one_of(words) == 0 ? verdict::Usability::kUsable
                                                   : verdict::Usability::kUnusable};
}

Assertion read_diagnosis(const YamlNode& value, const YamlNode& entry) {
    const auto names = entry.find("names");
    return verdict::DiagnosisIs{value.text(), names ? names->text() : std::string()};
}

Assertion read_download(const YamlNode& value, const YamlNode&) {
    const auto rate = fault::read_quantity(fault::Unit::kBitRate, value.text());
    if (!rate || *rate <= 0) {
        value.fail(
            fmt::format("expected {}, got '{}'", fault::description(fault::Unit::kBitRate), value.text()));
    }
    return verdict::DownloadOf{*rate};
}

// An empty text would be found in every line.
std::string line_text(const YamlNode& value) {
    if (value.text().empty()) value.fail("expected a part of a kernel line such as 'USB disconnect', got ''");
    return value.text();
}

Assertion read_log(const YamlNode& value, const YamlNode& entry) {
    const auto times = entry.find("times");
    return verdict::LogHas{line_text(value), times ? static_cast<int>(times->integer(1, kMostLines)) : 1};
}

Assertion read_no_log(const YamlNode& value, const YamlNode&) {
    return verdict::LogLacks{line_text(value)};
}

Assertion read_fault(const YamlNode& value, const YamlNode&) {
    const std::vector<std::string> words = base::split(value.text(), ' ');
    if (words.size() != 2 || (words[1] != "fired" && words[1] != "ended")) {
        value.fail(fmt::format("expected a fault and 'fired' or 'ended', such as 'brownout ended', got '{}'",
                               value.text()));
    }
    return verdict::FaultHas{
        words[0], words[1] == "fired" ? verdict::FaultMoment::kFired : verdict::FaultMoment::kEnded};
}

// What it has to show is what the fault is ordered to play: the scenario knows.
Assertion read_replayed(const YamlNode& value, const YamlNode&) {
    return verdict::Replayed{.id = value.text(), .playback = {}, .capture = {}};
}

struct Word {
    const char* key;
    Assertion (*read)(const YamlNode& value, const YamlNode& entry);
    const char* more = nullptr;  // another key that may stand beside it
};

constexpr std::array kWords{
    Word{"usb", read_usb},           Word{"configuration", read_configuration},
    Word{"driver", read_driver},     Word{"netdev", read_netdev},
    Word{"lease", read_lease},       Word{"default-route", read_default_route},
    Word{"dns", read_dns},           Word{"http", read_http},
    Word{"ipv6", read_ipv6},         Word{"http6", read_http6},
    Word{"wan", read_wan},           Word{"diagnosis", read_diagnosis, "names"},
    Word{"download", read_download}, Word{"log", read_log, "times"},
    Word{"no-log", read_no_log},     Word{"fault", read_fault},
    Word{"replayed", read_replayed},
};

// The one key of the entry that is an assertion.
const Word& find_word(const YamlNode& entry) {
    const Word* found = nullptr;
    for (const std::string& key : entry.keys()) {
        const auto word =
            std::find_if(kWords.begin(), kWords.end(), [&](const Word& w) { return key == w.key; });
        if (word == kWords.end()) continue;
        if (found != nullptr) {
            entry.fail(fmt::format(
                "expected one assertion, got two: '{}' and '{}'; write each as a list entry of its own",
                found->key, key));
        }
        found = &*word;
    }
    if (found != nullptr) return *found;

    entry.allow_keys({"usb",  "configuration", "driver", "netdev", "lease",     "default-route", "dns",
                      "http", "ipv6",          "http6",  "wan",    "diagnosis", "names",         "download",
                      "log",  "times",         "no-log", "fault",  "replayed",  "not",           "within"});
    entry.fail("expected an assertion such as 'driver: rndis_host', got none");
}

}  // namespace

std::string expected(const Expectation& expectation) {
    return (expectation.negated ? "not " : "") + verdict::expected(expectation.assertion);
}

Expectation parse_expectation(const YamlNode& node) {
    const auto negated = node.find("not");
    if (negated) {
        node.allow_keys({"not", "within"});
        if (negated->find("within")) negated->fail("expected 'within' beside 'not', got it inside");
    }
    const YamlNode entry = negated.value_or(node);
    const Word& word = find_word(entry);
    if (word.more != nullptr)
        entry.allow_keys({word.key, word.more, "within"});
    else
        entry.allow_keys({word.key, "within"});

    const YamlNode value = entry.at(word.key);
    const auto within = node.find("within");
    return {fmt::format("{}{}: {}", negated ? "not " : "", word.key, value.text()), node.place(),
            word.read(value, entry), within ? within->duration() : kDefaultTime, negated.has_value()};
}

}  // namespace tetherlab::scenario
