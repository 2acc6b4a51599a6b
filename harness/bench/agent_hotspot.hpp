// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/agent/client.hpp"
#include "gadget/base/deadline.hpp"
#include "harness/bench/bench.hpp"
#include "harness/event/event.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace tetherlab::bench {

// A hotspot that an agent emulates, wherever that runs. What the agent tells goes to the log as events.
class AgentHotspot : public Hotspot {
public:
    // "agent" and "gadget kernel", once it has been met.
    const std::map<std::string, std::string>& versions() const { return versions_; }

    std::vector<agent::Deviation> prepare(const profile::Profile& profile,
                                          const base::Deadline& deadline) override;
    void plug(const base::Deadline& deadline) override;
    void unplug(const base::Deadline& deadline) override;
    void arm(const fault::Order& order, const base::Deadline& deadline) override;
    void fire(const std::string& id, const base::Deadline& deadline) override;
    void end(const std::string& id, const base::Deadline& deadline) override;

protected:
    // The log outlives it.
    explicit AgentHotspot(event::Log& log) : log_(log) {}

    // Waits for the first answer on the agent's stream; `name` as for agent::Client. Throws base::Error,
    // base::TimeoutError.
    agent::Hello greet(base::UniqueFd in, base::UniqueFd out, const std::string& name,
                       const base::Deadline& deadline);

    // Asks the agent, if it has been met, to release everything and end.
    void quit(const base::Deadline& deadline) noexcept;

    // Closes the stream, after which the agent does so by itself.
    void leave() noexcept { agent_.reset(); }

    event::Log& log() { return log_; }

private:
    void pass_on(const agent::Event& event);

    event::Log& log_;
    std::optional<agent::Client> agent_;
    std::map<std::string, std::string> versions_;
};

}  // namespace tetherlab::bench
