// SPDX-License-Identifier: Apache-2.0
#include "gadget/base/text.hpp"
#include "harness/observe/line_scanner.hpp"
#include "harness/observe/usb_devices.hpp"

#include <fmt/format.h>

namespace tetherlab::observe {
namespace {

// "Cls=e0(wlcon) Sub=01 Prot=03"
profile::ClassTriple read_class(LineScanner& line) {
    profile::ClassTriple triple;
    line.literal("Cls=");
    triple.base = static_cast<std::uint8_t>(line.hex(0xff));
    line.literal("(");
    line.until(')');
    line.literal(") Sub=");
    triple.sub = static_cast<std::uint8_t>(line.hex(0xff));
    line.literal(" Prot=");
    triple.protocol = static_cast<std::uint8_t>(line.hex(0xff));
    return triple;
}

std::uint16_t read_bcd(LineScanner& line) {
    const int high = line.hex(0xff);
    line.literal(".");
    return static_cast<std::uint16_t>(high << 8 | line.hex(0xff));
}

bool read_star(LineScanner& line) {
    if (line.accept("*")) return true;
    line.literal(" ");
    return false;
}

UsbTopology read_topology(LineScanner& line) {
    UsbTopology topology;
    line.literal(" Bus=");
    topology.bus = line.decimal();
    line.literal(" Lev=");
    topology.level = line.decimal();
    line.literal(" Prnt=");
    topology.parent = line.decimal();
    line.literal(" Port=");
    topology.port = line.decimal();
    line.literal(" Cnt=");
    topology.count = line.decimal();
    line.literal(" Dev#=");
    topology.number = line.decimal();
    line.literal(" Spd=");
    topology.speed = std::string(line.until(' '));
    while (line.accept(" ")) {
    }
    line.literal("MxCh=");
    topology.max_children = line.decimal();
    return topology;
}

UsbBandwidth read_bandwidth(LineScanner& line) {
    UsbBandwidth bandwidth;
    line.literal(" Alloc=");
    bandwidth.allocated_us = line.decimal();
    line.literal("/");
    bandwidth.available_us = line.decimal();
    line.literal(" us (");
    bandwidth.percent = line.decimal();
    line.literal("%), #Int=");
    bandwidth.interrupt_requests = line.decimal();
    line.literal(", #Iso=");
    bandwidth.isochronous_requests = line.decimal();
    return bandwidth;
}

void read_device(LineScanner& line, UsbDevice& device) {
    line.literal(" Ver=");
    device.bcd_usb = read_bcd(line);
    line.literal(" ");
    device.triple = read_class(line);
    line.literal(" MxPS=");
    device.max_packet0 = line.decimal();
    line.literal(" #Cfgs=");
    device.configuration_count = line.decimal();
}

void read_product(LineScanner& line, UsbDevice& device) {
    line.literal(" Vendor=");
    device.vendor_id = static_cast<std::uint16_t>(line.hex(0xffff));
    line.literal(" ProdID=");
    device.product_id = static_cast<std::uint16_t>(line.hex(0xffff));
    line.literal(" Rev=");
    device.bcd_device = read_bcd(line);
}

void read_string(LineScanner& line, UsbDevice& device) {
    line.literal(" ");
    if (line.accept("Manufacturer=")) {
        device.manufacturer = line.rest();
    } else if (line.accept("Product=")) {
        device.product = line.rest();
    } else if (line.accept("SerialNumber=")) {
        device.serial = line.rest();
    } else {
        line.fail("Manufacturer=, Product= or SerialNumber=");
    }
}

UsbConfiguration read_configuration(LineScanner& line) {
    UsbConfiguration configuration;
    configuration.active = read_star(line);
    line.literal(" #Ifs=");
    configuration.interface_count = line.decimal();
    line.literal(" Cfg#=");
    configuration.value = line.decimal();
    line.literal(" Atr=");
    configuration.attributes = static_cast<std::uint8_t>(line.hex(0xff));
    line.literal(" MxPwr=");
    configuration.max_power_ma = line.decimal();
    line.literal("mA");
    return configuration;
}

UsbAssociation read_association(LineScanner& line) {
    UsbAssociation association;
    line.literal("  FirstIf#=");
    association.first_interface = line.decimal();
    line.literal(" IfCount=");
    association.interface_count = line.decimal();
    line.literal(" ");
    association.triple = read_class(line);
    return association;
}

struct ReadInterface {
    UsbInterface interface;
    int endpoint_count = 0;
};

ReadInterface read_interface(LineScanner& line) {
    ReadInterface read;
    read.interface.active = read_star(line);
    line.literal(" If#=");
    read.interface.number = line.decimal();
    line.literal(" Alt=");
    read.interface.alternate = line.decimal();
    line.literal(" #EPs=");
    read.endpoint_count = line.decimal();
    line.literal(" ");
    read.interface.triple = read_class(line);
    line.literal(" Driver=");
    read.interface.driver = line.rest();
    return read;
}

UsbEndpoint read_endpoint(LineScanner& line) {
    UsbEndpoint endpoint;
    line.literal("  Ad=");
    endpoint.address = static_cast<std::uint8_t>(line.hex(0xff));
    line.literal("(");
    line.character();
    line.literal(") Atr=");
    endpoint.attributes = static_cast<std::uint8_t>(line.hex(0xff));
    line.literal("(");
    line.until(')');
    line.literal(") MxPS=");
    endpoint.max_packet = line.decimal();
    line.literal(" Ivl=");
    const int interval = line.decimal();
    if (line.accept("us")) {
        endpoint.interval = std::chrono::microseconds(interval);
    } else {
        line.literal("ms");
        endpoint.interval = std::chrono::milliseconds(interval);
    }
    return endpoint;
}

// Puts the lines of a device together and refuses one that has no place.
class Builder {
public:
    void add(LineScanner& line);

