// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/substitutions.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>

namespace tetherlab::bench {
namespace {

constexpr std::size_t kColumns = 4;

}  // namespace

std::vector<Substitution> load_substitutions(const std::filesystem::path& file) {
    std::vector<Substitution> list;
    int number = 0;
    for (const std::string& line : base::split(base::read_file(file), '\n')) {
        ++number;
        if (line.empty() || line.starts_with('#')) continue;
        const std::vector<std::string> columns = base::split(line, '\t');
        if (columns.size() != kColumns) {
            throw base::Error("read", fmt::format("{}:{}", file.string(), number),
                              fmt::format("expected {} columns, got {}", kColumns, columns.size()));
        }
        list.push_back(
            {.what = columns[0], .instead = columns[2], .why = columns[3], .original = columns[1]});
    }
    return list;
}

}  // namespace tetherlab::bench
