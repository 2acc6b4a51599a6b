# SPDX-License-Identifier: Apache-2.0
# cmake -DIN=report.css -DNAME=kReportCss -DOUT=report_css.hpp -P embed.cmake: a file as a C++ constant.
file(READ ${IN} text)
get_filename_component(from ${IN} NAME)
file(WRITE ${OUT} "// Made from ${from}.
#pragma once
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored \"-Woverlength-strings\"
namespace tetherlab::report {
inline constexpr char ${NAME}[] = R\"embedded(${text})embedded\";
}
#pragma GCC diagnostic pop
")
