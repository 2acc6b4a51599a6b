// SPDX-License-Identifier: Apache-2.0
#include "harness/board/fields.hpp"

#include "gadget/base/error.hpp"
#include "harness/console/serial_device.hpp"

#include <string>
#include <vector>

namespace tetherlab::board {

router::Ipv4Interface read_address(const base::YamlNode& node) {
    const std::string text = node.text();
    try {
        return router::Ipv4Interface::parse(text);
    } catch (const base::Error&) {
        node.fail("expected an address and prefix length such as '192.168.1.1/24', got '" + text + "'");
    }
}

int read_baud(const base::YamlNode& node) {
    std::vector<std::string> words;
    for (const int baud : console::kBauds) words.push_back(std::to_string(baud));
    return console::kBauds.at(node.one_of(words));
}

}  // namespace tetherlab::board
