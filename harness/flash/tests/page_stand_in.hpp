// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/temporary_folder.hpp"

#include <filesystem>
#include <string>

namespace tetherlab::flash {

inline constexpr base::Milliseconds kPagePatience{30'000};  // a Python starts, on a busy machine

// A vendor's page on loopback as page_stand_in.py plays it, which says what of it is known.
class PageStandIn {
public:
    explicit PageStandIn(const std::string& behaviour);

    const std::string& url() const { return url_; }

    // What it has written to its flash.
    std::filesystem::path written() const { return folder_.path() / "written.bin"; }

private:
    base::TemporaryFolder folder_;
    base::Pipe output_ = base::make_pipe();
    base::Child server_;
    std::string url_;
};

}  // namespace tetherlab::flash
