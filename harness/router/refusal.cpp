// SPDX-License-Identifier: Apache-2.0
#include "harness/router/refusal.hpp"

#include "gadget/base/text.hpp"

namespace tetherlab::router {

const std::vector<std::string>& refusals() {
    static const std::vector<std::string> kRefusals{"Bad Data CRC", "Bad Header Checksum", "Bad Magic Number",
                                                    "Wrong Image Format", "Unknown image format"};
    return kRefusals;
}

Refusal refusal_in(const std::string& said) {
    for (const std::string& line : base::split(said, '\n'))
        for (const std::string& text : refusals())
            if (line.find(text) != std::string::npos) return std::string(base::trim(line));
    return std::nullopt;
}

}  // namespace tetherlab::router
