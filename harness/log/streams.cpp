// SPDX-License-Identifier: Apache-2.0
#include "harness/log/streams.hpp"

#include <algorithm>

namespace tetherlab::log {
namespace {

using namespace std::chrono_literals;

constexpr Micros kDisorder = 1s;    // lines of several processors are out of order by less
constexpr Micros kClockSteps = 5s;  // a clock that is being set goes back by less
constexpr Micros kDay = 24h;
constexpr Micros kLeapYear = 366 * kDay;  // stamps without a year are put into one
constexpr int kNumbersWrap = 100;         // device numbers go up to 127 and begin again

Clock clock_of(const Said& said) {
    if (said.uptime || said.delta) return Clock::kUptime;
    return said.wall ? Clock::kWall : Clock::kNone;
}

// What to add to a time without a year, or even without a date, so that it follows on `last` over the end of
// the year or day.
Micros turned_over(Micros at, Micros last) {
    const Micros back = last - at;
    if (back > kLeapYear - 60 * kDay) return kLeapYear;
    const bool bare_clock = at < kDay;
    return bare_clock && back > kDay / 2 ? (back + kDay / 2) / kDay * kDay : Micros(0);
}

bool is_boot(std::string_view message) {
    return message.starts_with("Linux version ") || message.starts_with("Booting Linux on ") ||
           message.starts_with("-- Reboot --") || message.starts_with("-- Boot ");
}

std::string bus_of(const std::string& port) {
    return port.substr(0, port.find('-'));
}

}  // namespace

Streams::Stream& Streams::stream_of(const Said& said) {
    Clock clock = clock_of(said);
    const std::string host(said.host);
    // logread's programs have no uptime; they belong to the kernel lines around them.
    const auto with_kernel = streams_.find({host, Clock::kUptime});
    const bool both = with_kernel != streams_.end() && with_kernel->second.since_boot;
    if (clock == Clock::kWall && both) clock = Clock::kUptime;
    return streams_[{host, clock}];
}

int Streams::begin(Stream& stream, const std::string& host, Clock clock, int line, std::string why) {
    if (sessions_.size() < kMostSessions) {
        sessions_.push_back({.host = host,
                             .clock = clock,
                             .first_line = line,
                             .last_line = line,
                             .ends = {},
                             .kernel = {},
                             .begins = std::move(why)});
    }
    stream.session = static_cast<int>(sessions_.size()) - 1;
    stream.began.reset();
    stream.last.reset();
    stream.rebooted = false;
    stream.bus = {};
    return stream.session;
}

// Why the line begins another session of its stream; empty when it does not.
std::string Streams::why_new(const Stream& stream, const Said& said, std::optional<Micros> at) {
    if (stream.rebooted) return "the kernel boots";
    const bool seen =
        stream.last && (*stream.last - *stream.began > kDisorder || !stream.bus.highest.empty());
    if (seen && is_boot(said.message)) return "the kernel boots";
    const Micros least = said.wall ? kClockSteps : kDisorder;
    return at && stream.last && *at + least < *stream.last ? "time goes back" : "";
}

Streams::Place Streams::place(const Said& said, int line) {
    Stream& stream = stream_of(said);
    current_ = &stream;
    std::optional<Micros> at = said.uptime;
    if (said.wall && said.uptime) stream.since_boot = said.wall->at - *said.uptime;
    if (!at && said.delta) at = stream.last.value_or(Micros(0)) + *said.delta;
    if (!at && said.wall) at = said.wall->at - stream.since_boot.value_or(Micros(0));
    if (at && stream.last && said.wall && !said.uptime && !said.wall->has_year) {
        *at += turned_over(*at, *stream.last);
    }
    const bool first = stream.session < 0;
    std::string why = why_new(stream, said, at);
    if (first && !sessions_.empty()) why = "another host or kind of log";
    if (first || !why.empty()) {
        const Clock clock = stream.since_boot ? Clock::kUptime : clock_of(said);
        begin(stream, std::string(said.host), clock, line, std::move(why));
    }
    if (at && !stream.began) stream.began = at;
    if (at) stream.last = stream.last ? std::max(*stream.last, *at) : *at;
    Session& session = sessions_[static_cast<std::size_t>(stream.session)];
    session.last_line = std::max(session.last_line, line);
    if (stream.last) session.ends = stream.last;
    return {stream.session, at};
}

void Streams::reboot() {
    for (auto& [key, stream] : streams_) stream.rebooted = stream.session >= 0;
}

// What cannot follow on what the bus has, and so belongs to another boot; empty when all is well.
std::string Streams::contradiction(Bus& bus, const Event& event) {
    if (event.kind == Kind::kConnect && event.number > 0 && !event.port.empty()) {
        const auto highest = bus.highest.find(bus_of(event.port));
        const bool restarted =
            highest != bus.highest.end() && event.number <= highest->second && highest->second < kNumbersWrap;
        if (restarted) return "device numbers start again";
    }
    if (event.kind == Kind::kRegistered && !event.interface.empty() &&
        bus.netdevs.contains(event.interface)) {
        return "an interface registers that is there already";
    }
    return {};
}

Streams::Place Streams::place(const Event& event, const Place& line) {
    if (current_ == nullptr || line.session != current_->session) return line;
    Stream& stream = *current_;
    Place place = line;
    if (std::string why = contradiction(stream.bus, event); !why.empty()) {
        const Session before = sessions_[static_cast<std::size_t>(stream.session)];
        place.session = begin(stream, before.host, before.clock, event.line, std::move(why));
        stream.began = stream.last = line.at;
    }
    Bus& bus = stream.bus;
    switch (event.kind) {
        case Kind::kConnect:
            bus.attached[event.port] = event.number;
            bus.highest[bus_of(event.port)] = event.number;
            break;
        case Kind::kDisconnect:
            bus.attached.erase(event.port);
            std::erase_if(bus.netdevs,
                          [&](const auto& netdev) { return netdev.first.starts_with(event.port + ":"); });
            break;
        case Kind::kRegistered:
            if (!event.interface.empty()) bus.netdevs[event.interface] = event.netdev;
            break;
        case Kind::kUnregistered:
            bus.netdevs.erase(event.interface);
            break;
        case Kind::kBusNew:
        case Kind::kBusGone:
            bus.highest.erase(std::to_string(event.number));
            break;
        default:
            break;
    }
    return place;
}

void Streams::name_kernel(int session, std::string_view version) {
    const std::string_view number = version.substr(0, version.find(' '));
    sessions_[static_cast<std::size_t>(session)].kernel = number;
}

}  // namespace tetherlab::log
