// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "harness/router/shell.hpp"

#include <functional>
#include <string>
#include <vector>

// Attempts to use the WAN. An attempt that fails is a result; a rig that cannot try throws base::Error.
namespace tetherlab::observe {

struct HttpProbe {
    std::string url;
    bool ok = false;   // a 2xx answer came
    std::string said;  // "204", "curl: (28) Connection timed out after 5001 milliseconds"
    std::string redirect =
        {};  // where the answer sends a client; empty when nowhere, and always of the router's
};

struct DnsProbe {
    std::string name;
    std::vector<std::string> addresses;  // IPv4 and IPv6; empty when nothing was answered
    std::string said;                    // what the resolver said when it failed
};

struct DownloadProbe {
    std::string url;
    double rate = 0;   // bits per second, connection included; 0 when nothing came
    std::string said;  // "3.2 Mbit/s", "0.0 Mbit/s: curl: (28) …"
};

// Runs a program as a host on the router's LAN.
using ClientRun = std::function<base::Output(const base::Argv&, const base::Deadline&)>;

// Fetches `url` on the router. Works with busybox wget and with OpenWrt's uclient-fetch.
HttpProbe http_from_router(router::Shell& shell, const std::string& url, const base::Deadline& deadline);

// Asks the router's own resolver, or `server` past it.
DnsProbe dns_from_router(router::Shell& shell, const std::string& name, const base::Deadline& deadline,
                         const std::string& server = {});

// Fetches `url` over IPv4 with curl.
HttpProbe http_from_client(const ClientRun& run, const std::string& url, const base::Deadline& deadline);

// Fetches `url` over IPv4 with curl for some seconds; it is too long to end in that time.
DownloadProbe download_by_client(const ClientRun& run, const std::string& url,
                                 const base::Deadline& deadline);

}  // namespace tetherlab::observe
