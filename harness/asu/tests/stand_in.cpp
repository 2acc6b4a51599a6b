// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/tests/stand_in.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/process.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace tetherlab::asu::testing {
namespace {

constexpr base::Milliseconds kPatience{30'000};  // a Python starts, on a busy machine

void make_certificate(const std::filesystem::path& folder) {
    base::run_checked(
        {"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
         "2", "-subj", "/CN=stand-in", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout",
         folder / "key.pem", "-out", folder / "certificate.pem"},
        base::Deadline(kPatience));
}

}  // namespace

// The program that plays them, until this process ends.
class Stage {
public:
    explicit Stage(Tls tls) : output_(base::make_pipe()) {
        ::setenv("no_proxy", "127.0.0.1", 1);
        base::Argv argv{"python3", "-IS", TETHERLAB_SOURCE_DIR "/harness/asu/tests/stand_in.py",
                        folder_.path()};
        if (tls == Tls::kSelfSigned) {
            make_certificate(folder_.path());
            argv.insert(argv.end(), {certificate(), folder_.path() / "key.pem"});
        }
        server_.emplace(argv, base::SpawnOptions{.err = errors(), .output_fd = output_.write_end.get()});
        output_.write_end.reset();
        const base::Deadline deadline(kPatience);
        const auto port = next_line(deadline);
        if (!port) base::throw_timeout("the stand-in", deadline);
        url_ = fmt::format("{}://127.0.0.1:{}", tls == Tls::kNone ? "http" : "https", *port);
    }

    // One for each kind; a thread that stays alive starts it, as its child ends with that.
    static Stage& of(Tls tls) {
        if (tls == Tls::kSelfSigned) {
            static Stage with_tls(tls);
            return with_tls;
        }
        static Stage without(tls);
        return without;
    }

    const std::string& url() const { return url_; }

    std::filesystem::path certificate() const { return folder_.path() / "certificate.pem"; }

    // Returns its name.
    std::string add(const Plan& plan) {
        const std::string name = std::to_string(++plans_);
        base::write_file(folder_.path() / (name + ".json"), plan.dump());
        return name;
    }

    std::optional<std::string> next_line(const base::Deadline& deadline) {
        for (;;) {
            const std::size_t end = unread_.find('\n');
            if (end != std::string::npos) {
                std::string line = unread_.substr(0, end);
                unread_.erase(0, end + 1);
                return line;
            }
            pollfd ready{output_.read_end.get(), POLLIN, 0};
            if (::poll(&ready, 1, deadline.poll_timeout()) <= 0) return std::nullopt;
            std::array<char, 4096> buffer{};
            const ssize_t n = ::read(output_.read_end.get(), buffer.data(), buffer.size());
            if (n <= 0) throw base::Error("start", "the stand-in", base::read_file(errors()));
            unread_.append(buffer.data(), static_cast<std::size_t>(n));
        }
    }

private:
    std::filesystem::path errors() const { return folder_.path() / "errors"; }

    base::TemporaryFolder folder_;
    base::Pipe output_;
    std::string unread_;
    std::optional<base::Child> server_;
    std::string url_;
    int plans_ = 0;
};

StandIn::StandIn(const Plan& plan, Tls tls)
    : stage_(Stage::of(tls)), root_("/" + stage_.add(plan)), url_(stage_.url() + root_) {}

std::filesystem::path StandIn::certificate() const {
    return stage_.certificate();
}

std::string StandIn::next_request() {
    const base::Deadline deadline(kPatience);
    auto request = next_request(deadline);
    if (!request) base::throw_timeout("a request", deadline);
    return *request;
}

std::vector<std::string> StandIn::requests() {
    std::vector<std::string> all;
    while (auto request = next_request(base::Deadline(base::Milliseconds::zero()))) all.push_back(*request);
    return all;
}

// Lines are "GET /3/store/…": those of others are left out, and so is the root.
std::optional<std::string> StandIn::next_request(const base::Deadline& deadline) {
    while (auto line = stage_.next_line(deadline)) {
        const std::size_t at = line->find(' ') + 1;
        if (line->compare(at, root_.size() + 1, root_ + "/") == 0) return line->erase(at, root_.size());
    }
    return std::nullopt;
}

}  // namespace tetherlab::asu::testing
