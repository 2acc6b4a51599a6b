// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/findings_page.hpp"

#include "gadget/base/text.hpp"
#include "gadget/profile/fidelity.hpp"
#include "harness/importer/describe.hpp"
#include "harness/importer/profile_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::importer {
namespace {

constexpr std::size_t kMostShown = 40;      // of one list; the page is for people
constexpr std::size_t kLongestShown = 300;  // bytes of one line of a text
constexpr std::size_t kMostEvents = 100;    // of one port

// Text of others between backticks.
std::string code(std::string text) {
    std::replace(text.begin(), text.end(), '`', '\'');
    return "`" + text.substr(0, kLongestShown) + "`";
}

// Text of others in a sentence: what Markdown and HTML would take for markup is escaped.
std::string prose(const std::string& text) {
    std::string out;
    for (const char c : text.substr(0, 4 * kLongestShown)) {
        if (c == '<' || c == '>' || c == '*' || c == '_' || c == '`' || c == '[' || c == ']' || c == '|')
            out += '\\';
        out += c;
    }
    return out;
}

const char* to_text(Confidence confidence) {
    switch (confidence) {
        case Confidence::kHigh:
            return "high";
        case Confidence::kMedium:
            return "medium";
        case Confidence::kLow:
            break;
    }
    return "low";
}

class Page {
public:
    Page(const Import& import, const std::vector<Conclusion>& conclusions,
         const std::vector<Written>& written)
        : import_(import), conclusions_(conclusions), written_(written), names_(import.names()) {}

    std::string run();

private:
    void summary();
    void conclusions();
    void device(const Imported& imported, std::size_t index);
    void deviations(const Imported& imported);
    void logs();
    void sessions(const ReadText& text);
    void stories(const ReadText& text, int file);
    void rest();

    std::string at(Place place) const { return importer::to_text(place, names_); }

    std::string source_text(const Source& source) const {
        return fmt::format("{} ({}–{})", to_text(source.kind), at(source.first), source.last_line);
    }

    const Written* written_for(std::size_t index) const;

