// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "harness/importer/device.hpp"
#include "harness/importer/lsusb_line.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tetherlab::importer {

// A device while the lines of its lsusb -v dump come in.
class LsusbDevice {
public:
    LsusbDevice(const std::optional<LsusbHeader>& header, Place first);

    // Each returns whether the line is one of a dump.
    bool add_heading(std::string_view heading, Place place);
    bool add_field(const LsusbField& field, Place place);
    bool add_bytes(const std::vector<std::uint8_t>& bytes, Place place);
    bool add_note(std::string_view text, Place place);

    // Its device descriptor came.
    bool has_begun() const { return begun_; }

    // With what follows from the whole: speed, intervals, and whether the dump was cut.
    Device finish(Place last);

private:
    // What the fields to come belong to.
    enum class Section { kNone, kDevice, kConfiguration, kAssociation, kInterface, kEndpoint, kClass };

    // A descriptor of which only the heading or bLength came so far.
    struct Pending {
        std::string heading;
        int type = 0;  // bDescriptorType, or what the heading stands for
        Place place;
        int length = 0;
    };

    void begin_pending();
    void begin(const Pending& descriptor);
    void begin_interface(const Pending& descriptor);
    void begin_endpoint(const Pending& descriptor);
    void begin_class(const Pending& descriptor);
    void count(int length);

    void set_device(const LsusbField& field, Place place);
    void set_configuration(const LsusbField& field, Place place);
    void set_association(const LsusbField& field, Place place);
    void set_interface(const LsusbField& field, Place place);
    void set_endpoint(const LsusbField& field, Place place);
    void set_class(const LsusbField& field, Place place);

    Field<std::string> read_string(const LsusbField& field, Place place);
    void set_triple(std::size_t part, const LsusbField& field, Place place,
                    Field<profile::ClassTriple>& target);
    Configuration* configuration();
    Interface* interface();

    void find_speed();
    void find_intervals();
    void find_cut(Place last);

    Device device_;
    Section section_ = Section::kNone;
    bool begun_ = false;
    bool in_configuration_ = false;
    std::optional<Pending> pending_;
    std::array<std::optional<std::uint8_t>, 3> class_parts_;
};

}  // namespace tetherlab::importer
