// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/reader.hpp"

#include "gadget/base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <limits>

namespace tetherlab::asu {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kShown = 80;  // characters of a value in a message
constexpr std::size_t kShortestHash = 8;
constexpr std::string_view kHexadecimal = "0123456789abcdefABCDEF";
constexpr std::string_view kNameCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+~-";
constexpr std::string_view kPathCharacters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+~-/";

// What a server sends must not reach a terminal as it is.
std::string printable(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return std::iscntrl(c) != 0; }, ' ');
    return text;
}

std::string shortened(const Json& value) {
    std::string text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
    if (text.size() > kShown) text = text.substr(0, kShown) + "…";
    return text;
}

}  // namespace

Reader::Reader(std::string_view text, const std::string& url) : url_(url) {
    object_ = Json::parse(text, nullptr, false);
    if (object_.is_discarded())
        throw base::Error("read the answer of", url_, "expected JSON, got " + shortened(Json(text)));
    if (!object_.is_object()) fail("the answer", "an object");
}

Reader::Reader(Json object, std::string url, std::string where)
    : object_(std::move(object)), url_(std::move(url)), where_(std::move(where)) {}

bool Reader::is_json(std::string_view text) {
    return Json::accept(text);
}

std::string Reader::text(const char* field) const {
    const Json* value = find(field);
    if (value == nullptr || !value->is_string()) fail(field, "text");
    return printable(value->get<std::string>());
}

std::string Reader::text_or(const char* field, const char* otherwise) const {
    const Json* value = find(field);
    if (value == nullptr || value->is_null()) return otherwise;
    return text(field);
}

std::string Reader::raw(const char* field) const {
    const Json* value = find(field);
    if (value == nullptr || value->is_null()) return {};
    if (!value->is_string()) fail(field, "text");
    return value->get<std::string>();
}

int Reader::number_or(const char* field, int otherwise) const {
    const Json* value = find(field);
    if (value == nullptr || value->is_null()) return otherwise;
    constexpr auto kLargest = static_cast<std::uint64_t>(std::numeric_limits<int>::max());
    if (!value->is_number_unsigned() || value->get<std::uint64_t>() > kLargest)
        fail(field, "a number from 0 on");
    return value->get<int>();
}

std::string Reader::harmless(const char* field, std::string_view expected,
                             std::string_view characters) const {
    const Json* value = find(field);
    if (value == nullptr || !value->is_string()) fail(field, expected);
    std::string text = value->get<std::string>();
    if (text.empty() || text.find_first_not_of(characters) != std::string::npos) fail(field, expected);
    return text;
}

std::string Reader::hexadecimal(const char* field, std::size_t digits) const {
    const std::string expected =
        digits == kAnyLength ? fmt::format("{} to {} hexadecimal digits", kShortestHash, kSha256Digits)
                             : fmt::format("{} hexadecimal digits", digits);
    std::string text = harmless(field, expected, kHexadecimal);
    const bool fits = digits == kAnyLength ? text.size() >= kShortestHash && text.size() <= kSha256Digits
                                           : text.size() == digits;
    if (!fits) fail(field, expected);
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

std::string Reader::file_name(const char* field) const {
    constexpr std::size_t kLongest = 200;
    std::string text = harmless(field, "the name of a file", kNameCharacters);
    if (text.front() == '.' || text.size() > kLongest) fail(field, "the name of a file");
    return text;
}

std::string Reader::relative_path(const char* field) const {
    std::string text = harmless(field, "a path below /store", kPathCharacters);
    if (text.front() == '/' || text.find("..") != std::string::npos) fail(field, "a path below /store");
    return text;
}

bool Reader::is_list(const char* field) const {
    const Json* value = find(field);
    return value != nullptr && value->is_array();
}

std::vector<Reader> Reader::items(const char* field) const {
    std::vector<Reader> items;
    for (const Json& each : list(field)) {
        const std::string name = fmt::format("{}[{}]", field, items.size());
        if (!each.is_object()) fail(name, "an object");
        items.push_back(Reader(each, url_, where_ + name + "."));
    }
    return items;
}

std::vector<std::string> Reader::words(const char* field) const {
    std::vector<std::string> words;
    for (const Json& each : list(field))
        words.push_back(each.is_string() ? printable(each.get<std::string>()) : shortened(each));
    return words;
}

std::vector<std::string> Reader::keys_or_none(const char* field) const {
    const Json* value = find(field);
    if (value == nullptr || value->is_null()) return {};
    if (!value->is_object()) fail(field, "an object");
    std::vector<std::string> keys;
    for (const auto& [key, unused] : value->items()) keys.push_back(key);
    return keys;
}

std::string Reader::shown(const char* field) const {
    const Json* value = find(field);
    return value == nullptr ? "nothing" : shortened(*value);
}

const Json* Reader::find(const char* field) const {
    const auto found = object_.find(field);
    return found == object_.end() ? nullptr : &*found;
}

const Json& Reader::list(const char* field) const {
    const Json* value = find(field);
    if (value == nullptr || !value->is_array()) fail(field, "a list");
    return *value;
}

void Reader::fail(const std::string& field, std::string_view expected) const {
    const Json* value = object_.is_object() ? find(field.c_str()) : &object_;
    throw base::Error("read the answer of", url_,
                      fmt::format("expected {} as {}{}, got {}", expected, where_, field,
                                  value == nullptr ? "nothing" : shortened(*value)));
}

}  // namespace tetherlab::asu
