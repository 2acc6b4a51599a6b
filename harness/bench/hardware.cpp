// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/hardware.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/profile/address.hpp"
#include "harness/bench/bench_keys.hpp"
#include "harness/board/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <utility>

namespace tetherlab::bench {
namespace {

using base::YamlNode;

// Neither can be taken for an option by the programs they are given to.
constexpr auto kHost = "[A-Za-z0-9_][A-Za-z0-9_.-]*|[0-9a-fA-F:]*:[0-9a-fA-F:.]+(%[A-Za-z0-9_.-]+)?";
constexpr auto kUser = "[a-z_][a-z0-9_-]*";

std::string matching(const YamlNode& node, const std::string& pattern, const std::string& expected) {
    std::string text = node.text();
    if (!std::regex_match(text, std::regex(pattern))) {
        node.fail(fmt::format("expected {}, got '{}'", expected, text));
    }
    return text;
}

std::string read_device(const YamlNode& node, const char* example) {
    return matching(node, "/dev/[^\\s]+", fmt::format("a device such as '{}'", example));
}

// The one key of `names` that a map has.
std::string only_key(const YamlNode& map, const std::vector<std::string>& names) {
    std::vector<std::string> found;
    for (const std::string& key : map.keys()) {
        if (std::find(names.begin(), names.end(), key) != names.end()) found.push_back(key);
    }
    if (found.size() != 1) {
        map.fail(fmt::format("expected one of {}, got {}", base::join(names, ", "),
                             found.empty() ? "none" : base::join(found, " and ")));
    }
    return found.front();
}

console::TcpAddress read_server(const YamlNode& node) {
    const std::string text = node.text();
    std::smatch parts;
    static const std::regex kServer(R"((\[([^\]\s]+)\]|([^:\s]+)):([0-9]{1,5}))");
    if (std::regex_match(text, parts, kServer)) {
        const int port = std::stoi(parts[4]);
        std::string host = parts[2].matched ? parts[2] : parts[3];
        if (port >= 1 && port <= 65535 && std::regex_match(host, std::regex(kHost))) {
            return {std::move(host), static_cast<std::uint16_t>(port)};
        }
    }
    node.fail("expected host and port such as 'lab-pi:7000', got '" + text + "'");
}

board::Board read_board(const YamlNode& node, const Surroundings& around) {
    const std::string name = node.text();
    std::error_code ignored;
    if (std::filesystem::is_regular_file(around.boards.file_of(name, around.folder), ignored))
        return around.boards.find(name, around.folder);
    node.fail(fmt::format("expected a path ending in .yaml or one of {}, got '{}'",
                          base::join(around.boards.names(), ", "), name));
}

// Without one it is that of the board.
int read_baud(const YamlNode& serial, int of_the_board) {
    const auto baud = serial.find("baud");
    return baud ? board::read_baud(*baud) : of_the_board;
}

console::Link read_serial(const YamlNode& node, int baud_of_board) {
    node.allow_keys(keys_of("serial"));
    const std::string kind = only_key(node, {"device", "tcp", "rfc2217"});
    const YamlNode where = node.at(kind);
    if (kind == "device")
        return console::SerialDevice{read_device(where, "/dev/ttyUSB0"), read_baud(node, baud_of_board)};
    if (kind == "rfc2217") return console::Rfc2217Address{read_server(where), read_baud(node, baud_of_board)};
    if (const auto baud = node.find("baud")) baud->fail("baud is for device and rfc2217 only");
    return read_server(where);
}

base::Argv read_words(const YamlNode& node) {
    base::Argv words;
    for (const YamlNode& word : node.items()) words.push_back(word.text());
    if (words.empty() || words.front().empty()) node.fail("expected a program and its arguments, got none");
    return words;
}

power::CommandPower::Options read_command(const YamlNode& node) {
    node.allow_keys(keys_of("command"));
    power::CommandPower::Options options{.on = read_words(node.at("switch-on")),
                                         .off = read_words(node.at("switch-off"))};
    if (const auto status = node.find("status")) options.status = read_words(*status);
    if (const auto time = node.find("time")) options.time = time->duration();
    return options;
}

power::UhubctlPower::Options read_uhubctl(const YamlNode& node) {
    node.allow_keys(keys_of("uhubctl"));
    power::UhubctlPower::Options options;
    options.hub = matching(node.at("hub"), R"([0-9]+(-[0-9]+(\.[0-9]+)*)?)",
                           "a hub as uhubctl lists it, such as '1-1.4'");
    options.port = static_cast<int>(node.at("port").integer(1, 31));
    return options;
}

power::GpioPower::Options read_gpio(const YamlNode& node) {
    static const std::vector<std::string> kLevels{"high", "low"};
    node.allow_keys(keys_of("gpio"));
    power::GpioPower::Options options;
    options.chip = read_device(node.at("chip"), "/dev/gpiochip0");
    options.line = static_cast<unsigned int>(node.at("line").integer(0, 1023));
    if (const auto active = node.find("active"); active && active->one_of(kLevels) == 1) {
        options.active = power::GpioPower::Active::kLow;
    }
    return options;
}

power::Supply read_supply(const YamlNode& node) {
    node.allow_keys(keys_of("power"));
    const std::string kind = only_key(node, keys_of("power"));
    if (kind == "command") return read_command(node.at(kind));
    if (kind == "uhubctl") return read_uhubctl(node.at(kind));
    return read_gpio(node.at(kind));
}

bool same_network(const router::Ipv4Interface& a, const router::Ipv4Interface& b) {
    const auto number = [](const router::Ipv4Interface& each) {
        return profile::ipv4_from_text(each.address).value();  // parsed before
    };
    return profile::overlap(number(a), 32, number(b), b.prefix);
}

LabPort read_network(const YamlNode& node, const router::Ipv4Interface& router_lan) {
    node.allow_keys(keys_of("network"));
    LabPort port;
    port.interface = matching(node.at("interface"), "[A-Za-z0-9_][A-Za-z0-9_.-]{0,14}",
                              "a network interface such as 'enp3s0'");
    const YamlNode addresses = node.at("addresses");
    for (const YamlNode& item : addresses.items()) {
        port.addresses.push_back(board::read_address(item));
        if (port.addresses.back().address == router_lan.address) {
            item.fail("expected an address of this machine, got the router's own");
        }
    }
    const bool reaches = std::any_of(port.addresses.begin(), port.addresses.end(),
                                     [&](const auto& address) { return same_network(address, router_lan); });
    if (!reaches)
        addresses.fail("expected an address in the router's LAN " + router_lan.to_text() + " among these");
    return port;
}

GadgetOverSsh read_gadget(const YamlNode& node) {
    node.allow_keys(keys_of("gadget"));
    GadgetOverSsh gadget;
    gadget.host = matching(node.at("host"), kHost, "a host name or address");
    if (const auto user = node.find("user")) gadget.user = matching(*user, kUser, "a user name");
    if (const auto port = node.find("port")) gadget.port = static_cast<int>(port->integer(1, 65535));
    if (const auto udc = node.find("udc")) {
        gadget.udc = matching(*udc, "[A-Za-z0-9_][A-Za-z0-9_.:-]*", "a name of /sys/class/udc");
    }
    return gadget;
}

// A file that is there, relative to the bench file.
std::optional<std::filesystem::path> read_file_name(const YamlNode& map, const char* key,
                                                    const Surroundings& around) {
    const auto node = map.find(key);
    if (!node) return std::nullopt;
    const std::filesystem::path file = std::filesystem::absolute(around.folder / node->text());
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored))
        node->fail(fmt::format("expected a file, got '{}', which is none", file.string()));
    return file;
}

