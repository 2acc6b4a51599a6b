// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/log/log.hpp"
#include "harness/log/prefix.hpp"

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tetherlab::log {

// Sorts the lines of a log into sessions as they come. Each host and kind of clock is a stream; its next
// session begins when the kernel boots, time goes back, or the bus has what cannot follow.
class Streams {
public:
    struct Place {
        int session = 0;
        std::optional<Micros> at;
    };

    // Where a line stands.
    Place place(const Said& said, int line);

    // Where its event stands, given the line's place.
    Place place(const Event& event, const Place& line);

    std::vector<Session> take() { return std::move(sessions_); }

    // The text says that all that follows is of another boot ("-- Reboot --").
    void reboot();

    // The kernel of the line's session has said "Linux version 6.6.41 …".
    void name_kernel(int session, std::string_view version);

private:
    // What a stream's current session has on its buses.
    struct Bus {
        std::map<std::string, int> attached;         // device number by port
        std::map<std::string, int> highest;          // device number ever by bus
        std::map<std::string, std::string> netdevs;  // by interface
    };

    struct Stream {
        int session = -1;
        std::optional<Micros> began;
        std::optional<Micros> last;
        std::optional<Micros> since_boot;  // wall time less uptime, of a line that has both
        bool rebooted = false;             // before the next line
        Bus bus;
    };

    Stream& stream_of(const Said& said);
    static std::string why_new(const Stream& stream, const Said& said, std::optional<Micros> at);
    int begin(Stream& stream, const std::string& host, Clock clock, int line, std::string why);
    static std::string contradiction(Bus& bus, const Event& event);

    std::vector<Session> sessions_;
    std::map<std::pair<std::string, Clock>, Stream> streams_;
    Stream* current_ = nullptr;
};

}  // namespace tetherlab::log
