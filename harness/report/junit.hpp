// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/scenario/run.hpp"

#include <string>

namespace tetherlab::report {

// junit.xml as Jenkins and GitLab read it: one test suite for the run, a test case for each check and for
// each other step. fail is <failure>, error is <error>, skipped is <skipped>; the text says expected and got.
std::string junit_xml(const scenario::Run& run);

}  // namespace tetherlab::report
