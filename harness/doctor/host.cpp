// SPDX-License-Identifier: Apache-2.0
#include "harness/doctor/host.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/router/shell.hpp"

namespace tetherlab::doctor {
namespace {

constexpr base::Milliseconds kPatience{15'000};
constexpr int kNotThere = 127;  // as of a shell
constexpr int kTooLong = 124;   // as of timeout(1)

}  // namespace

std::optional<std::string> Host::ask(const base::Argv& argv) {
    const base::Output output = run(argv);
    if (!output.status.success()) return std::nullopt;
    return std::string(base::trim(output.out));
}

base::Output RealHost::run(const base::Argv& argv, const std::string& input) {
    base::Argv words = prefix_;
    if (prefix_.empty())
        words = argv;
    else
        words.push_back(router::shell_command(argv));
    try {
        return base::run(words, base::Deadline(kPatience), {.input = input});
    } catch (const base::TimeoutError& error) {
        return {{kTooLong}, {}, error.what()};
    } catch (const base::Error& error) {
        return {{kNotThere}, {}, error.what()};
    }
}

std::string last_line(const std::string& text) {
    const std::string_view rest = base::trim(text);
    const std::size_t at = rest.rfind('\n');
    return std::string(at == std::string_view::npos ? rest : rest.substr(at + 1));
}

}  // namespace tetherlab::doctor
