# SPDX-License-Identifier: Apache-2.0
"""What Bench.expect() can wait for: the words of docs/writing-a-scenario.md, with _ for -.

`within` is a timedelta or a text with a unit, such as "60 s", and counts from the call of expect(); 20 s without it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Optional, Union

Time = Union[str, timedelta]
Assertion = dict[str, object]


def _entry(key: str, value: object, within: Optional[Time], **more: object) -> Assertion:
    return {key: value, **more, "within": within}


def usb(state: str, within: Optional[Time] = None) -> Assertion:
    """The hotspot on the router's bus is "enumerated", "absent" or "verified"."""
    return _entry("usb", state, within)


def configuration(value: int, within: Optional[Time] = None) -> Assertion:
    """That bConfigurationValue is active."""
    return _entry("configuration", value, within)


def driver(name: str, within: Optional[Time] = None) -> Assertion:
    """That driver is bound to the control interface of the active configuration, or "none" is."""
    return _entry("driver", name, within)


def netdev(name: str, within: Optional[Time] = None) -> Assertion:
    """That network device belongs to the hotspot, or "none" does."""
    return _entry("netdev", name, within)


def lease(subnet: str, within: Optional[Time] = None) -> Assertion:
    """The WAN has an IPv4 address in it, such as "192.168.1.0/24"."""
    return _entry("lease", subnet, within)


def default_route(device: str, within: Optional[Time] = None) -> Assertion:
    """The default route leaves by it."""
    return _entry("default-route", device, within)


def dns(name: str, within: Optional[Time] = None) -> Assertion:
    """The router's own resolver answers."""
    return _entry("dns", name, within)


def http(where: str, within: Optional[Time] = None) -> Assertion:
    """A page behind the hotspot answers the "router", or the "client" on its LAN."""
    return _entry("http", where, within)


def ipv6(what: str = "address", within: Optional[Time] = None) -> Assertion:
    """The WAN has an address in the hotspot's prefix."""
    return _entry("ipv6", what, within)


def http6(where: str = "router", within: Optional[Time] = None) -> Assertion:
    """The page answers over IPv6."""
    return _entry("http6", where, within)


def wan(state: str, within: Optional[Time] = None) -> Assertion:
    """The LAN client finds the WAN "usable"; "unusable" holds when the router's state says why, too."""
    return _entry("wan", state, within)


def diagnosis(code: str, names: Optional[str] = None, within: Optional[Time] = None) -> Assertion:
    """That is among the diagnoses, and its words contain `names`; "none": there are none, and a
    host on the LAN reaches the web; "none-seen": there are none, without asking for the web."""
    return _entry("diagnosis", code, within, names=names)


def download(rate: str, within: Optional[Time] = None) -> Assertion:
    """A host on the LAN downloads at least so fast: "1 Mbit/s"."""
    return _entry("download", rate, within)


def log(text: str, times: Optional[int] = None, within: Optional[Time] = None) -> Assertion:
    """So many lines of the router's kernel log contain the text."""
    return _entry("log", text, within, times=times)


def no_log(text: str, within: Optional[Time] = None) -> Assertion:
    """No line contains it until the time is up."""
    return _entry("no-log", text, within)


def fault(name_and_moment: str, within: Optional[Time] = None) -> Assertion:
    """ "NAME fired" or "NAME ended": the fault has."""
    return _entry("fault", name_and_moment, within)


def replayed(name: str, within: Optional[Time] = None) -> Assertion:
    """The router's log shows what that fault replays, in order and on time."""
    return _entry("replayed", name, within)


def not_(assertion: Assertion, within: Optional[Time] = None) -> Assertion:
    """The assertion, which has no time of its own, does not hold."""
    return _entry("not", {key: value for key, value in assertion.items() if value is not None}, within)
