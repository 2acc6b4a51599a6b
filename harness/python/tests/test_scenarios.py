# SPDX-License-Identifier: Apache-2.0
"""Every scenario file and the script that is made of it say the same to a bench."""

import os
from pathlib import Path

import _tetherlab
import pytest
import tetherlab

ROOT = Path(os.environ["TETHERLAB_ROOT"])
FILES = sorted((ROOT / "scenarios").glob("*/*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_scenario_and_its_script_say_the_same(file, tmp_path, monkeypatch):
    recorder = _tetherlab.Recorder()
    recorder.play(file)
    of_the_file = recorder.take()

    made = []

    def make(hotspot, **options):
        made.append((hotspot, options))
        return recorder.bench(out=tmp_path / "out", folder=str(file.parent))

    monkeypatch.setattr(tetherlab, "Bench", make)
    exec(compile(_tetherlab.python_source(file), str(file.with_suffix(".py")), "exec"), {})

    assert recorder.take() == of_the_file
    assert of_the_file
    assert len(made) == 1
    assert made[0][1]["name"] in file.read_text()


def test_all_scenarios_are_there():
    assert len(FILES) >= 50
