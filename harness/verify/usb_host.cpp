// SPDX-License-Identifier: Apache-2.0
#include "harness/verify/usb_host.hpp"

#include "gadget/base/error.hpp"
#include "harness/verify/descriptors.hpp"

#include <fmt/format.h>
#include <libusb.h>

#include <algorithm>
#include <optional>
#include <set>

namespace tetherlab::verify {
namespace {

using base::Bytes;
using profile::BusSpeed;

constexpr unsigned kRequestTime = 2000;  // ms; USB 2.0 section 9.2.6.4 allows a device 500 ms for data

// The reference to a device that a list or a port gives.
struct Unref {
    void operator()(libusb_device* device) const { libusb_unref_device(device); }
};

using Device = std::unique_ptr<libusb_device, Unref>;

struct Close {
    void operator()(libusb_device_handle* handle) const { libusb_close(handle); }
};

using Handle = std::unique_ptr<libusb_device_handle, Close>;

std::vector<Device> all_devices(libusb_context* context) {
    libusb_device** list = nullptr;
    const ssize_t count = libusb_get_device_list(context, &list);
    if (count < 0) throw base::Error("list", "USB devices", libusb_strerror(static_cast<int>(count)));
    std::vector<Device> devices;
    devices.reserve(static_cast<std::size_t>(count));
    for (ssize_t i = 0; i < count; ++i) devices.emplace_back(list[i]);
    constexpr int kKeepReferences = 0;
    libusb_free_device_list(list, kKeepReferences);
    return devices;
}

// "1-1.2"; empty for a root hub.
std::string port_of(libusb_device* device) {
    std::uint8_t ports[7];  // USB 3.2 section 8.9: five tiers of hubs, and libusb's documentation asks for 7
    const int count = libusb_get_port_numbers(device, ports, sizeof ports);
    if (count <= 0) return {};
    std::string name = fmt::format("{}-{}", libusb_get_bus_number(device), ports[0]);
    for (int i = 1; i < count; ++i) name += fmt::format(".{}", ports[i]);
    return name;
}

std::optional<BusSpeed> speed_of(libusb_device* device) {
    switch (libusb_get_device_speed(device)) {
        case LIBUSB_SPEED_LOW:
            return BusSpeed::kLow;
        case LIBUSB_SPEED_FULL:
            return BusSpeed::kFull;
        case LIBUSB_SPEED_HIGH:
            return BusSpeed::kHigh;
        case LIBUSB_SPEED_SUPER:
            return BusSpeed::kSuper;
        case LIBUSB_SPEED_SUPER_PLUS:
            return BusSpeed::kSuperPlus;
        default:
            return std::nullopt;
    }
}

// What the kernel keeps of it.
Reading known(libusb_device* device) {
    Reading reading;
    reading.port = port_of(device);
    reading.bus = libusb_get_bus_number(device);
    reading.number = libusb_get_device_address(device);
    reading.speed = speed_of(device);
    libusb_device_descriptor kept{};
    libusb_get_device_descriptor(device, &kept);
    base::put_u8(reading.device, kept.bLength);
    base::put_u8(reading.device, kept.bDescriptorType);
    base::put_u16_le(reading.device, kept.bcdUSB);
    for (const std::uint8_t each :
         {kept.bDeviceClass, kept.bDeviceSubClass, kept.bDeviceProtocol, kept.bMaxPacketSize0})
        base::put_u8(reading.device, each);
    for (const std::uint16_t each : {kept.idVendor, kept.idProduct, kept.bcdDevice})
        base::put_u16_le(reading.device, each);
    for (const std::uint8_t each :
         {kept.iManufacturer, kept.iProduct, kept.iSerialNumber, kept.bNumConfigurations})
        base::put_u8(reading.device, each);
    return reading;
}

// GET_DESCRIPTOR requests, USB 2.0 section 9.4.3.
class Asking {
public:
    Asking(libusb_device_handle* device, Reading& reading) : device_(device), reading_(reading) {}

    void run();

private:
    // At most `length` bytes; nothing, and a problem, when the device does not answer.
    std::optional<Bytes> descriptor(std::uint8_t type, std::uint8_t index, std::uint16_t language,
                                    std::uint16_t length, const std::string& what);

    // One that has its whole length behind its first four bytes.
    std::optional<Bytes> long_descriptor(std::uint8_t type, std::uint8_t index, std::uint16_t head,
                                         const std::string& what);

    void configurations();
    void bos();
    void strings();

