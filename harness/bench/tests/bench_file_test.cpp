// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/bench_file.hpp"

#include "gadget/base/yaml.hpp"

#include <gtest/gtest.h>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;

const board::Boards kBoards(TETHERLAB_SOURCE_DIR "/lab/boards");

std::string message_of(const std::string& yaml) {
    try {
        parse_bench(yaml, "b.yaml", kBoards);
        return "no error";
    } catch (const base::ConfigError& error) {
        return error.what();
    }
}

TEST(BenchFile, OfTheProjectHasTheDefaultTimes) {
    const BenchFile bench = load_bench(TETHERLAB_SOURCE_DIR "/lab/benches/virtual.yaml", kBoards);
    EXPECT_EQ(bench.name, "virtual");
    EXPECT_EQ(bench.lan.to_text(), "192.168.1.1/24");
    EXPECT_FALSE(bench.images);
    EXPECT_EQ(bench.times.router_boot, Times{}.router_boot);
    EXPECT_EQ(bench.times.absence, Times{}.absence);
    EXPECT_EQ(bench.times.wan, Times{}.wan);
}

TEST(BenchFile, NamesAnImagesFolderRelativeToItself) {
    const BenchFile bench =
        parse_bench("bench: virtual\nboard: dlink,dir-3040-a1\nlan: 192.168.1.1/24\nimages: images\n",
                    "/lab/b.yaml", kBoards);
    EXPECT_EQ(bench.images, "/lab/images");
}

TEST(BenchFile, MayChangeSingleTimes) {
    const BenchFile bench = parse_bench(
        "bench: virtual\nboard: dlink,dir-3040-a1\nlan: 192.168.1.1/24\ntimes:\n  flash: 10 min\n", "b.yaml",
        kBoards);
    EXPECT_EQ(bench.times.flash, 600s);
    EXPECT_EQ(bench.times.setting, Times{}.setting);
}

std::string with(const std::string& keys) {
    return "bench: virtual\nboard: dlink,dir-3040-a1\nlan: 192.168.1.1/24\n" + keys;
}

TEST(BenchFile, WithoutAWireHasOurOwn) {
    const BenchFile bench = parse_bench(with(""), "b.yaml", kBoards);
    EXPECT_EQ(bench.wire, power::WireKind::kUdc);
    EXPECT_FALSE(bench.usb);
}

TEST(BenchFile, OfTheProjectHasARealHotspot) {
    const BenchFile bench = load_bench(TETHERLAB_SOURCE_DIR "/lab/benches/virtual-real.yaml", kBoards);
    ASSERT_TRUE(bench.usb);
    EXPECT_EQ(bench.usb->identity, "05c6:9057");
    EXPECT_EQ(bench.usb->port, "");
}

TEST(BenchFile, MayNameThePortOfARealHotspot) {
    const BenchFile bench =
        parse_bench(with("wire: real\nusb: 0e8d:2028\nusb-port: 1-1.4\n"), "b.yaml", kBoards);
    EXPECT_EQ(bench.usb->port, "1-1.4");
}

TEST(BenchFile, WithARealHotspotHasToSayWhichOne) {
    EXPECT_EQ(message_of(with("wire: real\n")),
              "b.yaml:1:1: expected a key 'usb', got none\n"
              "  bench: virtual\n"
              "  ^");
}

TEST(BenchFile, WithAHotspotThatIsNoIdentityIsRefused) {
    EXPECT_EQ(message_of(with("wire: real\nusb: 5c6:9057\n")),
              "b.yaml:5:6: expected idVendor and idProduct such as '05c6:9057', got '5c6:9057'\n"
              "  usb: 5c6:9057\n"
              "       ^");
}

TEST(BenchFile, WithAPortThatIsNoneIsRefused) {
    EXPECT_EQ(message_of(with("wire: real\nusb: 05c6:9057\nusb-port: usb1\n")),
              "b.yaml:6:11: expected a port as sysfs names it, such as '1-1.4', got 'usb1'\n"
              "  usb-port: usb1\n"
              "            ^");
}

TEST(BenchFile, WithARealHotspotOnAnotherWireIsRefused) {
    EXPECT_EQ(message_of(with("wire: stock\nusb: 05c6:9057\n")),
              "b.yaml:5:6: usb is for 'wire: real' only\n"
              "  usb: 05c6:9057\n"
              "       ^");
}

TEST(BenchFile, OfAnotherKindIsRefused) {
    EXPECT_EQ(message_of("bench: virtuel\nboard: dlink,dir-3040-a1\nlan: 192.168.1.1/24\n"),
              "b.yaml:1:8: expected one of virtual, real, got 'virtuel'; did you mean 'virtual'?\n"
              "  bench: virtuel\n"
              "         ^");
}

TEST(BenchFile, WithAnUnknownTimeIsRefused) {
    EXPECT_EQ(
        message_of("bench: virtual\nboard: dlink,dir-3040-a1\nlan: 192.168.1.1/24\ntimes: {flsh: 3 s}\n"),
        "b.yaml:4:9: unknown key 'flsh', expected one of gadget-boot, router-boot, flash, recovery, setting, "
        "hotspot, absence, wan; did you mean 'flash'?\n"
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
