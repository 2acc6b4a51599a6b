// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace tetherlab::report {

// A whole page around `body` (markup): self-contained, with the style of all reports, and it forbids itself
// every request. `title` is text.
std::string html_page(const std::string& title, const std::string& body);

}  // namespace tetherlab::report
