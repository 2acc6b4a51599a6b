// SPDX-License-Identifier: Apache-2.0
#include "harness/bench/snapshot_key.hpp"

#include "gadget/base/error.hpp"
#include "gadget/base/temporary_folder.hpp"
#include "gadget/base/text.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>

namespace tetherlab::bench {
namespace {

namespace fs = std::filesystem;

class SnapshotKey : public ::testing::Test {
protected:
    void SetUp() override {
        fs::create_directories(inputs_.images / "router");
        fs::create_directories(inputs_.images / "gadget-vm");
        for (const char* image : {"router/u-boot.pflash", "router/kernel.uimage", "router/stage1.cpio.gz",
                                  "router/flash.img", "gadget-vm/vmlinuz", "gadget-vm/initrd.gz"}) {
            base::write_file(inputs_.images / image, "image");
            set_changed(inputs_.images / image, 1'700'000'000);
        }
    }

    static void set_changed(const fs::path& file, time_t seconds) {
        const timespec times[2] = {{seconds, 0}, {seconds, 5}};
        ASSERT_EQ(::utimensat(AT_FDCWD, file.c_str(), times, 0), 0);
    }

    base::TemporaryFolder temporary_;
    SnapshotInputs inputs_{.images = fs::canonical(temporary_.path()),
                           .wire = power::WireKind::kUdc,
                           .qemu_versions = {"QEMU emulator version 7.2.22"},
                           .processor = "model name\t: some"};
};

TEST_F(SnapshotKey, SaysWhatASnapshotDependsOn) {
    const std::string images = inputs_.images.string();
    EXPECT_EQ(
        snapshot_key(inputs_),
        "tetherlab snapshot 1\n"
        "QEMU emulator version 7.2.22\n"
        "qemu-system-mipsel -M malta,memory-backend=ram -cpu 34Kf -m 256 -nodefaults -display none -monitor "
        "none"
        " -no-reboot -drive if=pflash,format=raw,readonly=on,file=images/router/u-boot.pflash"
        " -chardev socket,id=console,path=console -serial chardev:console -qmp unix:qmp,server=on,wait=off"
        " -drive if=none,id=flash,format=raw,cache=unsafe,file=flash.img -device virtio-blk-pci,drive=flash"
        " -nic tap,ifname=lan1,script=no,downscript=no,model=pcnet,mac=52:54:00:30:40:01"
        " -nic tap,ifname=wan,script=no,downscript=no,model=virtio-net-pci,mac=52:54:00:30:40:02"
        " -device loader,file=kernel-slice,addr=0x04000000,force-raw=on"
        " -device loader,file=images/router/kernel.uimage,addr=0x05000000,force-raw=on"
        " -device loader,file=images/router/stage1.cpio.gz,addr=0x06000000,force-raw=on"
        " -object memory-backend-file,id=ram,size=256M,mem-path=ram,share=on"
        " -chardev socket,id=control,path=control -mon chardev=control,mode=control\n"
        "qemu-system-x86_64 -M q35,memory-backend=ram -m 512 -nodefaults -display none -monitor none "
        "-no-reboot"
        " -accel tcg -cpu qemu64,+rdrand -kernel images/gadget-vm/vmlinuz -initrd images/gadget-vm/initrd.gz"
        " -append 'console=ttyS0 panic=-1 quiet no_timer_check tetherlab.wire=udc' -serial "
        "file:gadget-console.log"
        " -device virtio-serial-pci,max_ports=3,ioeventfd=off -chardev "
        "socket,id=wire,path=wire,server=on,wait=off"
        " -device virtserialport,chardev=wire,name=tetherlab.wire -chardev socket,id=agent,path=agent"
        " -device virtserialport,chardev=agent,name=tetherlab.agent"
        " -object memory-backend-file,id=ram,size=512M,mem-path=ram,share=on"
        " -chardev socket,id=control,path=control -mon chardev=control,mode=control"
        " -device vmgenid,guid=auto\n" +
            images + "/router/u-boot.pflash 5 bytes, changed 1700000000.000000005\n" +   //
            images + "/router/kernel.uimage 5 bytes, changed 1700000000.000000005\n" +   //
            images + "/router/stage1.cpio.gz 5 bytes, changed 1700000000.000000005\n" +  //
            images + "/router/flash.img 5 bytes, changed 1700000000.000000005\n" +       //
            images + "/gadget-vm/vmlinuz 5 bytes, changed 1700000000.000000005\n" +      //
            images + "/gadget-vm/initrd.gz 5 bytes, changed 1700000000.000000005\n");
}

TEST_F(SnapshotKey, IsTheSameForTheSameImagesByAnotherName) {
    const std::string key = snapshot_key(inputs_);
    fs::create_directory_symlink(inputs_.images, inputs_.images / "alias");
    inputs_.images /= "alias";
    EXPECT_EQ(snapshot_key(inputs_), key);
}

TEST_F(SnapshotKey, ChangesWithAnImage) {
    const std::string key = snapshot_key(inputs_);
    set_changed(inputs_.images / "router/flash.img", 1'700'000'001);
    EXPECT_NE(snapshot_key(inputs_), key);
}

TEST_F(SnapshotKey, ChangesWithTheWire) {
    const std::string key = snapshot_key(inputs_);
    inputs_.wire = power::WireKind::kStock;
    EXPECT_NE(snapshot_key(inputs_), key);
}

TEST_F(SnapshotKey, ChangesWithTheProcessorUnderKvmOnly) {
    const std::string key = snapshot_key(inputs_);
    inputs_.processor = "model name\t: another";
    EXPECT_EQ(snapshot_key(inputs_), key);
    inputs_.acceleration = power::Acceleration::kKvm;
    const std::string kvm_key = snapshot_key(inputs_);
    inputs_.processor = "model name\t: some";
    EXPECT_NE(snapshot_key(inputs_), kvm_key);
}

TEST_F(SnapshotKey, NamesAnImageThatIsMissing) {
    const fs::path missing = inputs_.images / "gadget-vm/vmlinuz";
    fs::remove(missing);
    try {
        snapshot_key(inputs_);
        FAIL() << "expected an Error";
    } catch (const base::Error& error) {
        EXPECT_EQ(error.what(), "find image " + missing.string() + ": No such file or directory");
    }
}

TEST(ProcessorOf, TakesModelAndFlagsOfTheFirst) {
    EXPECT_EQ(processor_of("processor\t: 0\n"
                           "model name\t: some\n"
                           "cpu MHz\t\t: 2499.998\n"
                           "flags\t\t: fpu vme\n"
                           "\n"
                           "processor\t: 1\n"
                           "model name\t: other\n"),
              "model name\t: some\nflags\t\t: fpu vme");
}

}  // namespace
}  // namespace tetherlab::bench
