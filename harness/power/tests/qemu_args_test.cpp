// SPDX-License-Identifier: Apache-2.0
#include "harness/power/qemu_args.hpp"

#include <gtest/gtest.h>

namespace tetherlab::power {
namespace {

const RouterVm kRouter{
    .images = "/images/router",
    .flash = "/run/flash.img",
    .kernel_slice = "/run/kernel.slice",
    .console = "/run/console",
    .qmp = "/run/router.qmp",
    .usb = "/run/wire",
    .lan1_tap = "lan1",
    .wan_tap = "wan",
};

const GadgetVmParts kGadget{
    .images = "/images/gadget-vm",
    .initrd = "/images/gadget-vm/initrd.gz",
    .console = "/run/gadget-console.log",
    .agent = "/run/agent",
    .wire = "/run/wire",
    .acceleration = Acceleration::kTcg,
};

TEST(RouterArgv, IsTheMachineOfTheReadme) {
    EXPECT_EQ(
        base::to_text(router_argv(kRouter)),
        "qemu-system-mipsel -M malta -cpu 34Kf -m 256 -nodefaults -display none -monitor none -no-reboot"
        " -drive if=pflash,format=raw,readonly=on,file=/images/router/u-boot.pflash"
        " -chardev socket,id=console,path=/run/console -serial chardev:console"
        " -qmp unix:/run/router.qmp,server=on,wait=off"
        " -drive if=none,id=flash,format=raw,cache=unsafe,file=/run/flash.img"
        " -device virtio-blk-pci,drive=flash"
        " -nic tap,ifname=lan1,script=no,downscript=no,model=pcnet,mac=52:54:00:30:40:01"
        " -nic tap,ifname=wan,script=no,downscript=no,model=virtio-net-pci,mac=52:54:00:30:40:02"
        " -device qemu-xhci,id=xhci,p2=2,p3=1"
        " -chardev socket,id=usb,path=/run/wire,reconnect=1"
        " -device usb-redir,bus=xhci.0,port=1,chardev=usb,suppress-remote-wake=off"
        " -device loader,file=/run/kernel.slice,addr=0x04000000,force-raw=on"
        " -device loader,file=/images/router/kernel.uimage,addr=0x05000000,force-raw=on"
        " -device loader,file=/images/router/stage1.cpio.gz,addr=0x06000000,force-raw=on");
}

TEST(RouterArgv, LeavesOutAPortWithoutACable) {
    RouterVm vm = kRouter;
    vm.wan_tap.clear();
    EXPECT_EQ(base::to_text(router_argv(vm)).find("virtio-net-pci"), std::string::npos);
}

TEST(RouterArgv, HasAUsbNetworkAdapterToCompareTheWireWith) {
    RouterVm vm = kRouter;
    vm.usb_net_tap = "usb-net";
    EXPECT_NE(base::to_text(router_argv(vm))
                  .find(" -netdev tap,id=usb-net,ifname=usb-net,script=no,downscript=no"
                        " -device usb-net,netdev=usb-net,bus=xhci.0,port=2,mac=52:54:00:30:40:03"),
              std::string::npos);
}

TEST(RouterArgv, DoublesACommaInAPath) {
    RouterVm vm = kRouter;
    vm.flash = "/run/a,b/flash.img";
    EXPECT_NE(base::to_text(router_argv(vm)).find("file=/run/a,,b/flash.img"), std::string::npos);
}

TEST(PcArgv, IsTheMachineOfTheReadme) {
    EXPECT_EQ(base::to_text(pc_argv({.images = "/images/pc",
                                     .console = "/run/console",
                                     .usb = "/run/wire",
                                     .lab_tap = "lan1",
                                     .acceleration = Acceleration::kTcg})),
              "qemu-system-x86_64 -M q35 -m 512 -nodefaults -display none -monitor none -no-reboot"
              " -accel tcg -cpu qemu64,+rdrand -kernel /images/pc/vmlinuz -initrd /images/pc/initrd.gz"
              " -append 'console=ttyS0 panic=-1 quiet no_timer_check'"
              " -chardev socket,id=console,path=/run/console -serial chardev:console"
              " -nic tap,ifname=lan1,script=no,downscript=no,model=virtio-net-pci,mac=52:54:00:30:40:04"
              " -device qemu-xhci,id=xhci,p2=2,p3=1"
              " -chardev socket,id=usb,path=/run/wire,reconnect=1"
              " -device usb-redir,bus=xhci.0,port=1,chardev=usb,suppress-remote-wake=off");
}

TEST(GadgetArgv, IsTheMachineOfTheReadme) {
    EXPECT_EQ(base::to_text(gadget_argv(kGadget)),
              "qemu-system-x86_64 -M q35 -m 512 -nodefaults -display none -monitor none -no-reboot"
              " -accel tcg -cpu qemu64,+rdrand -kernel /images/gadget-vm/vmlinuz -initrd "
              "/images/gadget-vm/initrd.gz"
              " -append 'console=ttyS0 panic=-1 quiet no_timer_check tetherlab.wire=udc' -serial "
              "file:/run/gadget-console.log"
              " -device virtio-serial-pci,max_ports=3,ioeventfd=off"
              " -chardev socket,id=wire,path=/run/wire,server=on,wait=off"
              " -device virtserialport,chardev=wire,name=tetherlab.wire"
              " -chardev socket,id=agent,path=/run/agent"
              " -device virtserialport,chardev=agent,name=tetherlab.agent");
}

TEST(GadgetArgv, TellsTheVmWhichWireToUse) {
    GadgetVmParts vm = kGadget;
    vm.wire_kind = WireKind::kStock;
    EXPECT_NE(base::to_text(gadget_argv(vm)).find(" no_timer_check tetherlab.wire=stock' "),
              std::string::npos);
}

TEST(GadgetArgv, TakesTheHostsProcessorUnderKvm) {
    GadgetVmParts vm = kGadget;
    vm.acceleration = Acceleration::kKvm;
    EXPECT_NE(base::to_text(gadget_argv(vm)).find(" -accel kvm -cpu host "), std::string::npos);
}

SnapshotParts snapshot_parts(SnapshotParts::Use use) {
    return {
        .use = use, .ram = "/s/ram", .state = "/s/state", .control = "/run/control", .debugger = "/run/gdb"};
}

TEST(RouterArgv, OfAMachineToBeSavedHasItsRamInAFileAndNoUsb) {
    RouterVm vm = kRouter;
    vm.snapshot = snapshot_parts(SnapshotParts::Use::kSave);
    EXPECT_EQ(
        base::to_text(router_argv(vm)),
        "qemu-system-mipsel -M malta,memory-backend=ram -cpu 34Kf -m 256 -nodefaults -display none -monitor "
        "none -no-reboot"
        " -drive if=pflash,format=raw,readonly=on,file=/images/router/u-boot.pflash"
        " -chardev socket,id=console,path=/run/console -serial chardev:console"
        " -qmp unix:/run/router.qmp,server=on,wait=off"
        " -drive if=none,id=flash,format=raw,cache=unsafe,file=/run/flash.img"
        " -device virtio-blk-pci,drive=flash"
        " -nic tap,ifname=lan1,script=no,downscript=no,model=pcnet,mac=52:54:00:30:40:01"
        " -nic tap,ifname=wan,script=no,downscript=no,model=virtio-net-pci,mac=52:54:00:30:40:02"
        " -device loader,file=/run/kernel.slice,addr=0x04000000,force-raw=on"
        " -device loader,file=/images/router/kernel.uimage,addr=0x05000000,force-raw=on"
        " -device loader,file=/images/router/stage1.cpio.gz,addr=0x06000000,force-raw=on"
        " -object memory-backend-file,id=ram,size=256M,mem-path=/s/ram,share=on"
        " -chardev socket,id=control,path=/run/control -mon chardev=control,mode=control");
}

TEST(RouterArgv, OfAResumedMachineLeavesItsRamFileAlone) {
    RouterVm vm = kRouter;
    vm.snapshot = snapshot_parts(SnapshotParts::Use::kResume);
    const std::string argv = base::to_text(router_argv(vm));
    EXPECT_NE(argv.find(" -object memory-backend-file,id=ram,size=256M,mem-path=/s/ram,share=off"),
              std::string::npos);
    EXPECT_TRUE(
        argv.ends_with(" -incoming defer -chardev socket,id=debugger,path=/run/gdb -gdb chardev:debugger"))
        << argv;
}

TEST(RouterUsb, ComesWithTheOptionsOfTheCommandLine) {
    RouterVm vm = kRouter;
    vm.usb = "/run/a \"b\",c/wire";
    EXPECT_EQ(usb_orders(vm),
              (std::vector<std::string>{
                  "device_add qemu-xhci,id=xhci,p2=2,p3=1",
                  "chardev-add \"socket,id=usb,path=/run/a \\\"b\\\",,c/wire,reconnect=1\"",
                  "device_add usb-redir,bus=xhci.0,port=1,chardev=usb,suppress-remote-wake=off"}));
}

TEST(GadgetArgv, OfAMachineToBeResumedTellsItsKernelThatItIsACopy) {
    GadgetVmParts vm = kGadget;
    vm.snapshot = snapshot_parts(SnapshotParts::Use::kResume);
    const std::string argv = base::to_text(gadget_argv(vm));
    EXPECT_NE(argv.find("qemu-system-x86_64 -M q35,memory-backend=ram -m 512 "), std::string::npos) << argv;
    EXPECT_TRUE(
        argv.ends_with(" -object memory-backend-file,id=ram,size=512M,mem-path=/s/ram,share=off"
                       " -chardev socket,id=control,path=/run/control -mon chardev=control,mode=control"
                       " -incoming defer -device vmgenid,guid=auto"))
        << argv;
}

}  // namespace
}  // namespace tetherlab::power
