// SPDX-License-Identifier: Apache-2.0
#include "harness/importer/usb_devices.hpp"

#include "gadget/base/text.hpp"
#include "harness/importer/record.hpp"
#include "harness/importer/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tetherlab::importer {
namespace {

constexpr std::size_t kMostBetween = 3;  // other lines between two of one device, such as an error message
constexpr std::size_t kMostDevices = 4096;
constexpr std::size_t kMostParts = 512;  // of one device; a webcam has about a hundred
constexpr int kAny = 1 << 20;

// A device while its lines come in. Not inside Builder: clang 14 cannot emplace it there.
struct Open {
    Device device;
    bool topology = false;
    bool zero_padded_release = false;  // as usb-devices prints it
    bool star = false;
    bool associations = false;
    std::size_t last = 0;  // index of its last line
    std::size_t parts = 0;
};

class Builder {
public:
    Builder(std::span<const paste::Line> lines, int file) : lines_(lines), file_(file) {}

    Reading run();

private:
    void add(const Record& record);
    bool begins_another(const Record& record) const;
    void open(const Record& record);
    void close();

    void add_topology(const Record& record);
    void add_device(const Record& record);
    void add_product(const Record& record);
    void add_string(const Record& record);
    void add_configuration(const Record& record);
    void add_association(const Record& record);
    void add_interface(const Record& record);
    void add_endpoint(const Record& record);

    Configuration& configuration(const Record& record);
    SourceKind kind() const;

    Place place(const Record& record) const { return {file_, lines_[record.index].number}; }

    void remark(const Record& record, std::string text) {
        open_->device.remarks.push_back({place(record), std::move(text)});
    }

    template <typename T>
    Field<T> said(const Record& record, std::string_view key, std::optional<T> value) {
        if (value) return Said<T>{*value, place(record)};
        if (record.has(key)) {
            remark(record, fmt::format("{}: cannot read {}='{}'", record.letter, key,
                                       record.value(key).substr(0, 40)));
        }
        return std::nullopt;
    }

    Field<int> number(const Record& record, std::string_view key) {
        return said<int>(record, key, read_number(record.value(key), kAny));
    }

    Field<profile::ClassTriple> triple(const Record& record);

