// SPDX-License-Identifier: Apache-2.0
#include "harness/observe/observer.hpp"

#include "gadget/base/error.hpp"
#include "harness/verify/sysfs.hpp"

#include <utility>

namespace tetherlab::observe {
namespace {

template <typename Look>
auto attempt(Look look) -> Fact<decltype(look())> {
    try {
        return look();
    } catch (const base::Error& error) {
        return Unknown{error.what()};
    }
}

std::vector<verify::Reading> read_descriptors(router::Shell& shell, const base::Deadline& deadline) {
    return verify::parse_sysfs(shell.run(verify::kSysfsScript, deadline).out);
}

}  // namespace

Needs& Needs::operator|=(const Needs& other) {
    router |= other.router;
    descriptors |= other.descriptors;
    http_router |= other.http_router;
    http6_router |= other.http6_router;
    http_client |= other.http_client;
    download |= other.download;
    if (other.dns) dns = other.dns;
    gateway |= other.gateway;
    path |= other.path;
    names |= other.names;
    download_router |= other.download_router;
    return *this;
}

bool Needs::covers(const Needs& other) const {
    return (router || !other.router) && (descriptors || !other.descriptors) &&
           (http_router || !other.http_router) && (http6_router || !other.http6_router) &&
           (http_client || !other.http_client) && (download || !other.download) &&
           (!other.dns || dns == other.dns) && (gateway || !other.gateway) && (path || !other.path) &&
           (names || !other.names) && (download_router || !other.download_router);
}

std::string ProbeUrls::host(const std::string& url) {
    const std::size_t scheme = url.find("://");
    const std::size_t begin = scheme == std::string::npos ? 0 : scheme + 3;
    return url.substr(begin, url.find('/', begin) - begin);
}

Observer::Observer(router::Shell& shell, ClientRun client, ProbeUrls urls, ReadFacts read)
    : shell_(shell), client_(std::move(client)), urls_(std::move(urls)), read_(std::move(read)) {}

Facts Observer::look(const Needs& needs, const base::Deadline& deadline) {
    Facts facts;
    if (needs.router) facts.router = attempt([&] { return read_(shell_, deadline); });
    if (needs.descriptors) facts.descriptors = attempt([&] { return read_descriptors(shell_, deadline); });
    if (needs.dns) facts.dns = attempt([&] { return dns_from_router(shell_, *needs.dns, deadline); });
    if (needs.http_router) {
        facts.http_router = attempt([&] { return http_from_router(shell_, urls_.http_router, deadline); });
    }
    if (needs.http6_router) {
        facts.http6_router = attempt([&] { return http_from_router(shell_, urls_.http6_router, deadline); });
    }
    if (needs.http_client) {
        facts.http_client = attempt([&] { return http_from_client(client_, urls_.http_client, deadline); });
    }
    if (needs.download) {
        facts.download = attempt([&] { return download_by_client(client_, urls_.download, deadline); });
    }
    if (needs.gateway) facts.gateway = attempt([&] { return ping_gateway(shell_, deadline); });
    if (needs.path) {
        facts.path =
            attempt([&] { return ping_by_size(shell_, ProbeUrls::host(urls_.http_router), deadline); });
    }
    if (needs.names) {
        facts.names =
            attempt([&] { return ask_both_servers(shell_, ProbeUrls::host(urls_.http_client), deadline); });
    }
    if (needs.download_router) {
        facts.download_router = attempt([&] { return download_by_router(shell_, urls_.download, deadline); });
    }
    return facts;
}

}  // namespace tetherlab::observe
