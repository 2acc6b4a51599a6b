// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace tetherlab::asu {

// An object of a server's answer. What is not as expected throws base::Error that names the field, what was
// expected and what came. Nothing that came is believed: names that become part of a path or an address have
// only characters that are harmless there.
class Reader {
public:
    static constexpr std::size_t kSha256Digits = 64;
    static constexpr std::size_t kAnyLength = 0;  // of a hash: 8 to 64 digits

    // Throws for what is no JSON object. `url` is what was asked.
    Reader(std::string_view text, const std::string& url);

    static bool is_json(std::string_view text);

    std::string text(const char* field) const;                            // on one line, like all but raw()
    std::string text_or(const char* field, const char* otherwise) const;  // also for null
    std::string raw(const char* field) const;                             // with its lines; empty for null
    int number_or(const char* field, int otherwise) const;                // not negative

    std::string hexadecimal(const char* field, std::size_t digits) const;  // made lower case
    std::string file_name(const char* field) const;
    std::string relative_path(const char* field) const;  // "1c4a…", "24.10/ramips"

    bool is_list(const char* field) const;
    std::vector<Reader> items(const char* field) const;       // objects
    std::vector<std::string> words(const char* field) const;  // texts and numbers
    std::vector<std::string> keys_or_none(
        const char* field) const;  // of an object; none when it is not there

    // The value as JSON, shortened.
    std::string shown(const char* field) const;

private:
    Reader(nlohmann::json object, std::string url, std::string where);

    const nlohmann::json* find(const char* field) const;
    const nlohmann::json& list(const char* field) const;
    // The text of the field, if only of those characters.
    std::string harmless(const char* field, std::string_view expected, std::string_view characters) const;
    [[noreturn]] void fail(const std::string& field, std::string_view expected) const;

    nlohmann::json object_;
    std::string url_;
    std::string where_;  // "images[0].", before the names of fields
};

}  // namespace tetherlab::asu
