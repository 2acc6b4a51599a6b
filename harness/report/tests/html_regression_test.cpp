// SPDX-License-Identifier: Apache-2.0
#include "harness/report/html_regression.hpp"

#include "harness/report/tests/example_regression.hpp"

#include <gmock/gmock.h>

namespace tetherlab::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(HtmlRegression, StartsWithTheWorstAndWhatWasCompared) {
    EXPECT_THAT(
        regression_html(example_rows(), example_compared()),
        HasSubstr("<span class=\"badge fail\">broken</span>\n"
                  "<h1>r91009 against r91000: 1 broken, 1 unchanged</h1>\n"
                  "<ul class=\"facts soft\"><li>now new.bin, revision r91009-7e7be71ab1</li>"
                  "<li>before old.bin, revision r91000-7e7be71ab1</li><li>bench virtual</li></ul>\n"));
}

TEST(HtmlRegression, HasTheBrokenLineFirstWithALinkToEachRun) {
    const std::string page = regression_html(example_rows(), example_compared());
    EXPECT_THAT(page, HasSubstr("<td class=\"fail\">broken</td><td>d53</td><td>quanta-d53</td>"
                                "<td><a class=\"pass\" href=\"d53-quanta-d53/before-1/report.html\" "
                                "title=\"30.0 s\">pass</a> </td>"
                                "<td><a class=\"fail\" href=\"d53-quanta-d53/now-1/report.html\""));
    EXPECT_LT(page.find("<td>d53</td>"), page.find("<td>t10</td>"));
}

TEST(HtmlRegression, ShowsTheFirstDifferingLinesSideBySide) {
    const std::string page = regression_html(example_rows(), example_compared());
    EXPECT_THAT(
        page,
        HasSubstr(
            "<h3>d53 (quanta-d53)</h3>\n<div class=\"sides\"><div class=\"card\"><p "
            "class=\"soft\">before</p><p>nothing went wrong</p></div><div class=\"card\"><p "
            "class=\"soft\">now</p><p>driver: rndis_host: expected driver rndis_host, got &lt;none&gt;"));
    EXPECT_THAT(page, Not(HasSubstr("<h3>t10")));
}

TEST(HtmlRegression, NamesAnImageWithoutARevisionByItsFile) {
    Compared compared = example_compared();
    compared.now.revision.clear();
    EXPECT_THAT(regression_html(example_rows(), compared),
                HasSubstr("<title>new.bin: 1 broken, 1 unchanged</title>"));
}

}  // namespace
}  // namespace tetherlab::report
