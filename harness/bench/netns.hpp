// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

// Named network namespaces as iproute2 keeps them: a bind mount below /run/netns. They need root.
namespace tetherlab::bench::netns {

void create(const std::string& name);

// Kills what still runs inside, then removes the name; the interfaces inside go with the last process.
// Returns false when there is no such namespace. Throws base::Error.
bool remove(const std::string& name, const base::Deadline& deadline);

bool exists(const std::string& name);

// Kills every process inside and waits until all are gone. None of them survives by forking meanwhile.
// Throws base::TimeoutError.
void kill_processes(const std::string& name, const base::Deadline& deadline);

std::vector<pid_t> processes(const std::string& name);

// What to put before a command so that it runs inside: "ip netns exec NAME". Also shows it the files of
// host_files(NAME) in place of those in /etc.
base::Argv prefix(const std::string& name);

// /etc/netns/NAME, where iproute2 looks for a namespace's own resolv.conf.
std::filesystem::path host_files(const std::string& name);

// Runs iproute2 commands inside, one a line ("link add br-lan type bridge"); the first that fails ends it.
// Throws base::Error.
void ip(const std::string& name, const std::vector<std::string>& commands, const base::Deadline& deadline);

}  // namespace tetherlab::bench::netns
