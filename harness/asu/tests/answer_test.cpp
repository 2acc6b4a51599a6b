// SPDX-License-Identifier: Apache-2.0
#include "harness/asu/answer.hpp"

#include "gadget/base/testing/error_of.hpp"

#include <gtest/gtest.h>

namespace tetherlab::asu {
namespace {

const std::string kUrl = "http://asu.example/api/v1/build";
const std::string kHash = "1c4a79c6b711a576996cf9a5e7046a4581008c4466574096266f0e6ea4208fbc";
const std::string kDone = R"({"detail": "done", "request_hash": "1c4a79c6b711", "bin_dir": "1c4a79c6b711",
    "version_number": "SNAPSHOT", "version_code": "r34567-abcdef0123",
    "manifest": {"base-files": "1700", "kmod-usb-net-rndis": "6.18.44-r1"},
    "images": [{"filesystem": "squashfs", "name": "openwrt-a-squashfs-sysupgrade.bin", "type": "sysupgrade",
                "sha256": "1C4A79c6b711a576996cf9a5e7046a4581008c4466574096266f0e6ea4208fbc"},
               {"filesystem": "initramfs", "name": "openwrt-a-initramfs-kernel.bin", "type": "kernel",
                "sha256": "1c4a79c6b711a576996cf9a5e7046a4581008c4466574096266f0e6ea4208fbc"}]})";

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    return text.replace(text.find(what), what.size(), with);
}

// The reason that is given, without "read the answer of URL: ".
std::string error_of(int status, const std::string& body) {
    const std::string error = base::testing::error_of([&] { parse_answer(status, body, kUrl); });
    const std::string action = "read the answer of " + kUrl + ": ";
    return error.starts_with(action) ? error.substr(action.size()) : error;
}

TEST(Answer, KnowsAPlaceInTheQueue) {
    EXPECT_EQ(parse_answer(
                  202, R"({"detail": "queued", "queue_position": 3, "request_hash": "1c4a79c6b711"})", kUrl),
              Answer(Queued{"1c4a79c6b711", 3}));
}

TEST(Answer, KnowsTheStageOfABuild) {
    EXPECT_EQ(parse_answer(202,
                           R"({"detail": "started", "imagebuilder_status": "building_image",
                               "request_hash": "1c4a79c6b711"})",
                           kUrl),
              Answer(Building{"1c4a79c6b711", "building_image"}));
}

TEST(Answer, KnowsAFinishedBuild) {
    EXPECT_EQ(parse_answer(200, kDone, kUrl),
              Answer(Build{"1c4a79c6b711",
                           "1c4a79c6b711",
                           "SNAPSHOT",
                           "r34567-abcdef0123",
                           {{"sysupgrade", "squashfs", "openwrt-a-squashfs-sysupgrade.bin", kHash},
                            {"kernel", "initramfs", "openwrt-a-initramfs-kernel.bin", kHash}},
                           {"base-files", "kmod-usb-net-rndis"}}));
}

TEST(Answer, FindsAnImageByItsKind) {
    const Build build = std::get<Build>(parse_answer(200, kDone, kUrl));
    EXPECT_EQ(find_image(build, ImageKind::kSysupgrade), &build.images[0]);
    EXPECT_EQ(find_image(build, ImageKind::kInitramfs), &build.images[1]);
    EXPECT_EQ(find_image(build, ImageKind::kRecovery), nullptr);
}

TEST(Answer, KnowsARefusal) {
    EXPECT_EQ(parse_answer(400, R"({"detail": "Unsupported branch: 9.9", "status": 400})", kUrl),
              Answer(Refused{"Unsupported branch: 9.9"}));
}

TEST(Answer, NamesEachFieldThatTheServerCannotRead) {
    EXPECT_EQ(parse_answer(422,
                           R"({"detail": [
                               {"loc": ["body", "version"], "msg": "Field required", "type": "missing", "input": {}},
                               {"loc": ["body", "packages", 2], "msg": "Input should be a valid string", "input": 7}]})",
                           kUrl),
              Answer(Refused{"body.version: Field required, got {}; "
                             "body.packages.2: Input should be a valid string, got 7"}));
}

