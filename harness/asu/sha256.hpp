// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"

#include <filesystem>
#include <memory>
#include <string>

struct evp_md_ctx_st;

namespace tetherlab::asu {

// SHA-256 of bytes that come in pieces (libcrypto). Throws base::Error.
class Sha256 {
public:
    Sha256();
    void add(base::ByteSpan bytes);
    std::string finish();  // 64 hexadecimal digits; once, at the end

private:
    struct Free {
        void operator()(evp_md_ctx_st* context) const;
    };

    std::unique_ptr<evp_md_ctx_st, Free> context_;
};

std::string sha256_of(const std::filesystem::path& file);

}  // namespace tetherlab::asu
