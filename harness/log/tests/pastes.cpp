// SPDX-License-Identifier: Apache-2.0
#include "harness/log/tests/pastes.hpp"

#include <ostream>

namespace tetherlab::log {
namespace {

// A paste without a line of a kernel's log: nothing is to be read out of it.
Paste no_log(const char* file, const char* holds) {
    return {.file = file,
            .holds = holds,
            .clocks = {},
            .ports = {},
            .episodes = {},
            .codes = {},
            .breaks_off = 0};
}

Paste xiaomi() {
    return {.file = "01-xiaomi-redmi-note12-rndis-wrapped",
            .holds = "",
            .clocks = {Clock::kUptime},
            .ports = {{0,
                       "5-1",
                       Role::kTether,
                       {.connects = 4, .disconnects = 3, .netdevs_up = 2},
                       "4706.91 connect 2 2717:ff40\n"
                       "4716.41 disconnect 2\n"
                       "4716.77 connect 3 2717:ff80\n"
                       "4716.97 wwan0 86:aa:5b:45:0a:ce\n"
                       "4751.69 disconnect 3\n"
                       "6113.35 connect 4 2717:ff40\n"
                       "6124.09 disconnect 4\n"
                       "6124.44 connect 5 2717:ff80\n"
                       "6124.62 wwan0 f2:00:f5:38:da:7e\n"}},
            .episodes = {"5-1 mode-switch", "5-1 mode-switch", "5-1 drop"},
            .codes = {"charge-only", "mac-changes"},
            .breaks_off = 0};
}

// Its syslog has whole seconds: from 18:00:06 on times are those of the copy, by the kernel's clock.
Paste huawei_mbim() {
    return {.file = "28-huawei-k4203-mbim-fail-loop",
            .holds = "",
            .clocks = {Clock::kUptime},
            .ports = {{0,
                       "2-1.4",
                       Role::kTether,
                       {.connects = 7, .disconnects = 6, .bind_failures = 6},
                       "115.57 connect 7 12d1:1f1c\n"
                       "116.73 bind failed\n"
                       "116.94 disconnect 7\n"
                       "121.46 connect 8 12d1:1f1c\n"
                       "122.49 bind failed\n"
                       "122.57 disconnect 8\n"
                       "127.09 connect 9 12d1:1f1c\n"
                       "128.11 bind failed\n"
                       "128.20 disconnect 9\n"
                       "132.73 connect 10 12d1:1f1c\n"
                       "133.73 bind failed\n"
                       "133.73 disconnect 10\n"
                       "138.73 connect 11 12d1:1f1c\n"
                       "139.73 bind failed\n"
                       "139.73 disconnect 11\n"
                       "143.73 connect 12 12d1:1f1c\n"
                       "144.73 bind failed\n"
                       "144.73 disconnect 12\n"
                       "151.73 connect 13 12d1:14fb\n"}},
            .episodes = {"2-1.4 loop"},
            .codes = {"reconnect-loop", "driver-failed"},
            .breaks_off = 0};
}

Paste pi_zero() {
    const Counts counts{.connects = 1, .descriptor_failures = 1, .netdevs_up = 1, .stalls = 1};
    return {.file = "29-pi-zero-gadget-error71-watchdog-wrapped",
            .holds = "",
            .clocks = {Clock::kUptime, Clock::kUptime},
            .ports = {{0, "1-1", Role::kTether, counts,
                       "11728.03 connect 10 0525:a4a2\n"
                       "11728.43 read/64 -71\n"
                       "11728.67 usb0 22:93:3a:8b:be:8a\n"
                       "11768.17 stall\n"},
                      {1, "1-3", Role::kTether, counts,
                       "11521.69 connect 3 0525:a4a2\n"
                       "11522.08 read/64 -71\n"
                       "11522.34 usb0 7e:a9:b4:b7:32:43\n"
                       "11752.35 stall\n"}},
            .episodes = {"1-1 ladder", "1-1 stall", "1-3 ladder", "1-3 stall"},
            .codes = {"descriptor-failure", "data-stall", "descriptor-failure", "data-stall"},
            .breaks_off = 0};
}

Paste fairphone() {
    return {.file = "34-fairphone4-rndis-regression",
            .holds = "",
            .clocks = {Clock::kWall, Clock::kWall},
            .ports = {{0, "1-3", Role::kOther, {.connects = 1}, "15:55:34 connect 2 13d3:56fb\n"},
                      {0,
                       "1-4",
                       Role::kTether,
                       {.connects = 1, .netdevs_up = 1},
                       "15:55:34 connect 3 05c6:9024\n"
                       "15:55:36 usb0 3a:2a:e2:fa:29:95\n"},
                      {1, "1-3", Role::kOther, {.connects = 1}, "15:58:05 connect 2 13d3:56fb\n"},
                      {1,
                       "1-4",
                       Role::kTether,
                       {.connects = 2, .disconnects = 2, .netdevs_up = 1},
                       "15:58:05 connect 3 18d1:4ee2\n"
                       "15:58:39 disconnect 3\n"
                       "15:58:39 connect 4 05c6:9024\n"
                       "15:58:40 wwan0 a6:d0:9d:80:61:dc\n"
                       "16:00:10 disconnect 4\n"}},
            .episodes = {"1-4 mode-switch", "1-4 gone"},
            .codes = {"charge-only", "renamed-interface"},
            .breaks_off = 0};
}

// Eleven lines with the word over-current, and none of them an event.
Paste usb_c_hub() {
    const Counts twice{.connects = 2, .disconnects = 1};
    return {.file = "50-usb-c-hub-over-current",
            .holds = "",
            .clocks = {Clock::kUptime},
            .ports = {{0, "1-2", Role::kHub, twice,
                       "1638.53 connect 7 291a:5423\n"
                       "1640.80 disconnect 7\n"
                       "1642.00 connect 10 291a:5423\n"},
                      {0, "1-2.1", Role::kHub, twice,
                       "1638.97 connect 8 05e3:0610\n"
                       "1640.80 disconnect 8\n"
                       "1642.45 connect 11 05e3:0610\n"},
                      {0, "1-2.5", Role::kUnknown, twice,
                       "1639.65 connect 9 0bda:5450\n"
                       "1640.80 disconnect 9\n"
                       "1642.96 connect 12\n"},
                      {0, "4-1.1.3", Role::kUnknown, {.connects = 1}, "1640.58 connect 4 0bda:8153\n"},
                      {0, "4-1.1.4", Role::kUnknown, {.connects = 1}, "1640.69 connect 5 058f:8468\n"}},
            .episodes = {"1-2 together"},
            .codes = {},
            .breaks_off = 470};
}

Paste internal_lte() {
    return {.file = "51-openwrt-tl-mr6400-enum-fail",
            .holds = "",
            .clocks = {Clock::kUptime},
            .ports = {{0,
                       "1-1",
                       Role::kUnknown,
                       {.connects = 4, .descriptor_failures = 4, .address_failures = 2, .give_ups = 1},
                       "5.66 connect 2\n"
                       "10.88 read/64 -145\n"
                       "16.24 read/64 -71\n"
                       "16.57 connect 3\n"
                       "21.80 read/64 -145\n"
                       "27.17 read/64 -71\n"
                       "27.29 power cycle\n"
                       "28.12 connect 4\n"
                       "33.57 address 4 refused -71\n"
                       "33.72 connect 5\n"
                       "39.17 address 5 refused -71\n"
                       "39.18 given up\n"}},
            .episodes = {"1-1 ladder"},
            .codes = {"enumeration-failed"},
            .breaks_off = 0};
}

Paste zyxel() {
    return {.file = "52-zyxel-nr2301-5g-hotspot-rndis",
            .holds = "",
            .clocks = {Clock::kNone, Clock::kNone},
            .ports = {{0, "3-2", Role::kTether, {.netdevs_up = 1}, "- eth0 fc:dd:55:ff:ff:ff\n"},
                      {1, "3-2", Role::kTether, {.netdevs_up = 1}, "- wwan0 fc:dd:55:ff:ff:ff\n"}},
            .episodes = {},
            .codes = {"renamed-interface"},
            .breaks_off = 0};
}

Paste huawei_hilink() {
    return {.file = "56-huawei-e303-hilink-forum-mixed",
            .holds = "",
            .clocks = {Clock::kUptime},
            .ports = {{0,
                       "1-2",
                       Role::kTether,
                       {.connects = 1, .disconnects = 1, .netdevs_up = 1},
                       "8119.67 disconnect 12\n"
                       "8120.84 connect 13 12d1:14db\n"
                       "8120.98 eth2 58:2c:80:19:57:94\n"}},
            .episodes = {"1-2 drop"},
            .codes = {"drops"},
            .breaks_off = 0};
}

Paste motorola() {
    return {.file = "61-motorola-q-rndis-60s-loop",
            .holds = "",
            .clocks = {Clock::kUptime},
            .ports = {{0,
                       "1-2",
                       Role::kTether,
                       {.connects = 2, .disconnects = 2, .netdevs_up = 2},
                       "57060.54 disconnect 65\n"
                       "57063.09 connect 66\n"
                       "57063.36 eth2 80:00:94:6b:06:2f\n"
                       "57124.37 disconnect 66\n"
                       "57126.91 connect 67\n"
                       "57127.18 eth2 80:00:94:6b:06:2f\n"}},
            .episodes = {"1-2 loop"},
            .codes = {"reconnect-loop"},
            .breaks_off = 0};
}

Paste zte_phone() {
    return {.file = "63-zte-mt65xx-android-rndis-timeline",
            .holds = "",
            .clocks = {Clock::kUptime},
            .ports = {{0,
                       "2-3",
                       Role::kTether,
                       {.connects = 8, .disconnects = 7, .descriptor_failures = 1, .netdevs_up = 5},
                       "2021.48 disconnect 3\n"
                       "2028.67 connect 4 19d2:0307\n"
                       "2047.22 disconnect 4\n"
                       "2047.60 connect 5 19d2:1365\n"
                       "2047.74 usb0 62:6b:e3:5c:69:74\n"
                       "3539.64 disconnect 5\n"
                       "3539.90 connect 6 19d2:1365\n"
                       "3540.04 usb0 62:6b:e3:5c:69:74\n"
                       "3597.98 disconnect 6\n"
                       "3598.24 connect 7 19d2:1365\n"
                       "3598.38 usb0 62:6b:e3:5c:69:74\n"
                       "4528.38 disconnect 7\n"
                       "5217.24 connect 8 19d2:0307\n"
                       "5219.48 disconnect 8\n"
                       "5219.85 connect 9 19d2:1365\n"
                       "5219.99 usb0 3e:1f:32:30:01:d3\n"
                       "11676.46 disconnect 9\n"
                       "11676.72 connect 10\n"
                       "11676.86 read/all -71\n"
                       "11677.78 connect 12 19d2:1365\n"
                       "11677.92 usb0 3e:1f:32:30:01:d3\n"}},
            .episodes = {"2-3 mode-switch", "2-3 mode-switch", "2-3 drop", "2-3 drop", "2-3 drop", "2-3 drop",
                         "2-3 ladder"},
            .codes = {"drops", "descriptor-failure", "charge-only", "mac-changes"},
            .breaks_off = 0};
}

Paste tplink() {
    return {.file = "70-tplink-m7310-no-timestamps-polish",
            .holds = "",
            .clocks = {Clock::kNone},
            .ports = {{0,
                       "2-1.3",
                       Role::kTether,
                       {.connects = 2, .disconnects = 1, .netdevs_up = 2},
                       "- connect 7 2357:000a\n"
                       "- usb0 ee:3f:49:d7:b1:47\n"
                       "- disconnect 7\n"
                       "- connect 8 2357:0006\n"
                       "- usb0 46:9c:a0:4d:90:44\n"}},
            .episodes = {"2-1.3 mode-switch"},
            .codes = {"mac-changes"},
            .breaks_off = 0};
}

Paste inside_a_hotspot() {
    return {.file = "80-tplink-m7350-DEVICE-SIDE-log",
            .holds = "",
            .clocks = {Clock::kUptime},
            .ports = {},
            .episodes = {},
            .codes = {},
            .breaks_off = 0};
}

Paste thread() {
    return {.file = "thread",
            .holds = "",
            .clocks = {Clock::kUptime, Clock::kNone},
            .ports = {{0,
                       "1-1",
                       Role::kUnknown,
                       {.connects = 12,
                        .disconnects = 8,
                        .setup_failures = 5,
                        .enable_failures = 1,
                        .address_failures = 2},
                       ""},
                      {1, "1-2", Role::kTether, {.netdevs_up = 1}, "- usb0 \n"}},
            .episodes = {"1-1 storm", "1-1 drop"},
            .codes = {"brownout", "no-driver"},
            .breaks_off = 0};
}

}  // namespace

const std::vector<Paste>& pastes() {
    static const std::vector<Paste> kPastes{
        xiaomi(),
        no_log("04-tozed-lt70c-unisoc-ncm-4x", "usb-devices and lsusb -v"),
        no_log("05-fibocom-fg150-quoted-superspeed", "usb-devices and lsusb -v"),
        no_log("13-tcl-ik512-alcatel-vid-superspeedplus", "usb-devices, two modes"),
        no_log("15-zte-mf286d", "usb-devices"),
        no_log("16-zte-mf871a", "usb-devices"),
        no_log("18-meig-srm825wn-rndis", "usb/devices"),
        no_log("20-telit-le910cx-rndis-ecm", "usb-devices, four modes"),
        no_log("22-fibocom-fm101-gl-wrapped-T", "usb-devices, two modes"),
        no_log("23-meig-srm825l-nbsp-quoted", "usb-devices of two devices"),
        no_log("24-fibocom-l7xx-crlf", "usb-devices, two modes"),
        no_log("26-cinterion-mv32-whole-machine-usbutils-bug", "usb-devices of a machine, twice: no replug"),
        no_log("27-xiaomi-redmi-mtp-mxpwr0", "usb-devices"),
        huawei_mbim(),
        pi_zero(),
        fairphone(),
        no_log("37-iphone-6s-lsusb-v-4cfg", "lsusb -v"),
        no_log("42-ublox-1343-ecm-lsusb", "lsusb -v"),
        usb_c_hub(),
        internal_lte(),
        zyxel(),
        no_log("55-simcom-8230c-html-reply", "usb-devices"),
        huawei_hilink(),
        no_log("58-samsung-gt-tethys-missing-T", "usb-devices"),
        motorola(),
        zte_phone(),
        tplink(),
        no_log("74-qualcomm-9330-lsusb-indent-lost-truncated", "lsusb -v, cut off"),
        no_log("77-uz801-msm8916-4g-ufi-lsusb-v", "lsusb -v"),
        inside_a_hotspot(),
        thread(),
    };
    return kPastes;
}

std::ostream& operator<<(std::ostream& out, const Paste& paste) {
    return out << paste.file;
}

}  // namespace tetherlab::log
