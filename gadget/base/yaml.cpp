// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/yaml.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>

#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>
#include <utility>

namespace tetherlab::base {

struct YamlNode::Source {
    std::string name;
    std::vector<std::string> lines;

    [[noreturn]] void fail(int line, int column, const std::string& message) const {
        fail_at({name, line, column}, lines, message);
    }
};

namespace {

std::string suggestion(std::string_view word, std::span<const std::string> candidates) {
    const std::string near = nearest(word, candidates);
    return near.empty() ? std::string() : fmt::format("; did you mean '{}'?", near);
}

struct Unit {
    std::string_view name;
    Milliseconds::rep milliseconds;
};

constexpr Unit kUnits[] = {{"ms", 1}, {"s", 1000}, {"min", 60'000}, {"h", 3'600'000}};
constexpr double kLongest = 7 * 24 * 3'600'000.0;

// Notes where documents start. YAML::LoadAll cannot be used for that: on a text such as "," yaml-cpp 0.7
// gives it empty documents without end.
class DocumentCounter : public YAML::EventHandler {
public:
    void OnDocumentStart(const YAML::Mark& mark) override { starts.push_back(mark); }

    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}

    void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}

    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}

    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                         YAML::EmitterStyle::value) override {}

    void OnSequenceEnd() override {}

    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                    YAML::EmitterStyle::value) override {}

    void OnMapEnd() override {}

    std::vector<YAML::Mark> starts;
};

// Where the second document starts, or nothing.
std::optional<YAML::Mark> second_document(const std::string& text) {
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    DocumentCounter counter;
    while (counter.starts.size() < 2 && parser.HandleNextDocument(counter)) {
    }
    return counter.starts.size() < 2 ? std::nullopt : std::optional(counter.starts[1]);
}

}  // namespace

void fail_at(const Place& place, std::span<const std::string> lines, const std::string& message) {
    std::string text = fmt::format("{}:{}:{}: {}", place.file, place.line, place.column, message);
    if (place.line >= 1 && static_cast<std::size_t>(place.line) <= lines.size()) {
        const std::string& shown = lines[static_cast<std::size_t>(place.line) - 1];
        text += fmt::format("\n  {}\n  {:>{}}", shown, '^', place.column);
    }
    throw ConfigError(text);
}

YamlNode::YamlNode(std::shared_ptr<const Source> source, YAML::Node node)
    : source_(std::move(source)), node_(std::move(node)) {}

YamlNode YamlNode::parse(std::string text, std::string name) {
    auto source = std::make_shared<Source>(Source{std::move(name), split(text, '\n')});
    try {
        const std::optional<YAML::Mark> second = second_document(text);
        if (second) source->fail(second->line + 1, 1, "expected one document, got more");
        const YAML::Node document = YAML::Load(text);
        if (document.IsNull()) source->fail(1, 1, "expected a map, got an empty file");
        return {source, document};
    } catch (const YAML::Exception& error) {
        source->fail(std::max(0, error.mark.line) + 1, std::max(0, error.mark.column) + 1, error.msg);
    }
}

YamlNode YamlNode::load(const std::filesystem::path& file) {
    return parse(read_file(file), file.string());
}

int YamlNode::line() const {
    return node_.Mark().line + 1;
}

int YamlNode::column() const {
    return node_.Mark().column + 1;
}

std::string YamlNode::place() const {
    return fmt::format("{}:{}:{}", source_->name, line(), column());
}

void YamlNode::fail(const std::string& message) const {
    source_->fail(line(), column(), message);
}

std::string YamlNode::got() const {
    if (node_.IsMap()) return "a map";
    if (node_.IsSequence()) return "a list";
    if (node_.IsNull()) return "nothing";
    return "'" + node_.Scalar() + "'";
}

void YamlNode::allow_keys(std::initializer_list<std::string_view> keys) const {
    allow_keys(std::vector<std::string>(keys.begin(), keys.end()));
}

