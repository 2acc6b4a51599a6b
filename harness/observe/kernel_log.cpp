// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/kernel_log.hpp"

#include "gadget/base/text.hpp"
#include "harness/log/pattern.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string_view>

namespace tetherlab::observe {
namespace {

using Kind = KernelEventKind;

struct Row {
    log::Kind meaning;
    Kind kind;
};

// What a run asks of a router's own log, of all that harness/log knows.
constexpr Row kRows[] = {
    {log::Kind::kConnect, Kind::kNewDevice},
    {log::Kind::kDisconnect, Kind::kDisconnect},
    {log::Kind::kAddressRefused, Kind::kAddressRefused},
    {log::Kind::kEnableFailed, Kind::kEnableFailed},
    {log::Kind::kSetupFailed, Kind::kSetupFailed},
    {log::Kind::kDescriptorFailed, Kind::kDescriptorUnreadable},
    {log::Kind::kGaveUp, Kind::kGaveUp},
    {log::Kind::kPowerTooLow, Kind::kPowerTooLow},
    {log::Kind::kNoConfiguration, Kind::kNoConfiguration},
    {log::Kind::kRegistered, Kind::kRegistered},
    {log::Kind::kUnregistered, Kind::kUnregistered},
    {log::Kind::kRenamed, Kind::kRenamed},
    {log::Kind::kRndisFailed, Kind::kRndisFailed},
};

int number(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::optional<KernelEvent> event_of(const LogLine& line) {
    const auto meaning = log::event_of(line.text);
    if (!meaning) return std::nullopt;
    const auto* row = std::find_if(std::begin(kRows), std::end(kRows),
                                   [&](const Row& r) { return r.meaning == meaning->kind; });
    if (row == std::end(kRows)) return std::nullopt;
    return KernelEvent{.kind = row->kind,
                       .at = line.at,
                       .line = line.text,
                       .device = meaning->interface.empty() ? meaning->port : std::string(),
                       .interface = meaning->interface,
                       .driver = meaning->driver,
                       .netdev = meaning->netdev,
                       .from = meaning->from,
                       .mac = meaning->mac,
                       .speed = meaning->speed,
                       .stage = meaning->stage,
                       .code = meaning->code,
                       .number = meaning->number,
                       .error = meaning->error};
}

// "  489.702789": seconds and six digits of microseconds.
std::optional<std::chrono::microseconds> time_stamp(std::string_view text) {
    const std::vector<std::string> parts = base::split(base::trim(text), '.');
    const bool digits = text.find_first_not_of(" .0123456789") == std::string_view::npos;
    if (parts.size() != 2 || parts[0].empty() || parts[1].size() != 6 || !digits) return std::nullopt;
    return std::chrono::seconds(number(parts[0])) + std::chrono::microseconds(number(parts[1]));
}

LogLine log_line(const std::string& line) {
    const std::size_t close = line.find(']');
    if (line.starts_with('[') && close != std::string::npos) {
        const std::string_view stamp = std::string_view(line).substr(1, close - 1);
        if (const auto at = time_stamp(stamp)) {
            const std::size_t text = line.find_first_not_of(' ', close + 1);
            return {at, text == std::string::npos ? std::string() : line.substr(text)};
        }
    }
    return {std::nullopt, line};
}

}  // namespace

std::vector<LogLine> parse_kernel_log(const std::string& text) {
    std::vector<LogLine> log;
    for (const std::string& line : base::split(text, '\n')) {
        if (!line.empty()) log.push_back(log_line(line));
    }
    return log;
}

std::optional<LogLine> kernel_line(const std::string& console_line) {
    for (std::size_t open = console_line.find('['); open != std::string::npos;
         open = console_line.find('[', open + 1)) {
        LogLine line = log_line(console_line.substr(open));
        if (line.at) return line;
    }
    return std::nullopt;
}

std::vector<KernelEvent> kernel_events(const std::vector<LogLine>& log) {
    std::vector<KernelEvent> events;
    for (const LogLine& line : log) {
        if (auto event = event_of(line)) events.push_back(std::move(*event));
    }
    return events;
}

}  // namespace tetherlab::observe
