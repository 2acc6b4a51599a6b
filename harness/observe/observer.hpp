// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "harness/observe/fact.hpp"
#include "harness/observe/path_probes.hpp"
#include "harness/observe/probes.hpp"
#include "harness/observe/router_facts.hpp"
#include "harness/observe/witness.hpp"
#include "harness/verify/reading.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tetherlab::observe {

// What an assertion wants to know. Merge with |=.
struct Needs {
    bool router = false;
    bool descriptors = false;
    bool http_router = false;
    bool http6_router = false;
    bool http_client = false;
    bool download = false;
    std::optional<std::string> dns = std::nullopt;  // a name to resolve on the router
    // For a diagnosis, each some seconds: path_probes.hpp
    bool gateway = false;
    bool path = false;
    bool names = false;
    bool download_router = false;

    Needs& operator|=(const Needs& other);

    // Whether it takes a look at all: what a Witness tells is known without one.
    bool any() const { return router || descriptors || probes(); }

    // Whether it takes an attempt to use the WAN.
    bool probes() const {
        return http_router || http6_router || http_client || download || dns || gateway || path || names ||
               download_router;
    }

    // Whether everything asked for in `other` is asked for here.
    bool covers(const Needs& other) const;
};

// Everything known at one moment. What was not needed, or could not be found out, is Unknown.
struct Facts {
    Fact<RouterFacts> router;
    Fact<std::vector<verify::Reading>> descriptors;  // of every device on the router's bus
    Fact<HttpProbe> http_router;
    Fact<HttpProbe> http6_router;
    Fact<HttpProbe> http_client;
    Fact<DownloadProbe> download;
    Fact<DnsProbe> dns;
    Fact<PingProbe> gateway;
    Fact<PathProbe> path;
    Fact<NamesProbe> names;
    Fact<DownloadProbe> download_router;
    std::vector<LogLine> log;  // of a Witness, as are history and faults
    History history;
    std::vector<FaultProgress> faults;
};

// Where the probes go. The router is asked by address, so that http: says nothing of DNS; the client by name,
// as its user would.
struct ProbeUrls {
    std::string http_router;    // "http://198.18.0.80/generate_204"
    std::string http6_router;   // "http://[2001:2:0:64::80]/generate_204"
    std::string http_client;    // "http://web.internet.example/generate_204"
    std::string download = {};  // "http://web.internet.example/large"

    // The host of a URL: "web.internet.example".
    static std::string host(const std::string& url);
};

// router_facts(), or pc_facts() where the machine is none.
using ReadFacts = std::function<RouterFacts(router::Shell&, const base::Deadline&)>;

// Looks at a router and tries its WAN. Borrows the shell.
class Observer {
public:
    Observer(router::Shell& shell, ClientRun client, ProbeUrls urls, ReadFacts read = router_facts);

    // What `needs` asks for. A base::Error of the rig, and a deadline that runs out, end as Unknown with its
    // text.
    Facts look(const Needs& needs, const base::Deadline& deadline);

private:
    router::Shell& shell_;
    ClientRun client_;
    ProbeUrls urls_;
    ReadFacts read_;
};

}  // namespace tetherlab::observe
