# SPDX-License-Identifier: Apache-2.0
"""A hotspot that an agent on a gadget host emulates."""

from __future__ import annotations

import json
import logging
import os
import shlex

import attr
from labgrid.driver.common import Driver
from labgrid.factory import target_factory
from labgrid.protocol import DigitalOutputProtocol
from labgrid.step import step

from labgrid_tetherlab.agent import Agent, HotspotError
from labgrid_tetherlab.protocol import HotspotProtocol


@target_factory.reg_driver
@attr.s(eq=False)
class TetherGadgetDriver(Driver, HotspotProtocol, DigitalOutputProtocol):
    """While it is active there is a hotspot; a test plugs it, or labgrid does as if it were a digital output.

    Args:
        profile (str): the hotspot's profile, a file; relative to the environment file
    """

    bindings = {"gadget": {"TetherGadget", "NetworkTetherGadget"}}
    profile = attr.ib(validator=attr.validators.instance_of(str))

    def __attrs_post_init__(self):
        super().__attrs_post_init__()
        self.logger = logging.getLogger(f"{self}({self.target})")
        self.deviations = []
        self._agent = None

    def on_activate(self):
        path = self.target.env.config.resolve_path(self.profile) if self.target.env else self.profile
        with open(path, encoding="utf-8") as file:
            profile = file.read()
        self._agent = self._reach()
        try:
            hello = self._agent.hello()
            if not hello.get("tether_shape"):
                raise HotspotError("use", "agent", "tether_shape is not loaded there")
            prepared = self._agent.call("prepare", profile=profile, name=os.path.basename(path))
        except Exception:
            self.on_deactivate()
            raise
        self.deviations = prepared["deviations"]
        for deviation in self.deviations:
            self.logger.warning("%(field)s is %(got)s instead of %(wanted)s: %(reason)s", deviation)

    def on_deactivate(self):
        self._agent.close()
        self._agent = None

    def _reach(self):
        if getattr(self.gadget, "socket", ""):
            return Agent.connect(self.gadget.socket, f"agent at {self.gadget.socket}")
        agent = ["tetherlab-gadget"]
        if self.gadget.udc:
            agent += ["--udc", self.gadget.udc]
        prefix = self.gadget.command_prefix
        if not prefix:
            return Agent.start(agent, "agent on this machine")
        # A shell on the other side takes the words apart again.
        return Agent.start([*prefix, shlex.join(agent)], f"agent on {self.gadget.host}")

    @Driver.check_active
    @step()
    def plug(self):
        self._agent.call("plug")

    @Driver.check_active
    @step()
    def unplug(self):
        self._agent.call("unplug")

    @Driver.check_active
    @step(args=["kind", "parameters", "name"])
    def arm(self, kind, parameters=None, *, name=None, on=None, after=None, seed=None):
        order = {"fault": kind, "as": name, "with": dict(parameters or {}), "on": on, "after": after, "seed": seed}
        # JSON is YAML in its flow form.
        self._agent.call("arm", order=json.dumps({key: value for key, value in order.items() if value}))

    @Driver.check_active
    @step(args=["name"])
    def fire(self, name):
        self._agent.call("fire", id=name)

    @Driver.check_active
    @step(args=["name"])
    def end(self, name):
        self._agent.call("end", id=name)

    @Driver.check_active
    @step(args=["name", "moment"])
    def await_fault(self, name, moment, timeout=30.0):
        def happened(event):
            about = event.get("with", {})
            return event["event"] == "fault" and about.get("id") == name and about.get("what") in (moment, "failed")

        event = self._agent.await_event(happened, f"'{name} {moment}'", timeout)
        if event["with"]["what"] != moment:
            raise HotspotError("await", f"'{name} {moment}'", event["with"].get("text", "it failed"))

    @Driver.check_active
    @step(result=True)
    def status(self):
        """As protocol.hpp has it: prepared, plugged, profile, udc, state, netdevs."""
        return self._agent.call("status")

    @Driver.check_active
    @step(result=True)
    def get(self):
        return bool(self._agent.call("status")["plugged"])

    @Driver.check_active
    @step(args=["status"])
    def set(self, status):
        self._agent.call("plug" if status else "unplug")
