// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/bench_file.hpp"

#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"
#include "harness/bench/bench_keys.hpp"
#include "harness/board/fields.hpp"

#include <regex>
#include <vector>

namespace tetherlab::bench {
namespace {

Times read_times(const base::YamlNode& node) {
    node.allow_keys(keys_of("times"));
    Times times;
    const auto read = [&node](std::string_view key, base::Milliseconds& time) {
        if (const auto value = node.find(key)) time = value->duration();
    };
    read("gadget-boot", times.gadget_boot);
    read("router-boot", times.router_boot);
    read("flash", times.flash);
    read("recovery", times.recovery);
    read("setting", times.setting);
    read("hotspot", times.hotspot);
    read("absence", times.absence);
    read("wan", times.wan);
    return times;
}

RealDevice read_device(const base::YamlNode& root) {
    static const std::regex kIdentity("[0-9a-f]{4}:[0-9a-f]{4}");
    static const std::regex kPort("[0-9]+-[0-9]+(\\.[0-9]+)*");
    RealDevice device;
    const base::YamlNode usb = root.at("usb");
    device.identity = usb.text();
    if (!std::regex_match(device.identity, kIdentity)) {
        usb.fail("expected idVendor and idProduct such as '05c6:9057', got '" + device.identity + "'");
    }
    if (const auto port = root.find("usb-port")) {
        device.port = port->text();
        if (!std::regex_match(device.port, kPort)) {
            port->fail("expected a port as sysfs names it, such as '1-1.4', got '" + device.port + "'");
        }
    }
    return device;
}

void read_wire(const base::YamlNode& root, BenchFile& bench) {
    static const std::vector<std::string> kWires = {"udc", "stock", "real"};
    const auto wire = root.find("wire");
    const std::size_t kind = wire ? wire->one_of(kWires) : 0;
    if (kind == 2) {
        bench.usb = read_device(root);
        return;
    }
    bench.wire = kind == 0 ? power::WireKind::kUdc : power::WireKind::kStock;
    for (const char* key : {"usb", "usb-port"}) {
        if (const auto node = root.find(key)) node->fail(std::string(key) + " is for 'wire: real' only");
    }
}

bool is_real(const base::YamlNode& root) {
    static const std::vector<std::string> kKinds = {"virtual", "real"};
    return root.at("bench").one_of(kKinds) == 1;
}

void read_virtual(const base::YamlNode& root, const std::filesystem::path& file, BenchFile& bench) {
    static const std::vector<std::string> kBoards = {"dlink,dir-3040-a1"};
    root.at("board").one_of(kBoards);
    read_wire(root, bench);
    if (const auto images = root.find("images")) {
        bench.images = std::filesystem::absolute(file).parent_path() / images->text();
    }
}

}  // namespace

BenchFile parse_bench(const std::string& yaml, const std::filesystem::path& file,
                      const board::Boards& boards) {
    const base::YamlNode root = base::YamlNode::parse(yaml, file.string());
    const bool real = is_real(root);
    root.allow_keys(keys_of(real ? "real" : "virtual"));
    BenchFile bench;
    bench.name = file.stem();
    bench.lan = board::read_address(root.at("lan"));
    if (real) {
        bench.hardware =
            read_hardware(root, {.router_lan = bench.lan, .boards = boards, .folder = file.parent_path()});
    } else {
        read_virtual(root, file, bench);
    }
    if (const auto times = root.find("times")) bench.times = read_times(*times);
    return bench;
}

BenchFile load_virtual_bench(const std::filesystem::path& file) {
    const std::string yaml = base::read_file(file);
    const base::YamlNode root = base::YamlNode::parse(yaml, file.string());
    if (is_real(root)) {
        root.at("bench").fail(
            "expected a virtual bench, got a real one, which is for scenarios (tetherlab run, "
            "Python) and doctor");
    }
    return parse_bench(yaml, file, board::Boards({}));
}

BenchFile load_bench(const std::filesystem::path& file, const board::Boards& boards) {
    return parse_bench(base::read_file(file), file, boards);
}

}  // namespace tetherlab::bench
