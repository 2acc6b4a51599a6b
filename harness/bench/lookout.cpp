// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/lookout.hpp"

#include "gadget/base/error.hpp"
#include "gadget/lan/internet.hpp"

#include <fmt/format.h>

#include <utility>

namespace tetherlab::bench {
namespace {

constexpr base::Milliseconds kLeaseTime{10'000};  // of one look; the next look tries again

constexpr const char* kNoAddress = "the router's DHCP gave the client no address";

}  // namespace

observe::ProbeUrls lab_urls() {
    return {.http_router = fmt::format("http://{}/generate_204", lan::kWebAddress),
            .http6_router = fmt::format("http://[{}]/generate_204", lan::kWebAddress6),
            .http_client = fmt::format("http://{}/generate_204", lan::kWebName),
            .download = fmt::format("http://{}/large", lan::kWebName)};
}

Lookout::Lookout(router::Shell& shell, LanClient& client, const observe::ProbeUrls& urls,
                 observe::ReadFacts read)
    : client_(client),
      urls_(urls),
      observer_(
          shell,
          [&client](const base::Argv& argv, const base::Deadline& deadline) {
              return client.run(argv, deadline);
          },
          urls, std::move(read)) {}

observe::Facts Lookout::look(const observe::Needs& needs, const base::Deadline& deadline) {
    if (!(needs.http_client || needs.download) || make_client_ready(deadline.within(kLeaseTime))) {
        observe::Facts facts = observer_.look(needs, deadline);
        // The lease may be from before the router's network restarted: ask again before the next attempt.
        if (facts.http_client && !facts.http_client->ok) client_ready_ = false;
        return facts;
    }
    observe::Needs without_client = needs;
    without_client.http_client = false;
    without_client.download = false;
    observe::Facts facts = observer_.look(without_client, deadline);
    facts.http_client = observe::HttpProbe{urls_.http_client, false, kNoAddress};
    facts.download = observe::DownloadProbe{urls_.download, 0, kNoAddress};
    return facts;
}

bool Lookout::make_client_ready(const base::Deadline& deadline) {
    if (client_ready_) return true;
    try {
        client_.renew(deadline);
    } catch (const base::TimeoutError&) {
        return false;
    }
    client_ready_ = true;
    return true;
}

}  // namespace tetherlab::bench
