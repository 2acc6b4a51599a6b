// SPDX-License-Identifier: Apache-2.0
#include "harness/doctor/machine_checks.hpp"

#include "gadget/base/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <optional>
#include <set>

namespace tetherlab::doctor {
namespace {

constexpr std::int64_t kGiB = std::int64_t{1} << 30;
constexpr std::int64_t kTooFew = 1 * kGiB;   // two machines' memory and flash
constexpr std::int64_t kNotMany = 4 * kGiB;  // and a few runs' reports
constexpr std::int64_t kSameTime = 5;        // seconds
constexpr auto kSetClock = "timedatectl set-ntp true";

std::optional<std::int64_t> number(const std::optional<std::string>& text) {
    std::int64_t value = 0;
    if (!text) return std::nullopt;
    const std::string digits = last_line(*text);
    const char* end = digits.data() + digits.size();
    const auto [at, status] = std::from_chars(digits.data(), end, value);
    return status == std::errc() && at == end ? std::optional(value) : std::nullopt;
}

// What is installed, and what that provides, of lines such as "installed nodejs, nodejs-dev, npm (= 9)".
std::set<std::string> packages_in(const std::string& listing) {
    constexpr std::string_view kInstalled = "installed ";
    std::set<std::string> there;
    for (const std::string& line : base::split(listing, '\n')) {
        if (!line.starts_with(kInstalled)) continue;
        for (const std::string& each : base::split(line.substr(kInstalled.size()), ',')) {
            const std::string_view name = base::trim(each);
            there.emplace(name.substr(0, name.find(' ')));
        }
    }
    return there;
}

base::Argv make_device(const std::string& kind) {
    if (kind == "tap") return {"unshare", "--net", "ip", "tuntap", "add", "dev", "tl0", "mode", "tap"};
    return {"unshare", "--net", "ip", "link", "add", "tl0", "type", kind};
}

std::string remedy_for_device(const std::string& said, const std::string& kind) {
    if (said.find("not permitted") != std::string::npos ||
        said.find("ermission denied") != std::string::npos) {
        return "run it as root; in a container, with --cap-add SYS_ADMIN --cap-add NET_ADMIN --device "
               "/dev/net/tun";
    }
    if (said.find("not found") != std::string::npos) {
        return "apt-get install util-linux iproute2";
    }
    return "modprobe " + (kind == "tap" ? "tun" : kind);
}

}  // namespace

std::vector<std::string> needed_packages(const std::string& table) {
    std::vector<std::string> packages;
    for (const std::string& line : base::split(table, '\n')) {
        const std::vector<std::string> fields = base::split(line, '\t');
        if (fields.size() >= 2 && fields[1] == "run") packages.push_back(fields[0]);
    }
    return packages;
}

// As lab/bootstrap/packages.sh looks for them.
Finding check_packages(Host& host, const std::vector<std::string>& packages) {
    const base::Output output =
        host.run({"dpkg-query", "-W", "-f", "${db:Status-Status} ${Package}, ${Provides}\\n"});
    const std::set<std::string> there = packages_in(output.out);
    std::vector<std::string> missing;
    for (const std::string& package : packages) {
        if (!there.contains(package)) missing.push_back(package);
    }
    if (missing.empty()) return ok("packages", fmt::format("{} installed", packages.size()));
    if (there.empty() && output.status.code == 127) {
        return warn("packages", "dpkg-query is not here",
                    "use Debian 12; its packages are what tetherlab is tested with");
    }
    return fail("packages", "missing " + base::join(missing, ", "),
                "apt-get install " + base::join(missing, " "));
}

Finding check_network_device(Host& host, const std::string& kind) {
    const std::string check = kind + " in a network namespace";
    const base::Output output = host.run(make_device(kind));
    if (output.status.success()) return ok(check, "can be made");
    const std::string said = last_line(output.err);
    return fail(check, said, remedy_for_device(said, kind));
}

Finding check_disk(Host& host, const std::filesystem::path& folder) {
    const std::string path = folder.string();
    const auto free = number(host.ask({"df", "--output=avail", "--block-size=1", path}));
    if (!free) return fail("disk", "the file system of " + path + " cannot be read", "df " + path);
    const std::string text =
        fmt::format("{:.1f} GiB free in {}", static_cast<double>(*free) / static_cast<double>(kGiB), path);
    const std::string remedy = "lab/tetherlab clean; then remove what else is not needed from " + path;
    if (*free < kTooFew) return fail("disk", text, remedy);
    return *free < kNotMany ? warn("disk", text, remedy) : ok("disk", text);
}

Finding check_clock(Host& host, Time not_before) {
    const auto now = number(host.ask({"date", "+%s"}));
    if (!now) return fail("clock", "date does not tell the time", kSetClock);
    const Time time{std::chrono::seconds(*now)};
    const std::string text = fmt::format("{:%Y-%m-%d %H:%M} UTC", time);
    if (time >= not_before) return ok("clock", text);
    return fail("clock", text + fmt::format(", before {:%Y-%m-%d}, when this program was made", not_before),
                kSetClock);
}

Finding check_clocks(Host& here, Host& other, const std::string& there) {
    const auto ours = number(here.ask({"date", "+%s"}));
    const auto theirs = number(other.ask({"date", "+%s"}));
    const std::string remedy = there + " " + kSetClock;
    if (!ours || !theirs) return fail("clock", "date does not tell the time", remedy);
    const std::int64_t ahead = *theirs - *ours;
    if (std::abs(ahead) <= kSameTime) return ok("clock", "as here");
    return warn("clock",
                fmt::format("{} s {} this machine", std::abs(ahead), ahead > 0 ? "ahead of" : "behind"),
                remedy);
}

}  // namespace tetherlab::doctor
