// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/process.hpp"

#include <optional>
#include <string>

namespace tetherlab::doctor {

// A machine to look at, through the programs it has.
class Host {
public:
    virtual ~Host() = default;

    // Status 127 and a message on stderr when there is no such program, 124 when it does not end in time.
    virtual base::Output run(const base::Argv& argv, const std::string& input = {}) = 0;

    // What a program prints, without blanks around it; nothing when it fails.
    std::optional<std::string> ask(const base::Argv& argv);
};

// Programs here, or those of another machine: `prefix` is how to get there, "ssh root@hotspot-pi". Whoever is
// there gets the words quoted for a shell.
class RealHost : public Host {
public:
    explicit RealHost(base::Argv prefix = {}) : prefix_(std::move(prefix)) {}

    base::Output run(const base::Argv& argv, const std::string& input) override;

private:
    base::Argv prefix_;
};

// The last line that is not empty: what a program that failed has to say.
std::string last_line(const std::string& text);

}  // namespace tetherlab::doctor