    std::span<const paste::Line> lines_;
    int file_;
    Reading reading_;
    std::optional<Open> open_;
};

Reading Builder::run() {
    reading_.used.resize(lines_.size());
    for (const Record& record : find_records(lines_)) {
        for (std::size_t i = record.index; i <= record.last; ++i) reading_.used[i] = true;
        if (reading_.devices.size() < kMostDevices) add(record);
    }
    if (open_) close();
    return std::move(reading_);
}

void Builder::add(const Record& record) {
    if (open_ && begins_another(record)) close();
    if (!open_) open(record);
    open_->last = record.last;
    if (++open_->parts > kMostParts) return;
    switch (record.letter) {
        case 'T':
            return add_topology(record);
        case 'D':
            return add_device(record);
        case 'P':
            return add_product(record);
        case 'S':
            return add_string(record);
        case 'C':
            return add_configuration(record);
        case 'A':
            return add_association(record);
        case 'I':
            return add_interface(record);
        case 'E':
            return add_endpoint(record);
        default:
            return;  // B:, the bandwidth of a bus
    }
}

// The lines of a device come in the order T B D P S C (A I E)…; what goes back starts another one, and so
// does what stands after a passage of other text.
bool Builder::begins_another(const Record& record) const {
    std::size_t between = 0;
    for (std::size_t i = open_->last + 1; i < record.index && between <= kMostBetween; ++i) {
        if (!base::trim(lines_[i].text).empty()) ++between;
    }
    if (between > kMostBetween) return true;
    const Device& device = open_->device;
    switch (record.letter) {
        case 'T':
            return true;
        case 'D':
            return device.bcd_usb || device.vendor_id || device.has_descriptors();
        case 'P':
            return device.vendor_id || device.has_descriptors();
        case 'S':
            return device.has_descriptors();
        default:
            return false;
    }
}

void Builder::open(const Record& record) {
    open_.emplace();
    open_->device.sources.push_back({SourceKind::kUsbDevices, place(record), 0});
}

SourceKind Builder::kind() const {
    const bool script = !open_->star && !open_->associations && open_->device.configurations.size() <= 1 &&
                        (open_->zero_padded_release || !open_->device.has_descriptors());
    return script ? SourceKind::kUsbDevicesScript : SourceKind::kUsbDevices;
}

void Builder::close() {
    Device device = std::move(open_->device);
    Source& source = device.sources.front();
    source.kind = device.has_descriptors() || open_->zero_padded_release ? kind() : source.kind;
    source.last_line = lines_[open_->last].number;
    const bool topology = open_->topology;
    open_.reset();
    if (!device.vendor_id || (!topology && !device.has_descriptors())) {
        const char* why = !device.vendor_id ? "lines of a device without its P: line"
                                            : "a piece of a listing, without T: and without interfaces";
        reading_.ignored.push_back({source.first, why});
        return;
    }
    if (!topology)
        device.remarks.push_back({source.first, "there is no T: line: speed and port are unknown"});
    if (!device.has_descriptors()) {
        device.cut_off = true;
        device.remarks.push_back(
            {{file_, source.last_line}, "the listing ends here, before the first C: line"});
    }
    for (Configuration& each : device.configurations) put_in_order(each);
    const bool script = source.kind == SourceKind::kUsbDevicesScript;
    const int promised = device.configuration_count ? device.configuration_count->value : 0;
    const int listed = static_cast<int>(device.configurations.size());
    if (listed > 0 && promised > listed) {
        device.other_configurations = true;
        device.remarks.push_back({device.configuration_count->place,
                                  fmt::format("{} of {} configurations are listed{}", listed, promised,
                                              script ? "; usb-devices shows the active one only" : "")});
    }
    reading_.devices.push_back(std::move(device));
}

Field<profile::ClassTriple> Builder::triple(const Record& record) {
    const auto base = said<std::uint8_t>(record, "Cls", read_named_byte(record.value("Cls")));
    const auto sub = said<int>(record, "Sub", read_hex(record.value("Sub"), 0xff));
    const auto protocol = said<int>(record, "Prot", read_hex(record.value("Prot"), 0xff));
    if (!base || !sub || !protocol) return std::nullopt;
    return Said<profile::ClassTriple>{
        {base->value, static_cast<std::uint8_t>(sub->value), static_cast<std::uint8_t>(protocol->value)},
        place(record)};
}

void Builder::add_topology(const Record& record) {
    Device& device = open_->device;
    open_->topology = true;
    device.bus = number(record, "Bus");
    device.level = number(record, "Lev");
    device.number = number(record, "Dev#");
    device.speed = said<profile::BusSpeed>(record, "Spd", read_speed(record.value("Spd")));
    // On a root hub's port the port is known; below another hub only the number of the last port is.
    const Field<int> port = number(record, "Port");
    if (device.bus && port && device.level && device.level->value == 1) {
        device.port =
            Said<std::string>{fmt::format("{}-{}", device.bus->value, port->value + 1), place(record)};
    }
}

void Builder::add_device(const Record& record) {
    Device& device = open_->device;
    device.bcd_usb = said<std::uint16_t>(record, "Ver", read_bcd(record.value("Ver")));
    device.triple = triple(record);
    device.max_packet0 = number(record, "MxPS");
    device.configuration_count = number(record, "#Cfgs");
}

void Builder::add_product(const Record& record) {
    const auto id = [&](std::string_view key) -> Field<std::uint16_t> {
        const std::optional<int> value = read_hex(record.value(key), 0xffff);
        return said<std::uint16_t>(record, key,
                                   value ? std::optional(static_cast<std::uint16_t>(*value)) : std::nullopt);
    };
    Device& device = open_->device;
    device.vendor_id = id("Vendor");
    device.product_id = id("ProdID");
    device.bcd_device = said<std::uint16_t>(record, "Rev", read_bcd(record.value("Rev")));
    open_->zero_padded_release = record.value("Rev").starts_with('0');
}

void Builder::add_string(const Record& record) {
    Device& device = open_->device;
    const std::pair<std::string_view, Field<std::string>*> fields[] = {{"Manufacturer", &device.manufacturer},
                                                                       {"Product", &device.product},
                                                                       {"SerialNumber", &device.serial}};
    for (const auto& [key, field] : fields) {
        if (!record.text.starts_with(key)) continue;
        const std::string text(record.value(key));
        if (is_masked(text)) return remark(record, fmt::format("the poster masked {}", key));
        if (is_masked_in_part(text)) remark(record, fmt::format("the poster masked a part of {}", key));
        *field = Said<std::string>{text, place(record)};
    }
}

void Builder::add_configuration(const Record& record) {
    Configuration added;
    added.place = place(record);
    added.active = record.star;
    added.interface_count = number(record, "#Ifs");
    added.value = number(record, "Cfg#");
    added.attributes = said<std::uint8_t>(record, "Atr", read_named_byte(record.value("Atr")));
    added.max_power_ma = said<int>(record, "MxPwr", read_milliampere(record.value("MxPwr")));
    open_->star = open_->star || record.star;
    open_->device.configurations.push_back(std::move(added));
}

Configuration& Builder::configuration(const Record& record) {
    std::vector<Configuration>& all = open_->device.configurations;
    if (all.empty()) {
        remark(record, "there is no C: line before it: value, attributes and power are unknown");
        all.emplace_back().place = place(record);
    }
    return all.back();
}

void Builder::add_association(const Record& record) {
    Association added;
    added.place = place(record);
    added.first_interface = read_number(record.value("FirstIf#"), kAny).value_or(0);
    added.interface_count = read_number(record.value("IfCount"), kAny).value_or(0);
    added.triple = triple(record);
    open_->associations = true;
    configuration(record).associations.push_back(std::move(added));
}

void Builder::add_interface(const Record& record) {
    Interface added;
    added.place = place(record);
    added.number = read_number(record.value("If#"), kAny).value_or(0);
    added.alternate = read_number(record.value("Alt"), kAny).value_or(0);
    added.endpoint_count = number(record, "#EPs");
    added.triple = triple(record);
    // The kernel prints an empty one in a configuration that is not active: nothing is known of a driver.
    if (const std::string_view driver = record.value("Driver"); !driver.empty()) {
        const bool none = driver == "(none)" || driver == "none" || driver == "[none]";
        added.driver = Said<std::string>{none ? "" : std::string(driver), place(record)};
    }
    Configuration& target = configuration(record);
    if (find_interface(target, added.number, added.alternate) != nullptr) {
        remark(record,
               fmt::format("interface {} setting {} stands here twice", added.number, added.alternate));
    }
    open_->star = open_->star || record.star;
    target.interfaces.push_back(std::move(added));
}

void Builder::add_endpoint(const Record& record) {
    if (configuration(record).interfaces.empty()) {
        return remark(record, "an endpoint before the first interface is ignored");
    }
    Endpoint added;
    added.place = place(record);
    added.address = said<std::uint8_t>(record, "Ad", read_named_byte(record.value("Ad")));
    added.attributes = said<std::uint8_t>(record, "Atr", read_named_byte(record.value("Atr")));
    added.max_packet = number(record, "MxPS");
    added.interval = said<Microseconds>(record, "Ivl", read_interval(record.value("Ivl")));
    configuration(record).interfaces.back().endpoints.push_back(std::move(added));
}

}  // namespace

Reading read_usb_devices(std::span<const paste::Line> lines, int file) {
    return Builder(lines, file).run();
}

}  // namespace tetherlab::importer
