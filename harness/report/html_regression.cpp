// SPDX-License-Identifier: Apache-2.0
#include "harness/report/html_regression.hpp"

#include "harness/history/revision.hpp"
#include "harness/report/html_page.hpp"
#include "harness/report/markup.hpp"
#include "harness/report/timeline.hpp"

#include <fmt/format.h>

namespace tetherlab::report {
namespace {

using history::Attempts;
using history::Change;
using history::Row;

// What it looks like: as the verdict of a run that is as bad.
const char* look(Change change) {
    switch (change) {
        case Change::kBroken:
            return "fail";
        case Change::kFixed:
        case Change::kUnchanged:
            return "pass";
        case Change::kFlaky:
        case Change::kRig:
            return "error";
        case Change::kNotJudged:
            return "skipped";
    }
    return "";
}

std::string name_of(const history::ImageIdentity& image) {
    return image.revision.empty() ? image.file.filename().string() : history::short_revision(image.revision);
}

std::string image_text(const history::ImageIdentity& image) {
    return fmt::format("{}, revision {}", escape(image.file.filename().string()),
                       image.revision.empty() ? "unknown" : escape(image.revision));
}

std::string heading(const std::vector<Row>& rows, const Compared& compared) {
    const Change worst = change_of(rows.front());
    return fmt::format(
        "<span class=\"badge {}\">{}</span>\n<h1>{} against {}: {}</h1>\n<ul class=\"facts soft\">"
        "<li>now {}</li><li>before {}</li><li>bench {}</li></ul>\n",
        look(worst), to_text(worst), escape(name_of(compared.now)), escape(name_of(compared.before)),
        history::sums(rows), image_text(compared.now), image_text(compared.before), escape(compared.bench));
}

std::string runs(const Attempts& attempts, const Compared& compared) {
    std::string html;
    for (const history::Result& result : attempts) {
        const auto report =
            (std::filesystem::path(result.report) / "report.html").lexically_proximate(compared.folder);
        html += fmt::format("<a class=\"{0}\" href=\"{1}\" title=\"{2:.1f} s\">{0}</a> ",
                            verdict::to_text(result.verdict), escape(report.string()), seconds(result.took));
    }
    return html.empty() ? "none" : html;
}

std::string line(const Row& row, const Compared& compared) {
    return fmt::format("<tr><td class=\"{}\">{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                       look(change_of(row)), to_text(change_of(row)), escape(row.cell.scenario),
                       escape(row.cell.hotspot), runs(row.before, compared), runs(row.now, compared));
}

std::string table(const std::vector<Row>& rows, const Compared& compared) {
    std::string html =
        "<h2>Scenarios</h2>\n<div "
        "class=\"scroll\"><table><thead><tr><th></th><th>scenario</th><th>hotspot</th>"
        "<th>before</th><th>now</th></tr></thead><tbody>\n";
    for (const Row& row : rows) html += line(row, compared);
    return html + "</tbody></table></div>\n";
}

std::string side(const char* name, const std::string& evidence) {
    return fmt::format("<div class=\"card\"><p class=\"soft\">{}</p><p>{}</p></div>", name,
                       evidence.empty() ? "nothing went wrong" : escape(evidence));
}

std::string differences(const std::vector<Row>& rows) {
    std::string html;
    for (const Row& row : rows) {
        const auto evidence = history::differing_evidence(row);
        if (!evidence) continue;
        html += fmt::format("<h3>{} ({})</h3>\n<div class=\"sides\">{}{}</div>\n", escape(row.cell.scenario),
                            escape(row.cell.hotspot), side("before", evidence->before),
                            side("now", evidence->now));
    }
    return html.empty() ? "" : "<h2>First differing lines</h2>\n" + html;
}

}  // namespace

std::string regression_html(std::span<const Row> all, const Compared& compared) {
    const std::vector<Row> rows = history::worst_first(all);
    return html_page(fmt::format("{}: {}", name_of(compared.now), history::sums(rows)),
                     heading(rows, compared) + table(rows, compared) + differences(rows));
}

}  // namespace tetherlab::report
