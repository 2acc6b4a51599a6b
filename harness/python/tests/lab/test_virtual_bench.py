# SPDX-License-Identifier: Apache-2.0
"""A script on the real thing: two QEMUs in their namespaces, and nothing of them when it is over."""

import os
import signal
import subprocess

import pytest
import tetherlab
from tetherlab import assertions as that

pytestmark = pytest.mark.skipif(
    "TETHERLAB_IMAGES" not in os.environ or os.geteuid() != 0, reason="start as root through lab/test"
)


def left_behind():
    """What `tetherlab clean` finds, and the namespaces of benches."""
    said = subprocess.run([os.environ["TETHERLAB_PROGRAM"], "clean"], capture_output=True, text=True, check=True)
    spaces = subprocess.run(["ip", "netns", "list"], capture_output=True, text=True, check=True)
    return said.stderr, spaces.stdout


def test_ctrl_c_in_a_wait_leaves_nothing_of_a_bench_that_works(tmp_path):
    before = left_behind()

    def interrupt(event):
        if event.kind == "observation" and event.name == "usb: absent":
            os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        with tetherlab.Bench("quanta-d53", out=tmp_path / "out", live=False, on_event=interrupt) as bench:
            bench.set_lan("192.168.8.1/24")
            bench.set_wan("usb0")
            bench.plug()
            bench.expect(that.driver("rndis_host"), that.wan("usable", within="90 s"))
            facts = bench.observe(http_client=True)
            assert facts.router.wan.up
            assert facts.http_client.ok
            assert bench.shell.run("cat /proc/sys/kernel/ostype").out == "Linux\n"
            bench.expect(that.usb("absent", within="1 h"))

    assert bench.result["cause"] == "asked to stop"
    assert [step["verdict"] for step in bench.result["steps"]] == ["pass"] * 5 + ["error"]
    assert left_behind() == ("nothing was left behind\n", before[1])
