// SPDX-License-Identifier: Apache-2.0
#include "harness/report/html_comparison.hpp"

#include "gadget/base/text.hpp"
#include "harness/report/markup.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace tetherlab::report {
namespace {

// A step, or one check of it, as either run has it.
struct Item {
    std::string name;
    std::string place;
    const char* verdict;
    std::string said;
};

std::vector<Item> items_of(const scenario::Run& run) {
    std::vector<Item> items;
    for (const scenario::StepResult& step : run.steps) {
        if (step.checks.empty()) items.push_back({step.name, step.place, to_text(step.verdict), step.reason});
        for (const scenario::Check& check : step.checks) {
            items.push_back({check.name, check.place, to_text(check.verdict),
                             check.reason.empty() ? check.got : check.reason});
        }
    }
    return items;
}

std::string cells(const char* verdict, const std::string& said) {
    return fmt::format("<td class=\"{0}\">{0}</td><td>{1}</td>", verdict, escape(said));
}

std::string row(const std::string& name, const std::string& under_test, const std::string& control) {
    return fmt::format("<tr><td>{}</td>{}{}</tr>\n", escape(name), under_test, control);
}

std::string wan_cells(const scenario::Run& run) {
    return cells(to_text(run.wan->wan), run.wan->said);
}

// Without an image, what the machine said of itself.
std::string firmware_text(const scenario::Run& run) {
    if (!run.image) {
        const auto own = run.versions.find("firmware");
        return own == run.versions.end() ? "its own" : "its own: " + own->second;
    }
    const std::vector<std::string>& kmods = run.image->kmods;
    return fmt::format("{}: {}", run.image->file.filename().string(),
                       kmods.empty() ? "no USB network driver" : base::join(kmods, ", "));
}

std::string firmware_cells(const scenario::Run& run) {
    return fmt::format("<td></td><td>{}</td>", escape(firmware_text(run)));
}

// In the order of the control, which has every step of the other one and may have flashed before.
std::string item_rows(const scenario::Run& run, const scenario::Run& control) {
    const std::vector<Item> own = items_of(run);
    std::string html;
    for (const Item& item : items_of(control)) {
        const auto same = std::find_if(own.begin(), own.end(), [&](const Item& other) {
            return other.name == item.name && other.place == item.place;
        });
        html += row(item.name, same == own.end() ? "<td></td><td></td>" : cells(same->verdict, same->said),
                    cells(item.verdict, item.said));
    }
    return html;
}

}  // namespace

std::string comparison_html(const scenario::Run& run) {
    if (!run.comparison) return "";
    const scenario::Run& control = *run.comparison->run;
    std::string html = fmt::format(
        "<h2>Control experiment</h2>\n<div class=\"card\"><p><strong>{}</strong></p>"
        "<p class=\"soft\">The control is a {}. Its own report: control/report.html</p></div>\n"
        "<div class=\"scroll\"><table><thead><tr><th></th><th colspan=\"2\">router under test</th>"
        "<th colspan=\"2\">control</th></tr></thead><tbody>\n",
        escape(run.comparison->conclusion.sentence), escape(run.comparison->control));
    html += row("WAN at the end", wan_cells(run), wan_cells(control));
    html += row("firmware", firmware_cells(run), firmware_cells(control));
    return html + item_rows(run, control) + "</tbody></table></div>\n";
}

}  // namespace tetherlab::report
