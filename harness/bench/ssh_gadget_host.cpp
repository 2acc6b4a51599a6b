// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/ssh_gadget_host.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"
#include "harness/router/shell.hpp"

#include <fcntl.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace tetherlab::bench {
namespace {

constexpr base::Milliseconds kReleaseTime{20'000};   // of gadget and LAN; 1 s on a virtual one
constexpr base::Milliseconds kLastWordsTime{1'000};  // from the end of the stream to ssh's own

// A gadget host that vanishes is noticed after 15 s.
base::Argv agent_argv(const GadgetOverSsh& host) {
    base::Argv agent{"tetherlab-gadget"};
    if (!host.udc.empty()) agent.insert(agent.end(), {"--udc", host.udc});
    base::Argv argv = ssh_to(host, {"ServerAliveInterval=5", "ServerAliveCountMax=3"});
    argv.push_back(router::shell_command(agent));
    return argv;
}

std::string name_of(const GadgetOverSsh& host) {
    return "agent on " + host.to_text();
}

}  // namespace

SshGadgetHost::SshGadgetHost(const Parts& parts)
    : AgentHotspot(parts.log),
      host_(parts.host),
      ssh_log_(parts.ssh_log),
      ssh_(agent_argv(parts.host),
           {.err = parts.ssh_log, .input_fd = stream_.theirs.get(), .output_fd = stream_.theirs.get()}) {
    stream_.theirs.reset();
}

SshGadgetHost::~SshGadgetHost() {
    const base::Deadline deadline(kReleaseTime);
    quit(deadline);
    leave();
    stream_.ours.reset();
    (void)ssh_.wait(deadline);
}

std::set<std::string> SshGadgetHost::capabilities() {
    return {kAnyHotspot, "net", "udc.data", "udc.detach", "udc.ep0"};
}

void SshGadgetHost::meet(const base::Deadline& deadline) {
    event::step(log(), "gadget host: meet", [&] { greet_agent(deadline); });
}

void SshGadgetHost::greet_agent(const base::Deadline& deadline) {
    agent::Hello hello;
    try {
        base::UniqueFd out(
            base::check(::fcntl(stream_.ours.get(), F_DUPFD_CLOEXEC, 3), "duplicate", "the agent's stream"));
        hello = greet(std::move(stream_.ours), std::move(out), name_of(host_), deadline);
    } catch (const base::TimeoutError&) {
        throw;
    } catch (const base::Error&) {
        (void)ssh_.wait(base::Deadline(kLastWordsTime));
        const std::string words = last_words();
        if (words.empty()) throw;
        throw base::Error("reach", name_of(host_), words);
    }
    hello.capabilities.insert(kAnyHotspot);
    const std::set<std::string> wanted = capabilities();
    std::vector<std::string> missing;
    std::set_difference(wanted.begin(), wanted.end(), hello.capabilities.begin(), hello.capabilities.end(),
                        std::back_inserter(missing));
    if (missing.empty()) return;
    throw base::Error("use", name_of(host_),
                      "it cannot do " + base::join(missing, ", ") + "; is tether_shape loaded there?");
}

std::string SshGadgetHost::last_words() const {
    return base::split(base::trim(base::read_file(ssh_log_)), '\n').back();
}

}  // namespace tetherlab::bench
