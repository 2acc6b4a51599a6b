// SPDX-License-Identifier: Apache-2.0
#include "harness/log/prefix.hpp"

#include "harness/log/scanner.hpp"

#include <algorithm>
#include <array>

namespace tetherlab::log {
namespace {

constexpr std::size_t kLongestPrompt = 120;
constexpr std::size_t kLongestName = 64;

// Programs that log without "[PID]". Any other word with a colon may be the begin of a kernel message
// ("usbcore: registered …").
constexpr std::array<std::string_view, 17> kPrograms{
    "kernel",         "klogd",          "netifd",         "procd",        "hotplug", "udhcpc",
    "dhclient",       "dhcpcd",         "odhcp6c",        "odhcpd",       "dnsmasq", "usbmode",
    "usb_modeswitch", "usb-modeswitch", "NetworkManager", "ModemManager", "logread"};

constexpr std::array<std::string_view, 13> kFacilities{"kern",   "user", "daemon", "auth",   "authpriv",
                                                       "syslog", "cron", "local0", "local1", "local7",
                                                       "mail",   "lpr",  "news"};
constexpr std::array<std::string_view, 10> kLevels{"emerg", "alert",  "crit", "err",   "error",
                                                   "warn",  "notice", "info", "debug", "warning"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view trimmed(std::string_view text) {
    skip_blanks(text);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

// "<6>"
void skip_priority(std::string_view& text) {
    std::string_view rest = text;
    if (take(rest, "<") && take_digits(rest, 1, 3) && take(rest, ">")) text = rest;
}

// "kern.info ", and dmesg -x's "kern  :info  : ".
bool skip_facility(std::string_view& text) {
    const std::size_t end = text.find_first_of(". :");
    if (end == std::string_view::npos || !contains(kFacilities, text.substr(0, end))) return false;
    std::string_view rest = text.substr(end);
    skip_blanks(rest);
    const bool dmesg = take(rest, ":");
    if (!dmesg && !take(rest, ".")) return false;
    const std::string_view level = rest.substr(0, rest.find_first_of(" :"));
    if (!contains(kLevels, level)) return false;
    rest.remove_prefix(level.size());
    skip_blanks(rest);
    if (dmesg && !take(rest, ":")) return false;
    skip_blanks(rest);
    text = rest;
    return true;
}

bool is_caller(std::string_view text) {
    text = trimmed(text);
    if (text.empty()) return false;
    const bool thread = (text.front() == 'T' || text.front() == 'C') &&
                        text.find_first_not_of("0123456789", 1) == std::string_view::npos && text.size() > 1;
    const std::size_t colon = text.find(':');
    const bool named = colon != std::string_view::npos && colon > 0 &&
                       text.substr(0, colon).find_first_not_of("0123456789") == std::string_view::npos;
    return thread || named;
}

// What kernels print between the time and the message: "[   T12]", "(0)[123:khubd]", "[0:  kworker/0:1: 34]".
void skip_callers(std::string_view& text) {
    for (;;) {
        std::string_view rest = text;
        if (take(rest, "(") && take_digits(rest, 1, 2) && take(rest, ")")) {
            skip_blanks(rest);
            text = rest;
            continue;
        }
        rest = text;
        const std::size_t end = rest.find(']');
        if (!take(rest, "[") || end == std::string_view::npos || !is_caller(text.substr(1, end - 1))) return;
        rest = text.substr(end + 1);
        skip_blanks(rest);
        text = rest;
    }
}

bool is_name(std::string_view word) {
    return !word.empty() && word.size() <= kLongestName &&
           word.find_first_of("'\"=,;[]{}<>") == std::string_view::npos;
}

// "kernel:", "kernel: :", "mtp-probe[1531]:" → the name. Others than the known need a number.
std::optional<std::string_view> take_program(std::string_view& text) {
    const std::size_t colon = text.find(": ");
    const bool ends = colon == std::string_view::npos && !text.empty() && text.back() == ':';
    if (colon == std::string_view::npos && !ends) return std::nullopt;
    std::string_view name = text.substr(0, ends ? text.size() - 1 : colon);
    const std::size_t open = name.find('[');
    std::string_view pid = open == std::string_view::npos ? std::string_view() : name.substr(open);
    const bool numbered = take(pid, "[") && take_digits(pid) && pid == "]";
    if (open != std::string_view::npos && !numbered) return std::nullopt;
    name = name.substr(0, open);
    if (!is_name(name) || name.find(' ') != std::string_view::npos) return std::nullopt;
    if (!numbered && !contains(kPrograms, name)) return std::nullopt;
    text.remove_prefix(ends ? text.size() : colon + 2);
    skip_blanks(text);
    return name;
}

// After a calendar time: "host kernel: ", "host kern.info kernel: ", "kernel: ".
void take_origin(std::string_view& text, Said& said) {
    for (const bool with_host : {false, true}) {
        std::string_view rest = text;
        std::string_view host;
        if (with_host) {
            host = peek_word(rest);
            if (!is_name(host) || host.back() == ':') return;
            rest.remove_prefix(host.size());
            skip_blanks(rest);
        }
        const bool facility = skip_facility(rest);
        const auto program = take_program(rest);
        std::string_view time = rest;
        const bool journal = with_host && take_uptime(time).has_value();  // "host [  489.7] …"
        if (!facility && !program && !journal) continue;
        said.host = host;
        if (program) said.program = *program;
        text = rest;
        return;
    }
}

bool take_time(std::string_view& text, Said& said) {
    const std::string_view before = text;
    const auto stamp = [&] { return trimmed(before.substr(0, before.size() - text.size())); };
    if (const auto uptime = take_uptime(text)) {
        said.uptime = uptime;
        const std::string_view whole = stamp();
        said.stamp = trimmed(whole.substr(1, whole.find(']') - 1));
        return true;
    }
    if (const auto delta = take_delta(text)) {
        said.delta = delta;
        return true;
    }
    if (const auto at = take_kmsg(text)) {
        said.uptime = at;
        said.stamp = stamp();
        return true;
    }
    if (const auto wall = take_wall(text)) {
        said.wall = wall;
        if (!said.uptime) said.stamp = stamp();
        return true;
    }
    return false;
}

// Everything before the message, as far as it is there.
Said take_prefix(std::string_view line) {
    Said said;
    std::string_view text = line;
    skip_blanks(text);
    skip_priority(text);
    skip_facility(text);
    const bool timed = take_time(text, said);
    skip_callers(text);
    if (timed || text.find("kernel: ") < kLongestName) take_origin(text, said);
    if (timed) {
        skip_priority(text);
        if (!said.uptime && take_time(text, said)) skip_callers(text);
    }
    if (!said.program.empty() && take(text, ": ")) skip_blanks(text);
    said.message = trimmed(text);
    if (!timed && said.program.empty()) {
        if (const auto program = take_program(text)) {
            said.program = *program;
            skip_priority(text);
            take_time(text, said);
            said.message = trimmed(text);
        }
    }
    return said;
}

// Behind what a program has printed without a line feed ("root@OpenWrt:/# [   50.1] usb"), and behind the
// file name or line number that grep puts first.
std::optional<Said> take_later(std::string_view line) {
    const std::size_t colon = line.substr(0, kLongestName).find_first_of(": ");
    if (colon != std::string_view::npos && line[colon] == ':' && colon > 0) {
        Said said = take_prefix(line.substr(colon + 1));
        if (said.has_time()) return said;
    }
    const std::string_view prompt = line.substr(0, kLongestPrompt);
    for (std::size_t open = prompt.find('['); open != std::string_view::npos;
         open = prompt.find('[', open + 1)) {
        Said said = take_prefix(line.substr(open));
        if (said.uptime) return said;
    }
    return std::nullopt;
}

}  // namespace

Said take_apart(std::string_view line) {
    Said said = take_prefix(line);
    if (said.is_log()) return said;
    if (const auto later = take_later(line)) return *later;
    said.message = trimmed(line);
    return said;
}

}  // namespace tetherlab::log
