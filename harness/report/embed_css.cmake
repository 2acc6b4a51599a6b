# SPDX-License-Identifier: Apache-2.0
# cmake -DIN=report.css -DOUT=report_css.hpp -P embed_css.cmake: the style sheet as a C++ constant.
file(READ ${IN} css)
file(WRITE ${OUT} "// Made from report.css.
#pragma once
namespace tetherlab::report {
inline constexpr char kReportCss[] = R\"css(${css})css\";
}
")
