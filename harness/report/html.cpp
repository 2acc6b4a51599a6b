// SPDX-License-Identifier: Apache-2.0
#include "harness/report/html.hpp"

#include "harness/report/html_comparison.hpp"
#include "harness/report/html_page.hpp"
#include "harness/report/html_replay.hpp"
#include "harness/report/markup.hpp"
#include "harness/report/timeline.hpp"
#include "harness/report/timeline_js.hpp"
#include "harness/report/timeline_json.hpp"
#include "harness/verify/table.hpp"

#include <fmt/format.h>

namespace tetherlab::report {
namespace {

using verdict::Verdict;

std::string heading(const scenario::Run& run) {
    std::string html = fmt::format("<span class=\"badge {0}\">{0}</span>\n<h1>{1}</h1>\n",
                                   verdict::to_text(run.verdict), escape(run.title));
    html += fmt::format(
        "<ul class=\"facts soft\"><li>scenario {}</li><li>hotspot {}</li><li>{}</li><li>{:.1f} s</li>",
        escape(run.scenario), escape(run.hotspot), escape(run.started), seconds(run.took));
    if (run.image) {
        html += fmt::format("<li>image {}, revision {}</li>", escape(run.image->file.filename().string()),
                            escape(run.image->metadata.version.revision));
    }
    if (!run.faults.empty()) html += fmt::format("<li>seed {}</li>", run.seed);
    if (run.snapshot) {
        html += fmt::format("<li>bench started from a snapshot made {}</li>", escape(*run.snapshot));
    }
    html += "</ul>\n";
    if (!run.cause.empty()) {
        html += fmt::format("<div class=\"card cause {}\">{}</div>\n", verdict::to_text(run.verdict),
                            escape(run.cause));
    }
    return html;
}

std::string diagnoses(const scenario::Run& run) {
    if (run.diagnoses.empty()) return "";
    std::string html = "<h2>Diagnosis</h2>\n";
    for (const verdict::Diagnosis& item : run.diagnoses) {
        html += fmt::format(
            "<div class=\"card\"><p><strong>{}</strong> <span class=\"soft\">({})</span></p><p>{}</p>",
            escape(item.sentence), escape(item.code), escape(item.advice));
        if (!item.evidence.empty()) {
            html += "<pre>";
            for (const std::string& line : item.evidence) html += escape(line) + "\n";
            html += "</pre>";
        }
        html += "</div>\n";
    }
    return html;
}

std::string row(const std::string& name, const std::string& place, Verdict verdict,
                const std::string& expected, const std::string& got, scenario::Time started,
                scenario::Time took) {
    return fmt::format(
        "<tr><td class=\"{0}\">{0}</td><td title=\"{1}\">{2}</td><td>{3}</td><td>{4}</td>"
        "<td class=\"n\">{5:.1f}</td><td class=\"n\">{6:.1f}</td></tr>\n",
        verdict::to_text(verdict), escape(place), escape(name), escape(expected), escape(got),
        seconds(started), seconds(took));
}

std::string steps(const scenario::Run& run) {
    std::string html =
        "<h2>Steps and assertions</h2>\n<div class=\"scroll\"><table><thead><tr><th></th><th>what</th>"
        "<th>expected</th><th>got</th><th>at s</th><th>took s</th></tr></thead><tbody>\n";
    for (const scenario::StepResult& step : run.steps) {
        if (step.checks.empty()) {
            html += row(step.name, step.place, step.verdict, "", step.reason, step.started, step.took);
        }
        for (const scenario::Check& check : step.checks) {
            html += row(check.name, check.place, check.verdict, check.expected,
                        check.reason.empty() ? check.got : check.reason, check.started, check.took);
        }
    }
    return html + "</tbody></table></div>\n";
}

std::string substitutions(const scenario::Run& run) {
    std::string html = "<h2>Not as on the real bench</h2>\n";
    if (run.substitutions.empty() && run.deviations.empty())
        return html + "<p>Nothing was substituted.</p>\n";
    html +=
        "<div class=\"scroll\"><table><thead><tr><th>what</th><th>on the real one</th><th>here</th>"
        "<th>how</th></tr></thead><tbody>\n";
    for (const bench::Substitution& item : run.substitutions) {
        html += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", escape(item.what),
                            escape(item.original), escape(item.instead), escape(item.why));
    }
    for (const std::string& deviation : run.deviations) {
        html += fmt::format("<tr><td>hotspot</td><td colspan=\"3\">{}</td></tr>\n", escape(deviation));
    }
    return html + "</tbody></table></div>\n";
}

// The chart is drawn by the script at the end of the page, from the JSON.
std::string timeline(const std::vector<event::Event>& events) {
    return fmt::format(
        "<h2>Timeline</h2>\n<div class=\"card\"><div id=\"timeline\" tabindex=\"0\" role=\"application\" "
        "aria-label=\"Timeline\" aria-describedby=\"keys\"></div>\n"
        "<p id=\"moment\" class=\"soft\" role=\"status\">&#160;</p>\n"
        "<p id=\"keys\" class=\"soft\">Drag to move, pinch or Ctrl and wheel to zoom, click for the "
        "console's line. "
        "Keys: <kbd>←</kbd> <kbd>→</kbd> moments, <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd> zoom, "
        "<kbd>Enter</kbd> "
        "console.</p>\n"
        "<noscript><p>The timeline needs a browser that runs scripts.</p></noscript></div>\n"
        "<script type=\"application/json\" id=\"run\">{}</script>\n",
        timeline_json(make_timeline(events)));
}

std::string details(const std::string& title, const std::string& text) {
    if (text.empty()) return "";
    return fmt::format("<details class=\"card\"><summary>{}</summary><pre>{}</pre></details>\n", title,
                       escape(text));
}

// Each comparison of what the router read with the profile.
std::string comparisons(const scenario::Run& run) {
    std::string html;
    for (const scenario::StepResult& step : run.steps) {
        for (const scenario::Check& check : step.checks) {
            if (!check.comparison) continue;
            html += details(fmt::format("{}: what the router read of the hotspot, and its profile: {}",
                                        escape(check.name), escape(verify::summary(*check.comparison))),
                            verify::table(*check.comparison));
        }
    }
    return html;
}

std::string versions(const scenario::Run& run) {
    std::string text;
    for (const auto& [name, version] : run.versions) text += fmt::format("{:<24} {}\n", name, version);
    return text;
}

// A click on a line shows its moment in the timeline.
std::string console(const std::vector<event::Event>& events) {
    std::string lines;
    for (const event::Event& event : events) {
        if (event.kind != event::Kind::kConsoleLine) continue;
        lines += fmt::format("<span data-at=\"{0:.6f}\">[{0:10.3f}] {1}\n</span>", seconds(event.at),
                             escape(event.data.value("text", "")));
    }
    if (lines.empty()) return "";
    return fmt::format(
        "<details class=\"card\" id=\"console\"><summary>Router console, seconds since the run "
        "began</summary>"
        "<pre>{}</pre></details>\n",
        lines);
}

}  // namespace

std::string report_html(const scenario::Run& run, const std::vector<event::Event>& events) {
    std::string html = heading(run) + diagnoses(run) + comparison_html(run) + timeline(events) + steps(run) +
                       replays_html(run) + substitutions(run);
    html += "<h2>Evidence</h2>\n" + comparisons(run) +
            details("The router's /sys/kernel/debug/usb/devices", run.usb_devices) + console(events) +
            details("Versions", versions(run));
    html += std::string("<script>") + kTimelineJs + "</script>\n";
    return html_page(fmt::format("{}: {}", run.scenario, verdict::to_text(run.verdict)), html);
}

}  // namespace tetherlab::report
