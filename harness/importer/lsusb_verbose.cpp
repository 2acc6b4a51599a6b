// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/lsusb_verbose.hpp"

#include "gadget/base/text.hpp"
#include "harness/importer/lsusb_device.hpp"
#include "harness/importer/lsusb_line.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace tetherlab::importer {
namespace {

constexpr std::size_t kMostBetween = 40;  // lines without a field in one dump: the names of many bits
constexpr std::size_t kMostDevices = 4096;

// Finds the dumps and hands their lines to LsusbDevice.
class Reader {
public:
    Reader(std::span<const paste::Line> lines, int file) : lines_(lines), file_(file) {}

    Reading run();

private:
    void add(std::size_t index);
    bool add_part(std::size_t index);
    void open(const std::optional<LsusbHeader>& header, std::size_t index);
    void close();

    Place place(std::size_t index) const { return {file_, lines_[index].number}; }

    std::span<const paste::Line> lines_;
    int file_;
    Reading reading_;
    std::optional<std::pair<LsusbHeader, std::size_t>> header_;  // of the dump to come
    std::optional<LsusbDevice> device_;
    std::size_t last_ = 0;  // index of the last line that was understood
};

Reading Reader::run() {
    reading_.used.resize(lines_.size());
    for (std::size_t i = 0; i < lines_.size() && reading_.devices.size() < kMostDevices; ++i) add(i);
    close();
    return std::move(reading_);
}

void Reader::add(std::size_t index) {
    const std::string_view text = lines_[index].text;
    if (const std::optional<LsusbHeader> header = read_lsusb_header(text)) {
        close();
        header_ = {*header, index};
        last_ = index;
        return;
    }
    if (device_ && index - last_ > kMostBetween) close();
    if (header_ && index - last_ > kMostBetween) header_.reset();
    if (!add_part(index)) return;
    for (std::size_t i = header_ ? header_->second : last_; device_ && i <= index; ++i)
        reading_.used[i] = true;
    if (device_) header_.reset();
    last_ = index;
}

// Whether the line belongs to a dump.
bool Reader::add_part(std::size_t index) {
    const std::string_view text = lines_[index].text;
    const std::string_view heading = read_lsusb_heading(text);
    if (heading == "Device Descriptor" && (!device_ || device_->has_begun())) {
        close();
        open(header_ ? std::optional(header_->first) : std::nullopt, index);
        return device_->add_heading(heading, place(index));
    }
    if (!device_) {
        const bool begins = header_ && (text.find("Negotiated speed:") != text.npos ||
                                        text.find("Couldn't open device") != text.npos ||
                                        base::trim(text).starts_with("bLength"));
        if (!begins) return false;
        open(header_->first, index);
    }
    if (heading == "Device Status") {
        reading_.used[index] = true;
        for (std::size_t i = last_; i < index; ++i) reading_.used[i] = true;
        last_ = index;
        close();
        return true;
    }
    if (!heading.empty()) return device_->add_heading(heading, place(index));
    if (const auto bytes = read_lsusb_bytes(text)) return device_->add_bytes(*bytes, place(index));
    if (const auto field = read_lsusb_field(text)) return device_->add_field(*field, place(index));
    return device_->add_note(text, place(index));
}

void Reader::open(const std::optional<LsusbHeader>& header, std::size_t index) {
    device_.emplace(header, place(header_ ? header_->second : index));
}

void Reader::close() {
    if (!device_) return;
    Device device = device_->finish(place(last_));
    device_.reset();
    if (device.vendor_id) {
        reading_.devices.push_back(std::move(device));
    } else {
        reading_.ignored.push_back({device.sources.front().first, "a dump of lsusb -v without idVendor"});
    }
}

}  // namespace

Reading read_lsusb_verbose(std::span<const paste::Line> lines, int file) {
    return Reader(lines, file).run();
}

}  // namespace tetherlab::importer
