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

constexpr base::Milliseconds kActTime{30'000};  // for one request, on a gadget VM without KVM

const std::array<std::string, 11> kVerbs{"hello", "prepare", "plug",   "unplug",  "arm", "fire",
                                         "end",   "faults",  "status", "release", "quit"};

[[noreturn]] void throw_unknown_verb(const std::string& verb) {
    const std::string nearest = base::nearest(verb, kVerbs);
    throw base::Error("do", fmt::format("'{}'", verb),
                      fmt::format("no such verb; expected {}{}", base::join(kVerbs, ", "),
                                  nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
}

std::string text_argument(const Request& request, const char* key) {
    const auto found = request.with.find(key);
    if (found == request.with.end() || !found->is_string()) {
        throw base::Error("do", fmt::format("'{}'", request.verb),
                          fmt::format("expected text as \"{}\" in \"with\"", key));
    }
    return found->get<std::string>();
}

fault::Order parse_order(const std::string& yaml) {
    try {
        return fault::parse_order(base::YamlNode::parse(yaml, "order"));
    } catch (const base::ConfigError& error) {
        throw base::Error("read", "order", error.what());
    }
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

Reply too_long() {
    return {nullptr, base::Error("understand", "message",
                                 fmt::format("expected a line of at most {} bytes", kLongestLine))};
}

std::chrono::microseconds microseconds(base::Clock::time_point at) {
    return std::chrono::duration_cast<std::chrono::microseconds>(at.time_since_epoch());
}

}  // namespace

Server::Server(LineChannel& channel, Outbox& outbox, Hotspot& hotspot, int stop_fd)
    : channel_(channel), outbox_(outbox), hotspot_(hotspot), stop_fd_(stop_fd) {}

Server::End Server::serve() {
    std::string line;
    while (!quit_) {
        const LineChannel::Outcome outcome = channel_.read(line, stop_fd_);
        if (outcome == LineChannel::Outcome::kEnd || outcome == LineChannel::Outcome::kStopped) {
            hotspot_.release(base::Deadline(kActTime));
            return outcome == LineChannel::Outcome::kEnd ? End::kPeerGone : End::kStopped;
        }
        outbox_.post(to_line(outcome == LineChannel::Outcome::kLine ? answer(line) : too_long()));
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
    if (request.verb == "prepare") return prepare(request);
    if (request.verb == "plug") return {{"netdevs", hotspot_.plug(base::Deadline(kActTime))}};
    if (request.verb == "status") return status();
    if (request.verb == "faults") return faults();
    if (request.verb == "arm" || request.verb == "fire" || request.verb == "end")
        return act_on_fault(request);
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

Json Server::hello() const {
    return {{"agent", TETHERLAB_VERSION},
            {"protocol", kProtocolVersion},
            {"kernel", kernel_release()},
            {"udcs", configfs::Udc::list()},
            {"tether_shape", configfs::tether_shape() == configfs::TetherShape::kLoaded},
            {"capabilities", hotspot_.capabilities()}};
}

Json Server::act_on_fault(const Request& request) {
    if (request.verb == "arm") {
        fault::Order order = parse_order(text_argument(request, "order"));
        const std::string id = order.id;
        hotspot_.arm(std::move(order));
        return {{"id", id}};
    }
    const std::string id = text_argument(request, "id");
    request.verb == "fire" ? hotspot_.fire(id) : hotspot_.end(id);
    return Json::object();
}

Json Server::faults() const {
    Json all = Json::array();
    for (const fault::Engine::Status& each : hotspot_.faults()) {
        all.push_back({{"id", each.id}, {"fault", each.fault}, {"state", to_text(each.state)}});
    }
    return {{"faults", std::move(all)}};
}

Json Server::prepare(const Request& request) {
    const std::string yaml = text_argument(request, "profile");
    const profile::Profile profile = parse_profile(yaml, text_argument(request, "name"));
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

void post_state(Outbox& outbox, const std::string& state) {
    outbox.post(to_line(Event{"udc-state", microseconds(base::Clock::now()), {{"state", state}}}));
}

void post_fault(Outbox& outbox, const fault::Report& report) {
    Json with{
        {"id", report.id}, {"fault", report.fault}, {"what", to_text(report.what)}, {"text", report.text}};
    if (report.scheduled) with["scheduled_us"] = microseconds(*report.scheduled).count();
    outbox.post(to_line(Event{"fault", microseconds(report.at), std::move(with)}));
}

void post_trouble(Outbox& outbox, const std::string& what) {
    outbox.post(to_line(Event{"trouble", microseconds(base::Clock::now()), {{"text", what}}}));
}

}  // namespace tetherlab::agent
