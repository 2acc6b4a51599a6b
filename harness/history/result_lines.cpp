// SPDX-License-Identifier: Apache-2.0
#include "harness/history/result_lines.hpp"

#include "gadget/base/text.hpp"
#include "gadget/base/yaml.hpp"
#include "harness/history/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <limits>

#include <nlohmann/json.hpp>

namespace tetherlab::history {
namespace {

using Json = nlohmann::ordered_json;

std::vector<std::string> field_names() {
    std::vector<std::string> names{"seed", "verdict", "diagnoses", "took_us"};
    for (const TextField& field : kTextFields) names.emplace_back(field.name);
    return names;
}

Json to_json(const Result& result) {
    Json json;
    for (const TextField& field : kTextFields) json[field.name] = result.*field.member;
    json["seed"] = result.seed;
    json["verdict"] = verdict::to_text(result.verdict);
    json["diagnoses"] = result.diagnoses;
    json["took_us"] = result.took.count();
    return json;
}

// "2026-01-31T12:00:00Z": as text in the order of time, which every list of results relies on.
bool is_time(const std::string& text) {
    constexpr std::string_view kShape = "dddd-dd-ddTdd:dd:ddZ";
    return std::equal(text.begin(), text.end(), kShape.begin(), kShape.end(), [](char got, char shape) {
        return shape == 'd' ? std::isdigit(static_cast<unsigned char>(got)) != 0 : got == shape;
    });
}

bool is_sha256_or_empty(const std::string& text) {
    constexpr std::size_t kDigits = 64;
    return text.empty() ||
           (text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == std::string::npos);
}

bool is_code(const std::string& text) {
    return !text.empty() &&
           text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

std::string shown(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// One line, and the place to name when it is refused.
class Line {
public:
    Line(const std::string& text, base::Place place) : text_(text), place_(std::move(place)) {
        try {
            json_ = Json::parse(text);
        } catch (const Json::parse_error& error) {
            fail_at_column(static_cast<int>(error.byte), "expected a result as JSON, got no JSON");
        }
        if (!json_.is_object()) fail_at_column(1, fmt::format("expected an object, got {}", shown(json_)));
        for (const auto& [name, value] : json_.items()) refuse_unknown(name);
    }

    std::string text(const char* name) const {
        const Json& value = at(name);
        if (!value.is_string()) fail(name, "text", value);
        return value.get<std::string>();
    }

    std::int64_t number(const char* name) const {
        const Json& value = at(name);
        const auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() > largest) {
            fail(name, fmt::format("a number from 0 to {}", largest), value);
        }
        return value.get<std::int64_t>();
    }

    std::vector<std::string> codes(const char* name) const {
        const Json& value = at(name);
        if (!value.is_array()) fail(name, "a list of codes", value);
        std::vector<std::string> codes;
        for (const Json& item : value) {
            if (!item.is_string() || !is_code(item.get<std::string>())) fail(name, "a code", item);
            codes.push_back(item.get<std::string>());
        }
        return codes;
    }

    // Throws with the place of the field.
    [[noreturn]] void fail(const char* name, const std::string& expected, const Json& got) const {
        const std::size_t at = text_.find(fmt::format("\"{}\"", name));
        fail_at_column(at == std::string::npos ? 1 : static_cast<int>(at) + 1,
                       fmt::format("expected {} as {}, got {}", expected, name, shown(got)));
    }

private:
    const Json& at(const char* name) const {
        const auto found = json_.find(name);
        if (found == json_.end()) fail_at_column(1, fmt::format("expected a field '{}', got none", name));
        return *found;
    }

    void refuse_unknown(const std::string& name) const {
        static const std::vector<std::string> known = field_names();
        if (std::find(known.begin(), known.end(), name) != known.end()) return;
        const std::string near = base::nearest(name, known);
        fail_at_column(1, fmt::format("expected one of {}, got '{}'{}", base::join(known, ", "), name,
                                      near.empty() ? "" : fmt::format("; did you mean '{}'?", near)));
    }

    [[noreturn]] void fail_at_column(int column, const std::string& message) const {
        base::fail_at({place_.file, place_.line, column}, {}, message);
    }

    const std::string& text_;
    base::Place place_;
    Json json_;
};

Result result_of(const Line& line) {
    Result result;
    for (const TextField& field : kTextFields) result.*field.member = line.text(field.name);
    if (!is_time(result.started)) line.fail("started", "a time like 2026-01-31T12:00:00Z", result.started);
    if (result.scenario.empty()) line.fail("scenario", "a name", result.scenario);
    if (!is_sha256_or_empty(result.sha256))
        line.fail("sha256", "64 hexadecimal digits or nothing", result.sha256);
    result.seed = line.number("seed");
    const std::string word = line.text("verdict");
    const auto verdict = verdict_of(word);
    if (!verdict) line.fail("verdict", "one of pass, fail, error, skipped", word);
    result.verdict = *verdict;
    result.diagnoses = line.codes("diagnoses");
    result.took = std::chrono::microseconds(line.number("took_us"));
    return result;
}

}  // namespace

std::string to_lines(std::span<const Result> results) {
    std::string lines;
    for (const Result& result : results) lines += shown(to_json(result)) + "\n";
    return lines;
}

std::vector<Result> parse_lines(std::string_view text, const std::string& file_name) {
    std::vector<Result> results;
    int number = 0;
    for (const std::string& line : base::split(text, '\n')) {
        ++number;
        if (base::trim(line).empty()) continue;
        results.push_back(result_of(Line(line, {.file = file_name, .line = number})));
    }
    return results;
}

}  // namespace tetherlab::history
