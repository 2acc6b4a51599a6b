// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/bench_file.hpp"

#include "gadget/base/yaml.hpp"

#include <gtest/gtest.h>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;

std::string message_of(const std::string& yaml) {
    try {
        parse_bench(yaml, "b.yaml");
        return "no error";
    } catch (const base::ConfigError& error) {
        return error.what();
    }
}

TEST(BenchFile, OfTheProjectHasTheDefaultTimes) {
    const BenchFile bench = load_bench(TETHERLAB_SOURCE_DIR "/lab/benches/virtual.yaml");
    EXPECT_EQ(bench.name, "virtual");
    EXPECT_EQ(bench.lan.to_text(), "192.168.1.1/24");
    EXPECT_FALSE(bench.images);
    EXPECT_EQ(bench.times.router_boot, Times{}.router_boot);
    EXPECT_EQ(bench.times.absence, Times{}.absence);
}

TEST(BenchFile, NamesAnImagesFolderRelativeToItself) {
    const BenchFile bench = parse_bench(
        "bench: virtual\nboard: dlink,dir-3040-a1\nlan: 192.168.1.1/24\nimages: images\n", "/lab/b.yaml");
    EXPECT_EQ(bench.images, "/lab/images");
}

TEST(BenchFile, MayChangeSingleTimes) {
    const BenchFile bench = parse_bench(
        "bench: virtual\nboard: dlink,dir-3040-a1\nlan: 192.168.1.1/24\ntimes:\n  flash: 10 min\n", "b.yaml");
    EXPECT_EQ(bench.times.flash, 600s);
    EXPECT_EQ(bench.times.setting, Times{}.setting);
}

TEST(BenchFile, OfAnotherKindIsRefused) {
    EXPECT_EQ(message_of("bench: virtuel\nboard: dlink,dir-3040-a1\nlan: 192.168.1.1/24\n"),
              "b.yaml:1:8: expected one of virtual, got 'virtuel'; did you mean 'virtual'?\n"
              "  bench: virtuel\n"
              "         ^");
}

TEST(BenchFile, WithAnUnknownTimeIsRefused) {
    EXPECT_EQ(
        message_of("bench: virtual\nboard: dlink,dir-3040-a1\nlan: 192.168.1.1/24\ntimes: {flsh: 3 s}\n"),
        "b.yaml:4:9: unknown key 'flsh', expected one of gadget-boot, router-boot, flash, setting, hotspot, "
        "absence; did you mean 'flash'?\n"
        "  times: {flsh: 3 s}\n"
        "          ^");
}

TEST(BenchFile, WithALanThatIsNoneIsRefused) {
    EXPECT_EQ(message_of("bench: virtual\nboard: dlink,dir-3040-a1\nlan: 192.168.1\n"),
              "b.yaml:3:6: expected an address and prefix length such as '192.168.1.1/24', got '192.168.1'\n"
              "  lan: 192.168.1\n"
              "       ^");
}

}  // namespace
}  // namespace tetherlab::bench
