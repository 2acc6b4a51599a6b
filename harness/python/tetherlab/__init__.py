# SPDX-License-Identifier: Apache-2.0
"""Benches with a router and an emulated hotspot, for scripts: docs/writing-a-scenario.md."""

from _tetherlab import (
    Bench,
    Check,
    Client,
    Diagnosis,
    DnsProbe,
    DownloadProbe,
    Event,
    Facts,
    FaultProgress,
    HttpProbe,
    InterfaceStatus,
    RouterFacts,
    Shell,
    StepResult,
)

from tetherlab.errors import (
    Closed,
    ConfigError,
    ConnectionLost,
    Error,
    Failure,
    Skipped,
    SystemError,
    TimeoutError,
)
from tetherlab.output import Output

__all__ = [
    "Bench",
    "Check",
    "Client",
    "Closed",
    "ConfigError",
    "ConnectionLost",
    "Diagnosis",
    "DnsProbe",
    "DownloadProbe",
    "Error",
    "Event",
    "Facts",
    "Failure",
    "FaultProgress",
    "HttpProbe",
    "InterfaceStatus",
    "Output",
    "RouterFacts",
    "Shell",
    "Skipped",
    "StepResult",
    "SystemError",
    "TimeoutError",
]
