// SPDX-License-Identifier: Apache-2.0
#include "harness/explain/page.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tetherlab::explain {
namespace {

constexpr std::size_t kWidth = 100;    // columns
constexpr std::size_t kMostRows = 30;  // of the timeline of a port
constexpr std::size_t kMostPorts = 20;
constexpr std::size_t kMostEpisodes = 40;
constexpr std::size_t kMostConclusions = 40;
constexpr std::size_t kMostClues = 8;  // of one conclusion

// `text` broken into lines that begin with `indent` blanks.
std::string wrapped(const std::string& text, std::size_t indent) {
    const std::string margin(indent, ' ');
    std::string result;
    std::string line = margin;
    for (const std::string& word : base::split(text, ' ')) {
        if (line.size() > indent && line.size() + 1 + word.size() > kWidth) {
            result += line + "\n";
            line = margin;
        }
        line += (line.size() > indent ? " " : "") + word;
    }
    return result + line + "\n";
}

// At most so many bytes, without half a character at the end.
std::string cut(const std::string& text, std::size_t most) {
    if (text.size() <= most) return text;
    std::size_t end = most - 3;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end) + "...";
}

std::string plural(int count, const char* noun) {
    const std::string_view name = noun;
    return fmt::format("{} {}{}", count, name, count == 1 ? "" : name.ends_with("s") ? "es" : "s");
}

std::string clue_line(const importer::Clue& clue) {
    return cut(fmt::format("       line {:5}: {}", clue.place.line, clue.text), kWidth) + "\n";
}

std::string stamp_of(const log::Event& event) {
    if (event.at && event.stamp.find(' ') == std::string::npos) {
        return fmt::format("{:12.3f}", static_cast<double>(event.at->count()) / 1e6);
    }
    return fmt::format("{:>12}", event.stamp);
}

std::string counts_text(const log::Counts& counts) {
    std::vector<std::string> parts{plural(counts.connects, "connect"),
                                   plural(counts.disconnects, "disconnect")};
    const auto add = [&](int count, const char* noun) {
        if (count > 0) parts.push_back(plural(count, noun));
    };
    add(counts.descriptor_failures, "descriptor failure");
    add(counts.setup_failures, "failed set-up");
    add(counts.enable_failures, "failed enable");
    add(counts.address_failures, "refused address");
    add(counts.give_ups, "give-up");
    add(counts.netdevs_up, "network interface");
    add(counts.bind_failures, "driver failure");
    add(counts.stalls, "stall");
    add(counts.over_currents, "over-current");
    return base::join(parts, ", ");
}

// What a port's event list leaves out: it says nothing by itself.
bool is_detail(log::Kind kind) {
    switch (kind) {
        case log::Kind::kProduct:
        case log::Kind::kManufacturer:
        case log::Kind::kSerial:
        case log::Kind::kConfigChosen:
        case log::Kind::kDriverAt:
        case log::Kind::kUnregistered:
            return true;
        default:
            return false;
    }
}

std::string session_text(const log::Session& session, bool only) {
    std::string text;
    if (!session.host.empty()) text += session.host + ", ";
    if (!session.kernel.empty()) text += "Linux " + session.kernel + ", ";
    text += fmt::format("lines {} to {}", session.first_line, session.last_line);
    if (session.clock == log::Clock::kNone) text += ", without times";
    if (!only && !session.begins.empty()) text += "; " + session.begins;
    return text;
}

class Page {
public:
    explicit Page(const Explanation& explanation)
        : explanation_(explanation), log_(explanation.account().log) {}

    std::string run();

private:
    std::string head() const;
    std::string story(const log::Story& story) const;
    std::string happened() const;
    std::string episodes() const;
    std::string diagnosis() const;
    std::string guesses(Support support, const char* title) const;

    const Explanation& explanation_;
    const log::Log& log_;
};

std::string Page::head() const {
    const importer::ReadText& text = explanation_.text();
    const auto dumps = std::count(text.of_dump.begin(), text.of_dump.end(), true);
    std::string line = fmt::format("{}: {} of a kernel log", text.name, plural(log_.lines, "line"));
    if (dumps > 0) line += fmt::format(", {} of device listings", plural(static_cast<int>(dumps), "line"));
    if (log_.repeated > 0)
        line += fmt::format(", {} that stand twice counted once", plural(log_.repeated, "event"));
    line += "\n";
    if (log_.breaks_off > 0)
        line += fmt::format("Line {} breaks off in the middle of its message.\n", log_.breaks_off);
    if (!text.whole || log_.cut) line += "The text is too long; only its beginning was read.\n";
    return line;
}

