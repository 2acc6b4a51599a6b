// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <vector>

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"

namespace tetherlab::agent {
class Client;
}

namespace tetherlab::router {
class Router;
class Shell;
}  // namespace tetherlab::router

namespace tetherlab::bench {

// A LAN host behind the router: where "the WAN works" is finally judged.
class LanClient {
public:
    virtual ~LanClient() = default;

    // Gets an address and DNS server from the router's DHCP. Throws base::TimeoutError.
    virtual void renew(const base::Deadline& deadline) = 0;

    // Runs a program as that host.
    virtual base::Output run(const base::Argv& argv, const base::Deadline& deadline) = 0;
};

// One thing that is not as on the device the bench stands for; the report lists them.
struct Substitution {
    std::string what;     // "kernel"
    std::string instead;  // "Debian 6.1.0-50-4kc-malta"
    std::string why;
};

// One gadget host, one router, and power, console and network between them. Owns all of it: destroying the bench
// undoes everything in reverse order.
class Bench {
public:
    virtual ~Bench() = default;

    virtual router::Router& router() = 0;
    virtual router::Shell& shell() = 0;
    virtual agent::Client& hotspot() = 0;
    virtual LanClient& client() = 0;

    // What this bench can do: "udc.detach", "net", "flash.sysupgrade", "flash.tftp", "power", …
    virtual const std::set<std::string>& capabilities() const = 0;
    virtual const std::vector<Substitution>& substitutions() const = 0;
};

}  // namespace tetherlab::bench
