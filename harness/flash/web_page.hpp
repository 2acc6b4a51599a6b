// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "gadget/base/deadline.hpp"
#include "gadget/base/process.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace tetherlab::flash {

// The recovery page of a vendor's boot loader. D-Link's is a uIP 0.9: HTTP/1.0, one form with one file, no
// DHCP, no answer to pings (openwrt.org, "D-Link Recovery GUI"; OpenWrt commit cab2e1de0d9). Best effort:
// people saw uploads of programs and of browsers hang there, and it needs its power cut after one that did.
struct WebPage {
    std::string url;                 // "http://192.168.0.1/"
    std::string field = "firmware";  // of the form
    base::Argv in_network = {};      // argv prefix that enters the lab's network
};

// Asks for the page until it comes. Returns why it did not, by the deadline.
std::optional<std::string> await_page(const WebPage& page, const base::Deadline& deadline);

// Uploads `image` by the form. Nothing when the page says that it writes it, else what happened instead.
std::optional<std::string> upload(const WebPage& page, const std::filesystem::path& image,
                                  const base::Deadline& deadline);

}  // namespace tetherlab::flash
