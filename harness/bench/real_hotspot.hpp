// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/process.hpp"
#include "harness/bench/bench.hpp"
#include "harness/bench/bench_file.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <utility>

namespace tetherlab::bench {

// A real hotspot at this machine's USB, redirected to the router by tetherlab-wire. The cable stays where it
// is: plug() gives the device to the router, and unplug() gives it back to this machine's kernel. One thread
// at a time.
class RealHotspot : public Hotspot {
public:
    struct Parts {
        RealDevice device;
        std::filesystem::path wire;    // the program tetherlab-wire
        std::filesystem::path socket;  // that the router's QEMU connects to
        std::filesystem::path log;     // of what the wire says
        base::Argv in_network = {};    // put before its command line
        // Gets "gone" when the hotspot has left this machine's bus by itself, and "plugged" whenever the
        // router is told of it again. On a thread of its own.
        std::function<void(const std::string&)> on_change = [](const std::string&) {};
    };

    // Returns what the device is: "05c6:9057 at 1-1.4 (Android MDM9207)". Throws base::Error that says what
    // is missing.
    static std::string check(const Parts& parts, const base::Deadline& deadline);

    explicit RealHotspot(Parts parts) : parts_(std::move(parts)) {}

    RealHotspot(const RealHotspot&) = delete;
    RealHotspot& operator=(const RealHotspot&) = delete;
    ~RealHotspot() override;

    // The hotspot is what it is: there is nothing to make.
    std::vector<agent::Deviation> prepare(const profile::Profile& profile,
                                          const base::Deadline& deadline) override;

    // Waits for the device if it is not there just now, and until the router has been told of it. Throws
    // base::Error with what the wire said when it ended, base::TimeoutError.
    void plug(const base::Deadline& deadline) override;

    void unplug(const base::Deadline& deadline) override;

    // A bench with a real hotspot has no capability that a fault could ask for: these throw base::Error.
    void arm(const fault::Order& order, const base::Deadline& deadline) override;
    void fire(const std::string& id, const base::Deadline& deadline) override;
    void end(const std::string& id, const base::Deadline& deadline) override;

private:
    base::Argv wire_argv() const;
    base::ExitStatus give_back();

    Parts parts_;
    std::optional<base::Child> wire_;  // while plugged
    base::UniqueFd said_;              // its standard output
    std::thread listener_;             // to that, once it has said "plugged"; ends with the wire
};

}  // namespace tetherlab::bench
