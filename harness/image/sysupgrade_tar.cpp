// SPDX-License-Identifier: Apache-2.0
#include "harness/image/sysupgrade_tar.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>

namespace tetherlab::image {
namespace {

constexpr std::size_t kBlock = 512;
constexpr std::size_t kRecord = 10240;  // GNU tar's blocking factor of 20
constexpr std::size_t kRootPadding = 1024;
constexpr std::size_t kTypeflagAt = 156;
constexpr std::string_view kDirectoryPrefix = "sysupgrade-";

using Reader = std::unique_ptr<archive, decltype(&archive_read_free)>;
using Writer = std::unique_ptr<archive, decltype(&archive_write_free)>;
using Entry = std::unique_ptr<archive_entry, decltype(&archive_entry_free)>;

std::size_t round_up(std::size_t size, std::size_t unit) {
    return (size + unit - 1) / unit * unit;
}

std::string error_of(archive* handle) {
    const char* text = archive_error_string(handle);
    return text != nullptr ? text : "an unknown error";
}

// What a header block announces; `end` is where the next header has to stand.
struct Member {
    std::string name;
    std::size_t data = 0;
    std::size_t size = 0;
    std::size_t end = 0;
    bool directory = false;
};

Member member_at(base::ByteSpan archive, std::size_t header, archive_entry* entry) {
    const char* pathname = archive_entry_pathname(entry);
    const std::string name = field_text(base::as_bytes(pathname != nullptr ? pathname : ""));
    const auto type = static_cast<char>(base::read_u8(archive, header + kTypeflagAt));
    const bool directory = type == '5';
    if (!directory && type != '0' && type != '\0') {
        throw FormatError(
            {"sysupgrade tar member", header, "a plain file or directory",
             fmt::format("type '{}' for {}", field_text(archive.subspan(header + kTypeflagAt, 1)), name)});
    }
    const std::size_t data = header + kBlock;
    const auto size = static_cast<std::uint64_t>(archive_entry_size(entry));
    if (size > archive.size() - data) {
        throw FormatError({fmt::format("sysupgrade tar member {}", name), data, fmt::format("{} bytes", size),
                           fmt::format("{} bytes, the archive is truncated", archive.size() - data)});
    }
    return {name, data, size, data + round_up(size, kBlock), directory};
}

// GNU tar ends an archive with two zero blocks; without them the file was cut where a member ends.
void require_end_of_archive(base::ByteSpan archive, std::size_t at) {
    const std::size_t left = archive.size() - std::min(at, archive.size());
    const auto is_zero = [](std::byte byte) { return byte == std::byte{0}; };
    if (left < 2 * kBlock || !std::ranges::all_of(archive.subspan(at), is_zero)) {
        throw FormatError(
            {"sysupgrade tar end", at, "two zero blocks",
             left < 2 * kBlock ? fmt::format("{} bytes, the archive is truncated", left) : "other bytes"});
    }
}

std::vector<Member> list_members(base::ByteSpan archive) {
    const Reader reader(archive_read_new(), &archive_read_free);
    archive_read_support_format_tar(reader.get());
    if (archive_read_open_memory(reader.get(), archive.data(), archive.size()) != ARCHIVE_OK) {
        throw FormatError({"sysupgrade tar", 0, "a tar archive", error_of(reader.get())});
    }
    std::vector<Member> members;
    std::size_t end = 0;
    archive_entry* entry = nullptr;
    int result = ARCHIVE_OK;
    while ((result = archive_read_next_header(reader.get(), &entry)) == ARCHIVE_OK) {
        const auto header = static_cast<std::size_t>(archive_read_header_position(reader.get()));
        if (header != end) {
            throw FormatError(
                {"sysupgrade tar", end, "a header block", fmt::format("the next one at {:#x}", header)});
        }
        members.push_back(member_at(archive, header, entry));
        end = members.back().end;
    }
    if (result != ARCHIVE_EOF)
        throw FormatError({"sysupgrade tar", end, "a header block", error_of(reader.get())});
    require_end_of_archive(archive, end);
    return members;
}

std::string only_directory(const std::vector<Member>& members) {
    std::vector<const Member*> found;
    for (const Member& member : members) {
        if (member.directory && member.name.starts_with(kDirectoryPrefix)) found.push_back(&member);
    }
    const std::string wanted = "one directory sysupgrade-BOARD/";
    if (found.empty()) throw FormatError({"sysupgrade tar", 0, wanted, "none"});
    if (found.size() > 1) {
        throw FormatError({"sysupgrade tar", found[1]->data - kBlock, wanted,
                           fmt::format("{} and {}", found[0]->name, found[1]->name)});
    }
    return found.front()->name;
}

std::optional<TarMember> find_member(const std::vector<Member>& members, const std::string& name,
                                     base::ByteSpan archive) {
    const auto found = std::ranges::find(members, name, &Member::name);
    if (found == members.end() || found->directory) return std::nullopt;
    return TarMember{found->data, archive.subspan(found->data, found->size)};
}

// Hands what libarchive writes to the Bytes in `client`.
la_ssize_t take_block(archive*, void* client, const void* block, std::size_t size) {
    const auto* bytes = static_cast<const std::byte*>(block);
    base::put(*static_cast<base::Bytes*>(client), base::ByteSpan(bytes, size));
    return static_cast<la_ssize_t>(size);
}

void write_member(archive* writer, const std::string& name, base::ByteSpan data,
                  std::chrono::sys_seconds modified) {
    const bool directory = name.ends_with('/');
    const Entry entry(archive_entry_new(), &archive_entry_free);
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), directory ? AE_IFDIR : AE_IFREG);
    archive_entry_set_perm(entry.get(), directory ? 0755 : 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(data.size()));
    archive_entry_set_mtime(entry.get(), modified.time_since_epoch().count(), 0);
    if (archive_write_header(writer, entry.get()) != ARCHIVE_OK ||
        archive_write_data(writer, data.data(), data.size()) != static_cast<la_ssize_t>(data.size())) {
        throw base::Error("write tar member", name, error_of(writer));
    }
}

}  // namespace

