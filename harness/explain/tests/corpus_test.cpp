// SPDX-License-Identifier: Apache-2.0
#include "harness/explain/explain.hpp"
#include "harness/importer/output.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

// What every paste of the importer's tests/corpus is diagnosed with.
namespace tetherlab::explain {
namespace {

struct Row {
    const char* file;
    std::vector<std::string> codes;  // those of what is over in parentheses
};

std::ostream& operator<<(std::ostream& out, const Row& row) {
    return out << row.file;
}

const std::vector<Row>& rows() {
    static const std::vector<Row> kRows{
        {"01-xiaomi-redmi-note12-rndis-wrapped", {"(charge-only)", "(mac-changes)"}},
        {"04-tozed-lt70c-unisoc-ncm-4x", {}},
        {"05-fibocom-fg150-quoted-superspeed", {}},
        {"13-tcl-ik512-alcatel-vid-superspeedplus", {}},
        {"15-zte-mf286d", {}},
        {"16-zte-mf871a", {}},
        {"18-meig-srm825wn-rndis", {}},
        {"20-telit-le910cx-rndis-ecm", {}},
        {"22-fibocom-fm101-gl-wrapped-T", {}},
        {"23-meig-srm825l-nbsp-quoted", {}},
        {"24-fibocom-l7xx-crlf", {}},
        {"26-cinterion-mv32-whole-machine-usbutils-bug", {}},
        {"27-xiaomi-redmi-mtp-mxpwr0", {}},
        {"28-huawei-k4203-mbim-fail-loop", {"reconnect-loop", "driver-failed"}},
        {"29-pi-zero-gadget-error71-watchdog-wrapped",
         {"data-stall", "data-stall", "(descriptor-failure)", "(descriptor-failure)"}},
        {"34-fairphone4-rndis-regression", {"renamed-interface", "(charge-only)"}},
        {"37-iphone-6s-lsusb-v-4cfg", {}},
        {"42-ublox-1343-ecm-lsusb", {}},
        {"50-usb-c-hub-over-current", {}},
        {"51-openwrt-tl-mr6400-enum-fail", {"enumeration-failed"}},
        {"52-zyxel-nr2301-5g-hotspot-rndis", {"renamed-interface"}},
        {"55-simcom-8230c-html-reply", {}},
        {"56-huawei-e303-hilink-forum-mixed", {"(drops)"}},
        {"58-samsung-gt-tethys-missing-T", {"missing-kmod"}},
        {"61-motorola-q-rndis-60s-loop", {"reconnect-loop"}},
        {"63-zte-mt65xx-android-rndis-timeline",
         {"(drops)", "(descriptor-failure)", "(charge-only)", "(mac-changes)"}},
        {"70-tplink-m7310-no-timestamps-polish", {"(mac-changes)"}},
        {"74-qualcomm-9330-lsusb-indent-lost-truncated", {}},
        {"77-uz801-msm8916-4g-ufi-lsusb-v", {}},
        {"80-tplink-m7350-DEVICE-SIDE-log", {}},  // refused
        {"thread", {"power", "brownout", "missing-kmod", "missing-kmod", "ipv6-single-64", "(subnet-clash)"}},
    };
    return kRows;
}

class EveryPaste : public testing::TestWithParam<Row> {};

TEST_P(EveryPaste, GivesItsDiagnoses) {
    const Explanation explanation = explain(
        importer::read_text(std::filesystem::path(TETHERLAB_SOURCE_DIR) / "harness/importer/tests/corpus" /
                            (std::string(GetParam().file) + ".txt")));
    std::vector<std::string> codes;
    for (const importer::Conclusion& each : explanation.conclusions)
        codes.push_back(each.over ? "(" + each.code + ")" : each.code);
    EXPECT_EQ(codes, GetParam().codes);
}

INSTANTIATE_TEST_SUITE_P(Corpus, EveryPaste, testing::ValuesIn(rows()), [](const auto& tested) {
    std::string name = tested.param.file;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

}  // namespace
}  // namespace tetherlab::explain
