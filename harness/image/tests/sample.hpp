// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/bytes.hpp"
#include "harness/image/board.hpp"
#include "harness/image/metadata.hpp"
#include "harness/image/uimage.hpp"

#include <exception>
#include <string>
#include <string_view>

// Small images that dir_3040() accepts, for tests to damage.
namespace tetherlab::image::sample {

// As lab/boards/dir-3040-a1.yaml, which harness/board reads.
Board dir_3040();

// "27 05 19 56" to bytes; blanks are ignored.
base::Bytes from_hex(std::string_view text);

// `bytes` with the byte at `offset` inverted.
base::Bytes flipped(base::Bytes bytes, std::size_t offset);

// SOURCE_DATE_EPOCH=1700000000 mkimage -A mips -O linux -T kernel -C lzma -a 0x80001000 -e 0x80001000
//     -n 'MIPS OpenWrt Linux-6.18.44' -d <(printf 'hello kernel\n') FILE        (u-boot-tools 2023.01)
UimageHeader uimage_header();
base::Bytes uimage();

// uimage_sgehdr -m DIR-3040 -h A1 -s V1.00000 of it                              (openwrt/firmware-utils
// d21804a)
base::Bytes kernel();

// A squashfs superblock that counts 1000 bytes, and as many.
base::Bytes root();

Metadata metadata();

base::Bytes tar(base::ByteSpan kernel, base::ByteSpan root);
base::Bytes tar();

// `body` with metadata() appended.
base::Bytes sealed(base::Bytes body);

// What the build makes: tar and metadata.
base::Bytes image();

// A tar header block and the data behind it, for archives that no good tool writes. `type` is '0' file,
// '5' directory, '2' symbolic link.
base::Bytes tar_member(std::string_view name, char type, std::string_view data);
base::Bytes tar_end();
base::Bytes joined(std::initializer_list<base::Bytes> parts);

// what() of the exception that `action` throws, or "nothing thrown".
template <typename Action>
std::string message_of(Action action) {
    try {
        action();
    } catch (const std::exception& error) {
        return error.what();
    }
    return "nothing thrown";
}

}  // namespace tetherlab::image::sample
