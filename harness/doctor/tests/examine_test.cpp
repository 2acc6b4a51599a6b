// SPDX-License-Identifier: Apache-2.0
#include "harness/doctor/examine.hpp"

#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"
#include "harness/doctor/testing/fake_host.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tetherlab::doctor {
namespace {

const board::Boards kBoards(TETHERLAB_SOURCE_DIR "/lab/boards");

std::vector<std::string> checks_of(const Section& section) {
    std::vector<std::string> names;
    for (const Finding& finding : section.findings) names.push_back(finding.check);
    return names;
}

class ExamineTest : public testing::Test {
protected:
    Findings examine_bench(const std::string& file) {
        const bench::BenchFile bench = bench::load_bench(file, kBoards);
        return examine({.bench = bench,
                        .root = TETHERLAB_SOURCE_DIR,
                        .images = "/i",
                        .runs = folder.path() / "not/there/yet",
                        .version = "0.1.0"},
                       here);
    }

    base::TemporaryFolder folder;
    FakeHost here;
};

TEST_F(ExamineTest, LooksAtThisMachineAndTheVirtualOnes) {
    const Findings findings = examine_bench(TETHERLAB_SOURCE_DIR "/lab/benches/virtual.yaml");
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_EQ(
        checks_of(findings[0]),
        (std::vector<std::string>{"packages", "veth in a network namespace", "bridge in a network namespace",
                                  "tap in a network namespace", "clock", "disk"}));
    EXPECT_EQ(checks_of(findings[1]), (std::vector<std::string>{"gadget VM", "gadget VM modules", "router VM",
                                                                "firmware", "processor"}));
}

TEST_F(ExamineTest, LooksForRoomWhereRunsWillBe) {
    here.says("df --output=avail --block-size=1 " + folder.path().string(), "Avail\n21474836480\n");
    const Findings findings = examine_bench(TETHERLAB_SOURCE_DIR "/lab/benches/virtual.yaml");
    EXPECT_EQ(findings[0].findings.back().text, "20.0 GiB free in " + folder.path().string());
}

// Nothing on this machine has such a name.
TEST_F(ExamineTest, LeavesOutWhatCannotBeLookedAt) {
    const std::string file = folder.path() / "desk.yaml";
    base::write_file(file,
                     "bench: real\nboard: dlink,dir-3040-a1\nlan: 192.168.1.1/24\n"
                     "serial: {device: /dev/ttyUSB77}\n"
                     "power: {command: {switch-on: ['true'], switch-off: ['true']}}\n"
                     "network: {interface: eth77, addresses: [192.168.1.2/24]}\n"
                     "gadget: {host: no..such..host, port: 2222}\n");
    const Findings findings = examine_bench(file);
    ASSERT_EQ(findings.size(), 3U);
    EXPECT_EQ(checks_of(findings[1]),
              (std::vector<std::string>{"serial console", "power switch", "interface eth77"}));
    EXPECT_EQ(findings[2].machine, "gadget host root@no..such..host port 2222");
    ASSERT_EQ(checks_of(findings[2]), (std::vector<std::string>{"ssh"}));
    EXPECT_THAT(findings[2].findings[0].remedy, testing::HasSubstr("try ssh -p 2222 root@no..such..host"));
}

}  // namespace
}  // namespace tetherlab::doctor
