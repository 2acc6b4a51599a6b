// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/fault_list.hpp"

#include "gadget/base/text.hpp"
#include "gadget/fault/catalogue.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace tetherlab::cli {
namespace {

std::vector<fault::Kind> hiccup() {
    return {
        {.name = "hiccup",
         .summary = "The hotspot hiccups.",
         .capability = "net",
         .parameters = {{.name = "for", .meaning = "how long", .preset = "3 s", .least = 10, .most = 3600e3},
                        {.name = "how",
                         .meaning = "the sound",
                         .unit = fault::Unit::kChoice,
                         .preset = "loud",
                         .choices = {"loud", "low"}},
                        {.name = "address", .meaning = "of whom", .unit = fault::Unit::kText, .preset = ""}},
         .provokes = {"usb 1-1: hic"}}};
}

TEST(FaultList, HasEveryParameterWithPresetAndRange) {
    EXPECT_EQ(fault_list(hiccup()),
              "hiccup (net)\n"
              "    The hotspot hiccups.\n"
              "    for: 3 s; how long; 10 ms to 1 h\n"
              "    how: loud; the sound; loud, low\n"
              "    address: none; of whom\n"
              "    router: usb 1-1: hic\n");
}

TEST(FaultPage, HasATableOfTheParameters) {
    const std::string page = fault_page(hiccup());
    EXPECT_EQ(page.substr(page.find("\n## ")),
              "\n## hiccup\n\nThe hotspot hiccups. Capability `net`.\n"
              "\n| parameter | meaning | preset | range |\n|---|---|---|---|\n"
              "| `for` | how long | 3 s | 10 ms to 1 h |\n"
              "| `how` | the sound | loud | loud, low |\n"
              "| `address` | of whom | none |  |\n"
              "\nOn the router:\n\n- usb 1-1: hic\n");
}

TEST(FaultPage, IsTheOneInTheDocumentation) {
    EXPECT_EQ(base::read_file(TETHERLAB_SOURCE_DIR "/docs/faults.md"), fault_page(fault::catalogue()))
        << "write it anew: lab/tetherlab faults --markdown >docs/faults.md";
}

}  // namespace
}  // namespace tetherlab::cli
