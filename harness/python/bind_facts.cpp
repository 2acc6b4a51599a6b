// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/observer.hpp"
#include "harness/python/bind.hpp"

#include <pybind11/chrono.h>
#include <pybind11/stl.h>

#include <optional>
#include <string>
#include <vector>

namespace tetherlab::python {
namespace {

namespace py = pybind11;
using namespace observe;

// What is not known is None.
template <typename T>
auto known(Fact<T> Facts::*fact) {
    return [fact](const Facts& facts) {
        const Fact<T>& value = facts.*fact;
        return value ? std::optional<T>(*value) : std::nullopt;
    };
}

std::vector<std::string> texts(const std::vector<LogLine>& lines) {
    std::vector<std::string> all;
    for (const LogLine& line : lines) all.push_back(line.text);
    return all;
}

std::vector<std::string> addresses(const std::vector<InterfaceAddress>& list) {
    std::vector<std::string> all;
    for (const InterfaceAddress& one : list)
        all.push_back(one.address + "/" + std::to_string(one.prefix_length));
    return all;
}

void bind_router(py::module_& module) {
    py::class_<InterfaceStatus>(module, "InterfaceStatus", "What `ifstatus` says of an interface.")
        .def_readonly("up", &InterfaceStatus::up)
        .def_readonly("proto", &InterfaceStatus::proto)
        .def_readonly("device", &InterfaceStatus::device, "empty when none is claimed")
        .def_property_readonly(
            "ipv4", [](const InterfaceStatus& status) { return addresses(status.ipv4); },
            "list of ADDRESS/PREFIX")
        .def_property_readonly(
            "ipv6", [](const InterfaceStatus& status) { return addresses(status.ipv6); },
            "list of ADDRESS/PREFIX")
        .def_readonly("dns_servers", &InterfaceStatus::dns_servers)
        .def_readonly("lease_seconds", &InterfaceStatus::lease_seconds, "of a DHCP lease, in s; or None");

    py::class_<RouterFacts>(module, "RouterFacts", "What the router is doing, all of one moment.")
        .def_property_readonly("revision", [](const RouterFacts& facts) { return facts.board.revision; })
        .def_property_readonly("kernel", [](const RouterFacts& facts) { return facts.board.kernel; })
        .def_readonly("usb_devices_text", &RouterFacts::usb_devices_text, "/sys/kernel/debug/usb/devices")
        .def_readonly("usb_drivers", &RouterFacts::usb_drivers, "loaded")
        .def_readonly("netdevs", &RouterFacts::netdevs, "every one")
        .def_readonly("kmods", &RouterFacts::kmods, "installed kernel module packages")
        .def_property_readonly("kernel_log", [](const RouterFacts& facts) { return texts(facts.kernel_log); })
        .def_readonly("system_log", &RouterFacts::system_log, "its last lines")
        .def_readonly("lan", &RouterFacts::lan, "or None when it has no such interface")
        .def_readonly("wan", &RouterFacts::wan)
        .def_readonly("wan6", &RouterFacts::wan6)
        .def_readonly("wan_device", &RouterFacts::wan_device, "as set; empty when it is not");
}

void bind_probes(py::module_& module) {
    py::class_<HttpProbe>(module, "HttpProbe", "An attempt to fetch a page.")
        .def_readonly("url", &HttpProbe::url)
        .def_readonly("ok", &HttpProbe::ok, "a 2xx answer came")
        .def_readonly("said", &HttpProbe::said);
    py::class_<DnsProbe>(module, "DnsProbe", "A question to the router's resolver.")
        .def_readonly("name", &DnsProbe::name)
        .def_readonly("addresses", &DnsProbe::addresses, "empty when nothing was answered")
        .def_readonly("said", &DnsProbe::said);
    py::class_<DownloadProbe>(module, "DownloadProbe", "A download for some seconds.")
        .def_readonly("url", &DownloadProbe::url)
        .def_readonly("rate", &DownloadProbe::rate, "in bit/s; 0 when nothing came")
        .def_readonly("said", &DownloadProbe::said);
    py::class_<FaultProgress>(module, "FaultProgress", "What a fault did so far; times since the run began.")
        .def_readonly("id", &FaultProgress::id)
        .def_readonly("kind", &FaultProgress::kind)
        .def_readonly("armed", &FaultProgress::armed, "timedelta, or None")
        .def_readonly("fired", &FaultProgress::fired, "timedelta, or None")
        .def_readonly("ended", &FaultProgress::ended, "timedelta, or None")
        .def_readonly("failure", &FaultProgress::failure, "why it could not be done; else empty");
}

}  // namespace

void bind_facts(py::module_& module) {
    bind_router(module);
    bind_probes(module);
    py::class_<Facts>(module, "Facts", "Everything known at one moment; None for what is not known.")
        .def_property_readonly("router", known(&Facts::router))
        .def_property_readonly("http_router", known(&Facts::http_router))
        .def_property_readonly("http6_router", known(&Facts::http6_router))
        .def_property_readonly("http_client", known(&Facts::http_client))
        .def_property_readonly("download", known(&Facts::download))
        .def_property_readonly("dns", known(&Facts::dns))
        .def_property_readonly(
            "log", [](const Facts& facts) { return texts(facts.log); },
            "the kernel's lines on the console since the last step that was not an expect")
        .def_readonly("faults", &Facts::faults, "in the order they were armed");
}

}  // namespace tetherlab::python