WaysBack read_ways_back(const YamlNode& node, const board::Board& board, const Surroundings& around) {
    node.allow_keys(keys_of("recovery"));
    WaysBack ways{.initramfs = read_file_name(node, "initramfs", around),
                  .initrd = read_file_name(node, "initrd", around),
                  .page_image = read_file_name(node, "page-image", around)};
    if (const auto press = node.find("press-reset")) ways.press_reset = read_words(*press);
    if (ways.initramfs && !board.tftp)
        node.at("initramfs").fail(board.model + " has no recovery by TFTP in its board file");
    if (ways.initrd && (!ways.initramfs || ways.initrd->parent_path() != ways.initramfs->parent_path()))
        node.at("initrd").fail("expected a file beside initramfs");
    if (ways.page_image && !board.web)
        node.at("page-image").fail(board.model + " has no recovery page in its board file");
    return ways;
}

}  // namespace

std::string GadgetOverSsh::to_text() const {
    return fmt::format("{}@{}", user, host) + (port == 22 ? "" : fmt::format(" port {}", port));
}

base::Argv ssh_to(const GadgetOverSsh& host, const std::vector<std::string>& options) {
    base::Argv argv{"ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=5"};
    for (const std::string& option : options) argv.insert(argv.end(), {"-o", option});
    argv.insert(argv.end(), {"-p", std::to_string(host.port), "-l", host.user, "--", host.host});
    return argv;
}

Hardware read_hardware(const YamlNode& root, const Surroundings& around) {
    board::Board board = read_board(root.at("board"), around);
    const int baud = board.baud;
    Hardware hardware{.board = std::move(board),
                      .serial = read_serial(root.at("serial"), baud),
                      .power = read_supply(root.at("power")),
                      .usb_power = std::nullopt,
                      .lab = read_network(root.at("network"), around.router_lan),
                      .gadget = read_gadget(root.at("gadget"))};
    if (const auto usb = root.find("usb-power")) hardware.usb_power = read_supply(*usb);
    if (const auto recovery = root.find("recovery"))
        hardware.ways_back = read_ways_back(*recovery, hardware.board, around);
    return hardware;
}

}  // namespace tetherlab::bench
