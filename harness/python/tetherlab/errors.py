# SPDX-License-Identifier: Apache-2.0
"""What goes wrong, by whose fault it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _tetherlab import Check, Diagnosis


class Error(Exception):
    """The rig or the lab did wrong: never the router. Reads "ACTION OBJECT: REASON"."""

    def __init__(self, action: str, object: str, reason: str) -> None:
        super().__init__(action, object, reason)
        self.action = action
        self.object = object
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.action} {self.object}: {self.reason}"


class SystemError(Error):
    """A system call failed; `code` is its errno."""

    def __init__(self, action: str, object: str, reason: str, code: int) -> None:
        super().__init__(action, object, reason)
        self.code = code


class TimeoutError(Error):
    """A wait of the rig ran out."""


class ConnectionLost(Error):
    """The router closed the connection while a command ran: what became of the command is not known."""


class Closed(Error):
    """The bench is used before or after its `with`."""


class ConfigError(ValueError):
    """Wrong input: the text has FILE:LINE:COLUMN, what was expected and what was got."""


class Failure(AssertionError):
    """The router did wrong."""

    def __init__(self, reason: str, checks: Sequence[Check], diagnoses: Sequence[Diagnosis]) -> None:
        super().__init__(reason)
        self.reason = reason
        self.checks = checks
        self.diagnoses = diagnoses

    def __str__(self) -> str:
        lines = [self.reason]
        for diagnosis in self.diagnoses:
            lines.append(f"diagnosis: {diagnosis.sentence}")
            lines += [f"  {line}" for line in diagnosis.evidence]
        return "\n".join(lines)


class Skipped(Exception):
    """The bench lacks a capability that a step needs."""
