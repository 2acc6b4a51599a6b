// SPDX-License-Identifier: Apache-2.0
#include "harness/board/board_file.hpp"

#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"
#include "harness/board/board_keys.hpp"
#include "harness/board/fields.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <regex>

namespace tetherlab::board {
namespace {

using base::YamlNode;

constexpr auto kFirmware = "firmware";           // the partition that OpenWrt writes
constexpr std::int64_t kFlashLimit = 1LL << 32;  // bytes; device trees have 32-bit cells here
constexpr std::size_t kProductSize = 64;         // of the fields of an SGE header
constexpr std::size_t kVersionSize = 16;
constexpr std::size_t kMostPartitions = 64;
constexpr std::size_t kMostSteps = 64;

std::string matching(const YamlNode& node, const char* pattern, const std::string& expected) {
    std::string text = node.text();
    if (!std::regex_match(text, std::regex(pattern)))
        node.fail(fmt::format("expected {}, got '{}'", expected, text));
    return text;
}

std::string read_words(const YamlNode& node, std::size_t most) {
    std::string text = node.text();
    if (text.empty() || text.size() > most)
        node.fail(fmt::format("expected 1 to {} bytes, got {}", most, text.size()));
    return text;
}

std::string read_port(const YamlNode& node) {
    return matching(node, "[A-Za-z0-9_.-]{1,15}", "a name such as 'lan1'");
}

std::vector<YamlNode> some(const YamlNode& list, std::size_t most) {
    std::vector<YamlNode> items = list.items();
    if (items.empty() || items.size() > most)
        list.fail(fmt::format("expected 1 to {} of them, got {}", most, items.size()));
    return items;
}

std::uint64_t read_blocks(const YamlNode& node, std::int64_t least) {
    const std::int64_t bytes = node.integer(least, kFlashLimit);
    if (bytes % static_cast<std::int64_t>(image::kNandBlock) != 0)
        node.fail(
            fmt::format("expected a multiple of the erase block {:#x}, got {:#x}", image::kNandBlock, bytes));
    return static_cast<std::uint64_t>(bytes);
}

Partition read_partition(const YamlNode& node) {
    node.allow_keys(keys_of("partition"));
    return {.name = read_words(node.at("name"), kProductSize),
            .offset = read_blocks(node.at("offset"), 0),
            .size = read_blocks(node.at("size"), image::kNandBlock)};
}

std::vector<Partition> read_partitions(const YamlNode& list) {
    std::vector<Partition> partitions;
    for (const YamlNode& item : some(list, kMostPartitions)) {
        const Partition next = read_partition(item);
        if (!partitions.empty() && next.offset < partitions.back().end()) {
            item.at("offset").fail(fmt::format("expected {:#x} or more, where partition {} ends, got {:#x}",
                                               partitions.back().end(), partitions.back().name, next.offset));
        }
        partitions.push_back(next);
    }
    return partitions;
}

void read_flash(const YamlNode& node, Board& board) {
    node.allow_keys(keys_of("flash"));
    const YamlNode list = node.at("partitions");
    board.partitions = read_partitions(list);
    const auto firmware =
        std::ranges::find_if(board.partitions, [](const auto& each) { return each.name == kFirmware; });
    if (firmware == board.partitions.end())
        list.fail(fmt::format("expected a partition {}, got none", kFirmware));
    board.image.firmware_offset = firmware->offset;
    board.image.firmware_size = firmware->size;

    const YamlNode kernel = node.at("kernel-size");
    board.image.kernel_partition_size = read_blocks(kernel, image::kNandBlock);
    if (!board.image.has_room())
        kernel.fail(fmt::format("expected a size that leaves room for a root file system in {:#x}, got {:#x}",
                                firmware->size, board.image.kernel_partition_size));
}

void read_kernel(const YamlNode& node, image::Board& board) {
    node.allow_keys(keys_of("kernel"));
    if (const auto address = node.find("load-address"))
        board.load_address =
            static_cast<std::uint32_t>(address->integer(0, std::numeric_limits<std::uint32_t>::max()));
    board.sge = {read_words(node.at("product"), kProductSize), read_words(node.at("software"), kVersionSize),
                 read_words(node.at("hardware"), kVersionSize)};
}

Ports read_ports(const YamlNode& node) {
    node.allow_keys(keys_of("ports"));
    Ports ports{.lan = {}, .wan = read_port(node.at("wan")), .usb = {}};
    for (const YamlNode& port : some(node.at("lan"), kMostPartitions)) ports.lan.push_back(read_port(port));
    if (const auto usb = node.find("usb")) {
        for (const YamlNode& port : some(*usb, kMostPartitions)) ports.usb.push_back(read_port(port));
    }
    return ports;
}

// Throws for a word in braces that nothing stands for.
std::string read_typed(const YamlNode& node) {
    static const std::regex kBraces(R"(\{([^{}\s]*)\})");
    std::string text = node.text();
    for (std::sregex_iterator word(text.begin(), text.end(), kBraces), end; word != end; ++word) {
        const std::string name = (*word)[1];
        const std::vector<std::string>& known = router::placeholders();
        if (std::ranges::find(known, name) != known.end() || word->prefix().str().ends_with('$')) continue;
        node.fail(fmt::format("expected one of {{{}}}, got '{{{}}}'", base::join(known, "}, {"), name));
    }
    return text;
}

std::string read_awaited(const YamlNode& node) {
    return read_words(node, 200);
}

TftpRecovery read_tftp(const YamlNode& node) {
    node.allow_keys(keys_of("tftp"));
    TftpRecovery tftp{.address = read_address(node.at("address")), .dialogue = {}};
    for (const YamlNode& item : some(node.at("dialogue"), kMostSteps)) {
        item.allow_keys(keys_of("step"));
        tftp.dialogue.steps.push_back({read_awaited(item.at("wait")), read_typed(item.at("type"))});
    }
    if (const auto failures = node.find("failures")) {
        for (const YamlNode& item : some(*failures, kMostSteps))
            tftp.dialogue.failures.push_back(read_awaited(item));
    }
    return tftp;
}

WebRecovery read_web(const YamlNode& node) {
    node.allow_keys(keys_of("web"));
    return {.address = read_address(node.at("address")),
            .field = matching(node.at("field"), "[A-Za-z0-9_-]+", "the name of a form's field")};
}

}  // namespace

Board parse_board(const std::string& yaml, const std::filesystem::path& file) {
    const YamlNode root = YamlNode::parse(yaml, file.string());
    root.allow_keys(keys_of("board"));
    Board board;
    board.image.name = matching(root.at("name"), "[a-z0-9-]+,[a-z0-9._-]+",
                                "a name of OpenWrt's device tree such as 'dlink,dir-3040-a1'");
    board.model = read_words(root.at("model"), kProductSize);
    board.target = matching(root.at("target"), "[a-z0-9_]+/[a-z0-9_]+", "a target such as 'ramips/mt7621'");
    board.image.compat_version =
        matching(root.at("compat-version"), "[0-9]+\\.[0-9]+", "a version such as '1.1'");
    read_kernel(root.at("kernel"), board.image);
    read_flash(root.at("flash"), board);
    const YamlNode console = root.at("console");
    console.allow_keys(keys_of("console"));
    board.baud = read_baud(console.at("baud"));
    board.ports = read_ports(root.at("ports"));
    if (const auto recovery = root.find("recovery")) {
        recovery->allow_keys(keys_of("recovery"));
        if (const auto tftp = recovery->find("tftp")) board.tftp = read_tftp(*tftp);
        if (const auto web = recovery->find("web")) board.web = read_web(*web);
    }
    return board;
}

Board load_board(const std::filesystem::path& file) {
    return parse_board(base::read_file(file), file);
}

}  // namespace tetherlab::board