    // Throws when the last interface still misses endpoints, at `line`.
    void finish(const LineScanner& line) const { require_endpoints(line); }

    std::vector<UsbDevice> take() { return std::move(devices_); }

private:
    UsbDevice& device(const LineScanner& line);
    UsbConfiguration& configuration(const LineScanner& line);
    void add_part_of_device(char kind, LineScanner& line);
    void add_endpoint(LineScanner& line);
    void require_endpoints(const LineScanner& line) const;

    std::vector<UsbDevice> devices_;
    int missing_endpoints_ = 0;
};

UsbDevice& Builder::device(const LineScanner& line) {
    if (devices_.empty()) line.fail("a line that starts with T:");
    return devices_.back();
}

UsbConfiguration& Builder::configuration(const LineScanner& line) {
    if (device(line).configurations.empty()) line.fail("a line that starts with C:");
    return devices_.back().configurations.back();
}

void Builder::require_endpoints(const LineScanner& line) const {
    if (missing_endpoints_ > 0)
        line.fail(fmt::format("a line that starts with E: ({} missing)", missing_endpoints_));
}

void Builder::add(LineScanner& line) {
    static constexpr std::string_view kKinds = "TBDPSCAIE";
    LineScanner start = line;
    const char kind = line.character();
    if (kKinds.find(kind) == std::string_view::npos)
        start.fail("a line that starts with one of T B D P S C A I E");
    if (kind != 'E') require_endpoints(start);
    line.literal(":");
    if (kind == 'T') {
        line.literal(" ");
        devices_.push_back({});
        devices_.back().topology = read_topology(line);
    } else if (kind == 'E') {
        add_endpoint(line);
    } else {
        device(start);
        add_part_of_device(kind, line);
    }
    line.end();
}

void Builder::add_part_of_device(char kind, LineScanner& line) {
    if (kind == 'C') {
        devices_.back().configurations.push_back(read_configuration(line));
    } else if (kind == 'A') {
        configuration(line).associations.push_back(read_association(line));
    } else if (kind == 'I') {
        ReadInterface read = read_interface(line);
        configuration(line).interfaces.push_back(std::move(read.interface));
        missing_endpoints_ = read.endpoint_count;
    } else {
        line.literal(" ");
        if (kind == 'B') devices_.back().bandwidth = read_bandwidth(line);
        if (kind == 'D') read_device(line, devices_.back());
        if (kind == 'P') read_product(line, devices_.back());
        if (kind == 'S') read_string(line, devices_.back());
    }
}

void Builder::add_endpoint(LineScanner& line) {
    if (missing_endpoints_ == 0) line.fail("no endpoint: its interface has all of them");
    configuration(line).interfaces.back().endpoints.push_back(read_endpoint(line));
    --missing_endpoints_;
}

}  // namespace

std::vector<UsbDevice> parse_usb_devices(const std::string& text) {
    constexpr std::string_view kSource = "usb/devices";
    Builder builder;
    int number = 0;
    const std::vector<std::string> lines = base::split(text, '\n');
    for (const std::string& line : lines) {
        ++number;
        if (line.empty()) continue;
        LineScanner scanner(kSource, line, number);
        builder.add(scanner);
    }
    builder.finish(LineScanner(kSource, "", number));
    return builder.take();
}

}  // namespace tetherlab::observe
