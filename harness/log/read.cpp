// SPDX-License-Identifier: Apache-2.0
#include "harness/log/copies.hpp"
#include "harness/log/device_side.hpp"
#include "harness/log/joining.hpp"
#include "harness/log/log.hpp"
#include "harness/log/pattern.hpp"
#include "harness/log/ports.hpp"
#include "harness/log/scanner.hpp"
#include "harness/log/streams.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

namespace tetherlab::log {
namespace {

// "-- Reboot --", "-- Boot 0123456789abcdef --" of journalctl: no time, and yet of a log.
bool is_boot_mark(std::string_view message) {
    return message.starts_with("-- Reboot --") || message.starts_with("-- Boot ");
}

// The events of a long log fill tens of megabytes. To get those from the kernel in small pages takes a tenth
// of the time in which the log is explained.
void reserve(std::vector<Event>& events, std::size_t count) {
    constexpr std::size_t kLargePage = 2U << 20;
    events.reserve(count);
    void* begin = events.data();
    std::size_t size = count * sizeof(Event);
    if (std::align(kLargePage, kLargePage, begin, size) != nullptr)
        static_cast<void>(::madvise(begin, size, MADV_HUGEPAGE));  // it goes without them, too
}

class Reader {
public:
    explicit Reader(std::span<const paste::Line> text) : text_(text) { log_.of_log.resize(text.size()); }

    Log run();

private:
    std::size_t read_line(std::size_t at);
    void note_host(const Said& said, int session);
    void add(Event&& event, const Said& said, const Streams::Place& line);
    bool is_news(const Event& event);
    void decide_sides();
    void drop_guesses();

    std::span<const paste::Line> text_;
    Log log_;
    Streams streams_;
    std::string_view last_;                       // message of the log
    int last_line_ = 0;                           // its number
    std::map<int, std::set<std::size_t>> signs_;  // of a device's side, by session
    // Drivers that have spoken of an interface, by session and port.
    std::map<std::pair<int, std::string>, std::set<std::string>> drivers_;
};

Log Reader::run() {
    reserve(log_.events, std::min(text_.size(), kMostEvents));
    for (std::size_t at = 0; at < text_.size() && !log_.cut;) at += read_line(at);
    log_.sessions = streams_.take();
    log_.cut = log_.cut || log_.sessions.size() >= kMostSessions;
    if (breaks_off(last_)) log_.breaks_off = last_line_;
    decide_sides();
    drop_guesses();
    drop_copies(log_);
    assign_ports(log_);
    return std::move(log_);
}

// How many lines it took.
std::size_t Reader::read_line(std::size_t at) {
    const std::string_view text = text_[at].text;
    const Said said = take_apart(text);
    if (!said.is_log() && is_boot_mark(said.message)) streams_.reboot();
    if (!said.is_log() && !may_go_on(said.message)) return 1;

    Joined joined = join(text_, at, said);
    // Without a time or a name before it, only what certainly is a kernel's counts.
    const bool counts = said.is_log() || (joined.event && joined.event->kind != Kind::kDriverAt);
    if (!counts) return 1;
    const Streams::Place place = streams_.place(said, text_[at].number);
    note_host(said, place.session);
    for (std::size_t i = 0; i < joined.lines; ++i) log_.of_log[at + i] = true;
    log_.lines += static_cast<int>(joined.lines);
    last_ = said.message;
    last_line_ = text_[at].number;
    if (joined.event) {
        joined.event->line = text_[at].number;
        add(std::move(*joined.event), said, place);
    }
    return joined.lines;
}

void Reader::note_host(const Said& said, int session) {
    if (said.message.starts_with("Linux version ")) streams_.name_kernel(session, said.message.substr(14));
    if (const auto sign = device_side_sign(said.message)) signs_[session].insert(*sign);
}

// A driver's first line about an interface says that it is there; the others say nothing new.
bool Reader::is_news(const Event& event) {
    const bool comes_or_goes = event.kind == Kind::kConnect || event.kind == Kind::kDisconnect;
    if (!comes_or_goes && event.interface.empty()) return true;
    std::set<std::string>& drivers = drivers_[{event.session, event.port}];
    if (comes_or_goes) drivers.clear();
    if (event.interface.empty()) return true;
    const bool added = drivers.insert(event.interface + " " + event.driver).second;
    return added || event.kind != Kind::kDriverAt;
}

void Reader::add(Event&& event, const Said& said, const Streams::Place& line) {
    const Streams::Place place = streams_.place(event, line);
    event.session = place.session;
    event.at = place.at;
    event.stamp = said.stamp;
    if (!is_news(event)) return;
    log_.events.push_back(std::move(event));
    log_.cut = log_.events.size() >= kMostEvents;
}

void Reader::decide_sides() {
    std::set<int> hosts;  // sessions in which a driver of the host made an interface
    for (const Event& event : log_.events) {
        if (event.kind == Kind::kRegistered || event.kind == Kind::kAttachedPhone)
            hosts.insert(event.session);
    }
    for (const auto& [session, signs] : signs_) {
        log_.sessions[static_cast<std::size_t>(session)].device_side =
            signs.size() >= kSignsThatDecide && !hosts.contains(session);
    }
}

// Where a log has times, a line without one that only names a driver is somebody's prose.
void Reader::drop_guesses() {
    const auto timed = [](const Event& event) { return event.at.has_value(); };
    if (std::none_of(log_.events.begin(), log_.events.end(), timed)) return;
    std::erase_if(log_.events, [&](const Event& event) {
        return event.stamp.empty() && !event.at && event.kind == Kind::kDriverAt;
    });
}

}  // namespace

const char* to_text(Clock clock) {
    switch (clock) {
        case Clock::kNone:
            return "none";
        case Clock::kUptime:
            return "uptime";
        case Clock::kWall:
            return "calendar";
    }
    return "unknown";
}

Log read(std::span<const paste::Line> text) {
    return Reader(text).run();
}

}  // namespace tetherlab::log
