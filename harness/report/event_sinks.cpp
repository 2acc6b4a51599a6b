// SPDX-License-Identifier: Apache-2.0
#include "harness/report/event_sinks.hpp"

#include "gadget/base/error.hpp"

#include <fmt/format.h>

namespace tetherlab::report {
namespace {

std::ofstream create(const std::filesystem::path& file) {
    std::ofstream out(file);
    if (!out) base::throw_errno("create", file.string());
    return out;
}

}  // namespace

std::string to_json_line(const event::Event& event) {
    const nlohmann::ordered_json line{{"t_us", event.at.count()},
                                      {"kind", to_text(event.kind)},
                                      {"name", event.name},
                                      {"data", event.data}};
    return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

EventLines::EventLines(const std::filesystem::path& file) : out_(create(file)) {}

void EventLines::on(const event::Event& event) {
    out_ << to_json_line(event) << std::endl;
}

ConsoleLog::ConsoleLog(const std::filesystem::path& file) : out_(create(file)) {}

void ConsoleLog::on(const event::Event& event) {
    if (event.kind != event::Kind::kConsoleLine) return;
    const double seconds = static_cast<double>(event.at.count()) / 1e6;
    out_ << fmt::format("[{:12.6f}] {}\n", seconds, event.data.value("text", "")) << std::flush;
}

}  // namespace tetherlab::report
