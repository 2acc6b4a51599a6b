# SPDX-License-Identifier: Apache-2.0
"""A router and the hotspot that is its WAN."""

import enum

import attr
from labgrid.factory import target_factory
from labgrid.step import step
from labgrid.strategy import Strategy, StrategyError


class TetherStatus(enum.Enum):
    """In the order of the way up."""

    unknown = 0
    off = 1  # the router has no power
    shell = 2  # it has booted and obeys commands
    plugged = 3  # the hotspot is in its USB port
    wan = 4  # and its WAN is up


@target_factory.reg_driver
@attr.s(eq=False)
class TetherStrategy(Strategy):
    """Goes up one state after the other, and down at once. After a transition that failed every other one repeats why.

    Args:
        setup (list): commands for the router's shell, before the hotspot is plugged
        wan_is_up (str): a command that succeeds on the router when its WAN is up
        wan_time (float): how long that may take, in seconds
    """

    bindings = {
        "power": "PowerProtocol",
        "console": {"ConsoleProtocol", None},
        "shell": "CommandProtocol",
        "hotspot": "HotspotProtocol",
    }
    status = attr.ib(default=TetherStatus.unknown)
    setup = attr.ib(factory=list, validator=attr.validators.instance_of(list))
    wan_is_up = attr.ib(
        default="ifstatus wan | grep -q '\"up\": true'", validator=attr.validators.instance_of(str)
    )
    wan_time = attr.ib(default=90.0, validator=attr.validators.instance_of(float))

    def __attrs_post_init__(self):
        super().__attrs_post_init__()
        self.failure = None

    @step(args=["status"])
    def transition(self, status, *, step):
        status = self._known(status)
        if self.failure:
            raise StrategyError(f"broken since it could not {self.failure}") from self.failure
        if status is self.status:
            step.skip("nothing to do")
            return
        try:
            self._go_down(status)
            for way in list(TetherStatus)[self.status.value + 1 : status.value + 1]:
                self._WAYS_UP[way](self)
                self.status = way
        except Exception as error:
            self.failure = error
            raise

    @step(args=["status"])
    def force(self, status):
        """Takes it that the target is in that state already. Forgets a failure."""
        status = self._known(status)
        self.target.activate(self.power)
        if status.value >= TetherStatus.shell.value:
            self.target.activate(self.shell)
        if status.value >= TetherStatus.plugged.value:
            self.target.activate(self.hotspot)
        self.status = status
        self.failure = None

    @staticmethod
    def _known(status):
        try:
            known = status if isinstance(status, TetherStatus) else TetherStatus[status]
        except KeyError:
            known = TetherStatus.unknown
        if known is TetherStatus.unknown:
            names = ", ".join(state.name for state in list(TetherStatus)[1:])
            raise StrategyError(f"no such state: {status}; expected {names}")
        return known

    def _go_down(self, status):
        if self.status.value <= status.value and self.status is not TetherStatus.unknown:
            return
        if self.status.value >= TetherStatus.plugged.value and status is not TetherStatus.off:
            self.hotspot.unplug()
            self.status = TetherStatus.shell
        else:
            self._switch_off()
            self.status = TetherStatus.off

    def _switch_off(self):
        for driver in (self.hotspot, self.shell, self.console):
            if driver is not None and driver is not self.power:
                self.target.deactivate(driver)
        self.target.activate(self.power)
        self.power.off()

    def _boot(self):
        if self.console is not None:
            self.target.activate(self.console)  # before the router says anything
        self.power.on()
        self.target.activate(self.shell)
        for command in self.setup:
            self.shell.run_check(command)

    def _plug(self):
        self.target.activate(self.hotspot)
        self.hotspot.plug()

    def _await_wan(self):
        if not self.shell.poll_until_success(self.wan_is_up, timeout=self.wan_time):
            raise StrategyError(f"bring the WAN up in {self.wan_time:g} s: {self.wan_is_up}")

    _WAYS_UP = {
        TetherStatus.off: _switch_off,
        TetherStatus.shell: _boot,
        TetherStatus.plugged: _plug,
        TetherStatus.wan: _await_wan,
    }
