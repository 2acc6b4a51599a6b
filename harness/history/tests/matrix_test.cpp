// SPDX-License-Identifier: Apache-2.0
#include "harness/history/matrix.hpp"

#include "gadget/base/yaml.hpp"

#include <gmock/gmock.h>

namespace tetherlab::history {
namespace {

using ::testing::ElementsAre;

std::string refusal(const std::string& yaml) {
    try {
        parse_matrix(yaml, "m.yaml");
    } catch (const base::ConfigError& error) {
        const std::string what = error.what();
        return what.substr(0, what.find('\n'));
    }
    return "nothing";
}

TEST(Matrix, IsEachScenarioWithEachHotspot) {
    EXPECT_THAT(parse_matrix("runs:\n"
                             "  - scenario: ../s/d53.yaml\n"
                             "  - {scenario: ../s/lan.yaml, hotspots: [quanta-d53, mine.yaml]}\n",
                             "/x/lab/m.yaml"),
                ElementsAre(MatrixEntry{"/x/s/d53.yaml", ""}, MatrixEntry{"/x/s/lan.yaml", "quanta-d53"},
                            MatrixEntry{"/x/s/lan.yaml", "mine.yaml"}));
}

TEST(Matrix, RefusesWhatItDoesNotKnow) {
    EXPECT_EQ(refusal("runs:\n  - scenario: a.yaml\n    profiles: [b]\n"),
              "m.yaml:3:5: unknown key 'profiles', expected one of scenario, hotspots");
    EXPECT_EQ(refusal("runs: []\n"), "m.yaml:1:7: expected at least one run, got none");
    EXPECT_EQ(refusal("runs:\n  - scenario: a.yaml\n  - scenario: a.yaml\n"),
              "m.yaml:3:15: expected a scenario with a hotspot that is not in the matrix yet, got it again");
}

TEST(Matrix, OfTheTreeIsRead) {
    EXPECT_FALSE(load_matrix(TETHERLAB_SOURCE_DIR "/lab/matrices/bring-up.yaml").empty());
}

}  // namespace
}  // namespace tetherlab::history