    const Import& import_;
    const std::vector<Conclusion>& conclusions_;
    const std::vector<Written>& written_;
    std::vector<std::string> names_;
    std::string out_;
};

std::string Page::run() {
    out_ = fmt::format("# What {} says\n", prose(base::join(names_, ", ")));
    summary();
    conclusions();
    for (std::size_t i = 0; i < import_.devices.size() && i < kMostShown; ++i) {
        if (import_.devices[i].outcome.decision != Decision::kIgnored) device(import_.devices[i], i);
    }
    logs();
    rest();
    return std::move(out_);
}

const Written* Page::written_for(std::size_t index) const {
    const auto found = std::find_if(written_.begin(), written_.end(),
                                    [index](const Written& each) { return each.device == index; });
    return found == written_.end() ? nullptr : &*found;
}

void Page::summary() {
    if (!import_.has_profile()) {
        out_ += "\nNothing here can be emulated:\n\n";
        for (const std::string& line : import_.refusals()) out_ += fmt::format("- {}\n", prose(line));
        return;
    }
    out_ += "\n| device | profile | scenario | confidence |\n|---|---|---|---|\n";
    for (const Written& each : written_) {
        const Imported& imported = import_.devices[each.device];
        const Judged judged = confidence_in(imported);
        out_ += fmt::format("| {} {} | [{}]({}) | [{}]({}) | {}: {} |\n", identity(imported.device),
                            prose(imported.draft->profile.title), each.profile, each.profile, each.scenario,
                            each.scenario, to_text(judged.confidence), prose(judged.reason));
    }
}

void Page::conclusions() {
    out_ += "\n## What is wrong\n";
    const std::string missing = missing_log(import_);
    if (!missing.empty())
        out_ += fmt::format("\nNot known: {}.\n", prose(missing));
    else if (conclusions_.empty())
        out_ += "\nNothing that the text shows.\n";
    for (const Conclusion& each : conclusions_) {
        out_ += fmt::format("\n- **{}** ({}{}): {}\n", each.code, log::to_text(each.certainty),
                            each.over ? ", over" : "", prose(each.sentence));
        std::size_t shown = 0;
        for (const Clue& clue : each.evidence) {
            if (++shown > kMostShown) break;
            out_ += fmt::format("  - {}: {}\n", at(clue.place), code(clue.text));
        }
        for (const std::string& against : each.against) out_ += fmt::format("  - not {}\n", prose(against));
        out_ += fmt::format("  - what to do: {}\n", prose(each.advice));
    }
}

void Page::device(const Imported& imported, std::size_t index) {
    const Device& device = imported.device;
    out_ += fmt::format("\n## {}\n\n", prose(device_line(device)));
    const char* decision = imported.outcome.decision == Decision::kProfile ? "A profile" : "No profile";
    out_ += fmt::format("{}: {}.\n\n", decision, prose(imported.outcome.reason));
    std::vector<std::string> sources;
    for (const Source& each : device.sources) sources.push_back(source_text(each));
    out_ += fmt::format("- said by {}\n", prose(base::join(sources, ", ")));
    if (imported.mode_of) {
        out_ += fmt::format("- another mode of {}: {}\n", identity(import_.devices[*imported.mode_of].device),
                            imported.mode_reason);
    }
    for (const Configuration& each : device.configurations)
        out_ += fmt::format("- {}\n", prose(configuration_line(each)));
    if (device.bos) out_ += fmt::format("- a Binary Object Store ({})\n", at(*device.bos));
    std::size_t shown = 0;
    for (const Remark& each : device.remarks) {
        if (++shown <= kMostShown) out_ += fmt::format("- {}: {}\n", at(each.place), prose(each.text));
    }
    if (!imported.draft) return;
    for (const Remark& each : imported.draft->warnings)
        out_ += fmt::format("- warning, {}: {}\n", at(each.place), prose(each.text));
    const Written* files = written_for(index);
    if (files != nullptr && !files->without_replay.empty())
        out_ += fmt::format("- the scenario replays no fault: {}\n", prose(files->without_replay));
    deviations(imported);
}

void Page::deviations(const Imported& imported) {
    const std::vector<profile::Deviation> all = profile::deviations(imported.draft->profile);
    if (all.empty()) {
        out_ += "- the gadget shows all of it exactly\n";
        return;
    }
    out_ += "\n| the gadget cannot show | the device has | the gadget has | because |\n|---|---|---|---|\n";
    for (const profile::Deviation& each : all) {
        out_ += fmt::format("| {} | {} | {} | {} |\n", prose(each.field), prose(each.wanted), prose(each.got),
                            prose(each.reason));
    }
}

void Page::logs() {
    int file = 0;
    for (const ReadText& text : import_.texts) {
        if (!text.account.log.sessions.empty()) {
            out_ += fmt::format("\n## The log in {}\n\n", prose(text.name));
            sessions(text);
            stories(text, file);
        }
        ++file;
    }
}

void Page::sessions(const ReadText& text) {
    std::size_t shown = 0;
    for (const log::Session& session : text.account.log.sessions) {
        if (++shown > kMostShown) return;
        out_ +=
            fmt::format("- lines {}–{}{}{}{}\n", session.first_line, session.last_line,
                        session.host.empty() ? "" : ", host " + prose(session.host),
                        session.begins.empty() ? "" : ", a session of its own: " + prose(session.begins),
                        session.device_side
                            ? ", from inside a hotspot: not a host's, so nothing of it is a fault timeline"
                            : "");
    }
}

// "12 connects, 8 disconnects": what there was.
std::string counts_text(const log::Counts& counts) {
    const std::pair<int, const char*> all[] = {{counts.connects, "connects"},
                                               {counts.disconnects, "disconnects"},
                                               {counts.descriptor_failures, "descriptor failures"},
                                               {counts.setup_failures, "failed set-ups"},
                                               {counts.enable_failures, "failures to enable"},
                                               {counts.address_failures, "refused addresses"},
                                               {counts.give_ups, "give-ups"},
                                               {counts.netdevs_up, "interfaces up"},
                                               {counts.bind_failures, "bind failures"},
                                               {counts.stalls, "stalls"},
                                               {counts.over_currents, "over-currents"}};
    std::vector<std::string> parts;
    for (const auto& [count, what] : all) {
        if (count > 0) parts.push_back(fmt::format("{} {}", count, what));
    }
    return parts.empty() ? "nothing of note" : base::join(parts, ", ");
}

void Page::stories(const ReadText& text, int file) {
    const log::Account& account = text.account;
    std::size_t shown = 0;
    for (const log::Story& story : account.stories) {
        if (!story.concerns_tether() || ++shown > kMostShown) continue;
        out_ += fmt::format("\nPort {} ({}): {}.\n\n", story.port, log::to_text(story.role),
                            counts_text(story.counts));
        for (const log::Episode& episode : account.episodes) {
            if (episode.session == story.session && episode.port == story.port)
                out_ += fmt::format("- {}: {}\n", log::to_text(episode.kind),
                                    prose(log::sentence(episode, account.log)));
        }
        std::size_t events = 0;
        for (const std::size_t index : story.events) {
            if (++events > kMostEvents) break;
            const log::Event& event = account.log.events[index];
            out_ += fmt::format("- {}: {}{}{}\n", at({file, event.line}), event.stamp,
                                event.stamp.empty() ? "" : " ", code(event.text));
        }
        if (story.events.size() > kMostEvents)
            out_ += fmt::format("- and {} more\n", story.events.size() - kMostEvents);
    }
}

void Page::rest() {
    out_ += "\n## What was not used\n\n";
    for (const ReadText& text : import_.texts) {
        std::size_t other = 0;
        const std::vector<bool>& of_log = text.account.log.of_log;
        for (std::size_t i = 0; i < text.lines.size(); ++i) {
            const bool used = text.of_dump[i] || (i < of_log.size() && of_log[i]);
            if (!used && !base::trim(text.lines[i].text).empty()) ++other;
        }
        out_ += fmt::format("- {}: {} lines of prose and other output\n", prose(text.name), other);
        if (!text.whole)
            out_ += fmt::format("- {}: what comes after {} lines or {} MiB: nobody pastes so much\n",
                                prose(text.name), paste::kMostLines, paste::kMostBytes >> 20);
        if (text.account.log.repeated > 0)
            out_ += fmt::format("- {}: {} events that stand there twice\n", prose(text.name),
                                text.account.log.repeated);
    }
    std::size_t shown = 0;
    for (const Imported& each : import_.devices) {
        if (each.outcome.decision != Decision::kIgnored || ++shown > kMostShown) continue;
        out_ += fmt::format("- {} ({}): {}\n", prose(device_line(each.device)),
                            at(each.device.sources.front().first), prose(each.outcome.reason));
        for (const Remark& remark : each.device.remarks) {
            if (each.device.cut_off)
                out_ += fmt::format("  - {}: {}\n", at(remark.place), prose(remark.text));
        }
    }
    for (const Remark& each : import_.ignored) {
        if (++shown > 2 * kMostShown) break;
        out_ += fmt::format("- {}: {}\n", at(each.place), prose(each.text));
    }
}

}  // namespace

Judged confidence_in(const Imported& imported) {
    std::vector<std::string> assumed;
    for (const auto& [field, origin] : imported.draft->origins) {
        const bool descriptor = field.starts_with("usb.") || field.starts_with("configurations.");
        if (!origin.place && descriptor) assumed.push_back(field);
    }
    for (const Remark& each : imported.draft->warnings) {
        if (each.text.find("by its shape") != std::string::npos) return {Confidence::kLow, each.text};
    }
    if (assumed.empty()) return {Confidence::kHigh, "the text says every field of the descriptors"};
    const std::string names = assumed.size() <= 4
                                  ? base::join(assumed, ", ")
                                  : fmt::format("{} fields of the descriptors", assumed.size());
    return {Confidence::kMedium, "assumed: " + names};
}

std::string findings_page(const Import& import, const std::vector<Conclusion>& conclusions,
                          const std::vector<Written>& written) {
    return Page(import, conclusions, written).run();
}

}  // namespace tetherlab::importer
