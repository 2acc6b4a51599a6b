// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/command_table.hpp"

#include "gadget/base/text.hpp"

#include <algorithm>

#include <CLI/CLI.hpp>

namespace tetherlab::cli {
namespace {

// CLI11 says "TEXT:FILE" and "UINT:INT in [1 - 1000]".
std::string value_name(const CLI::Option& option) {
    if (option.get_items_expected_max() == 0) return "";
    if (!option.get_option_text().empty()) return option.get_option_text();
    const std::string type = option.get_type_name();
    for (const char* kind : {"FILE", "DIR"}) {
        if (type.ends_with(std::string(":") + kind)) return kind;
    }
    if (type.starts_with("INT") || type.starts_with("UINT")) return "NUMBER";
    const std::size_t colon = type.find(':');
    return colon == std::string::npos ? type : type.substr(colon + 1);
}

std::string range(const CLI::Option& option) {
    const std::string type = option.get_type_name();
    const std::size_t begin = type.find(" in ["), end = type.find(']');
    if (begin == std::string::npos || end == std::string::npos) return "";
    return " (" + type.substr(begin + 5, end - begin - 5) + ")";
}

std::vector<std::string> choices(const CLI::Option& option) {
    const std::string& text = option.get_option_text();
    return text.find('|') == std::string::npos ? std::vector<std::string>() : base::split(text, '|');
}

OptionRow row(const CLI::Option& option) {
    OptionRow row{.names = {},
                  .value = value_name(option),
                  .choices = choices(option),
                  .meaning = option.get_description() + range(option)};
    for (const std::string& name : option.get_snames()) row.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) row.names.push_back("--" + name);
    return row;
}

Argument argument(const CLI::Option& option) {
    const std::string name = option.get_name(true) + (option.get_items_expected_max() > 1 ? "..." : "");
    return {option.get_required() ? name : "[" + name + "]", option.get_description()};
}

// A command has its program's footer unless it has one of its own.
Command table(const CLI::App& app, const std::string& before, const std::string& inherited) {
    Command command{.words = before + app.get_name(),
                    .meaning = app.get_description(),
                    .arguments = {},
                    .options = {},
                    .commands = {},
                    .footer = app.get_footer() == inherited ? "" : app.get_footer()};
    for (const CLI::Option* option : app.get_options()) {
        if (option->get_positional() && option->get_lnames().empty())
            command.arguments.push_back(argument(*option));
        else
            command.options.push_back(row(*option));
    }
    for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; }))
        command.commands.push_back(table(*each, command.words + " ", app.get_footer()));
    return command;
}

}  // namespace

Command command_table(const CLI::App& app) {
    return table(app, "", "");
}

}  // namespace tetherlab::cli
