# SPDX-License-Identifier: Apache-2.0
"""TetherGadgetDriver and an agent: what each says."""

import socket

import pytest
from labgrid_tetherlab import HotspotError

LOCAL = """
    resources: {TetherGadget: {udc: dummy_udc.0}}
    drivers: {TetherGadgetDriver: {profile: d53.yaml}}
"""
REMOTE = """
    resources: {NetworkTetherGadget: {host: root@hotspot-pi, udc: "$(reboot); it's"}}
    drivers: {TetherGadgetDriver: {profile: d53.yaml}}
"""


@pytest.fixture
def activate(host, make_target, monkeypatch):
    def act(yaml=LOCAL, **answers):
        host.answers = answers
        host.install(monkeypatch)
        return make_target(yaml).get_driver("TetherGadgetDriver")

    return act


def test_prepares_the_hotspot_of_the_profile(activate, host):
    driver = activate()
    assert driver.deviations == []
    assert host.asked() == [["hello", {}], ["prepare", {"profile": "name: quanta-d53\n", "name": "d53.yaml"}]]
    assert (host.folder / "arguments").read_text() == "--udc dummy_udc.0\n"


def test_plugs_and_unplugs(activate, host):
    driver = activate()
    driver.plug()
    assert driver.get()
    driver.unplug()
    assert not driver.get()
    assert [verb for verb, _ in host.asked()[2:]] == ["plug", "status", "unplug", "status"]


def test_is_a_digital_output(activate):
    driver = activate()
    driver.set(True)
    assert driver.get()
    driver.set(False)
    assert not driver.get()


def test_orders_a_fault_as_a_scenario_does(activate, host):
    driver = activate()
    driver.arm("brownout", {"off": "2 s"}, name="second", on="request", after="250 ms", seed=7)
    driver.fire("second")
    driver.await_fault("second", "fired")
    driver.await_fault("second", "ended")
    driver.end("second")
    order = (
        '{"fault": "brownout", "as": "second", "with": {"off": "2 s"}, "on": "request", "after": "250 ms", "seed": 7}'
    )
    assert host.asked()[2:] == [["arm", {"order": order}], ["fire", {"id": "second"}], ["end", {"id": "second"}]]


def test_says_why_a_fault_failed(activate):
    driver = activate(moments=["armed", "failed"])
    driver.arm("brownout")
    with pytest.raises(HotspotError, match="^await 'brownout ended': no such port$"):
        driver.await_fault("brownout", "ended")


def test_waits_for_a_fault_no_longer_than_asked(activate):
    driver = activate(moments=["armed"])
    driver.arm("brownout")
    with pytest.raises(
        HotspotError, match="^wait for agent on this machine: no sign of 'brownout ended' in time$"
    ):
        driver.await_fault("brownout", "ended", timeout=0.01)


def test_passes_on_why_the_agent_refuses(activate):
    driver = activate(plug={"action": "bind gadget to", "object": "dummy_udc.0", "reason": "busy"})
    with pytest.raises(HotspotError, match="^bind gadget to dummy_udc.0: busy$"):
        driver.plug()


def test_passes_on_the_last_words_of_an_agent_that_ends(activate):
    driver = activate(plug=None)
    with pytest.raises(HotspotError, match="^use agent on this machine: tetherlab-gadget: it fell over$"):
        driver.plug()


@pytest.mark.parametrize(
    "hello, reason",
    [
        ({"protocol": 2}, "^use agent on this machine: expected protocol 1, got 2$"),
        ({"tether_shape": False}, "^use agent: tether_shape is not loaded there$"),
    ],
)
def test_refuses_an_agent_that_cannot_do_it(activate, hello, reason):
    with pytest.raises(HotspotError, match=reason):
        activate(hello=hello)


def test_says_that_there_is_no_agent(make_target, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(HotspotError, match="^start agent on this machine: No such file or directory$"):
        make_target(LOCAL).get_driver("TetherGadgetDriver")


def test_reaches_another_machine_by_ssh_and_lets_no_shell_read_its_words(activate, host, monkeypatch):
    host.install_ssh(monkeypatch)
    driver = activate(REMOTE)
    driver.plug()
    assert [verb for verb, _ in host.asked()] == ["hello", "prepare", "plug"]
    assert (host.folder / "arguments").read_text() == "--udc $(reboot); it's\n"
    assert "root@hotspot-pi" in (host.folder / "ssh").read_text()


def test_takes_an_agent_that_listens(tmp_path, make_target):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "agent"))
        with pytest.raises(HotspotError, match="^connect to .*/agent: Connection refused$"):
            make_target(
                f"""
    resources: {{TetherGadget: {{socket: {tmp_path}/agent}}}}
    drivers: {{TetherGadgetDriver: {{profile: d53.yaml}}}}
"""
            ).get_driver("TetherGadgetDriver")
