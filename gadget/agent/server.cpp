// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/server.hpp"

#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"

#include <fmt/format.h>
#include <sys/utsname.h>

#include <array>
#include <utility>

namespace tetherlab::agent {
namespace {

constexpr base::Milliseconds kActTime{30'000};   // for one request, on a gadget VM without KVM
constexpr base::Milliseconds kWriteTime{5'000};  // a peer that takes nothing for so long is as good as gone

const std::array<std::string, 7> kVerbs{"hello", "prepare", "plug", "unplug", "status", "release", "quit"};

[[noreturn]] void throw_unknown_verb(const std::string& verb) {
    const std::string nearest = base::nearest(verb, kVerbs);
    throw base::Error("do", fmt::format("'{}'", verb),
                      fmt::format("no such verb; expected {}{}", base::join(kVerbs, ", "),
                                  nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
}

std::string text_argument(const Json& with, const char* key) {
    const auto found = with.find(key);
    if (found == with.end() || !found->is_string()) {
        throw base::Error("do", "'prepare'", fmt::format("expected text as \"{}\" in \"with\"", key));
    }
    return found->get<std::string>();
}

profile::Profile parse_profile(const std::string& yaml, const std::string& name) {
    try {
        return profile::parse(yaml, name);
    } catch (const base::ConfigError& error) {
        throw base::Error("read profile", name, error.what());
    }
}

std::string kernel_release() {
    utsname name{};
    ::uname(&name);
    return name.release;
}

Json hello() {
    return {{"agent", TETHERLAB_VERSION},
            {"protocol", kProtocolVersion},
            {"kernel", kernel_release()},
            {"udcs", configfs::Udc::list()},
            {"tether_shape", configfs::tether_shape() == configfs::TetherShape::kLoaded}};
}

Reply too_long() {
    return {nullptr, base::Error("understand", "message",
                                 fmt::format("expected a line of at most {} bytes", kLongestLine))};
}

// A peer that cannot be written to is noticed when it is read from.
void send(LineChannel& channel, const std::string& line) {
    try {
        channel.write(line, base::Deadline(kWriteTime));
    } catch (const base::Error&) {
    }
}

}  // namespace

Server::Server(LineChannel& channel, Hotspot& hotspot, int stop_fd)
    : channel_(channel), hotspot_(hotspot), stop_fd_(stop_fd) {}

Server::End Server::serve() {
    std::string line;
    while (!quit_) {
        const LineChannel::Outcome outcome = channel_.read(line, stop_fd_);
        if (outcome == LineChannel::Outcome::kEnd || outcome == LineChannel::Outcome::kStopped) {
            hotspot_.release(base::Deadline(kActTime));
            return outcome == LineChannel::Outcome::kEnd ? End::kPeerGone : End::kStopped;
        }
        send(channel_, to_line(outcome == LineChannel::Outcome::kLine ? answer(line) : too_long()));
    }
    return End::kQuit;
}

Reply Server::answer(const std::string& line) {
    Json id;
    try {
        const Request request = parse_request(line);
        id = request.id;
        return {id, perform(request)};
    } catch (const BadMessage& error) {
        return {error.id(), base::Error(error.action(), error.object(), error.reason())};
    } catch (const base::Error& error) {
        return {id, error};
    } catch (const std::exception& error) {
        return {id, base::Error("serve", "request", error.what())};
    }
}

Json Server::perform(const Request& request) {
    if (request.verb == "hello") return hello();
    if (request.verb == "prepare") return prepare(request.with);
    if (request.verb == "plug") return {{"netdevs", hotspot_.plug(base::Deadline(kActTime))}};
    if (request.verb == "status") return status();
    if (request.verb == "unplug") {
        hotspot_.unplug();
        return Json::object();
    }
    if (request.verb == "release" || request.verb == "quit") {
        quit_ = request.verb == "quit";
        hotspot_.release(base::Deadline(kActTime));
        return Json::object();
    }
    throw_unknown_verb(request.verb);
}

Json Server::prepare(const Json& with) {
    const std::string yaml = text_argument(with, "profile");
    const profile::Profile profile = parse_profile(yaml, text_argument(with, "name"));
    Json deviations = Json::array();
    for (const configfs::Deviation& found : hotspot_.prepare(profile, base::Deadline(kActTime))) {
        deviations.push_back(
            {{"field", found.field}, {"wanted", found.wanted}, {"got", found.got}, {"reason", found.reason}});
    }
    return {{"profile", profile.name},
            {"udc", hotspot_.status().value().udc},
            {"deviations", std::move(deviations)}};
}

Json Server::status() const {
    const std::optional<HotspotStatus> status = hotspot_.status();
    if (!status) return {{"prepared", false}, {"plugged", false}};
    return {{"prepared", true},   {"plugged", status->plugged}, {"profile", status->profile},
            {"udc", status->udc}, {"state", status->state},     {"netdevs", status->netdevs}};
}

void send_state(LineChannel& channel, const std::string& state) {
    const auto now = base::Clock::now().time_since_epoch();
    send(channel,
         to_line(Event{
             "udc-state", std::chrono::duration_cast<std::chrono::microseconds>(now), {{"state", state}}}));
}

}  // namespace tetherlab::agent
