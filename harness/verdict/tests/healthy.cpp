// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/tests/healthy.hpp"

#include "gadget/profile/descriptors.hpp"
#include "harness/verify/expectation.hpp"

#include <filesystem>

namespace tetherlab::verdict {
namespace {

observe::InterfaceStatus dhcp_wan() {
    observe::InterfaceStatus wan;
    wan.available = true;
    wan.proto = "dhcp";
    wan.device = "usb0";
    return wan;
}

observe::RouterFacts healthy_router() {
    observe::RouterFacts router;
    router.usb =
        observe::parse_usb_devices("T:  Bus=01 Lev=01 Prnt=01 Port=00 Cnt=01 Dev#=  2 Spd=480  MxCh= 0\n" +
                                   profile::usb_devices_block(d53(), 2));
    for (observe::UsbInterface& interface : router.usb[0].configurations[0].interfaces) {
        interface.driver = "rndis_host";
    }
    router.usb_netdevs = {{"usb0", "rndis_host", 1, 2, "02:0d:53:00:00:01"}};
    router.usb_drivers = {"cdc_ether", "hub", "rndis_host", "usb", "usbfs"};
    router.netdevs = {"br-lan", "lan1", "lo", "usb0", "wan"};
    router.kmods = {"kmod-usb-net-cdc-ether", "kmod-usb-net-rndis"};
    router.kernel_log = observe::parse_kernel_log(
        "[    6.248740] usb 1-1: new high-speed USB device number 2 using xhci_hcd\n"
        "[    6.800000] rndis_host 1-1:1.0 usb0: register 'rndis_host' at usb-0000:00:13.0-1, RNDIS device, "
        "02:0d:53:00:00:01\n");
    router.lan = observe::InterfaceStatus{};
    router.lan->up = true;
    router.lan->ipv4 = {{"192.168.8.1", 24}};
    router.wan = dhcp_wan();
    router.wan->up = true;
    router.wan->l3_device = "usb0";
    router.wan->ipv4 = {{"192.168.1.103", 24}};
    router.wan_device = "usb0";
    router.addresses = {{"br-lan", "192.168.8.1", 24, "global", false},
                        {"usb0", "192.168.1.103", 24, "global", false},
                        {"usb0", "fe80::d:53ff:fe00:1", 64, "link", true},
                        {"usb0", "2001:db8:53:0:d:53ff:fe00:1", 64, "global", true}};
    router.routes4 = {
        {"default", "192.168.1.1", "usb0"}, {"192.168.1.0/24", "", "usb0"}, {"192.168.8.0/24", "", "br-lan"}};
    return router;
}

}  // namespace

profile::Profile d53() {
    return profile::load(std::filesystem::path(TETHERLAB_SOURCE_DIR) / "gadget/profiles/quanta-d53.yaml");
}

observe::Facts healthy() {
    observe::Facts facts;
    facts.router = healthy_router();
    facts.descriptors = std::vector{verify::emulated_reading(d53())};
    facts.http_router = observe::HttpProbe{"http://198.18.0.80/", true, "fetched"};
    facts.http6_router = observe::HttpProbe{"http://[2001:2:0:64::80]/", true, "fetched"};
    facts.http_client = observe::HttpProbe{"http://web.internet.example/", true, "204"};
    facts.dns = observe::DnsProbe{"web.internet.example", {"198.18.0.80"}, {}};
    return facts;
}

observe::Facts without_rndis_kmod() {
    observe::Facts facts = healthy();
    observe::RouterFacts& router = *facts.router;
    for (observe::UsbInterface& interface : router.usb[0].configurations[0].interfaces)
        interface.driver = "(none)";
    router.usb_netdevs.clear();
    std::erase(router.usb_drivers, "rndis_host");
    std::erase(router.netdevs, "usb0");
    std::erase(router.kmods, "kmod-usb-net-rndis");
    router.kernel_log.pop_back();
    router.wan = dhcp_wan();
    router.wan->available = false;
    router.wan->device.clear();
    router.wan->errors = {"NO_DEVICE"};
    router.addresses.resize(1);
    router.routes4 = {{"192.168.8.0/24", "", "br-lan"}};
    facts.http_router = observe::HttpProbe{"http://198.18.0.80/", false, "wget: Network unreachable"};
    facts.http6_router = observe::HttpProbe{"http://[2001:2:0:64::80]/", false, "wget: Network unreachable"};
    facts.http_client =
        observe::HttpProbe{"http://web.internet.example/", false, "curl: (6) Could not resolve host"};
    facts.dns = observe::DnsProbe{"web.internet.example", {}, ";; connection timed out"};
    return facts;
}

}  // namespace tetherlab::verdict
