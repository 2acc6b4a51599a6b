// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/history/image_identity.hpp"
#include "harness/history/regression.hpp"

#include <filesystem>
#include <span>
#include <string>

namespace tetherlab::report {

// What was compared, and where the page lies: links to the runs' reports are relative to that folder.
struct Compared {
    history::ImageIdentity before;
    history::ImageIdentity now;
    std::string bench;
    std::filesystem::path folder;
};

// report.html of a regression, self-contained as a run's: how many are broken, a line for each row with links
// to its runs, and the first lines that differ side by side. Without scripts.
std::string regression_html(std::span<const history::Row> rows, const Compared& compared);

}  // namespace tetherlab::report
