# SPDX-License-Identifier: Apache-2.0
"""Router and hotspot of a virtual bench, as one driver."""

from __future__ import annotations

from datetime import timedelta

import attr
from labgrid.driver.commandmixin import CommandMixin
from labgrid.driver.common import Driver
from labgrid.driver.exception import ExecutionError
from labgrid.factory import target_factory
from labgrid.protocol import CommandProtocol, PowerProtocol
from labgrid.step import step

from labgrid_tetherlab.protocol import HotspotProtocol


@target_factory.reg_driver
@attr.s(eq=False)
class TetherBenchDriver(CommandMixin, Driver, CommandProtocol, PowerProtocol, HotspotProtocol):
    """Its power is the bench itself: on() makes it, with a shell on the router, whose LAN and WAN are set; off() undoes
    it and writes its reports."""

    bindings = {"bench": "TetherBench"}

    def __attrs_post_init__(self):
        super().__attrs_post_init__()
        self._made = None

    def on_deactivate(self):
        self._undo()

    @Driver.check_active
    @step()
    def on(self):
        if self._made:
            return
        import tetherlab  # the C++ side of which only lab/python has

        wanted = self.bench
        made = tetherlab.Bench(
            wanted.hotspot,
            image=wanted.image,
            bench=wanted.bench,
            name=f"labgrid-{self.target.name}",
            start=wanted.start,
            live=False,
        )
        made.__enter__()
        self._made = made
        made.set_lan(wanted.lan)
        made.set_wan(wanted.wan)

    @Driver.check_active
    @step()
    def off(self):
        self._undo()

    @Driver.check_active
    @step()
    def cycle(self):
        self._undo()
        self.on()

    def _undo(self):
        made, self._made = self._made, None
        if made:
            made.__exit__(None, None, None)

    @property
    def _bench(self):
        if self._made is None:
            raise ExecutionError("the bench is off")
        return self._made

    @Driver.check_active
    @step(args=["cmd"], result=True)
    def run(self, cmd, *, timeout=30.0, codec="utf-8", decodeerrors="strict"):
        return self._run(cmd, timeout=timeout, codec=codec, decodeerrors=decodeerrors)

    def _run(self, cmd, *, timeout=30.0, codec="utf-8", decodeerrors="strict"):
        output = self._bench.shell.run(cmd, within=timedelta(seconds=timeout))
        return output.out.splitlines(), output.err.splitlines(), output.status

    def get_status(self):
        return int(self._made is not None)

    @Driver.check_active
    @step()
    def plug(self):
        self._bench.plug()

    @Driver.check_active
    @step()
    def unplug(self):
        self._bench.unplug()

    @Driver.check_active
    @step(args=["kind", "parameters", "name"])
    def arm(self, kind, parameters=None, *, name=None, on=None, after=None, seed=None):
        self._bench.arm(kind, parameters, as_=name, on=on, after=after, seed=seed)

    @Driver.check_active
    @step(args=["name"])
    def fire(self, name):
        self._bench.fire(name)

    @Driver.check_active
    @step(args=["name"])
    def end(self, name):
        self._bench.end(name)

    @Driver.check_active
    @step(args=["name", "moment"])
    def await_fault(self, name, moment, timeout=30.0):
        from tetherlab import assertions as that

        self._bench.expect(that.fault(f"{name} {moment}", within=timedelta(seconds=timeout)))
