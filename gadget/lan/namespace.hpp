// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"

#include <functional>
#include <string>

namespace tetherlab::lan {

// A named network namespace. Owns it and every process in it: destroying it kills those first.
class Namespace {
public:
    // Throws base::Error when the name is taken: remove() first what a predecessor left.
    Namespace(std::string name, const base::Deadline& deadline);
    Namespace(const Namespace&) = delete;
    Namespace& operator=(const Namespace&) = delete;
    ~Namespace();

    const std::string& name() const { return name_; }

    // Runs a program in the namespace to its end. Throws like base::run_checked.
    std::string run(const base::Argv& argv, const base::Deadline& deadline,
                    const base::RunOptions& options = {}) const;

    // Lines for `ip -batch`, without "ip". Stops at the first that fails.
    void ip(const std::string& lines, const base::Deadline& deadline) const;

    // Calls `work` on a thread in the namespace, whoever made that, and waits for its end. What it opens
    // stays there. Rethrows what it throws. Throws base::Error when there is no such namespace.
    static void enter(const std::string& name, const std::function<void()>& work);

    void enter(const std::function<void()>& work) const { enter(name_, work); }

    // Kills the processes in the namespace `name` and removes it, whoever made it. Its veth and bridge
    // devices go with it; hardware and gadget netdevs go back to the first namespace. False when there was
    // none.
    static bool remove(const std::string& name, const base::Deadline& deadline);

private:
    std::string name_;
};

}  // namespace tetherlab::lan
