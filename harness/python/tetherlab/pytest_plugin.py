# SPDX-License-Identifier: Apache-2.0
"""Fixtures for tests with a bench; lab/python loads them.

A test module overrides `hotspot_profile`, `router_lan` and `wan_device`, or parametrises them, to get another bench.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import tetherlab
from tetherlab import assertions as that

_error: pytest.StashKey[BaseException] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("tetherlab")
    group.addoption("--bench", default="virtual", help="name of a bench, or a path to a .yaml")
    group.addoption("--image", default="standin", help="name of a bench image, or a path to a .bin")
    group.addoption("--seed", type=int, help="of what faults do at random; another one for each test without it")
    group.addoption("--start", default="snapshot", choices=["boot", "snapshot"], help="how a bench starts")


@pytest.fixture
def hotspot_profile() -> str:
    """The profile of the hotspot."""
    return "quanta-d53"


@pytest.fixture
def router_lan() -> str:
    """The router's own ADDRESS/PREFIX, which must not be in the hotspot's LAN."""
    return "192.168.8.1/24"


@pytest.fixture
def wan_device() -> str:
    """The device that the router's WAN uses."""
    return "usb0"


def _path_or_name(text: str, ending: str) -> str:
    return str(Path(text).resolve()) if text.endswith(ending) else text


@pytest.fixture
def bench(request: pytest.FixtureRequest, hotspot_profile: str) -> Iterator[tetherlab.Bench]:
    """A bench for this test, with a shell on the router, which has not been touched yet."""
    option = request.config.getoption
    made = tetherlab.Bench(
        hotspot_profile,
        image=_path_or_name(option("--image"), ".bin"),
        bench=_path_or_name(option("--bench"), ".yaml"),
        name=re.sub("[^a-z0-9]+", "-", request.node.name.lower()).strip("-"),
        title=request.node.nodeid,
        seed=option("--seed"),
        start=option("--start"),
        live=False,
    )
    request.node.user_properties += [("seed", made.seed), ("events", str(made.out / "events.jsonl"))]
    made.__enter__()
    try:
        yield made
    finally:
        error = request.node.stash.get(_error, None)
        made.__exit__(type(error) if error else None, error, None)


@pytest.fixture
def router(bench: tetherlab.Bench, router_lan: str, wan_device: str) -> tetherlab.Shell:
    """The router's shell. It runs the image, and its LAN and WAN are set."""
    bench.flash()
    bench.set_lan(router_lan)
    bench.set_wan(wan_device)
    return bench.shell


@pytest.fixture
def hotspot(bench: tetherlab.Bench, router: tetherlab.Shell) -> tetherlab.Bench:
    """The bench, its hotspot plugged into that router."""
    bench.plug()
    return bench


@pytest.fixture
def wan(hotspot: tetherlab.Bench) -> tetherlab.Facts:
    """What was seen when a host on the LAN found the WAN usable."""
    hotspot.expect(that.wan("usable", within="90 s"))
    return hotspot.observe(http_client=True)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    outcome = yield
    if call.excinfo is None:
        return
    error = call.excinfo.value
    item.stash[_error] = error
    report = outcome.get_result()
    if isinstance(error, tetherlab.Skipped):
        path, line = item.reportinfo()[:2]
        report.outcome = "skipped"
        report.longrepr = (str(path), line or 0, f"Skipped: {error}")
    elif isinstance(error, (tetherlab.Failure, tetherlab.Error)):
        report.longrepr = f"{_place(item, call.excinfo)}: {error}"
        # pytest tells failures from errors by the phase: ours are of the router, or of the rig.
        report.when = "call" if isinstance(error, tetherlab.Failure) else "setup"


def _place(item: pytest.Item, excinfo: pytest.ExceptionInfo[BaseException]) -> str:
    """The line of the test that got the error, or that of the fixture."""
    own = [entry for entry in excinfo.traceback if Path(entry.path) == item.path]
    entry = (own or list(excinfo.traceback))[-1]
    return f"{entry.path.name}:{entry.lineno + 1}"
