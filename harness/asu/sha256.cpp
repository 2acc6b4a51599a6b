// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/sha256.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/text.hpp"

#include <openssl/evp.h>

#include <array>
#include <span>

namespace tetherlab::asu {
namespace {

void require(int result) {
    if (result != 1) throw base::Error("make", "a SHA-256", "libcrypto refuses");
}

}  // namespace

void Sha256::Free::operator()(evp_md_ctx_st* context) const {
    EVP_MD_CTX_free(context);
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
    require(context_ ? EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) : 0);
}

void Sha256::add(base::ByteSpan bytes) {
    require(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

std::string Sha256::finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    require(EVP_DigestFinal_ex(context_.get(), digest.data(), &size));
    return base::hex_text(std::as_bytes(std::span(digest)).first(size));
}

std::string sha256_of(const std::filesystem::path& file) {
    Sha256 hash;
    hash.add(base::as_bytes(base::read_file(file)));
    return hash.finish();
}

}  // namespace tetherlab::asu
