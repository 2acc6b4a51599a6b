// SPDX-License-Identifier: Apache-2.0
#include "harness/doctor/examine.hpp"

#include "gadget/base/text.hpp"
#include "harness/doctor/gadget_checks.hpp"
#include "harness/doctor/machine_checks.hpp"
#include "harness/doctor/router_checks.hpp"
#include "harness/doctor/virtual_checks.hpp"

#include <array>

namespace tetherlab::doctor {
namespace {

namespace fs = std::filesystem;

constexpr base::Milliseconds kEcho{3'000};    // a shell's, or a boot loader's, to the Enter key
constexpr base::Milliseconds kStart{20'000};  // from power to the boot loader's first words
constexpr std::array kGadgetPackages{"dnsmasq-base", "iproute2", "kmod", "nftables", "procps"};

fs::path existing(fs::path folder) {
    while (!fs::exists(folder) && folder.has_relative_path()) folder = folder.parent_path();
    return folder;
}

Time made(const fs::path& file) {
    return std::chrono::floor<std::chrono::seconds>(
        std::chrono::file_clock::to_sys(fs::last_write_time(file)));
}

Section this_machine(const Subject& subject, Host& here) {
    const fs::path table = subject.root / "lab/bootstrap/packages.tsv";
    Section section{"this machine", {}};
    section.findings = {check_packages(here, needed_packages(base::read_file(table)))};
    for (const char* kind : {"veth", "bridge", "tap"}) {
        section.findings.push_back(check_network_device(here, kind));
    }
    section.findings.push_back(check_clock(here, made(table)));
    section.findings.push_back(check_disk(here, existing(subject.runs)));
    return section;
}

Section virtual_machines(const Subject& subject, Host& here) {
    Section section{"virtual bench", check_images(here, subject.images)};
    section.findings.push_back(check_acceleration(here));
    return section;
}

Section router(const Subject& subject, const bench::Hardware& hardware, Host& here) {
    Section section{"router", {check_serial(hardware.serial, kEcho)}};
    const bool alive = section.findings.front().level == Level::kOk;
    section.findings.push_back(subject.power == PowerTest::kSwitch && alive
                                   ? try_power(hardware.power, hardware.serial, kStart)
                                   : check_power(hardware.power));
    section.findings.push_back(check_interface(here, hardware.lab));
    if (section.findings.back().level == Level::kFail) return section;
    section.findings.push_back(check_addresses(here, hardware.lab));
    section.findings.push_back(check_router(here, subject.bench.lan));
    return section;
}

std::string by_hand(const bench::GadgetOverSsh& host) {
    return "ssh " + (host.port == 22 ? "" : "-p " + std::to_string(host.port) + " ") + host.user + "@" +
           host.host;
}

Section gadget_host(const Subject& subject, const bench::GadgetOverSsh& host, Host& here) {
    RealHost there(bench::ssh_to(host));
    const std::string shell = by_hand(host);
    Section section{"gadget host " + host.to_text(), {check_reach(there, shell)}};
    if (section.findings.front().level == Level::kFail) return section;

    section.findings.push_back(check_packages(there, {kGadgetPackages.begin(), kGadgetPackages.end()}));
    section.findings.push_back(check_kernel_options(there));
    for (const char* kind : {"veth", "bridge"}) section.findings.push_back(check_network_device(there, kind));
    section.findings.push_back(check_module(there, "tether_shape"));
    section.findings.push_back(check_udc(there, host.udc));
    if (section.findings.back().level == Level::kOk) {
        section.findings.push_back(check_peripheral(there, section.findings.back().text));
        section.findings.push_back(check_agent(there, host.udc, subject.version));
    }
    section.findings.push_back(check_clocks(here, there, shell));
    return section;
}

}  // namespace

Findings examine(const Subject& subject, Host& here) {
    Findings findings{this_machine(subject, here)};
    if (const auto& hardware = subject.bench.hardware) {
        findings.push_back(router(subject, *hardware, here));
        findings.push_back(gadget_host(subject, hardware->gadget, here));
    } else {
        findings.push_back(virtual_machines(subject, here));
    }
    return findings;
}

}  // namespace tetherlab::doctor
