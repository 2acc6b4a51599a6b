// SPDX-License-Identifier: Apache-2.0
#include "harness/report/html_page.hpp"

#include "harness/report/markup.hpp"
#include "harness/report/report_css.hpp"

#include <fmt/format.h>

namespace tetherlab::report {
namespace {

// Nothing may be loaded, whatever a router wrote.
constexpr auto kPolicy =
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

}  // namespace

std::string html_page(const std::string& title, const std::string& body) {
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<title>{}</title>\n<style>\n{}</style></head>\n<body>\n{}</body></html>\n",
        kPolicy, escape(title), kReportCss, body);
}

}  // namespace tetherlab::report