TEST(Answer, KnowsAFailedBuild) {
    EXPECT_EQ(parse_answer(
                  500,
                  R"json({"status": 500, "detail": "Error: Impossible package selection: missing (kmod-mii)",
                               "stdout": "", "stderr": null})json",
                  kUrl),
              Answer(Failed{"Impossible package selection: missing (kmod-mii)",
                            {{"kmod-mii", Fault::kMissing, ""}}}));
}

TEST(Answer, KnowsThatAServerFellOver) {
    EXPECT_EQ(parse_answer(500, "Internal Server Error", kUrl), Answer(Unavailable{500, "no reason given"}));
    EXPECT_EQ(
        parse_answer(529, R"({"status": 529, "title": "Server overloaded", "detail": "too many"})", kUrl),
        Answer(Unavailable{529, "too many"}));
}

TEST(Answer, RefusesWhatIsNotJson) {
    EXPECT_EQ(error_of(200, "<html>"), "expected JSON, got \"<html>\"");
    EXPECT_EQ(error_of(202, ""), "expected JSON, got \"\"");
    EXPECT_EQ(error_of(200, "[1]"), "expected an object as the answer, got [1]");
}

TEST(Answer, RefusesAnAnswerThatLacksAField) {
    EXPECT_EQ(error_of(202, R"({"detail": "queued"})"),
              "expected 8 to 64 hexadecimal digits as request_hash, got nothing");
    EXPECT_EQ(error_of(200, replaced(kDone, "\"images\"", "\"files\"")),
              "expected a list as images, got nothing");
    EXPECT_EQ(error_of(200, replaced(kDone, "initramfs-kernel.bin\", \"type\"",
                                     "initramfs-kernel.bin\", \"kind\"")),
              "expected text as images[1].type, got nothing");
    EXPECT_EQ(error_of(500, R"({"stderr": "x"})"), "expected text as detail, got nothing");
}

TEST(Answer, RefusesAPlaceThatIsNoNumber) {
    EXPECT_EQ(error_of(202, R"({"detail": "queued", "queue_position": -1, "request_hash": "1c4a79c6b711"})"),
              "expected a number from 0 on as queue_position, got -1");
}

TEST(Answer, RefusesHashesOfAnotherForm) {
    EXPECT_EQ(error_of(200, replaced(kDone, "1C4A79c6", "1c4a79cg")),
              "expected 64 hexadecimal digits as images[0].sha256, got "
              "\"1c4a79cgb711a576996cf9a5e7046a4581008c4466574096266f0e6ea4208fbc\"");
    EXPECT_EQ(error_of(200, replaced(kDone, "1C4A79c6", "")),
              "expected 64 hexadecimal digits as images[0].sha256, got "
              "\"b711a576996cf9a5e7046a4581008c4466574096266f0e6ea4208fbc\"");
    EXPECT_EQ(error_of(202, R"({"detail": "queued", "request_hash": "../../x"})"),
              "expected 8 to 64 hexadecimal digits as request_hash, got \"../../x\"");
}

TEST(Answer, RefusesNamesThatLeadElsewhere) {
    EXPECT_EQ(error_of(200, replaced(kDone, "openwrt-a-squashfs", "../../etc/x")),
              "expected the name of a file as images[0].name, got \"../../etc/x-sysupgrade.bin\"");
    EXPECT_EQ(error_of(200, replaced(kDone, "openwrt-a-squashfs-sysupgrade.bin", "..")),
              "expected the name of a file as images[0].name, got \"..\"");
    EXPECT_EQ(error_of(200, replaced(kDone, "\"bin_dir\": \"1c4a79c6b711\"", "\"bin_dir\": \"a/../../b\"")),
              "expected a path below /store as bin_dir, got \"a/../../b\"");
    EXPECT_EQ(error_of(200, replaced(kDone, "\"bin_dir\": \"1c4a79c6b711\"", "\"bin_dir\": \"a?b@c\"")),
              "expected a path below /store as bin_dir, got \"a?b@c\"");
}

TEST(Answer, LetsNoEscapeSequenceThrough) {
    EXPECT_EQ(parse_answer(400, "{\"detail\": \"a\\u001b[2Jb\"}", kUrl), Answer(Refused{"a [2Jb"}));
}

}  // namespace
}  // namespace tetherlab::asu
