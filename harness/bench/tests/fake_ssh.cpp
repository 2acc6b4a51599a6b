// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/tests/fake_ssh.hpp"

#include "gadget/base/text.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace tetherlab::bench {

FakeSsh::FakeSsh() : path_(std::getenv("PATH")) {
    ::setenv("PATH", (folder().string() + ":" + path_).c_str(), 1);
}

FakeSsh::~FakeSsh() {
    ::setenv("PATH", path_.c_str(), 1);
}

void FakeSsh::plays(const std::string& script) const {
    base::write_file(folder() / "ssh", fmt::format("#!/bin/sh\nprintf '%s\\n' \"$@\" >'{}/words'\n{}\n",
                                                   folder().string(), script));
    std::filesystem::permissions(folder() / "ssh", std::filesystem::perms::owner_all);
}

void FakeSsh::plays_agent(const std::string& capabilities) const {
    plays(fmt::format(R"(read -r hello
echo '{{"v":1,"id":1,"ok":true,"result":{{"agent":"0.1.0","protocol":1,"kernel":"6.1.0-rpi",
"udcs":["fe980000.usb"],"tether_shape":true,"capabilities":[{}]}}}}' | tr -d '\n'; echo
read -r quit
echo "$quit" >'{}/requests'
echo '{{"v":1,"id":2,"ok":true,"result":{{}}}}')",
                      capabilities, folder().string()));
}

std::string FakeSsh::words() const {
    return base::read_file(folder() / "words");
}

std::string FakeSsh::requests() const {
    return base::read_file(folder() / "requests");
}

}  // namespace tetherlab::bench