std::string Page::story(const log::Story& story) const {
    std::string text =
        fmt::format("  port {} ({}): {}\n", story.port, log::to_text(story.role), counts_text(story.counts));
    std::vector<const log::Event*> rows;
    for (const std::size_t i : story.events) {
        if (!is_detail(log_.events[i].kind)) rows.push_back(&log_.events[i]);
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const bool middle = rows.size() > kMostRows && i >= kMostRows / 2 && i + kMostRows / 2 < rows.size();
        if (middle) {
            if (i == kMostRows / 2)
                text += fmt::format("        … {} more events\n", rows.size() - kMostRows);
            continue;
        }
        text +=
            cut(fmt::format("  {} line {:5}  {}", stamp_of(*rows[i]), rows[i]->line, rows[i]->text), kWidth) +
            "\n";
    }
    return text;
}

std::string Page::happened() const {
    std::string text = "\nWhat happened\n";
    std::size_t ports = 0;
    std::vector<std::string> others;
    for (std::size_t session = 0; session < log_.sessions.size(); ++session) {
        if (log_.sessions.size() > 1 || !log_.sessions[session].host.empty()) {
            text +=
                fmt::format("  {}: {}\n", session + 1, session_text(log_.sessions[session], session == 0));
        }
        if (log_.sessions[session].device_side)
            text += "  a log from inside a hotspot: not what a router saw\n";
        for (const log::Story& each : explanation_.account().stories) {
            if (each.session != static_cast<int>(session)) continue;
            if (!each.concerns_tether()) {
                others.push_back(fmt::format("{} ({})", each.port, log::to_text(each.role)));
            } else if (++ports <= kMostPorts) {
                text += story(each);
            }
        }
    }
    if (ports > kMostPorts) text += fmt::format("  … {} more ports\n", ports - kMostPorts);
    if (ports == 0) text += "  no device that may be a hotspot\n";
    if (others.size() > kMostPorts) others.resize(kMostPorts);
    if (!others.empty()) text += "  not looked at: " + base::join(others, ", ") + "\n";
    return text;
}

std::string Page::episodes() const {
    std::string text;
    std::size_t count = 0;
    for (const log::Episode& episode : explanation_.account().episodes) {
        if (++count > kMostEpisodes) break;
        text += wrapped(
            fmt::format("{} {}: {}", episode.port, log::to_text(episode.kind), sentence(episode, log_)), 2);
    }
    if (count > kMostEpisodes) text += "  …\n";
    return text.empty() ? text : "\nEpisodes\n" + text;
}

std::string Page::diagnosis() const {
    std::string text = "\nDiagnosis\n";
    const std::string missing = importer::missing_log(explanation_.import);
    if (!missing.empty()) text += wrapped(missing, 2);
    if (explanation_.conclusions.empty())
        return missing.empty() ? text + "  nothing is wrong, as far as this text shows\n" : text;
    int number = 0;
    for (const importer::Conclusion& conclusion : explanation_.conclusions) {
        if (number == static_cast<int>(kMostConclusions)) return text + "  …\n";
        text += fmt::format("  {}. {} ({}{})\n", ++number, conclusion.code,
                            log::to_text(conclusion.certainty), conclusion.over ? ", over" : "");
        text += wrapped(conclusion.sentence, 5);
        std::size_t shown = 0;
        for (const importer::Clue& clue : conclusion.evidence) {
            if (shown++ < kMostClues) text += clue_line(clue);
        }
        if (shown > kMostClues) text += fmt::format("       … {} more lines\n", shown - kMostClues);
        for (const std::string& against : conclusion.against) text += wrapped("not " + against, 7);
        if (!conclusion.advice.empty()) text += wrapped("→ " + conclusion.advice, 5);
    }
    return text;
}

std::string Page::guesses(Support support, const char* title) const {
    std::string text;
    for (const Guess& guess : explanation_.guesses) {
        if (guess.support != support) continue;
        text += wrapped("\"" + guess.what + "\"", 2);
        for (const importer::Clue& clue : guess.said) text += clue_line(clue);
        text += wrapped(guess.why, 5);
        if (support == Support::kAgainst) {
            for (const importer::Clue& clue : guess.evidence) text += clue_line(clue);
        }
    }
    return text.empty() ? text : fmt::format("\n{}\n{}", title, text);
}

std::string Page::run() {
    const std::string seen = log_.lines > 0 ? happened() + episodes() : std::string();
    return head() + seen + diagnosis() +
           guesses(Support::kAgainst, "Guesses in the text that the log does not support") +
           guesses(Support::kSupported, "Guesses that it supports") +
           guesses(Support::kOpen, "Guesses that it leaves open");
}

}  // namespace

std::string page(const Explanation& explanation) {
    return Page(explanation).run();
}

}  // namespace tetherlab::explain
