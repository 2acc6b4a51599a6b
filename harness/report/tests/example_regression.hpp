// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/report/html_regression.hpp"

#include <string>
#include <vector>

namespace tetherlab::report {

inline history::Attempts attempts(const std::string& name, verdict::Verdict verdict, std::size_t count,
                                  const std::string& evidence = "") {
    history::Attempts all;
    for (std::size_t i = 1; i <= count; ++i) {
        history::Result result;
        result.report = "/out/regress/" + name + "-" + std::to_string(i);
        result.verdict = verdict;
        result.evidence = evidence;
        result.took = std::chrono::seconds(30);
        all.push_back(result);
    }
    return all;
}

// One line unchanged, one broken.
inline std::vector<history::Row> example_rows() {
    using verdict::Verdict;
    return {{{"t10", "franklin-t10"},
             attempts("t10-franklin-t10/before", Verdict::kPass, 1),
             attempts("t10-franklin-t10/now", Verdict::kPass, 1)},
            {{"d53", "quanta-d53"},
             attempts("d53-quanta-d53/before", Verdict::kPass, 1),
             attempts("d53-quanta-d53/now", Verdict::kFail, 3,
                      "driver: rndis_host: expected driver rndis_host, got <none>")}};
}

inline Compared example_compared() {
    return {{"/images/old.bin", "r91000-7e7be71ab1", "a"},
            {"/images/new.bin", "r91009-7e7be71ab1", "b"},
            "virtual",
            "/out/regress"};
}

}  // namespace tetherlab::report
