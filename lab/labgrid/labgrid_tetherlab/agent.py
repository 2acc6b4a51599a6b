# SPDX-License-Identifier: Apache-2.0
"""The agent on the gadget host, spoken to as gadget/agent/protocol.hpp says: one JSON object a line."""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from time import monotonic
from typing import Any, Optional

PROTOCOL = 1
_ANSWER_TIME = 40.0  # for one request; the agent gives itself 30
_LEAVE_TIME = 20.0  # until the hotspot is released
_LONGEST_LINE = 1 << 20  # bytes

Json = dict[str, Any]


class HotspotError(Exception):
    """The gadget host did wrong, never the router. Reads "ACTION OBJECT: REASON"."""

    def __init__(self, action: str, object: str, reason: str) -> None:
        super().__init__(f"{action} {object}: {reason}")
        self.action = action
        self.object = object
        self.reason = reason


class Agent:
    """One connection. The agent releases the hotspot when it is closed, in whatever way."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._process: Optional[subprocess.Popen[bytes]] = None
        self._stream: Optional[socket.socket] = None
        self._words = tempfile.TemporaryFile()  # what the process said besides
        self._buffer = b""
        self._last_id = 0
        self.events: list[Json] = []

    @classmethod
    def start(cls, argv: Sequence[str], name: str) -> Agent:
        """An agent, or an ssh that starts one."""
        self = cls(name)
        ours, theirs = socket.socketpair()
        with theirs:
            self._stream = ours
            try:
                self._process = subprocess.Popen(argv, stdin=theirs, stdout=theirs, stderr=self._words)
            except OSError as error:
                self.close()
                raise HotspotError("start", name, error.strerror or str(error)) from error
        return self

    @classmethod
    def connect(cls, path: str, name: str) -> Agent:
        """An agent that listens on a unix socket."""
        self = cls(name)
        self._stream = socket.socket(socket.AF_UNIX)
        try:
            self._stream.connect(path)
        except OSError as error:
            self.close()
            raise HotspotError("connect to", path, error.strerror or str(error)) from error
        return self

    def hello(self) -> Json:
        """What it is. Raises when it speaks another protocol."""
        hello = self.call("hello")
        if hello.get("protocol") != PROTOCOL:
            raise HotspotError("use", self._name, f"expected protocol {PROTOCOL}, got {hello.get('protocol')}")
        return hello

    def call(self, verb: str, /, **arguments: Any) -> Json:
        """The result. Raises HotspotError with the agent's own words when it refuses."""
        self._last_id += 1
        request = {"v": PROTOCOL, "id": self._last_id, "do": verb, "with": arguments}
        try:
            self._open_stream().sendall(json.dumps(request).encode() + b"\n")
        except OSError as error:
            raise self._gone() from error
        deadline = monotonic() + _ANSWER_TIME
        while True:
            answer = self._read(deadline, f"the answer to '{verb}'")
            if answer.get("id") == self._last_id:
                break
        if answer.get("ok"):
            return dict(answer.get("result", {}))
        error = answer.get("error", {})
        raise HotspotError(*(str(error.get(key, "?")) for key in ("action", "object", "reason")))

    def await_event(self, wanted: Callable[[Json], bool], what: str, timeout: float) -> Json:
        """The first such event since the connection was made."""
        deadline = monotonic() + timeout
        seen = 0
        while True:
            for event in self.events[seen:]:
                if wanted(event):
                    return event
            seen = len(self.events)
            self._read(deadline, what)

    def close(self) -> None:
        """Returns when the hotspot is released."""
        if self._stream:
            self._stream.close()
            self._stream = None
        if self._process:
            try:
                self._process.wait(_LEAVE_TIME)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        self._words.close()

    def _open_stream(self) -> socket.socket:
        if self._stream is None:
            raise HotspotError("use", self._name, "it is closed")
        return self._stream

    def _read(self, deadline: float, what: str) -> Json:
        """The next message; events are kept, too."""
        stream = self._open_stream()
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([stream], [], [], max(0.0, deadline - monotonic()))
            if not ready:
                raise HotspotError("wait for", self._name, f"no sign of {what} in time")
            try:
                got = stream.recv(65536)
            except OSError as error:
                raise self._gone() from error
            if not got:
                raise self._gone()
            if len(self._buffer) > _LONGEST_LINE:
                raise HotspotError("read", self._name, f"expected lines of at most {_LONGEST_LINE} bytes, got more")
            self._buffer += got
        line, self._buffer = self._buffer.split(b"\n", 1)
        try:
            message = json.loads(line)
        except ValueError:
            message = None
        if not isinstance(message, dict):  # of whoever greets those who log in
            return {}
        if "event" in message:
            self.events.append(message)
        return message

    def _gone(self) -> HotspotError:
        """The connection ended: with the last words of the agent, or of ssh."""
        if self._process:
            try:
                self._process.wait(1.0)
            except subprocess.TimeoutExpired:
                pass
        self._words.seek(0, os.SEEK_SET)
        lines = self._words.read().decode(errors="replace").strip().splitlines()
        return HotspotError("use", self._name, lines[-1] if lines else "the connection ended")
