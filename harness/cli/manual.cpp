// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/manual.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

namespace tetherlab::cli {
namespace {

// A line that begins with a dot or an apostrophe would be a request.
std::string escaped(const std::string& text) {
    std::string result = text.starts_with('.') || text.starts_with('\'') ? "\\&" : "";
    for (const char c : text) {
        if (c == '\\')
            result += "\\e";
        else if (c == '-')
            result += "\\-";
        else
            result += c;
    }
    return result;
}

std::string synopsis(const Command& command) {
    std::string text = fmt::format("\\fB{}\\fR", escaped(command.words));
    if (!command.commands.empty()) text += " \\fICOMMAND\\fR";
    if (!command.options.empty()) text += " [\\fIOPTION\\fR...]";
    for (const Argument& each : command.arguments) text += fmt::format(" \\fI{}\\fR", escaped(each.name));
    return text;
}

std::string entry(const std::string& head, const std::string& text) {
    return fmt::format(".TP\n{}\n{}\n", head, escaped(text));
}

std::string options(const Command& command) {
    std::string text;
    for (const Argument& each : command.arguments)
        text += entry(fmt::format("\\fI{}\\fR", escaped(each.name)), each.meaning);
    for (const OptionRow& each : command.options) {
        std::string head = fmt::format("\\fB{}\\fR", escaped(base::join(each.names, ", ")));
        if (!each.value.empty()) head += fmt::format(" \\fI{}\\fR", escaped(each.value));
        text += entry(head, each.meaning);
    }
    return text;
}

std::string sections(const Command& command) {
    std::string text;
    for (const Command& each : command.commands) {
        if (!each.commands.empty()) {
            text += sections(each);
            continue;
        }
        text += fmt::format(".SS {}\n{}\n.PP\n{}.\n", escaped(each.words.substr(each.words.find(' ') + 1)),
                            synopsis(each), escaped(each.meaning));
        text += options(each);
        if (!each.footer.empty()) text += fmt::format(".PP\n{}\n", escaped(each.footer));
    }
    return text;
}

}  // namespace

std::string manual_page(const Command& program) {
    return fmt::format(
        ".\\\" made by 'tetherlab manual'\n"
        ".TH TETHERLAB 1 \"\" \"tetherlab\" \"tetherlab\"\n"
        ".SH NAME\ntetherlab \\- tests routers with emulated USB hotspots\n"
        ".SH SYNOPSIS\n{}\n"
        ".SH DESCRIPTION\n{}\n"
        ".SH COMMANDS\n{}"
        ".SH EXIT STATUS\n{}\n",
        synopsis(program), escaped(program.meaning), sections(program),
        escaped(program.footer.substr(program.footer.find(": ") + 2)));
}

}  // namespace tetherlab::cli
