# SPDX-License-Identifier: Apache-2.0
"""TetherStrategy over drivers that write down what they are asked."""

import attr
import pytest
from labgrid.driver import Driver
from labgrid.factory import target_factory
from labgrid.protocol import CommandProtocol, PowerProtocol
from labgrid.strategy import StrategyError
from labgrid_tetherlab import HotspotProtocol, TetherStatus

said = []


def _says(name):
    return lambda self, *args, **options: said.append(" ".join([name, *args]))


@target_factory.reg_driver
@attr.s(eq=False)
class RecordedPower(Driver, PowerProtocol):
    on, off, cycle = _says("on"), _says("off"), _says("cycle")


@target_factory.reg_driver
@attr.s(eq=False)
class RecordedShell(Driver, CommandProtocol):
    wan = attr.ib(default=True)
    run, run_check, get_status, wait_for = _says("run"), _says("run"), _says("status"), _says("wait")

    def poll_until_success(self, command, *, timeout):
        said.append(f"poll {command} for {timeout:g} s")
        return self.wan


@target_factory.reg_driver
@attr.s(eq=False)
class RecordedHotspot(Driver, HotspotProtocol):
    plug, unplug = _says("plug"), _says("unplug")
    arm, fire, end, await_fault = _says("arm"), _says("fire"), _says("end"), _says("await")


@pytest.fixture
def tether(make_target):
    said.clear()
    return make_target(
        """
    drivers:
      RecordedPower: {}
      RecordedShell: {}
      RecordedHotspot: {}
      TetherStrategy: {setup: [uci commit], wan_is_up: "true", wan_time: 5.0}
"""
    ).get_driver("TetherStrategy", activate=False)


UP = ["off", "on", "run uci commit", "plug", "poll true for 5 s"]


def test_goes_up_one_state_after_the_other(tether):
    tether.transition("wan")
    assert said == UP
    assert tether.status is TetherStatus.wan


@pytest.mark.parametrize("state, steps", [("off", 1), ("shell", 3), ("plugged", 4)])
def test_stops_where_it_is_told_to(tether, state, steps):
    tether.transition(state)
    assert said == UP[:steps]


def test_does_nothing_when_it_is_there(tether):
    tether.transition("plugged")
    said.clear()
    tether.transition("plugged")
    assert said == []


@pytest.mark.parametrize("state, way", [("shell", ["unplug"]), ("plugged", ["unplug", "plug"]), ("off", ["off"])])
def test_goes_down_at_once(tether, state, way):
    tether.transition("wan")
    said.clear()
    tether.transition(state)
    assert said == way
    assert tether.status is TetherStatus[state]


def test_repeats_why_it_is_broken(tether):
    tether.shell.wan = False
    with pytest.raises(StrategyError, match="bring the WAN up in 5 s: true"):
        tether.transition("wan")
    assert tether.status is TetherStatus.plugged
    with pytest.raises(StrategyError, match="broken since it could not .*bring the WAN up in 5 s: true"):
        tether.transition("off")


def test_forgets_a_failure_that_somebody_mended(tether):
    tether.shell.wan = False
    with pytest.raises(StrategyError):
        tether.transition("wan")
    tether.force("plugged")
    said.clear()
    tether.transition("off")
    assert said == ["off"]


def test_names_the_states_it_knows(tether):
    with pytest.raises(StrategyError, match="no such state: up; expected off, shell, plugged, wan"):
        tether.transition("up")
