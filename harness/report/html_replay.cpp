// SPDX-License-Identifier: Apache-2.0
#include "harness/report/html_replay.hpp"

#include "harness/report/markup.hpp"

#include <fmt/format.h>

namespace tetherlab::report {
namespace {

std::string seconds(std::chrono::microseconds time) {
    return fmt::format("{:.3f}", static_cast<double>(time.count()) / 1e6);
}

std::string row(const verdict::ReplayedEvent& event) {
    const auto off = [&] {
        return fmt::format("{:+.0f}", static_cast<double>((*event.got - event.wanted).count()) / 1e3);
    };
    return fmt::format(
        "<tr><td class=\"{0}\">{0}</td><td>{1}</td><td class=\"n\">{2}</td><td class=\"n\">{3}</td>"
        "<td class=\"n\">{4}</td><td class=\"n\">{5}</td><td>{6}</td></tr>\n",
        event.ok ? "pass" : "fail", escape(event.what), seconds(event.captured), seconds(event.wanted),
        event.got ? seconds(*event.got) : "", event.got ? off() : "", escape(event.note));
}

std::string table(const scenario::Check& check) {
    std::string html = fmt::format(
        "<h2>{}</h2>\n<p>{}</p>\n<div class=\"scroll\"><table><thead><tr><th></th><th>event</th><th>captured "
        "s</th>"
        "<th>wanted s</th><th>seen s</th><th>off ms</th><th>here</th></tr></thead><tbody>\n",
        escape(check.name), escape(check.got));
    for (const verdict::ReplayedEvent& event : check.replay->events) html += row(event);
    html += "</tbody></table></div>\n";
    for (const std::string& remark : check.replay->remarks)
        html += fmt::format("<p>{}</p>\n", escape(remark));
    return html;
}

}  // namespace

std::string replays_html(const scenario::Run& run) {
    std::string html;
    for (const scenario::StepResult& step : run.steps) {
        for (const scenario::Check& check : step.checks) {
            if (check.replay) html += table(check);
        }
    }
    return html;
}

}  // namespace tetherlab::report
