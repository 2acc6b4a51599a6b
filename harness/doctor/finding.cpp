// SPDX-License-Identifier: Apache-2.0
#include "harness/doctor/finding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace tetherlab::doctor {
namespace {

struct Word {
    const char* text;
    const char* colour;  // ECMA-48
};

constexpr std::array<Word, 3> kWords{{{"ok", "\x1b[32m"}, {"warn", "\x1b[33m"}, {"fail", "\x1b[31m"}}};
constexpr auto kPlain = "\x1b[0m";

const Word& word(Level level) {
    return kWords.at(static_cast<std::size_t>(level));
}

std::string line(const Finding& finding, Colour colour) {
    const Word& level = word(finding.level);
    const bool plain = colour == Colour::kNo;
    std::string text = fmt::format("  {}{:<4}{}  {}: {}\n", plain ? "" : level.colour, level.text,
                                   plain ? "" : kPlain, finding.check, finding.text);
    if (!finding.remedy.empty()) text += fmt::format("        {}\n", finding.remedy);
    return text;
}

}  // namespace

Finding ok(std::string check, std::string text) {
    return {Level::kOk, std::move(check), std::move(text), {}};
}

Finding warn(std::string check, std::string text, std::string remedy) {
    return {Level::kWarn, std::move(check), std::move(text), std::move(remedy)};
}

Finding fail(std::string check, std::string text, std::string remedy) {
    return {Level::kFail, std::move(check), std::move(text), std::move(remedy)};
}

Level worst(const Findings& findings) {
    Level level = Level::kOk;
    for (const Section& section : findings) {
        for (const Finding& finding : section.findings) level = std::max(level, finding.level);
    }
    return level;
}

std::string to_text(const Findings& findings, Colour colour) {
    std::string text;
    std::array<int, kWords.size()> count{};
    for (const Section& section : findings) {
        text += section.machine + "\n";
        for (const Finding& finding : section.findings) {
            text += line(finding, colour);
            ++count.at(static_cast<std::size_t>(finding.level));
        }
    }
    return text + fmt::format("{} ok, {} warn, {} fail\n", count[0], count[1], count[2]);
}

nlohmann::ordered_json to_json(const Findings& findings, std::string_view bench) {
    nlohmann::ordered_json checks = nlohmann::ordered_json::array();
    for (const Section& section : findings) {
        for (const Finding& finding : section.findings) {
            checks.push_back({{"machine", section.machine},
                              {"check", finding.check},
                              {"level", word(finding.level).text},
                              {"text", finding.text},
                              {"remedy", finding.remedy}});
        }
    }
    return {{"bench", bench}, {"verdict", word(worst(findings)).text}, {"checks", checks}};
}

}  // namespace tetherlab::doctor
