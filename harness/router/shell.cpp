// SPDX-License-Identifier: Apache-2.0
#include "harness/router/shell.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <utility>

namespace tetherlab::router {

std::string shell_word(std::string_view word) {
    return "'" + base::join(base::split(word, '\''), R"('\'')") + "'";
}

std::string shell_command(const base::Argv& argv) {
    std::vector<std::string> words;
    for (const std::string& word : argv) words.push_back(shell_word(word));
    return base::join(words, " ");
}

std::string first_line(const std::string& command) {
    const std::size_t end = command.find('\n');
    return end == std::string::npos ? command : command.substr(0, end) + " …";
}

std::string run_checked(Shell& shell, const std::string& command, const base::Deadline& deadline) {
    base::Output output = shell.run(command, deadline);
    if (!output.status.success())
        throw base::Error("run on the router", first_line(command),
                          fmt::format("exit status {}: {}", output.status.code,
                                      base::trim(output.err.empty() ? output.out : output.err)));
    return std::move(output.out);
}

}  // namespace tetherlab::router
