// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/build_failure.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <optional>

namespace tetherlab::asu {
namespace {

constexpr std::size_t kMostFaults = 50;
constexpr std::size_t kLongestEvidence = 300;

bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

// What stands in `line` between the two; nothing when they do not.
std::optional<std::string_view> between(std::string_view line, std::string_view before,
                                        std::string_view after) {
    const std::size_t at = line.find(before);
    if (at == std::string_view::npos) return std::nullopt;
    line.remove_prefix(at + before.size());
    const std::size_t end = line.find(after);
    if (end == std::string_view::npos) return std::nullopt;
    return line.substr(0, end);
}

bool is_package(std::string_view word) {
    return !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string_view("._+-").find(static_cast<char>(c)) != std::string_view::npos;
    });
}

// "kmod-mii" of "kmod-mii-6.12.74-r1": apk's NAME-VERSION, where a version begins with a digit.
std::optional<std::string_view> without_version(std::string_view word) {
    const std::size_t release = word.rfind("-r");
    if (release != std::string_view::npos && release + 2 < word.size() && is_digit(word[release + 2]))
        word = word.substr(0, release);
    const std::size_t dash = word.rfind('-');
    if (dash == std::string_view::npos || dash + 1 >= word.size() || !is_digit(word[dash + 1]))
        return std::nullopt;
    return word.substr(0, dash);
}

// "kmod-phylink" of "https://…/kmod-phylink_6.6.45-r1_mipsel_24kc.ipk"
std::string_view package_of_url(std::string_view url) {
    const std::string_view file = url.substr(url.rfind('/') + 1);
    return file.ends_with(".ipk") ? file.substr(0, file.find('_')) : std::string_view();
}

struct Found {
    std::string_view package;
    Fault fault;
};

// " * opkg_install_pkg: …", in opkg-lede's libopkg.
std::optional<Found> opkg_fault(std::string_view line) {
    if (const auto url = between(line, "opkg_download: Failed to download ", ", wget returned"))
        return Found{package_of_url(*url), Fault::kUnreachable};
    if (const auto package = between(line, "opkg_install_pkg: Failed to download ", ". "))
        return Found{*package, Fault::kUnreachable};
    if (const auto package = between(line, "Checksum or size mismatch for package ", ". "))
        return Found{*package, Fault::kCorrupt};
    if (const auto package = between(line, "cannot find dependency ", " "))
        return Found{*package, Fault::kMissing};
    if (const auto package = between(line, "check_data_file_clashes: Package ", " wants"))
        return Found{*package, Fault::kConflicting};
    return std::nullopt;
}

// "ERROR: NAME-VERSION: REASON", with the reasons of apk-tools 3, src/print.c.
std::optional<Found> apk_fault(std::string_view line) {
    if (const auto package = between(line, "  ", " (no such package)"))
        return Found{base::trim(*package), Fault::kMissing};
    if (!line.starts_with("ERROR: ")) return std::nullopt;
    const auto word = between(line, "ERROR: ", ": ");
    if (!word) return std::nullopt;
    if (line.find("trying to overwrite") != std::string_view::npos) {
        return Found{without_version(*word).value_or(*word), Fault::kConflicting};
    }
    const auto package = without_version(*word);
    if (!package) return std::nullopt;  // of a program: "ERROR: wget: exited with error 3"
    const auto says = [line](std::string_view reason) { return line.find(reason) != std::string_view::npos; };
    constexpr std::array<std::string_view, 6> kDamage{"integrity error", "ADB ",        "signature",
                                                      "format",          "end of file", "invalid"};
    return Found{*package,
                 std::any_of(kDamage.begin(), kDamage.end(), says) ? Fault::kCorrupt : Fault::kUnreachable};
}

class Faults {
public:
    void add(const Found& found, std::string_view evidence) {
        if (!is_package(found.package) || faults_.size() >= kMostFaults) return;
        const bool known = std::any_of(faults_.begin(), faults_.end(), [&found](const PackageFault& fault) {
            return fault.package == found.package;
        });
        if (known) return;
        std::string line(evidence.substr(0, kLongestEvidence));
        if (line.ends_with(':')) line.pop_back();
        std::erase_if(line, [](unsigned char c) { return std::iscntrl(c) != 0; });
        faults_.push_back({std::string(found.package), found.fault, std::move(line)});
    }

    bool empty() const { return faults_.empty(); }

    std::vector<PackageFault> take() { return std::move(faults_); }

private:
    std::vector<PackageFault> faults_;
};

// "missing (a, b)" in the server's summary.
void add_listed(Faults& faults, std::string_view summary, std::string_view word, Fault fault) {
    const auto list = between(summary, fmt::format("{} (", word), ")");
    if (!list) return;
    for (const std::string& package : base::split(*list, ',')) faults.add({base::trim(package), fault}, "");
}

const char* to_text(Fault fault) {
    switch (fault) {
        case Fault::kMissing:
            return "is in no feed";
        case Fault::kCorrupt:
            return "is corrupt";
        case Fault::kUnreachable:
            return "cannot be downloaded by the server";
        case Fault::kConflicting:
            return "conflicts with another";
    }
    return "";
}

}  // namespace

std::vector<PackageFault> package_faults(std::string_view summary, std::string_view log) {
    Faults faults;
    for (const std::string& line : base::split(log, '\n')) {
        auto found = opkg_fault(line);
        if (!found) found = apk_fault(line);
        if (found) faults.add(*found, base::trim(line));
    }
    if (!faults.empty()) return faults.take();
    add_listed(faults, summary, "missing", Fault::kMissing);
    add_listed(faults, summary, "conflicts", Fault::kConflicting);
    if (const auto package = between(summary, "Impossible package selection: ", " not in manifest"))
        faults.add({*package, Fault::kMissing}, "");
    return faults.take();
}

std::string to_text(const std::vector<PackageFault>& faults) {
    std::vector<std::string> all;
    for (const PackageFault& fault : faults) {
        all.push_back(fmt::format("package {} {}{}", fault.package, to_text(fault.fault),
                                  fault.evidence.empty() ? "" : fmt::format(" ({})", fault.evidence)));
    }
    return base::join(all, "; ");
}

}  // namespace tetherlab::asu
