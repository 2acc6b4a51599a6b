# SPDX-License-Identifier: Apache-2.0
"""Targets with a gadget host that a test plays, through labgrid itself."""

import json
import shlex
import sys
from pathlib import Path

import pytest
from labgrid import Environment

FAKE = Path(__file__).with_name("fake_agent.py")


class Host:
    """Its agent is fake_agent.py, started as tetherlab-gadget in PATH."""

    def __init__(self, folder):
        self.folder = folder
        self.log = folder / "log"
        self.answers = {}

    def install(self, monkeypatch):
        words = [sys.executable, str(FAKE), str(self.log), json.dumps(self.answers)]
        self._program("tetherlab-gadget", f'echo "$*" >>{self.folder}/arguments\nexec {shlex.join(words)}')
        monkeypatch.setenv("PATH", str(self.folder), prepend=":")

    def install_ssh(self, monkeypatch):
        """Runs here what it is told to run there; does without a master."""
        self._program("ssh", 'echo "$*" >>%s/ssh\nwhile [ $# -gt 0 ] && [ "$1" != -- ]; do shift; done\n'
                             '[ $# -gt 0 ] || exit 0\nshift\nexec sh -c "$*"' % self.folder)
        monkeypatch.setenv("PATH", str(self.folder), prepend=":")

    def _program(self, name, text):
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)

    def asked(self):
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@pytest.fixture
def host(tmp_path):
    return Host(tmp_path)


@pytest.fixture
def make_target(tmp_path):
    made = []

    def make(yaml):
        (tmp_path / "d53.yaml").write_text("name: quanta-d53\n")
        (tmp_path / "env.yaml").write_text(f"imports: [labgrid_tetherlab]\ntargets:\n  main:\n{yaml}")
        environment = Environment(str(tmp_path / "env.yaml"))
        made.append(environment)
        return environment.get_target()

    yield make
    for environment in made:
        environment.cleanup()
