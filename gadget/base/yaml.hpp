// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::base {

// Bad input in a file people write. what() is
//     FILE:LINE:COLUMN: expected …, got …; did you mean 'NEAREST'?
//       the source line
//           ^
class ConfigError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

// Both from 1.
struct Place {
    std::string file;
    int line = 1;
    int column = 1;
};

// Throws the ConfigError of a place in a file with these lines.
[[noreturn]] void fail_at(const Place& place, std::span<const std::string> lines, const std::string& message);

// A node of a YAML file that knows where it stands, for strict readers: every accessor either returns a value
// in range or throws ConfigError with the place. Cheap to copy; keeps the document alive.
class YamlNode {
public:
    // Throws ConfigError also for what yaml-cpp cannot parse. `name` stands for the file in messages.
    static YamlNode parse(std::string text, std::string name);
    static YamlNode load(const std::filesystem::path& file);

    // --- maps ---------------------------------------------------------------------------------------
    // Throws unless this is a map with only these keys, each at most once. Call it once for each map.
    void allow_keys(std::initializer_list<std::string_view> keys) const;
    void allow_keys(std::span<const std::string> keys) const;
    YamlNode at(std::string_view key) const;  // throws when absent
    std::optional<YamlNode> find(std::string_view key) const;
    std::vector<std::string> keys() const;  // in file order

    // --- sequences ----------------------------------------------------------------------------------
    std::vector<YamlNode> items() const;  // throws unless a sequence

    // --- scalars ------------------------------------------------------------------------------------
    bool is_scalar() const;
    bool is_map() const;
    bool is_sequence() const;
    std::string text() const;
    bool boolean() const;  // true or false
    // Decimal or 0x hexadecimal, within [low, high].
    std::int64_t integer(std::int64_t low, std::int64_t high) const;
    // A number with a unit, "250 ms", "20 s", "2 min"; a number alone is refused.
    Milliseconds duration() const;
    // One of the words; throws with the nearest one.
    std::size_t one_of(std::span<const std::string> words) const;

    // --- errors -------------------------------------------------------------------------------------
    // Throws ConfigError at this node: "FILE:LINE:COLUMN: MESSAGE" with line and caret.
    [[noreturn]] void fail(const std::string& message) const;
    std::string place() const;  // "FILE:LINE:COLUMN"
    int line() const;           // 1-based
    int column() const;         // 1-based

private:
    struct Source;
    YamlNode(std::shared_ptr<const Source> source, YAML::Node node);
    std::string got() const;

    std::shared_ptr<const Source> source_;
    YAML::Node node_;
};

}  // namespace tetherlab::base
