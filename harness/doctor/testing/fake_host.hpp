// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/process.hpp"
#include "harness/doctor/finding.hpp"
#include "harness/doctor/host.hpp"

#include <map>
#include <ostream>
#include <string>
#include <vector>

namespace tetherlab::doctor {

// A machine on which each command says what the test wants; there are no others.
class FakeHost : public Host {
public:
    void says(const std::string& command, std::string out) { answers_[command] = {{0}, std::move(out), {}}; }

    void fails(const std::string& command, int status, std::string err) {
        answers_[command] = {{status}, {}, std::move(err)};
    }

    base::Output run(const base::Argv& argv, const std::string& input) override {
        inputs.push_back(input);
        const auto answer = answers_.find(base::to_text(argv));
        if (answer != answers_.end()) return answer->second;
        return {{127}, {}, "start " + argv.at(0) + ": not found in PATH"};
    }

    std::vector<std::string> inputs;

private:
    std::map<std::string, base::Output> answers_;
};

inline bool operator==(const Finding& a, const Finding& b) {
    return a.level == b.level && a.check == b.check && a.text == b.text && a.remedy == b.remedy;
}

// How GoogleTest shows one.
inline void PrintTo(const Finding& finding, std::ostream* out) {
    *out << to_text({{"", {finding}}}, Colour::kNo);
}

}  // namespace tetherlab::doctor