SysupgradeTar read_sysupgrade_tar(base::ByteSpan archive) {
    const std::vector<Member> members = list_members(archive);
    std::string directory = only_directory(members);
    if (!directory.ends_with('/')) directory += '/';
    SysupgradeTar tar;
    tar.board = directory.substr(kDirectoryPrefix.size(), directory.size() - kDirectoryPrefix.size() - 1);
    tar.control = find_member(members, directory + "CONTROL", archive);
    tar.kernel = find_member(members, directory + "kernel", archive);
    tar.root = find_member(members, directory + "root", archive);
    return tar;
}

std::optional<Problem> check_control(const SysupgradeTar& tar) {
    const std::string expected = fmt::format("BOARD={}", tar.board);
    if (!tar.control) return Problem{"sysupgrade tar member CONTROL", 0, expected, "no such member"};
    const std::string_view text = base::as_text(tar.control->data);
    if (text == expected + "\n") return std::nullopt;
    const base::ByteSpan line = tar.control->data.first(std::min(text.find('\n'), text.size()));
    return Problem{"sysupgrade tar member CONTROL", tar.control->offset, expected, field_text(line)};
}

base::Bytes make_sysupgrade_tar(const std::string& board, base::ByteSpan kernel, base::ByteSpan root,
                                std::chrono::sys_seconds modified) {
    base::Bytes out;
    const Writer writer(archive_write_new(), &archive_write_free);
    archive_write_set_format_gnutar(writer.get());
    archive_write_add_filter_none(writer.get());
    archive_write_set_bytes_per_block(writer.get(), kRecord);
    archive_write_set_bytes_in_last_block(writer.get(), kRecord);
    if (archive_write_open2(writer.get(), &out, nullptr, &take_block, nullptr, nullptr) != ARCHIVE_OK) {
        throw base::Error("write", "sysupgrade tar", error_of(writer.get()));
    }
    const std::string directory = fmt::format("{}{}/", kDirectoryPrefix, board);
    base::Bytes padded_root(root.begin(), root.end());
    padded_root.resize(round_up(root.size(), kRootPadding));
    write_member(writer.get(), directory, {}, modified);
    write_member(writer.get(), directory + "CONTROL", base::as_bytes(fmt::format("BOARD={}\n", board)),
                 modified);
    write_member(writer.get(), directory + "kernel", kernel, modified);
    write_member(writer.get(), directory + "root", padded_root, modified);
    if (archive_write_close(writer.get()) != ARCHIVE_OK) {
        throw base::Error("write", "sysupgrade tar", error_of(writer.get()));
    }
    return out;
}

}  // namespace tetherlab::image
