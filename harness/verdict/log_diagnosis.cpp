// SPDX-License-Identifier: Apache-2.0
#include "harness/verdict/log_diagnosis.hpp"

#include "harness/log/finding.hpp"
#include "harness/verdict/sighting.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace tetherlab::verdict {
namespace {

using namespace std::chrono_literals;
using observe::Deed;
using std::chrono::microseconds;

constexpr microseconds kByHand = 3s;     // between what the rig does and what the router says of it
constexpr microseconds kAfterLoad = 3s;  // a supply that was overloaded gives in by then
constexpr microseconds kSlowBoot = 5s;   // a hotspot that is running shows itself at once
constexpr microseconds kUsable = 300ms;  // on the bus long enough to have been enumerated

// Findings of a log that mean something else in a run: there the rig knows whether somebody pulled the plug,
// the router says which driver is missing, and a hotspot that comes back is looked at below.
bool is_of_pastes(const std::string& code) {
    return code == "drops" || code == "no-driver" || code == "brownout" || code == "reconnect-loop" ||
           code == "renamed-interface";
}

std::vector<paste::Line> as_text(const std::vector<observe::HeardLine>& heard) {
    std::vector<paste::Line> text;
    for (const observe::HeardLine& each : heard) {
        const double seconds = each.line.at ? static_cast<double>(each.line.at->count()) / 1e6 : 0;
        text.push_back(
            {static_cast<int>(text.size()) + 1, 0,
             each.line.at ? fmt::format("[{:12.6f}] {}", seconds, each.line.text) : each.line.text});
    }
    return text;
}

class LogExamination {
public:
    LogExamination(const observe::Facts& facts, const profile::Profile& hotspot)
        : facts_(facts), hotspot_(hotspot), account_(log::account(as_text(facts.history.kernel))) {}

    std::vector<Diagnosis> run() const;

private:
    // A time that the hotspot left the bus by itself and came back.
    struct Departure {
        const log::Event* left = nullptr;
        const log::Event* back = nullptr;
        microseconds at{0};
    };

    std::optional<microseconds> heard(const log::Event& event) const;
    bool prompted(microseconds at) const;
    bool under_load(microseconds at) const;
    bool was_usable(const log::Attachment& attachment) const;
    std::vector<Departure> departures() const;
    std::optional<Diagnosis> lost_power() const;
    std::optional<Diagnosis> slow_boot() const;
    Diagnosis from(const log::Finding& finding) const;

    bool wan_has_address() const {
        return facts_.router && facts_.router->wan && !facts_.router->wan->ipv4.empty();
    }

    bool data_flows() const;

