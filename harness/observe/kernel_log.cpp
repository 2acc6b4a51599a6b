// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/kernel_log.hpp"

#include "gadget/base/text.hpp"

#include <charconv>
#include <functional>
#include <string_view>

namespace tetherlab::observe {
namespace {

using Kind = KernelEventKind;

// The message with {name} for what varies; a {name} takes the shortest text up to what follows it, the last
// one the rest. {} is for what does not matter.
struct Pattern {
    Kind kind;
    std::string_view text;
};

// Sources, Linux 6.1: drivers/usb/core/hub.c, drivers/usb/core/generic.c, drivers/usb/host/xhci.c,
// drivers/net/usb/usbnet.c, drivers/net/usb/rndis_host.c, net/core/dev.c.
constexpr Pattern kPatterns[] = {
    {Kind::kNewDevice, "usb {device}: new {speed} USB device number {number} using {driver}"},
    {Kind::kDisconnect, "usb {device}: USB disconnect, device number {number}"},
    {Kind::kAddressRefused, "usb {device}: device not accepting address {number}, error {error}"},
    {Kind::kEnableFailed, "usb {device}: hub failed to enable device, error {error}"},
    {Kind::kSetupFailed, "{driver} {}: ERROR: unexpected setup {stage} command completion code {code}."},
    {Kind::kDescriptorUnreadable, "usb {device}: device descriptor read/{}, error {error}"},
    {Kind::kGaveUp, "usb {device}: unable to enumerate USB device"},
    {Kind::kPowerTooLow,
     "usb {device}: rejected {number} configuration{} due to insufficient available bus power"},
    {Kind::kNoConfiguration, "usb {device}: no configuration chosen from {number} choice{}"},
    {Kind::kRegistered, "{driver} {interface} {netdev}: register '{}' at {}, {}, {mac}"},
    {Kind::kUnregistered, "{driver} {interface} {netdev}: unregister '{}' {}"},
    {Kind::kRenamed, "{driver} {interface} {netdev}: renamed from {from}"},
    {Kind::kRndisFailed, "{driver} {interface}: RNDIS init failed, {error}"},
};

int number(std::string_view text) {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

void set_field(KernelEvent& event, std::string_view name, std::string_view value) {
    if (name == "device") event.device = value;
    if (name == "interface") event.interface = value;
    if (name == "driver") event.driver = value;
    if (name == "netdev") event.netdev = value;
    if (name == "from") event.from = value;
    if (name == "mac") event.mac = value;
    if (name == "speed") event.speed = value;
    if (name == "stage") event.stage = value;
    if (name == "code") event.code = value;
    if (name == "number") event.number = number(value);
    if (name == "error") event.error = number(value);
}

// Whether `line` fits; then `event` has its fields.
bool match(std::string_view pattern, std::string_view line, KernelEvent& event) {
    while (!pattern.empty()) {
        const std::size_t open = pattern.find('{');
        if (!line.starts_with(pattern.substr(0, open))) return false;
        if (open == std::string_view::npos) return line.size() == pattern.size();
        line.remove_prefix(open);
        const std::size_t close = pattern.find('}', open);
        const std::string_view name = pattern.substr(open + 1, close - open - 1);
        pattern.remove_prefix(close + 1);
        const std::string_view stop = pattern.substr(0, pattern.find('{'));
        const std::size_t end = stop.empty() ? line.size() : line.find(stop);
        if (end == std::string_view::npos) return false;
        set_field(event, name, line.substr(0, end));
        line.remove_prefix(end);
    }
    return line.empty();
}

std::optional<KernelEvent> event_of(const LogLine& line) {
    for (const Pattern& pattern : kPatterns) {
        KernelEvent event;
        if (!match(pattern.text, line.text, event)) continue;
        event.kind = pattern.kind;
        event.at = line.at;
        event.line = line.text;
        return event;
    }
    return std::nullopt;
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
