# SPDX-License-Identifier: Apache-2.0
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Any, Optional, Union

from tetherlab.assertions import Assertion, Time
from tetherlab.output import Output

class Event:
    at: timedelta
    kind: str
    name: str
    data: dict[str, Any]

class Diagnosis:
    code: str
    sentence: str
    evidence: list[str]
    advice: str
    harmless: bool

class Check:
    name: str
    place: str
    verdict: str
    expected: str
    got: str
    reason: str
    took: timedelta
    within: timedelta

class StepResult:
    name: str
    place: str
    verdict: str
    reason: str
    took: timedelta
    checks: list[Check]

class InterfaceStatus:
    up: bool
    proto: str
    device: str
    ipv4: list[str]
    ipv6: list[str]
    dns_servers: list[str]
    lease_seconds: Optional[int]

class RouterFacts:
    revision: str
    kernel: str
    usb_devices_text: str
    usb_drivers: list[str]
    netdevs: list[str]
    kmods: list[str]
    kernel_log: list[str]
    system_log: list[str]
    lan: Optional[InterfaceStatus]
    wan: Optional[InterfaceStatus]
    wan6: Optional[InterfaceStatus]
    wan_device: str

class HttpProbe:
    url: str
    ok: bool
    said: str

class DnsProbe:
    name: str
    addresses: list[str]
    said: str

class DownloadProbe:
    url: str
    rate: float
    said: str

class FaultProgress:
    id: str
    kind: str
    armed: Optional[timedelta]
    fired: Optional[timedelta]
    ended: Optional[timedelta]
    failure: str

class Facts:
    router: Optional[RouterFacts]
    http_router: Optional[HttpProbe]
    http6_router: Optional[HttpProbe]
    http_client: Optional[HttpProbe]
    download: Optional[DownloadProbe]
    dns: Optional[DnsProbe]
    log: list[str]
    faults: list[FaultProgress]

class Shell:
    def run(self, command: str, within: Optional[Time] = None) -> Output: ...

class Client:
    def run(self, argv: Sequence[str], within: Optional[Time] = None) -> Output: ...

class Bench:
    capabilities: set[str]
    client: Client
    is_open: bool
    out: Path
    result: Optional[dict[str, Any]]
    seed: int
    shell: Shell
    steps: list[StepResult]

    def __init__(
        self,
        hotspot: str,
        *,
        image: str = "standin",
        bench: str = "virtual",
        name: Optional[str] = None,
        title: str = "",
        seed: Optional[int] = None,
        start: str = "snapshot",
        out: Optional[Union[str, PathLike[str]]] = None,
        live: bool = True,
        on_event: Optional[Callable[[Event], None]] = None,
    ) -> None: ...
    def __enter__(self) -> Bench: ...
    def __exit__(
        self,
        type: Optional[type[BaseException]],
        error: Optional[BaseException],
        traceback: Optional[TracebackType],
    ) -> None: ...
    def flash(self) -> None: ...
    def set_lan(self, lan: str) -> None: ...
    def set_wan(self, device: str) -> None: ...
    def plug(self) -> None: ...
    def unplug(self) -> None: ...
    def select_configuration(self, value: int) -> None: ...
    def upload(self, time: Time) -> None: ...
    def arm(
        self,
        kind: str,
        parameters: Optional[Mapping[str, Union[str, int, float, timedelta]]] = None,
        *,
        as_: Optional[str] = None,
        on: Optional[str] = None,
        after: Optional[Time] = None,
        seed: Optional[int] = None,
    ) -> None: ...
    def replay(
        self,
        file: str,
        parameters: Optional[Mapping[str, Union[str, int, float, timedelta]]] = None,
        *,
        as_: Optional[str] = None,
        on: Optional[str] = None,
        after: Optional[Time] = None,
        seed: Optional[int] = None,
    ) -> None: ...
    def fire(self, name: str) -> None: ...
    def end(self, name: str) -> None: ...
    def expect(self, *assertions: Assertion) -> None: ...
    def observe(
        self,
        *,
        router: bool = True,
        http_router: bool = False,
        http6_router: bool = False,
        http_client: bool = False,
        download: bool = False,
        dns: Optional[str] = None,
    ) -> Facts: ...
    def attach(self, name: str, content: Union[str, bytes]) -> None: ...

def python_source(file: Union[str, PathLike[str]]) -> str: ...
