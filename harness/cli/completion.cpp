// SPDX-License-Identifier: Apache-2.0
#include "harness/cli/completion.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

namespace tetherlab::cli {
namespace {

// "image get" of "tetherlab image get"; nothing of the program itself.
std::string within_program(const Command& command) {
    const std::size_t space = command.words.find(' ');
    return space == std::string::npos ? "" : command.words.substr(space + 1);
}

// What the words so far make a command of: `"image get") at='image get' ;;`
std::string steps(const Command& command) {
    std::string text;
    for (const Command& each : command.commands) {
        const std::string name = within_program(each);
        const std::string last = name.substr(name.rfind(' ') + 1);
        text += fmt::format("            '{}:{}') at='{}' ;;\n", within_program(command), last, name);
        text += steps(each);
    }
    return text;
}

// What follows an option that takes a value.
std::string values(const Command& command) {
    std::string text;
    for (const OptionRow& option : command.options) {
        if (option.value.empty()) continue;
        std::vector<std::string> patterns;
        for (const std::string& name : option.names)
            patterns.push_back(fmt::format("'{}:{}'", within_program(command), name));
        text += fmt::format("        {}) words='{}'; value=1 ;;\n", base::join(patterns, "|"),
                            base::join(option.choices, " "));
    }
    for (const Command& each : command.commands) text += values(each);
    return text;
}

// What may stand at any other place of a command: its options once there is a dash, its commands.
std::string places(const Command& command) {
    std::vector<std::string> options, commands;
    for (const OptionRow& option : command.options)
        options.insert(options.end(), option.names.begin(), option.names.end());
    for (const Command& each : command.commands)
        commands.push_back(each.words.substr(each.words.rfind(' ') + 1));
    std::string text =
        fmt::format("        '{}:-') words='{}' ;;\n", within_program(command), base::join(options, " "));
    if (!commands.empty())
        text +=
            fmt::format("        '{}:') words='{}' ;;\n", within_program(command), base::join(commands, " "));
    for (const Command& each : command.commands) text += places(each);
    return text;
}

}  // namespace

std::string bash_completion(const Command& program) {
    return fmt::format(
        "# made by '{0} completion bash'; empty words leave it to the shell, which completes files\n"
        "_{0}() {{\n"
        "    local word=${{COMP_WORDS[COMP_CWORD]}} at='' words='' value='' dash='' i\n"
        "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
        "        case \"$at:${{COMP_WORDS[i]}}\" in\n{1}        esac\n"
        "    done\n"
        "    case \"$at:${{COMP_WORDS[COMP_CWORD - 1]}}\" in\n{2}    esac\n"
        "    [[ $word == -* ]] && dash=-\n"
        "    [ -n \"$value\" ] || case \"$at:$dash\" in\n{3}    esac\n"
        "    COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
        "}}\n"
        "complete -o default -F _{0} {0}\n",
        program.words, steps(program), values(program), places(program));
}

std::string zsh_completion(const Command& program) {
    return "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n" +
           bash_completion(program);
}

}  // namespace tetherlab::cli
