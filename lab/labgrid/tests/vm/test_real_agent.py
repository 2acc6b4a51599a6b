# SPDX-License-Identifier: Apache-2.0
"""TetherGadgetDriver and the real agent, in the gadget VM of the virtual bench; nobody is at the other end of its wire."""

import os
import socket
import subprocess
from pathlib import Path

import pytest
from labgrid import Environment
from labgrid_tetherlab import HotspotError

pytestmark = pytest.mark.skipif("TETHERLAB_IMAGES" not in os.environ, reason="start through lab/test")

PROFILE = Path(os.environ["TETHERLAB_ROOT"]) / "gadget/profiles/quanta-d53.yaml"


def port(name, chardev):
    """A port of the VM, as the virtual bench has it: harness/power/qemu_args.cpp."""
    chardev = f"socket,id={name},{chardev},server=on,wait=off"
    return ["-chardev", chardev, "-device", f"virtserialport,chardev={name},name=tetherlab.{name}"]


@pytest.fixture
def gadget_vm(tmp_path):
    """The folder with the agent's socket. The VM ends with the connection to it, and with this process."""
    images = Path(os.environ["TETHERLAB_IMAGES"]) / "gadget-vm"
    with socket.socket(socket.AF_UNIX) as agent:
        agent.bind(str(tmp_path / "agent"))
        agent.listen()
        command = ["setpriv", "--pdeathsig", "KILL", "qemu-system-x86_64", "-M", "q35", "-accel", "tcg"]
        command += ["-cpu", "qemu64,+rdrand", "-m", "512", "-nodefaults", "-display", "none", "-no-reboot"]
        command += ["-kernel", images / "vmlinuz", "-initrd", images / "initrd.gz", "-serial", f"file:{tmp_path}/console"]
        command += ["-append", "console=ttyS0 panic=-1 quiet no_timer_check tetherlab.wire=udc"]
        command += ["-device", "virtio-serial-pci", *port("wire", f"path={tmp_path}/wire")]
        command += port("agent", f"fd={agent.fileno()}")
        vm = subprocess.Popen(command, pass_fds=[agent.fileno()])
    try:
        yield tmp_path
        vm.wait(timeout=30)
    finally:
        vm.kill()
        vm.wait()


@pytest.fixture
def target(gadget_vm, tmp_path):
    file = tmp_path / "env.yaml"
    file.write_text(
        "imports: [labgrid_tetherlab]\ntargets: {main: {"
        f"resources: {{TetherGadget: {{socket: {gadget_vm}/agent}}}}, "
        f"drivers: {{TetherGadgetDriver: {{profile: {PROFILE}}}}}}}}}\n"
    )
    target = Environment(str(file)).get_target()
    yield target
    target.cleanup()


def happened_to(driver, name):
    events = [event["with"] for event in driver._agent.events if event["event"] == "fault"]
    return [event["what"] for event in events if event["id"] == name and event["what"] != "note"]


def test_a_hotspot_is_plugged_misbehaves_and_is_released(target):
    driver = target.get_driver("TetherGadgetDriver")
    assert driver.deviations == []
    assert not driver.get()

    driver.plug()
    assert driver.get()
    assert driver.status()["profile"] == "quanta-d53"

    driver.arm("brownout", {"off": "1 s"})
    driver.await_fault("brownout", "fired")
    driver.await_fault("brownout", "ended")
    assert happened_to(driver, "brownout") == ["armed", "fired", "ended"]

    driver.arm("dhcp", {"mode": "silent"}, name="quiet", on="request")
    driver.fire("quiet")
    driver.await_fault("quiet", "fired")
    driver.end("quiet")
    driver.await_fault("quiet", "ended")

    with pytest.raises(HotspotError, match="got 'brownot'; did you mean 'brownout'"):
        driver.arm("brownot")

    driver.set(False)
    assert not driver.get()
    target.deactivate(driver)
