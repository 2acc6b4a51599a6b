// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/hardware.hpp"

#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/bench/bench_file.hpp"

#include <gtest/gtest.h>

#include <map>

namespace tetherlab::bench {
namespace {

using namespace std::chrono_literals;

const board::Boards kBoards(TETHERLAB_SOURCE_DIR "/lab/boards");

const std::map<std::string, std::string> kParts{
    {"serial", "{device: /dev/ttyUSB0}"},
    {"power", "{uhubctl: {hub: 1-1, port: 4}}"},
    {"network", "{interface: eth1, addresses: [192.168.1.2/24]}"},
    {"gadget", "{host: hotspot-pi}"},
};

// A bench with one of its parts as `value`, in the fourth line.
std::string bench_with(const std::string& part, const std::string& value) {
    std::string yaml =
        "bench: real\nboard: dlink,dir-3040-a1\nlan: 192.168.1.1/24\n" + part + ": " + value + "\n";
    for (const auto& [name, text] : kParts) {
        if (name != part) yaml.append(name).append(": ").append(text).append("\n");
    }
    return yaml;
}

Hardware with(const std::string& part, const std::string& value) {
    return parse_bench(bench_with(part, value), "b.yaml", kBoards).hardware.value();
}

// The first line of the refusal.
std::string refusal(const std::string& part, const std::string& value) {
    try {
        with(part, value);
        return "no error";
    } catch (const base::ConfigError& error) {
        const std::string text = error.what();
        return text.substr(0, text.find('\n'));
    }
}

TEST(Hardware, OfTheProjectIsADir3040AndAPi4) {
    const BenchFile bench = load_bench(TETHERLAB_SOURCE_DIR "/lab/benches/dir-3040-pi4.yaml", kBoards);
    const Hardware& hardware = bench.hardware.value();
    EXPECT_EQ(hardware.board.model, "D-Link DIR-3040 A1");
    EXPECT_EQ(to_text(hardware.serial),
              "/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0 at 57600 baud");
    EXPECT_EQ(to_text(hardware.power), "pdu outlet 3 on");
    EXPECT_FALSE(hardware.usb_power);
    EXPECT_EQ(hardware.lab.interface, "enx00e04c680001");
    ASSERT_EQ(hardware.lab.addresses.size(), 3U);
    EXPECT_EQ(hardware.lab.addresses[2].to_text(), "192.168.0.2/24");
    EXPECT_EQ(hardware.gadget.to_text(), "root@hotspot-pi");
    EXPECT_EQ(hardware.gadget.udc, "fe980000.usb");
}

TEST(Hardware, OfTheProjectIsADir3040AndAPiZero) {
    const BenchFile bench = load_bench(TETHERLAB_SOURCE_DIR "/lab/benches/dir-3040-pi-zero2w.yaml", kBoards);
    EXPECT_EQ(bench.hardware.value().gadget.udc, "3f980000.usb");
}

TEST(Hardware, IsRefusedWhereABenchHasToBeVirtual) {
    try {
        load_virtual_bench(TETHERLAB_SOURCE_DIR "/lab/benches/dir-3040-pi4.yaml");
        FAIL() << "expected a ConfigError";
    } catch (const base::ConfigError& error) {
        EXPECT_EQ(
            std::string(error.what()).substr(sizeof TETHERLAB_SOURCE_DIR),
            "lab/benches/dir-3040-pi4.yaml:11:8: expected a virtual bench, got a real one, which is for "
            "scenarios (tetherlab run, Python) and doctor\n"
            "  bench: real\n"
            "         ^");
    }
}

TEST(Hardware, MayHaveItsConsoleOnAnotherMachine) {
    EXPECT_EQ(to_text(with("serial", "{rfc2217: 'lab-pi:7000', baud: 115200}").serial),
              "rfc2217 lab-pi:7000 at 115200 baud");
    EXPECT_EQ(to_text(with("serial", "{tcp: '[fe80::1%eth0]:7000'}").serial), "tcp [fe80::1%eth0]:7000");
}

TEST(Hardware, MayHaveARelay) {
    const auto gpio = std::get<power::GpioPower::Options>(
        with("power", "{gpio: {chip: /dev/gpiochip0, line: 17, active: low}}").power);
    EXPECT_EQ(gpio.line, 17U);
    EXPECT_EQ(gpio.active, power::GpioPower::Active::kLow);
}

TEST(Hardware, TakesTheWordsOfACommandAsTheyAre) {
    const auto command = std::get<power::CommandPower::Options>(
        with("power",
             "{command: {switch-on: [pdu, '; reboot', '$(id)'], switch-off: [pdu, '-x \"'], time: 3 s}}")
            .power);
    EXPECT_EQ(command.on, (base::Argv{"pdu", "; reboot", "$(id)"}));
    EXPECT_EQ(command.off, (base::Argv{"pdu", "-x \""}));
    EXPECT_EQ(command.time, 3s);
}

TEST(Hardware, MaySwitchThePowerOfTheHotspot) {
    EXPECT_EQ(to_text(with("usb-power", "{uhubctl: {hub: 2, port: 1}}").usb_power.value()),
              "port 1 of USB hub 2");
}

TEST(Hardware, WithoutAConsoleIsRefused) {
    EXPECT_EQ(refusal("serial", "{baud: 57600}"),
              "b.yaml:4:9: expected one of device, tcp, rfc2217, got none");
    EXPECT_EQ(refusal("serial", "{device: /dev/ttyUSB0, tcp: 'a:1'}"),
              "b.yaml:4:9: expected one of device, tcp, rfc2217, got device and tcp");
}

TEST(Hardware, WithAConsoleThatIsNoneIsRefused) {
    EXPECT_EQ(refusal("serial", "{device: ttyUSB0}"),
              "b.yaml:4:18: expected a device such as '/dev/ttyUSB0', got 'ttyUSB0'");
    EXPECT_EQ(refusal("serial", "{tcp: 'lab-pi'}"),
              "b.yaml:4:15: expected host and port such as 'lab-pi:7000', got 'lab-pi'");
    EXPECT_EQ(refusal("serial", "{tcp: 'lab-pi:70000'}"),
              "b.yaml:4:15: expected host and port such as 'lab-pi:7000', got 'lab-pi:70000'");
    EXPECT_EQ(refusal("serial", "{device: /dev/ttyUSB0, baud: 5760}"),
              "b.yaml:4:38: expected one of 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, got "
              "'5760'; did you mean '57600'?");
    EXPECT_EQ(refusal("serial", "{tcp: 'a:1', baud: 57600}"),
              "b.yaml:4:28: baud is for device and rfc2217 only");
}

TEST(Hardware, WithACommandInOneStringIsRefused) {
    EXPECT_EQ(refusal("power", "{command: {switch-on: pdu on, switch-off: [pdu, off]}}"),
              "b.yaml:4:30: expected a list, got 'pdu on'");
    EXPECT_EQ(refusal("power", "{command: {switch-on: [], switch-off: [pdu]}}"),
              "b.yaml:4:30: expected a program and its arguments, got none");
}

TEST(Hardware, WithTwoSwitchesForOnePlugIsRefused) {
    EXPECT_EQ(refusal("power", "{uhubctl: {hub: 1-1, port: 4}, gpio: {chip: /dev/gpiochip0, line: 1}}"),
              "b.yaml:4:8: expected one of command, uhubctl, gpio, got uhubctl and gpio");
}

TEST(Hardware, WithAHubThatIsNoneIsRefused) {
    EXPECT_EQ(refusal("power", "{uhubctl: {hub: '-a on', port: 4}}"),
              "b.yaml:4:24: expected a hub as uhubctl lists it, such as '1-1.4', got '-a on'");
    EXPECT_EQ(refusal("power", "{uhubctl: {hub: 1-1, port: 0}}"),
              "b.yaml:4:35: expected a whole number from 1 to 31, got '0'");
}

TEST(Hardware, WithoutAnAddressInTheRoutersLanIsRefused) {
    EXPECT_EQ(refusal("network", "{interface: eth1, addresses: [192.168.0.2/24]}"),
              "b.yaml:4:39: expected an address in the router's LAN 192.168.1.1/24 among these");
    EXPECT_EQ(refusal("network", "{interface: eth1, addresses: [192.168.1.1/24]}"),
              "b.yaml:4:40: expected an address of this machine, got the router's own");
    EXPECT_EQ(
        refusal("network", "{interface: eth1, addresses: [192.168.1.2]}"),
        "b.yaml:4:40: expected an address and prefix length such as '192.168.1.1/24', got '192.168.1.2'");
}

TEST(Hardware, WithAHostThatSshTakesForAnOptionIsRefused) {
    EXPECT_EQ(refusal("gadget", "{host: -oProxyCommand=reboot}"),
              "b.yaml:4:16: expected a host name or address, got '-oProxyCommand=reboot'");
    EXPECT_EQ(refusal("gadget", "{host: pi, user: '-l root'}"),
              "b.yaml:4:26: expected a user name, got '-l root'");
}

TEST(Hardware, WithAnUnknownKeyIsRefused) {
    EXPECT_EQ(refusal("gadget", "{hsot: pi}"),
              "b.yaml:4:10: unknown key 'hsot', expected one of host, user, port, udc; did you mean 'host'?");
}

TEST(Hardware, HasABoardOfTheProjectOrAFileBesideIt) {
    const base::TemporaryFolder folder;
    base::write_file(
        folder.path() / "fast.yaml",
        "name: acme,fast\nmodel: Acme Fast\ntarget: ramips/mt7621\ncompat-version: '1.1'\n"
        "kernel: {product: FAST, software: V1, hardware: A1}\n"
        "flash: {kernel-size: 0x400000, partitions: [{name: firmware, offset: 0, size: 0x2800000}]}\n"
        "console: {baud: 115200}\nports: {lan: [lan1], wan: wan}\n");
    std::string yaml = bench_with("serial", "{device: /dev/ttyUSB0}");
    yaml.replace(yaml.find("dlink,dir-3040-a1"), std::string("dlink,dir-3040-a1").size(), "fast.yaml");
    const Hardware hardware = parse_bench(yaml, folder.path() / "b.yaml", kBoards).hardware.value();
    EXPECT_EQ(hardware.board.image.name, "acme,fast");
    EXPECT_EQ(to_text(hardware.serial), "/dev/ttyUSB0 at 115200 baud");
}

TEST(Hardware, OfABoardThereIsNoneOfIsRefused) {
    try {
        parse_bench("bench: real\nboard: dlink,dir-3041-a1\nlan: 192.168.1.1/24\n", "b.yaml", kBoards);
        FAIL() << "expected a ConfigError";
    } catch (const base::ConfigError& error) {
        EXPECT_STREQ(error.what(),
                     "b.yaml:2:8: expected a path ending in .yaml or one of dir-1960-a1, dir-2055-a1, "
                     "dir-2640-a1, dir-2660-a1, dir-3040-a1, dir-3060-a1, dir-853-a3, got "
                     "'dlink,dir-3041-a1'\n"
                     "  board: dlink,dir-3041-a1\n"
                     "         ^");
    }
}

TEST(Hardware, HasFilesAndAButtonForADeadRouter) {
    const base::TemporaryFolder folder;
    base::write_file(folder.path() / "initramfs.bin", "");
    base::write_file(folder.path() / "recovery.bin", "");
    const std::string yaml = bench_with(
        "recovery", "{initramfs: initramfs.bin, page-image: recovery.bin, press-reset: [relay, '2']}");
    const Hardware hardware = parse_bench(yaml, folder.path() / "b.yaml", kBoards).hardware.value();
    EXPECT_EQ(hardware.ways_back.initramfs, folder.path() / "initramfs.bin");
    EXPECT_FALSE(hardware.ways_back.initrd);
    EXPECT_EQ(hardware.ways_back.page_image, folder.path() / "recovery.bin");
    EXPECT_EQ(hardware.ways_back.press_reset, (base::Argv{"relay", "2"}));
}

TEST(Hardware, WithARecoveryFileThatIsNotThereIsRefused) {
    EXPECT_EQ(refusal("recovery", "{initramfs: /not/there.bin}"),
              "b.yaml:4:23: expected a file, got '/not/there.bin', which is none");
}

}  // namespace
}  // namespace tetherlab::bench
