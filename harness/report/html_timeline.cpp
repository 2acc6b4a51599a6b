// SPDX-License-Identifier: Apache-2.0
#include "harness/report/html_timeline.hpp"

#include "harness/report/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace tetherlab::report {
namespace {

using std::chrono::microseconds;

double seconds(microseconds time) {
    return static_cast<double>(time.count()) / 1e6;
}

double percent(microseconds at, microseconds end) {
    return 100.0 * static_cast<double>(at.count()) /
           static_cast<double>(std::max<microseconds::rep>(1, end.count()));
}

// The smallest step of 1, 2, 5, 10, … seconds that gives at most ten ticks.
double tick_step(double total) {
    constexpr std::array kSteps{1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1800.0};
    const auto fits = [&](double step) { return total / step <= 10; };
    const auto found = std::find_if(kSteps.begin(), kSteps.end(), fits);
    return found == kSteps.end() ? 3600.0 : *found;
}

std::string axis(const Timeline& timeline) {
    const double total = seconds(timeline.end);
    const double step = tick_step(total);
    std::string html = "<div class=\"row axis\"><span class=\"name\"></span><span class=\"lane\">";
    for (double at = 0; at <= total; at += step) {
        html +=
            fmt::format("<span style=\"left:{:.2f}%\">{:.0f}</span>", total > 0 ? 100 * at / total : 0, at);
    }
    return html + "</span><span class=\"time\">s</span></div>\n";
}

std::string mark_class(const Mark& mark) {
    if (mark.lane != "verdict") return mark.lane;
    return mark.text.ends_with(": pass") ? "pass" : "fail";
}

std::string lane(const Timeline& timeline, const std::string& name) {
    std::string marks;
    for (const Mark& mark : timeline.marks) {
        if (mark.lane != name) continue;
        marks +=
            fmt::format("<b class=\"{}\" style=\"left:{:.2f}%\" title=\"{:.2f} s {}\"></b>", mark_class(mark),
                        percent(mark.at, timeline.end), seconds(mark.at), escape(mark.text));
    }
    if (marks.empty()) return "";
    return fmt::format(
        "<div class=\"row\"><span class=\"name soft\">{}</span><span "
        "class=\"lane\">{}</span><span></span></div>\n",
        name, marks);
}

// `kind` is the bar's class in report.css.
std::string bar_row(const Bar& bar, microseconds end, const char* kind) {
    const std::string classes = fmt::format("{}{}", kind, bar.ok ? "" : " bad");
    const std::string title = bar.ok ? bar.name : bar.name + ": " + bar.reason;
    return fmt::format(
        "<div class=\"row\"><span class=\"name\" style=\"padding-left:{}rem\" title=\"{}\">{}</span><span "
        "class=\"lane\">"
        "<i class=\"{}\" style=\"left:{:.2f}%;width:{:.2f}%\" title=\"{:.2f} to {:.2f} s\"></i></span>"
        "<span class=\"time\">{:.1f}</span></div>\n",
        bar.depth, escape(title), escape(bar.name), classes, percent(bar.begin, end),
        percent(bar.end - bar.begin, end), seconds(bar.begin), seconds(bar.end),
        seconds(bar.end - bar.begin));
}

}  // namespace

std::string timeline_html(const Timeline& timeline) {
    std::string html =
        "<h2>Timeline</h2>\n<div class=\"card scroll\"><div class=\"timeline\">\n" + axis(timeline);
    for (const char* name : {"power", "usb", "fault", "verdict"}) html += lane(timeline, name);
    for (const Bar& bar : timeline.faults) html += bar_row(bar, timeline.end, "fault");
    for (const Bar& bar : timeline.bars) {
        html += bar_row(bar, timeline.end, bar.depth > 0 ? "inner" : "step");
    }
    return html + "</div></div>\n";
}

}  // namespace tetherlab::report