    libusb_device_handle* device_;
    Reading& reading_;
};

std::optional<Bytes> Asking::descriptor(std::uint8_t type, std::uint8_t index, std::uint16_t language,
                                        std::uint16_t length, const std::string& what) {
    Bytes bytes(length);
    const int got =
        libusb_control_transfer(device_, LIBUSB_ENDPOINT_IN, LIBUSB_REQUEST_GET_DESCRIPTOR,
                                static_cast<std::uint16_t>(type << 8 | index), language,
                                reinterpret_cast<unsigned char*>(bytes.data()), length, kRequestTime);
    if (got < 0) {
        reading_.problems.push_back(fmt::format("{}: {}", what, libusb_strerror(got)));
        return std::nullopt;
    }
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
}

std::optional<Bytes> Asking::long_descriptor(std::uint8_t type, std::uint8_t index, std::uint16_t head,
                                             const std::string& what) {
    const std::optional<Bytes> begin = descriptor(type, index, 0, head, what);
    if (!begin || begin->size() < 4) return begin;
    return descriptor(type, index, 0, base::read_u16_le(*begin, 2), what);
}

void Asking::run() {
    const std::optional<Bytes> own =
        descriptor(LIBUSB_DT_DEVICE, 0, 0, kDeviceLength, "the device descriptor");
    if (own) reading_.device = *own;
    if (reading_.device.size() < kDeviceLength)
        reading_.problems.push_back(
            fmt::format("the device descriptor has {} of 18 bytes", reading_.device.size()));
    configurations();
    bos();
    strings();
}

void Asking::configurations() {
    constexpr std::uint16_t kHead = 9;
    const int count = reading_.byte(17);
    for (int index = 0; index < count; ++index) {
        auto found = long_descriptor(LIBUSB_DT_CONFIG, static_cast<std::uint8_t>(index), kHead,
                                     fmt::format("configuration index {}", index));
        if (!found) return;
        reading_.configurations.push_back(std::move(*found));
    }
}

void Asking::bos() {
    constexpr std::uint16_t kHead = 5;
    reading_.bos = Bytes();
    if (reading_.word(2) < kFirstWithBos) return;
    if (auto found = long_descriptor(LIBUSB_DT_BOS, 0, kHead, "the BOS descriptor"))
        reading_.bos = std::move(*found);
}

// In the device's first language (USB 2.0 section 9.6.7).
void Asking::strings() {
    constexpr std::uint16_t kLongest = 255;
    std::set<std::uint8_t> wanted{reading_.byte(14), reading_.byte(15), reading_.byte(16)};
    for (const Bytes& configuration : reading_.configurations) {
        for (const InterfaceDescriptor& each : read_configuration(configuration).interfaces)
            wanted.insert(mac_string(each).value_or(0));
    }
    wanted.erase(0);
    if (wanted.empty()) return;
    const std::optional<Bytes> languages =
        descriptor(LIBUSB_DT_STRING, 0, 0, kLongest, "the string languages");
    if (!languages || languages->size() < 4) return;
    const std::uint16_t language = base::read_u16_le(*languages, 2);
    for (const std::uint8_t index : wanted) {
        const auto found =
            descriptor(LIBUSB_DT_STRING, index, language, kLongest, fmt::format("string {}", index));
        if (found) reading_.strings[index] = text_of_string(*found);
    }
    reading_.all_strings = true;
}

}  // namespace

void UsbHost::Exit::operator()(libusb_context* context) const {
    libusb_exit(context);
}

UsbHost::UsbHost() {
    libusb_context* context = nullptr;
    const int result = libusb_init(&context);
    if (result != 0) throw base::Error("use", "the USB of this machine", libusb_strerror(result));
    context_.reset(context);
}

std::vector<Reading> UsbHost::list() const {
    constexpr std::uint8_t kHub = 0x09;
    std::vector<Reading> found;
    for (const Device& each : all_devices(context_.get())) {
        Reading reading = known(each.get());
        if (!reading.port.empty() && reading.byte(4) != kHub) found.push_back(std::move(reading));
    }
    std::sort(found.begin(), found.end(), [](const Reading& a, const Reading& b) { return a.port < b.port; });
    return found;
}

Reading UsbHost::read(const std::string& port) const {
    const std::vector<Device> all = all_devices(context_.get());
    const auto device = std::find_if(all.begin(), all.end(),
                                     [&port](const Device& each) { return port_of(each.get()) == port; });
    if (device == all.end()) throw base::Error("read", "USB port " + port, "no device is plugged in there");
    Reading reading = known(device->get());
    libusb_device_handle* opened = nullptr;
    const int result = libusb_open(device->get(), &opened);
    if (result != 0) throw base::Error("open", title(reading), libusb_strerror(result));
    const Handle handle(opened);
    Asking(handle.get(), reading).run();
    return reading;
}

}  // namespace tetherlab::verify
