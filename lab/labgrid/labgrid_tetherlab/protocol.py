# SPDX-License-Identifier: Apache-2.0
"""What a test does to an emulated hotspot, whoever emulates it."""

from __future__ import annotations

import abc
from collections.abc import Mapping
from typing import Any, Optional


class HotspotProtocol(abc.ABC):
    """A hotspot that is ready to be plugged into the router. Times are seconds, except in `parameters` and `after`,
    where they have a unit as in docs/writing-a-scenario.md: "250 ms"."""

    @abc.abstractmethod
    def plug(self) -> None:
        """The router sees it from now on."""

    @abc.abstractmethod
    def unplug(self) -> None:
        """The router does not see it any more. Its network and its faults stay."""

    @abc.abstractmethod
    def arm(
        self,
        kind: str,
        parameters: Optional[Mapping[str, Any]] = None,
        *,
        name: Optional[str] = None,
        on: Optional[str] = None,
        after: Optional[str] = None,
        seed: Optional[int] = None,
    ) -> None:
        """A fault of docs/faults.md, known as `name` from then on, or as its kind."""

    @abc.abstractmethod
    def fire(self, name: str) -> None:
        """The fault, which was armed with on="request", happens."""

    @abc.abstractmethod
    def end(self, name: str) -> None:
        """Returns when everything that the fault did is undone."""

    @abc.abstractmethod
    def await_fault(self, name: str, moment: str, timeout: float = 30.0) -> None:
        """Returns once the fault has "fired" or "ended"."""
