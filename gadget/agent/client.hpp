// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/agent/line_channel.hpp"
#include "gadget/agent/protocol.hpp"
#include "gadget/base/deadline.hpp"
#include "gadget/base/unique_fd.hpp"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace tetherlab::agent {

// A field in which the emulated hotspot differs from its profile, and why.
struct Deviation {
    std::string field;
    std::string wanted;
    std::string got;
    std::string reason;
};

struct Hello {
    std::string agent;   // version
    std::string kernel;  // release
    std::vector<std::string> udcs;
    bool tether_shape = false;
    std::set<std::string> capabilities;  // for faults: "udc.detach", …
};

struct Prepared {
    std::string profile;
    std::string udc;
    std::vector<Deviation> deviations;
};

struct Status {
    bool prepared = false;
    bool plugged = false;
    std::string profile;  // these three are empty unless prepared
    std::string udc;
    std::string state;  // of the UDC, literally as in sysfs
};

// The harness's end of the protocol. A reader thread takes what the agent says. Calls may come from several
// threads. Once the agent is gone, every call throws base::Error that names it and the reason.
class Client {
public:
    // Called on the reader thread; must not call the client.
    using OnEvent = std::function<void(const Event&)>;

    // Owns `in` and `out` (the ends of pipes, or in == out's duplicate for a socket). `name` stands for the
    // agent in errors: "agent on gadget VM".
    Client(base::UniqueFd in, base::UniqueFd out, std::string name, OnEvent on_event = {});
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    // Closes the stream, so the agent releases everything and ends.
    ~Client();

    // Connects to an agent's unix socket (`tetherlab-gadget --socket PATH`).
    static base::UniqueFd connect(const std::string& path);

    // The result. Throws base::Error with the agent's action, object and reason when it refused,
    // base::TimeoutError when it did not answer in time; a late answer is dropped.
    Json call(const std::string& verb, const Json& with, const base::Deadline& deadline);

    Hello hello(const base::Deadline& deadline);
    Prepared prepare(const std::string& profile_yaml, const std::string& file_name,
                     const base::Deadline& deadline);

    // Returns the hotspot's netdevs.
    std::vector<std::string> plug(const base::Deadline& deadline);
    void unplug(const base::Deadline& deadline);

    // fault::Order::yaml of a fault, and its name from then on. end() returns when what it did is undone.
    void arm(const std::string& order_yaml, const base::Deadline& deadline);
    void fire(const std::string& id, const base::Deadline& deadline);
    void end(const std::string& id, const base::Deadline& deadline);

    Status status(const base::Deadline& deadline);
    void release(const base::Deadline& deadline);

    // The agent releases everything and ends.
    void quit(const base::Deadline& deadline);

private:
    void read_answers();
    void take(const std::string& line);
    void end(std::string reason);

    base::UniqueFd in_;
    base::UniqueFd out_;
    base::UniqueFd stop_;
    std::string name_;
    OnEvent on_event_;
    LineChannel channel_;

    std::mutex mutex_;
    std::condition_variable changed_;
    std::int64_t last_id_ = 0;
    std::map<std::int64_t, std::optional<Reply>> waiting_;  // asked, and answered if there is a reply
    std::optional<std::string> ended_;                      // why no answer will come any more
    std::thread reader_;
};

}  // namespace tetherlab::agent