void YamlNode::allow_keys(std::span<const std::string> known) const {
    if (!node_.IsMap()) fail("expected a map, got " + got());
    std::set<std::string> seen;
    for (const auto& entry : node_) {
        const YamlNode key(source_, entry.first);
        const std::string word = key.text();
        if (std::find(known.begin(), known.end(), word) == known.end()) {
            key.fail(fmt::format("unknown key '{}', expected one of {}{}", word, join(known, ", "),
                                 suggestion(word, known)));
        }
        if (!seen.insert(word).second) key.fail(fmt::format("key '{}' stands here twice", word));
    }
}

YamlNode YamlNode::at(std::string_view key) const {
    if (auto found = find(key)) return *found;
    fail(fmt::format("expected a key '{}', got none", key));
}

std::optional<YamlNode> YamlNode::find(std::string_view key) const {
    if (!node_.IsMap()) fail("expected a map, got " + got());
    for (const auto& entry : node_) {
        if (entry.first.IsScalar() && entry.first.Scalar() == key) return YamlNode(source_, entry.second);
    }
    return std::nullopt;
}

std::vector<std::string> YamlNode::keys() const {
    if (!node_.IsMap()) fail("expected a map, got " + got());
    std::vector<std::string> names;
    for (const auto& entry : node_) names.push_back(YamlNode(source_, entry.first).text());
    return names;
}

std::vector<YamlNode> YamlNode::items() const {
    if (!node_.IsSequence()) fail("expected a list, got " + got());
    std::vector<YamlNode> nodes;
    for (const auto& entry : node_) nodes.push_back(YamlNode(source_, entry));
    return nodes;
}

bool YamlNode::is_scalar() const {
    return node_.IsScalar();
}

bool YamlNode::is_map() const {
    return node_.IsMap();
}

bool YamlNode::is_sequence() const {
    return node_.IsSequence();
}

std::string YamlNode::text() const {
    if (!node_.IsScalar()) fail("expected a text, got " + got());
    return node_.Scalar();
}

bool YamlNode::boolean() const {
    const std::string word = text();
    if (word != "true" && word != "false") fail("expected true or false, got " + got());
    return word == "true";
}

std::int64_t YamlNode::integer(std::int64_t low, std::int64_t high) const {
    const std::string word = text();
    const bool hexadecimal = word.starts_with("0x");
    const char* first = word.data() + (hexadecimal ? 2 : 0);
    const char* last = word.data() + word.size();
    std::int64_t value = 0;
    const auto [end, status] = std::from_chars(first, last, value, hexadecimal ? 16 : 10);
    if (status != std::errc() || end != last || value < low || value > high) {
        fail(fmt::format("expected a whole number from {} to {}, got {}", low, high, got()));
    }
    return value;
}

Milliseconds YamlNode::duration() const {
    const std::string word = text();
    double value = 0;
    const auto [end, status] = std::from_chars(word.data(), word.data() + word.size(), value);
    const std::string_view unit = trim(std::string_view(end, word.data() + word.size()));
    const auto found =
        std::find_if(std::begin(kUnits), std::end(kUnits), [&](const Unit& u) { return u.name == unit; });
    if (status != std::errc() || found == std::end(kUnits) || value < 0 ||
        value * static_cast<double>(found->milliseconds) > kLongest) {
        fail(fmt::format("expected a time with a unit (ms, s, min or h) such as '20 s', got {}", got()));
    }
    return Milliseconds(static_cast<Milliseconds::rep>(value * static_cast<double>(found->milliseconds)));
}

std::size_t YamlNode::one_of(std::span<const std::string> words) const {
    const std::string word = text();
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) {
        fail(fmt::format("expected one of {}, got '{}'{}", join(words, ", "), word, suggestion(word, words)));
    }
    return static_cast<std::size_t>(found - words.begin());
}

}  // namespace tetherlab::base
