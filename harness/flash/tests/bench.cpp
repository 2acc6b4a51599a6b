// SPDX-License-Identifier: Apache-2.0
#include "harness/flash/tests/bench.hpp"

#include "gadget/base/text.hpp"
#include "harness/image/tests/sample.hpp"

#include <fmt/format.h>

namespace tetherlab::flash {
namespace {

constexpr auto kPrompt = "\nU-Boot 2023.01\nmaltael # ";
constexpr auto kBootArgs =
    "setenv bootargs memsize=268435456 rd_start=0x86000000 rd_size=0xff console=ttyS0,57600 panic=1\r";
constexpr auto kRecoveryArgs =
    "setenv bootargs memsize=268435456 rd_start=0x86000000 rd_size=0x${filesize} console=ttyS0,57600 "
    "panic=1\r";
constexpr auto kLinux = "[    0.000000] Linux version 6.1\n";

class Steps : public event::Sink {
public:
    explicit Steps(std::vector<std::string>& steps) : steps_(steps) {}

    void on(const event::Event& event) override {
        if (event.kind == event::Kind::kStepEnd && event.name.starts_with("flash: ") &&
            event.data.at("outcome") == "ok")
            steps_.push_back(event.name);
    }

private:
    std::vector<std::string>& steps_;
};

}  // namespace

Bench::Bench() : image(dir / "image.bin") {
    base::write_file(image, base::as_text(image::sample::image()));
    log.add(std::make_shared<Steps>(steps));
    power.on_power_on = [this] { console.print(kPrompt); };
}

void Bench::boots(const std::string& then) {
    console.answer("cmp.b 84000018 85000018 4\r", "Total of 4 byte(s) were the same\nmaltael # ");
    console.answer(kBootArgs, "maltael # ");
    console.answer("bootm 84000000\r", kLinux + then);
}

void Bench::has_a_bad_kernel() {
    console.answer("cmp.b 84000018 85000018 4\r", "Total of 0 byte(s) were the same\nmaltael # ");
    console.answer("iminfo 84000000\r", "Verifying Checksum ...    Bad Data CRC\nmaltael # ");
}

void Bench::loads_the_recovery_system() {
    console.answer("setenv ipaddr 192.168.1.1\r", "maltael # ");
    console.answer("setenv serverip 192.168.1.2\r", "maltael # ");
    console.answer("tftpboot 84000000 kernel.uimage\r", "Bytes transferred = 1\nmaltael # ");
    console.answer("tftpboot 86000000 recovery.cpio.gz\r", "Bytes transferred = 1\nmaltael # ");
    console.answer(kRecoveryArgs, "maltael # ");
    console.answer("bootm 84000000\r", std::string(kLinux) + kUserland);
}

void Bench::runs(const std::string& revision) {
    shell.answer(
        "ubus call system board",
        {.status = {0}, .out = fmt::format(R"({{"release":{{"revision":"{}"}}}})", revision), .err = ""});
}

void Bench::reboots_after_sysupgrade() {
    shell.act_on("sysupgrade -n /tmp", [this]() -> base::Output {
        console.print(kPrompt);
        throw router::ConnectionLost("run on the router", "sysupgrade", "the connection was lost");
    });
}

Target Bench::target() {
    return {.router = router,
            .shell = shell,
            .log = log,
            .board = image::sample::dir_3040(),
            .follow = [this](const std::string& address) { followed.push_back(address); }};
}

}  // namespace tetherlab::flash
