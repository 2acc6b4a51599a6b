// SPDX-License-Identifier: Apache-2.0
#include "gadget/agent/client.hpp"

#include "gadget/base/error.hpp"

#include <fmt/format.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <utility>

namespace tetherlab::agent {
namespace {

constexpr const char* kClosed = "it has closed the connection";

// A member of a result; an agent that leaves it out is at fault.
template <typename Value>
Value member(const Json& result, const char* key) {
    try {
        return result.at(key).get<Value>();
    } catch (const Json::exception& error) {
        throw base::Error("read", fmt::format("\"{}\" in the agent's result", key), error.what());
    }
}

Deviation to_deviation(const Json& json) {
    return {member<std::string>(json, "field"), member<std::string>(json, "wanted"),
            member<std::string>(json, "got"), member<std::string>(json, "reason")};
}

}  // namespace

Client::Client(base::UniqueFd in, base::UniqueFd out, std::string name, OnEvent on_event)
    : in_(std::move(in)),
      out_(std::move(out)),
      stop_(base::check(::eventfd(0, EFD_CLOEXEC), "make", "eventfd")),
      name_(std::move(name)),
      on_event_(std::move(on_event)),
      channel_(in_.get(), out_.get()),
      reader_([this] { read_answers(); }) {}

Client::~Client() {
    ::eventfd_write(stop_.get(), 1);
    reader_.join();
}

base::UniqueFd Client::connect(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) {
        throw base::Error(
            "connect to agent at", path,
            fmt::format("a socket's path has less than {} characters", sizeof address.sun_path));
    }
    path.copy(address.sun_path, path.size());
    base::UniqueFd socket(
        base::check(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), "open", "unix socket"));
    base::check(::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address),
                "connect to agent at", path);
    return socket;
}

void Client::read_answers() {
    try {
        std::string line;
        for (;;) {
            switch (channel_.read(line, stop_.get())) {
                case LineChannel::Outcome::kLine:
                    take(line);
                    break;
                case LineChannel::Outcome::kTooLong:
                    return end("it sent a line that is too long");
                case LineChannel::Outcome::kEnd:
                    return end(kClosed);
                case LineChannel::Outcome::kStopped:
                    return end("this end was closed");
            }
        }
    } catch (const std::exception& error) {
        end(error.what());
    }
}

void Client::take(const std::string& line) {
    const auto message = parse_answer(line);
    if (const auto* event = std::get_if<Event>(&message)) {
        if (on_event_) on_event_(*event);
        return;
    }
    const Reply& reply = std::get<Reply>(message);
    const std::lock_guard lock(mutex_);
    if (reply.id.is_null()) return;  // to a line that was no request of ours
    const auto asked = waiting_.find(reply.id.get<std::int64_t>());
    if (asked == waiting_.end()) return;  // nobody waits any more
    asked->second = reply;
    changed_.notify_all();
}

void Client::end(std::string reason) {
    const std::lock_guard lock(mutex_);
    ended_ = std::move(reason);
    changed_.notify_all();
}

Json Client::call(const std::string& verb, const Json& with, const base::Deadline& deadline) {
    std::unique_lock lock(mutex_);
    if (ended_) throw base::Error("ask " + name_ + " to", verb, *ended_);
    const std::int64_t id = ++last_id_;
    const auto asked = waiting_.emplace(id, std::nullopt).first;
    lock.unlock();
    std::optional<std::string> unsent;
    try {
        channel_.write(to_line(Request{id, verb, with}), deadline);
    } catch (const base::Error& error) {
        unsent = error.reason();
    }
    lock.lock();
    const auto answered = [&] { return asked->second || ended_ || unsent; };
    changed_.wait_for(lock, deadline.remaining(), answered);
    const std::optional<Reply> reply = std::move(asked->second);
    waiting_.erase(asked);
    if (reply) {
        if (const auto* error = std::get_if<base::Error>(&reply->outcome)) throw base::Error(*error);
        return std::get<Json>(reply->outcome);
    }
    if (ended_) throw base::Error("ask " + name_ + " to", verb, *ended_);
    if (unsent) throw base::Error("ask " + name_ + " to", verb, *unsent);
    base::throw_timeout(fmt::format("{} to answer '{}'", name_, verb), deadline);
}

Hello Client::hello(const base::Deadline& deadline) {
    const Json result = call("hello", Json::object(), deadline);
    return {member<std::string>(result, "agent"), member<std::string>(result, "kernel"),
            member<std::vector<std::string>>(result, "udcs"), member<bool>(result, "tether_shape"),
            member<std::set<std::string>>(result, "capabilities")};
}

Prepared Client::prepare(const std::string& profile_yaml, const std::string& file_name,
                         const base::Deadline& deadline) {
    const Json result = call("prepare", {{"profile", profile_yaml}, {"name", file_name}}, deadline);
    Prepared prepared{member<std::string>(result, "profile"), member<std::string>(result, "udc"), {}};
    for (const Json& deviation : member<Json>(result, "deviations")) {
        prepared.deviations.push_back(to_deviation(deviation));
    }
    return prepared;
}

std::vector<std::string> Client::plug(const base::Deadline& deadline) {
    return member<std::vector<std::string>>(call("plug", Json::object(), deadline), "netdevs");
}

void Client::unplug(const base::Deadline& deadline) {
    call("unplug", Json::object(), deadline);
}

void Client::arm(const std::string& order_yaml, const base::Deadline& deadline) {
    call("arm", {{"order", order_yaml}}, deadline);
}

void Client::fire(const std::string& id, const base::Deadline& deadline) {
    call("fire", {{"id", id}}, deadline);
}

void Client::end(const std::string& id, const base::Deadline& deadline) {
    call("end", {{"id", id}}, deadline);
}

Status Client::status(const base::Deadline& deadline) {
    const Json result = call("status", Json::object(), deadline);
    Status status;
    status.prepared = member<bool>(result, "prepared");
    status.plugged = member<bool>(result, "plugged");
    if (!status.prepared) return status;
    status.profile = member<std::string>(result, "profile");
    status.udc = member<std::string>(result, "udc");
    status.state = member<std::string>(result, "state");
    return status;
}

void Client::release(const base::Deadline& deadline) {
    call("release", Json::object(), deadline);
}

void Client::quit(const base::Deadline& deadline) {
    call("quit", Json::object(), deadline);
}

}  // namespace tetherlab::agent
