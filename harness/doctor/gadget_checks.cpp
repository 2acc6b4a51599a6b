// SPDX-License-Identifier: Apache-2.0
#include "harness/doctor/gadget_checks.hpp"

#include "gadget/agent/protocol.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace tetherlab::doctor {
namespace {

constexpr auto kOverlay =
    "write dtoverlay=dwc2,dr_mode=peripheral into config.txt of its boot partition and reboot";
constexpr auto kModuleRemedy = "lab/pi/install it there: docs/real-bench.md, The gadget host";
constexpr auto kAgentRemedy = "lab/pi/install it there: docs/real-bench.md, The gadget host";

// Linux 6.1: drivers/usb/gadget/Kconfig, net/Kconfig, net/sched/Kconfig.
constexpr std::array kOptions{"CONFIG_USB_GADGET",       "CONFIG_USB_CONFIGFS", "CONFIG_USB_CONFIGFS_RNDIS",
                              "CONFIG_USB_CONFIGFS_ECM", "CONFIG_BRIDGE",       "CONFIG_VETH",
                              "CONFIG_NF_TABLES",        "CONFIG_NET_NS",       "CONFIG_NET_SCH_NETEM"};

std::optional<std::string> kernel_config(Host& gadget) {
    if (const auto text = gadget.ask({"zcat", "/proc/config.gz"})) return text;
    const auto release = gadget.ask({"uname", "-r"});
    return release ? gadget.ask({"cat", "/boot/config-" + *release}) : std::nullopt;
}

std::string hello() {
    return agent::to_line(agent::Request{1, "hello", agent::Json::object()}) + "\n";
}

// The reply to hello among the lines the agent has printed.
std::optional<agent::Reply> reply_in(const std::string& said) {
    for (const std::string& line : base::split(said, '\n')) {
        try {
            const auto answer = agent::parse_answer(line);
            if (const auto* reply = std::get_if<agent::Reply>(&answer)) return *reply;
        } catch (const agent::BadMessage&) {
            continue;  // of whoever greets those who log in
        }
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> udcs(Host& gadget) {
    const auto names = gadget.ask({"ls", "/sys/class/udc"});
    return names && !names->empty() ? base::split(*names, '\n') : std::vector<std::string>();
}

Finding check_reach(Host& gadget, const std::string& there) {
    const base::Output output = gadget.run({"true"});
    if (output.status.success()) return ok("ssh", "answers");
    const std::string said = last_line(output.err);
    if (said.find("Permission denied") != std::string::npos) {
        return fail("ssh", said, "ssh-copy-id" + there.substr(there.find(' ')));
    }
    if (said.find("Host key verification failed") != std::string::npos) {
        return fail("ssh", said, there + " once by hand, and compare the key it shows");
    }
    return fail("ssh", said, "power it, connect it to this machine's network, and try " + there);
}

Finding check_udc(Host& gadget, const std::string& udc) {
    const std::vector<std::string> names = udcs(gadget);
    const std::string list = base::join(names, ", ");
    if (names.empty()) return fail("USB device controller", "there is none", kOverlay);
    if (udc.empty() && names.size() == 1) return ok("USB device controller", list);
    if (udc.empty()) {
        return fail("USB device controller", "there are " + list,
                    "name one in the bench file, gadget: {udc: …}");
    }
    if (std::find(names.begin(), names.end(), udc) != names.end()) return ok("USB device controller", udc);
    return fail("USB device controller", fmt::format("there is no {}, but {}", udc, list),
                "correct it in the bench file, gadget: {udc: …}");
}

Finding check_peripheral(Host& gadget, const std::string& udc) {
    const std::string file = "/sys/class/udc/" + udc + "/device/of_node/dr_mode";
    const auto text = gadget.ask({"cat", file});
    if (!text)
        return warn("peripheral mode", file + " cannot be read",
                    "see that nothing else is plugged into its USB port");
    const std::string mode = text->substr(0, text->find('\0'));
    if (mode == "peripheral") return ok("peripheral mode", mode);
    return fail("peripheral mode", "dr_mode is " + mode, kOverlay);
}

Finding check_kernel_options(Host& gadget) {
    const auto config = kernel_config(gadget);
    if (!config)
        return warn("kernel options", "neither /proc/config.gz nor /boot/config-* can be read",
                    "modprobe configs");
    const std::vector<std::string> lines = base::split(*config, '\n');
    const std::set<std::string> set(lines.begin(), lines.end());
    std::vector<std::string> missing;
    for (const std::string option : kOptions) {
        if (!set.contains(option + "=y") && !set.contains(option + "=m")) missing.push_back(option);
    }
    if (missing.empty()) return ok("kernel options", fmt::format("{} as needed", kOptions.size()));
    return fail("kernel options", "not set: " + base::join(missing, ", "),
                "run a kernel that has them, such as Debian's or Raspberry Pi OS's");
}

Finding check_module(Host& gadget, const std::string& module) {
    const std::string check = "module " + module;
    const base::Output output = gadget.run({"modinfo", "-F", "vermagic", module});
    if (!output.status.success()) return fail(check, last_line(output.err), kModuleRemedy);
    const std::string built_for = base::split(output.out, ' ').front();
    const std::string running = gadget.ask({"uname", "-r"}).value_or("another one");
    if (built_for == running) return ok(check, "built for " + running);
    return fail(check, fmt::format("built for {}, but the kernel is {}", built_for, running), kModuleRemedy);
}

Finding check_agent(Host& gadget, const std::string& udc, const std::string& version) {
    base::Argv argv{"tetherlab-gadget"};
    if (!udc.empty()) argv.insert(argv.end(), {"--udc", udc});
    const base::Output output = gadget.run(argv, hello());
    const auto reply = reply_in(output.out);
    if (!reply)
        return fail("agent", output.err.empty() ? "it does not answer" : last_line(output.err), kAgentRemedy);
    if (const auto* error = std::get_if<base::Error>(&reply->outcome)) {
        return fail("agent", error->what(), kAgentRemedy);
    }
    const std::string theirs = std::get<agent::Json>(reply->outcome).value("agent", "unknown");
    if (theirs == version) return ok("agent", "version " + version);
    return fail("agent", fmt::format("version {}, but this is {}", theirs, version), kAgentRemedy);
}

}  // namespace tetherlab::doctor
