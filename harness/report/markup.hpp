// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace tetherlab::report {

// Text for an XML 1.0 or HTML element or a double-quoted attribute: & < > " escaped, control characters that
// XML forbids and bytes that are not UTF-8 replaced by U+FFFD.
std::string escape(std::string_view text);

}  // namespace tetherlab::report