    const observe::Facts& facts_;
    const profile::Profile& hotspot_;
    log::Account account_;
};

std::vector<Diagnosis> LogExamination::run() const {
    std::vector<Diagnosis> found;
    if (auto slow = slow_boot()) found.push_back(std::move(*slow));
    if (auto power = lost_power()) found.push_back(std::move(*power));
    for (const log::Finding& finding : log::findings(account_)) {
        if (!is_of_pastes(finding.code)) found.push_back(from(finding));
    }
    return found;
}

// By the run's clock; the lines of the text are those of the history, in order.
std::optional<microseconds> LogExamination::heard(const log::Event& event) const {
    const auto index = static_cast<std::size_t>(event.line) - 1;
    if (event.line < 1 || index >= facts_.history.kernel.size()) return std::nullopt;
    return facts_.history.kernel[index].at;
}

bool LogExamination::prompted(microseconds at) const {
    return std::any_of(facts_.history.deeds.begin(), facts_.history.deeds.end(), [&](const Deed& deed) {
        return deed.what == Deed::What::kUnplug && std::chrono::abs(at - deed.at) <= kByHand;
    });
}

bool LogExamination::under_load(microseconds at) const {
    const auto& deeds = facts_.history.deeds;
    for (std::size_t i = 0; i < deeds.size(); ++i) {
        if (deeds[i].what != Deed::What::kUploadBegin || at < deeds[i].at) continue;
        const bool ended = i + 1 < deeds.size();  // nothing else is done meanwhile
        if (!ended || at <= deeds[i + 1].at + kAfterLoad) return true;
    }
    return false;
}

bool LogExamination::was_usable(const log::Attachment& attachment) const {
    if (!attachment.netdevs.empty() || !attachment.drivers.empty()) return true;
    if (!attachment.connect || !attachment.disconnect) return true;
    const auto from = account_.log.events[*attachment.connect].at;
    const auto until = account_.log.events[*attachment.disconnect].at;
    return from && until && *until - *from >= kUsable;
}

std::vector<LogExamination::Departure> LogExamination::departures() const {
    std::vector<Departure> found;
    for (const log::Story& story : account_.stories) {
        if (!story.concerns_tether()) continue;
        for (std::size_t i = 0; i + 1 < story.attachments.size(); ++i) {
            const log::Attachment& before = story.attachments[i];
            const auto next = std::find_if(
                story.attachments.begin() + static_cast<std::ptrdiff_t>(i) + 1, story.attachments.end(),
                [](const log::Attachment& a) { return a.end != log::End::kFails; });
            if (!before.disconnect || next == story.attachments.end() || !next->connect) continue;
            const log::Event& left = account_.log.events[*before.disconnect];
            const auto at = heard(left);
            const bool changed = !log::identity(before).empty() && !log::identity(*next).empty() &&
                                 log::identity(before) != log::identity(*next);
            if (!at || prompted(*at) || changed || !was_usable(before)) continue;
            found.push_back({&left, &account_.log.events[*next->connect], *at});
        }
    }
    return found;
}

// A hotspot that nobody touched and that comes back as it was has lost its power; when that happens while a
// client sends, it takes more than it gets.
std::optional<Diagnosis> LogExamination::lost_power() const {
    const std::vector<Departure> all = departures();
    if (all.empty()) return std::nullopt;
    const auto loaded = std::count_if(
        all.begin(), all.end(), [this](const Departure& departure) { return under_load(departure.at); });
    std::vector<std::string> evidence;
    constexpr std::size_t kShown = 3;
    for (std::size_t i = all.size() > kShown ? all.size() - kShown : 0; i < all.size(); ++i) {
        evidence.push_back(all[i].left->text);
        evidence.push_back(all[i].back->text);
    }
    const std::string times = all.size() == 1 ? "once" : fmt::format("{} times", all.size());
    if (loaded == 0) {
        return Diagnosis{
            "brownout",
            fmt::format("the hotspot left the bus {} without being unplugged and came back as it was: it "
                        "loses its power",
                        times),
            std::move(evidence),
            "give it power of its own (its battery, a powered hub) and a short cable that holds",
            wan_has_address()};
    }
    int milliampere = 0;
    for (const profile::Configuration& configuration : hotspot_.configurations) {
        milliampere = std::max<int>(milliampere, configuration.max_power_ma);
    }
    evidence.push_back(fmt::format("MxPwr={}mA", milliampere));
    const std::string when =
        static_cast<std::size_t>(loaded) == all.size() ? "" : fmt::format(", {} of them", loaded);
    return Diagnosis{
        "power",
        fmt::format("the hotspot went down {}{} while a client was sending: that takes more than the "
                    "{} mA it may draw from the port{}",
                    times, when, milliampere, hotspot_.power.battery ? "" : ", and it has no battery"),
        std::move(evidence), "put its battery in, or give it a powered hub or a port that gives more",
        wan_has_address()};
}

// Plugged into a router that was up, and not seen on the bus for long.
std::optional<Diagnosis> LogExamination::slow_boot() const {
    const auto& deeds = facts_.history.deeds;
    for (std::size_t i = 0; i < deeds.size(); ++i) {
        if (deeds[i].what != Deed::What::kPlug) continue;
        const microseconds until = i + 1 < deeds.size() ? deeds[i + 1].at : microseconds::max();
        for (const log::Event& event : account_.log.events) {
            const auto at = event.kind == log::Kind::kConnect ? heard(event) : std::nullopt;
            if (!at || *at + kByHand < deeds[i].at || *at > until) continue;
            if (*at - deeds[i].at < kSlowBoot) break;
            return Diagnosis{
                "slow-boot",
                fmt::format("the hotspot came onto the bus {} after it was plugged in: it boots when it "
                            "gets power",
                            log::duration_text(*at - deeds[i].at)),
                {event.text},
                "nothing: the WAN comes up when it does; scripts must not decide at boot",
                true};
        }
    }
    return std::nullopt;
}

// Whether a packet has come back from the hotspot in this look.
bool LogExamination::data_flows() const {
    return (facts_.gateway && facts_.gateway->answered > 0) ||
           (facts_.http_router && facts_.http_router->ok) || (facts_.http_client && facts_.http_client->ok);
}

Diagnosis LogExamination::from(const log::Finding& finding) const {
    std::vector<std::string> evidence;
    for (const log::Evidence& line : finding.evidence) evidence.push_back(line.text);
    const bool works = finding.code == "data-stall" ? data_flows() : wan_has_address();
    return {finding.code, finding.sentence, std::move(evidence), finding.advice, finding.over || works};
}

}  // namespace

std::vector<Diagnosis> diagnose_log(const observe::Facts& facts, const profile::Profile& hotspot) {
    return LogExamination(facts, hotspot).run();
}

}  // namespace tetherlab::verdict
