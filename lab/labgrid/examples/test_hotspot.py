# SPDX-License-Identifier: Apache-2.0
"""A router and its hotspot, on whichever bench the environment file describes."""

import pytest


@pytest.fixture
def hotspot(target, strategy):
    strategy.transition("wan")
    return target.get_driver("HotspotProtocol")


def test_the_router_takes_the_hotspot_as_its_wan(target, hotspot):
    router = target.get_driver("CommandProtocol")
    assert any("192.168.1." in line for line in router.run_check("ifstatus wan"))


def test_the_wan_comes_back_after_a_brownout(target, hotspot):
    router = target.get_driver("CommandProtocol")
    hotspot.arm("brownout", {"off": "1 s"})
    hotspot.await_fault("brownout", "ended")
    assert router.poll_until_success("ifstatus wan | grep -q '\"up\": true'", timeout=60.0)


@pytest.fixture(scope="session", autouse=True)
def switched_off(strategy):
    yield
    strategy.transition("off")
