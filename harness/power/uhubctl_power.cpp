// SPDX-License-Identifier: Apache-2.0
#include "harness/power/uhubctl_power.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <vector>

namespace tetherlab::power {
namespace {

constexpr auto kRepetitions = "100";  // of a request to switch off, which some hubs need (uhubctl -h)

}  // namespace

std::string UhubctlPower::Options::to_text() const {
    return fmt::format("port {} of USB hub {}", port, hub);
}

base::Argv uhubctl_argv(const UhubctlPower::Options& options, std::string_view action) {
    base::Argv argv{"uhubctl", "-l", options.hub, "-p", std::to_string(options.port)};
    if (action.empty()) return argv;
    argv.insert(argv.end(), {"-a", std::string(action)});
    if (action == "off") argv.insert(argv.end(), {"-r", kRepetitions});
    return argv;
}

void UhubctlPower::on() {
    if (!run("on")) throw base::Error("switch on", options_.to_text(), "it is still off");
}

void UhubctlPower::off() {
    if (run("off")) throw base::Error("switch off", options_.to_text(), "it is still on");
}

bool UhubctlPower::is_on() const {
    return run("");
}

bool UhubctlPower::run(const char* action) const {
    const std::string said = base::run_checked(uhubctl_argv(options_, action), base::Deadline(options_.time));
    if (const auto on = parse_port_power(said, options_.port)) return *on;
    throw base::Error("read power of", options_.to_text(), "uhubctl does not name the port");
}

std::optional<bool> parse_port_power(std::string_view said, int port) {
    const std::string prefix = fmt::format("Port {}: ", port);
    if (const std::size_t now = said.find("New status for hub "); now != std::string_view::npos) {
        said.remove_prefix(now);
    }
    std::optional<bool> on;
    for (const std::string& line : base::split(said, '\n')) {
        const std::string_view text = base::trim(line);
        if (!text.starts_with(prefix)) continue;
        // PPPP off|power …
        const std::vector<std::string> words = base::split(text.substr(prefix.size()), ' ');
        if (words.size() < 2) continue;
        if (words[1] == "power") return true;
        if (words[1] == "off") on = false;
    }
    return on;
}

}  // namespace tetherlab::power
