// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/bench_keys.hpp"

namespace tetherlab::bench {

const BenchKeys& bench_keys() {
    static const BenchKeys kKeys{
        {"virtual", {"bench", "board", "lan", "wire", "usb", "usb-port", "images", "times"}},
        {"real",
         {"bench", "board", "lan", "serial", "power", "usb-power", "network", "gadget", "recovery", "times"}},
        {"times",
         {"gadget-boot", "router-boot", "flash", "recovery", "setting", "hotspot", "absence", "wan"}},
        {"serial", {"device", "tcp", "rfc2217", "baud"}},
        {"power", {"command", "uhubctl", "gpio"}},
        {"command", {"switch-on", "switch-off", "status", "time"}},
        {"uhubctl", {"hub", "port"}},
        {"gpio", {"chip", "line", "active"}},
        {"network", {"interface", "addresses"}},
        {"recovery", {"initramfs", "initrd", "page-image", "press-reset"}},
        {"gadget", {"host", "user", "port", "udc"}},
    };
    return kKeys;
}

const std::vector<std::string>& keys_of(std::string_view map) {
    return bench_keys().find(map)->second;
}

}  // namespace tetherlab::bench
