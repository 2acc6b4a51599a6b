// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/bench_file.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"

#include <vector>

namespace tetherlab::bench {
namespace {

router::Ipv4Interface read_lan(const base::YamlNode& node) {
    try {
        return router::Ipv4Interface::parse(node.text());
    } catch (const base::Error& error) {
        node.fail("expected an address and prefix length such as '192.168.1.1/24', got '" + node.text() +
                  "'");
    }
}

Times read_times(const base::YamlNode& node) {
    node.allow_keys({"gadget-boot", "router-boot", "flash", "setting", "hotspot", "absence"});
    Times times;
    const auto read = [&node](std::string_view key, base::Milliseconds& time) {
        if (const auto value = node.find(key)) time = value->duration();
    };
    read("gadget-boot", times.gadget_boot);
    read("router-boot", times.router_boot);
    read("flash", times.flash);
    read("setting", times.setting);
    read("hotspot", times.hotspot);
    read("absence", times.absence);
    return times;
}

}  // namespace

BenchFile parse_bench(const std::string& yaml, const std::filesystem::path& file) {
    static const std::vector<std::string> kKinds = {"virtual"};
    static const std::vector<std::string> kBoards = {"dlink,dir-3040-a1"};
    static const std::vector<std::string> kWires = {"udc", "stock"};

    const base::YamlNode root = base::YamlNode::parse(yaml, file.string());
    root.allow_keys({"bench", "board", "lan", "wire", "images", "times"});
    root.at("bench").one_of(kKinds);
    root.at("board").one_of(kBoards);
    BenchFile bench;
    bench.name = file.stem();
    bench.lan = read_lan(root.at("lan"));
    if (const auto wire = root.find("wire")) {
        bench.wire = wire->one_of(kWires) == 0 ? power::WireKind::kUdc : power::WireKind::kStock;
    }
    if (const auto images = root.find("images")) {
        bench.images = std::filesystem::absolute(file).parent_path() / images->text();
    }
    if (const auto times = root.find("times")) bench.times = read_times(*times);
    return bench;
}

BenchFile load_bench(const std::filesystem::path& file) {
    return parse_bench(base::read_file(file), file);
}

}  // namespace tetherlab::bench
