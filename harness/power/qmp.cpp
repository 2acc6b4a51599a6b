// SPDX-License-Identifier: Apache-2.0
#include "harness/power/qmp.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/power/read_more.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <array>
#include <cstring>
#include <optional>
#include <utility>

namespace tetherlab::power {
namespace {

constexpr std::size_t kLongestMessage = 1 << 20;  // bytes; QEMU's answers to what is asked here have hundreds

std::string message_of(const std::string& command, const Qmp::Json& arguments) {
    return Qmp::Json{{"execute", command}, {"arguments", arguments}}.dump() + "\n";
}

// In one piece, since what is asked here is shorter than any socket's buffer; with a descriptor beside it
// (unix(7), SCM_RIGHTS).
void send_message(int socket, std::string message, const std::optional<int>& fd, const std::string& action,
                  const std::string& object) {
    iovec bytes{message.data(), message.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    msghdr header{};
    header.msg_iov = &bytes;
    header.msg_iovlen = 1;
    if (fd) {
        header.msg_control = control.data();
        header.msg_controllen = control.size();
        cmsghdr* rights = CMSG_FIRSTHDR(&header);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(rights), &*fd, sizeof(int));
    }
    const ssize_t sent = ::sendmsg(socket, &header, MSG_NOSIGNAL);
    if (sent < 0) base::throw_errno(action, object);
    if (static_cast<std::size_t>(sent) != message.size())
        throw base::Error(action, object, "it does not take the command");
}

}  // namespace

Qmp::Qmp(base::UniqueFd stream, std::string name, const base::Deadline& deadline)
    : stream_(std::move(stream)), name_(std::move(name)) {
    read_message("greet", deadline);
    execute("qmp_capabilities", Json::object(), deadline);
}

Qmp::Json Qmp::execute(const std::string& command, const Json& arguments, const base::Deadline& deadline) {
    send_message(stream_.get(), message_of(command, arguments), std::nullopt, "ask " + name_ + " to",
                 command);
    return answer_to(command, deadline);
}

void Qmp::lend(int fd, const std::string& name, const base::Deadline& deadline) {
    const std::string command = "getfd";
    send_message(stream_.get(), message_of(command, {{"fdname", name}}), fd, "ask " + name_ + " to", command);
    answer_to(command, deadline);
}

Qmp::Json Qmp::answer_to(const std::string& command, const base::Deadline& deadline) {
    for (;;) {
        Json message = read_message(command, deadline);
        if (message.contains("return")) return message["return"];
        if (message.contains("error"))
            throw base::Error("ask " + name_ + " to", command, message["error"].value("desc", ""));
        events_.push_back(std::move(message));
    }
}

void Qmp::order(const std::string& line, const base::Deadline& deadline) {
    const Json said = execute("human-monitor-command", {{"command-line", line}}, deadline);
    const std::string text(base::trim(said.get<std::string>()));
    if (!text.empty()) throw base::Error("ask " + name_ + " to", line, text);
}

Qmp::Json Qmp::await_event(const std::string& name, const std::function<bool(const Json& data)>& wanted,
                           const base::Deadline& deadline) {
    for (std::size_t next = 0;; ++next) {
        if (next == events_.size()) events_.push_back(read_message("tell " + name, deadline));
        const Json& event = events_[next];
        if (event.value("event", "") != name || !wanted(event.value("data", Json::object()))) continue;
        Json data = event.value("data", Json::object());
        events_.erase(events_.begin(), events_.begin() + static_cast<std::ptrdiff_t>(next) + 1);
        return data;
    }
}

Qmp::Json Qmp::read_message(const std::string& waited_for, const base::Deadline& deadline) {
    std::size_t end = std::string::npos;
    while ((end = unread_.find('\n')) == std::string::npos) {
        read_more(stream_.get(), unread_, kLongestMessage,
                  {"ask " + name_ + " to", waited_for, fmt::format("{} to {}", name_, waited_for)}, deadline);
    }
    const std::string line(base::trim(std::string_view(unread_).substr(0, end)));
    unread_.erase(0, end + 1);
    Json message = Json::parse(line, nullptr, false);
    if (!message.is_object())
        throw base::Error("ask " + name_ + " to", waited_for, "its answer is no JSON object: " + line);
    return message;
}

}  // namespace tetherlab::power
